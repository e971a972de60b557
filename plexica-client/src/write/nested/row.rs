use std::{fmt, marker::PhantomData};

use super::{
    plan::Step,
    tree::{Kind, Part, Tree},
};
use crate::write::{NewRecord, RowValues};

/// What is written to the related rows of a row of `M`, with that row and in one transaction. Made
/// from a relation: `user::posts.create(…)`.
#[must_use = "it is written with the row that it is given to, by `nested`"]
pub struct Nested<'a, M> {
    pub(super) step: Step<'a>,
    pub(super) of: PhantomData<fn() -> M>,
}

impl<M> fmt::Debug for Nested<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.step.fmt(f)
    }
}

/// What can be written with a row of `M`: a new one where `V` is [`RowValues`], and one that is there
/// where it is [`RowChanges`](crate::write::RowChanges).
#[diagnostic::on_unimplemented(
    message = "this cannot be written with a row of `{M}` by `nested`",
    label = "it is of another model, only for a row that is there, or for a foreign key that a new row must have",
    note = "a new row with a row that it has to refer to is made by `create_with`"
)]
pub trait NestedFor<'a, M, V> {
    /// What it is without its type.
    #[doc(hidden)]
    fn into_part(self) -> Part<'a>;
}

impl<'a, M, V> NestedFor<'a, M, V> for Nested<'a, M> {
    fn into_part(self) -> Part<'a> {
        Part(Kind::Step(self.step))
    }
}

/// What a new row of a model can be made from: its `Create`, or a `Draft`, which may have related rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a new `{M}`",
    note = "give the model's `Create` with its required fields, or a `Draft` made from one"
)]
pub trait NewRelated<'a, M> {
    /// The columns it sets, and its related rows.
    #[doc(hidden)]
    fn into_tree(self) -> (RowValues, Tree<'a>);
}

impl<'a, M, N: NewRecord<M>> NewRelated<'a, M> for N {
    fn into_tree(self) -> (RowValues, Tree<'a>) {
        (self.into_values(), Tree::default())
    }
}
