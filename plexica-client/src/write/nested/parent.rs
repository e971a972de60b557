//! What a row refers to, as a part of the write of that row.

use std::{fmt, marker::PhantomData};

use super::{
    before::Before,
    row::{NestedFor, NewRelated},
    tree::{Kind, Made, Part, Tree},
};
use crate::{
    Error,
    model::{Connectable, Relation, RelationKey, Severable, Writable},
    value::Value,
    write::{RowChanges, RowValues},
};

/// The row that another one refers to by the relation `R`: made, or found. Made from the relation:
/// `post::author.create(…)`.
#[must_use = "it is written with the row that refers to it, by `create_with` or `nested`"]
pub struct Parent<'a, R> {
    pub(super) before: Before<'a>,
    pub(super) of: PhantomData<fn() -> R>,
}

impl<R> fmt::Debug for Parent<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.before.fmt(f)
    }
}

/// What becomes of the row that a row of `M` refers to, where that row is there: for an `update`.
#[must_use = "it is written with the row that refers to it, by `nested`"]
pub struct ParentChange<'a, M> {
    pub(super) kind: Kind<'a>,
    pub(super) of: PhantomData<fn() -> M>,
}

impl<M> fmt::Debug for ParentChange<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

// Where the foreign key is required, `Create` has it, and then it would be there twice.
impl<'a, R: Severable> NestedFor<'a, R::Source, RowValues> for Parent<'a, R> {
    fn into_part(self) -> Part<'a> {
        Part(Kind::Before(self.before))
    }
}

impl<'a, R: Relation> NestedFor<'a, R::Source, RowChanges> for Parent<'a, R> {
    fn into_part(self) -> Part<'a> {
        Part(Kind::Before(self.before))
    }
}

impl<'a, M> NestedFor<'a, M, RowChanges> for ParentChange<'a, M> {
    fn into_part(self) -> Part<'a> {
        Part(self.kind)
    }
}

/// The row that a new one refers to, or a tuple of several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row that a new one refers to",
    note = "give `model::relation.create(…)`, `.connect(…)` or `.connect_or_create(…)` of a relation whose foreign key the new row has, or a tuple of several"
)]
pub trait Parents<'a> {
    /// The model of the new row.
    type Model: Writable;

    /// What the new row refers to: a key, or a tuple of them.
    type Keys;

    #[doc(hidden)]
    fn into_parts(self) -> Vec<Part<'a>>;

    #[doc(hidden)]
    fn keys(values: Vec<Vec<Value>>) -> Result<Self::Keys, Error>;
}

/// The key that a row refers to by a relation.
type KeyOf<R> = <<R as Connectable>::Key as RelationKey>::Values;

fn key<R: Connectable>(values: Option<Vec<Value>>) -> Result<KeyOf<R>, Error> {
    let relation = R::def();
    let columns = relation.columns.iter();
    let columns: Vec<_> = columns
        .map(|(_, other)| relation.target.column(*other))
        .collect();
    R::Key::read(&columns, &values.unwrap_or_default())
        .map_err(|reason| Error::no_parent_key(relation, Some(reason)))
}

impl<'a, R: Connectable<Source: Writable>> Parents<'a> for Parent<'a, R> {
    type Model = R::Source;
    type Keys = KeyOf<R>;

    fn into_parts(self) -> Vec<Part<'a>> {
        vec![Part(Kind::Before(self.before))]
    }

    fn keys(values: Vec<Vec<Value>>) -> Result<Self::Keys, Error> {
        key::<R>(values.into_iter().next())
    }
}

macro_rules! tuples {
    ($first:ident $first_place:tt $(, $rest:ident $place:tt)*) => {
        impl<'a, $first, $($rest),*> Parents<'a> for (Parent<'a, $first>, $(Parent<'a, $rest>),*)
        where
            $first: Connectable<Source: Writable>,
            $($rest: Connectable<Source = $first::Source>),*
        {
            type Model = $first::Source;
            type Keys = (KeyOf<$first>, $(KeyOf<$rest>),*);

            fn into_parts(self) -> Vec<Part<'a>> {
                vec![
                    Part(Kind::Before(self.$first_place.before)),
                    $(Part(Kind::Before(self.$place.before))),*
                ]
            }

            fn keys(values: Vec<Vec<Value>>) -> Result<Self::Keys, Error> {
                let mut values = values.into_iter();
                Ok((key::<$first>(values.next())?, $(key::<$rest>(values.next())?),*))
            }
        }
    };
}

tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);

/// A new row with the rows that it refers to, as a draft: for where a new row is part of another write.
/// [`create_with`](crate::database::Accessor::create_with) is that for a row by itself.
///
/// The closure is given the key of the parent, or a tuple of the keys of several, for the fields of
/// `Create` that want it. Another value in them is an error of the kind
/// [`InvalidQuery`](crate::ErrorKind::InvalidQuery).
///
/// ```ignore
/// use plexica_client::write::with;
///
/// let installed = plugin::installed.create(|plugin_id| {
///     with(installation::user.connect(user::email.key("ada@acme.test")), move |user_id| {
///         installation::Create { plugin_id, user_id }
///     })
/// });
/// ```
pub fn with<'a, P, N>(
    parents: P,
    row: impl FnOnce(P::Keys) -> N + Send + 'a,
) -> <P::Model as Writable>::Draft<Tree<'a>>
where
    P: Parents<'a>,
    N: NewRelated<'a, P::Model>,
{
    P::Model::draft(tree(parents, row), RowValues::default())
}

pub(crate) fn tree<'a, P, N>(parents: P, row: impl FnOnce(P::Keys) -> N + Send + 'a) -> Tree<'a>
where
    P: Parents<'a>,
    N: NewRelated<'a, P::Model>,
{
    let parents = parents.into_parts().into_iter();
    let parents = parents.filter_map(|part| match part.0 {
        Kind::Before(before) => Some(before),
        Kind::Step(_) => None,
    });
    Tree {
        made: Some(Made {
            parents: parents.collect(),
            row: Box::new(move |keys| Ok(row(P::keys(keys)?).into_tree())),
        }),
        ..Tree::default()
    }
}
