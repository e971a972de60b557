use std::{fmt, marker::PhantomData};

use tokio_postgres::Row;

use super::Node;
use crate::{
    model::{Column, Model, ROOT_ALIAS, Unique},
    query::{Selectable, Selection, Writer},
    value::ColumnValue,
};

/// A value that the server computes of a row of model `M`, and that is read as a `V`.
///
/// To select, and to compute others of: `post::author.select(user::email).lower()`.
#[must_use]
pub struct Computed<M, V> {
    pub(super) node: Node,
    of: PhantomData<fn() -> (M, V)>,
}

impl<M, V> Computed<M, V> {
    pub(super) fn new(node: Node) -> Self {
        Self {
            node,
            of: PhantomData,
        }
    }

    pub(super) fn into_node(self) -> Node {
        self.node
    }
}

impl<M, T> Column<M, T> {
    pub(super) fn into_node(self) -> Node {
        Node::Column(self.place())
    }
}

impl<M, V> Clone for Computed<M, V> {
    fn clone(&self) -> Self {
        Self::new(self.node.clone())
    }
}

impl<M, V> fmt::Debug for Computed<M, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

/// One value of a row of model `M`: a column of it, or what is computed of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of `{M}`",
    label = "not a column of `{M}`, nor what is computed of its rows"
)]
pub trait IntoComputed<M> {
    /// What the value is of.
    type Value: ColumnValue;

    #[doc(hidden)]
    fn into_computed(self) -> Computed<M, Self::Value>;
}

impl<M: Model, T: ColumnValue> IntoComputed<M> for Column<M, T> {
    type Value = T;

    fn into_computed(self) -> Computed<M, T> {
        Computed::new(self.into_node())
    }
}

impl<M: Model, T: ColumnValue> IntoComputed<M> for Unique<M, T> {
    type Value = T;

    fn into_computed(self) -> Computed<M, T> {
        Computed::new(self.into_node())
    }
}

impl<M: Model, V: ColumnValue> IntoComputed<M> for Computed<M, V> {
    type Value = V;

    fn into_computed(self) -> Self {
        self
    }
}

impl<M: Model, V: ColumnValue> Selectable<M> for Computed<M, V> {
    type Value = V::Rust;

    fn write(&self, writer: &mut Writer<'_>) {
        self.node.write(writer, M::def(), ROOT_ALIAS);
    }

    fn selected_column(&self) -> Option<u16> {
        None
    }

    fn decode(row: &Row, index: usize) -> Result<V::Rust, tokio_postgres::Error> {
        V::decode(row, index)
    }
}

impl<M: Model, V: ColumnValue> Selection<M> for Computed<M, V> {
    type Row = V::Rust;

    fn write(&self, writer: &mut Writer<'_>) {
        Selectable::write(self, writer);
    }

    fn selected_columns(&self) -> Vec<Option<u16>> {
        vec![None]
    }

    fn decode(row: &Row) -> Result<V::Rust, tokio_postgres::Error> {
        V::decode(row, 0)
    }
}
