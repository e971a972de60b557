use std::marker::PhantomData;

use super::{Model, ModelDef};
use crate::{
    query::{Node, Operator},
    value::{Bind, ColumnValue, Value},
};

/// The values of a unique key: at most one row of model `M` has them.
#[derive(Debug, Clone)]
pub struct Key<M> {
    node: Node,
    version: Option<Node>,
    of: PhantomData<fn() -> M>,
}

impl<M: Model> Key<M> {
    pub(crate) fn single(place: u16, value: Value) -> Self {
        Self {
            node: equal(place, value),
            version: None,
            of: PhantomData,
        }
    }

    /// The row that a condition says there is at most one of.
    pub(crate) fn of(node: Node) -> Self {
        Self {
            node,
            version: None,
            of: PhantomData,
        }
    }

    fn compound(places: &[u16], values: Vec<Value>) -> Self {
        let conditions = places.iter().zip(values);
        let node = Node::All(
            conditions
                .map(|(place, value)| equal(*place, value))
                .collect(),
        );
        Self {
            node,
            version: None,
            of: PhantomData,
        }
    }

    pub(super) fn with_version(self, place: u16, value: Value) -> Self {
        Self {
            version: Some(equal(place, value)),
            ..self
        }
    }

    /// The condition that a row has these values, and is at the version if one was given.
    pub(crate) fn into_node(self) -> Node {
        match self.version {
            Some(version) => self.node.and(version),
            None => self.node,
        }
    }

    /// The values that the row has in these columns, where equal values are the same ones.
    pub(crate) fn exact_values(&self, model: &ModelDef) -> Vec<(u16, Value)> {
        let conditions = match &self.node {
            Node::All(conditions) => conditions.as_slice(),
            condition => std::slice::from_ref(condition),
        };
        let value = |condition: &Node| match condition {
            Node::Compare { place, value, .. } if model.column(*place).r#type.is_exact() => {
                Some((*place, value.clone()))
            }
            _ => None,
        };
        conditions.iter().filter_map(value).collect()
    }

    /// The condition that a row has these values at whatever version, where one was given.
    pub(crate) fn at_any_version(&self) -> Option<Node> {
        self.version.as_ref().map(|_| self.node.clone())
    }
}

fn equal(place: u16, value: Value) -> Node {
    Node::Compare {
        place,
        operator: Operator::Equal,
        value,
    }
}

/// A unique key of several columns: `member::workspace_id_user_id`. `T` is the tuple of their
/// types.
pub struct CompoundKey<M, T> {
    places: &'static [u16],
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for CompoundKey<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for CompoundKey<M, T> {}

impl<M, T> CompoundKey<M, T> {
    /// The key on these columns. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(places: &'static [u16]) -> Self {
        Self {
            places,
            of: PhantomData,
        }
    }

    pub(crate) fn column_places(self) -> &'static [u16] {
        self.places
    }
}

impl<M: Model, T> CompoundKey<M, T> {
    /// The one row with these values, given as a tuple in the key's order.
    #[must_use]
    pub fn key(self, values: impl KeyColumns<T>) -> Key<M> {
        Key::compound(self.places, values.bind_all())
    }
}

/// A tuple whose members can be bound to the columns of a compound key.
#[diagnostic::on_unimplemented(
    message = "this compound key's values are `{T}`, not `{Self}`",
    label = "expected a tuple like `{T}`"
)]
pub trait KeyColumns<T> {
    /// The parameters that stand for the members.
    fn bind_all(self) -> Vec<Value>;
}

macro_rules! key_columns {
    ($($bound:ident $column:ident $place:tt),*) => {
        impl<$($bound: Bind<$column>, $column: ColumnValue),*> KeyColumns<($($column,)*)> for ($($bound,)*) {
            fn bind_all(self) -> Vec<Value> {
                vec![$(self.$place.bind()),*]
            }
        }
    };
}

key_columns!(A TA 0, B TB 1);
key_columns!(A TA 0, B TB 1, C TC 2);
key_columns!(A TA 0, B TB 1, C TC 2, D TD 3);
key_columns!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4);
key_columns!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5);
key_columns!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5, G TG 6);
key_columns!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5, G TG 6, H TH 7);
