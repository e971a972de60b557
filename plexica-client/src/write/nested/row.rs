use std::{fmt, marker::PhantomData};

use super::Step;
use crate::{
    model::Writable,
    write::{Creating, Detached, NewRecord, RowValues, Updating},
};

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

impl<'a, M> Nested<'a, M> {
    /// What it is without its type. For generated code.
    #[doc(hidden)]
    pub fn into_step(self) -> Step<'a> {
        self.step
    }
}

/// A new row with related rows, before it belongs to a query.
#[derive(Debug)]
pub struct Tree<'a> {
    steps: Vec<Step<'a>>,
}

impl<'a> Tree<'a> {
    /// The related rows. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn into_steps(self) -> Vec<Step<'a>> {
        self.steps
    }
}

/// What related rows can be written with: a query that makes or changes one row, and a draft.
#[diagnostic::on_unimplemented(
    message = "related rows cannot be written with this query",
    label = "they are written with one row: by `create` or `update`"
)]
pub trait Nest<'a> {
    /// It with related rows.
    type With;

    #[doc(hidden)]
    fn nest(self, step: Step<'a>) -> Self::With;
}

impl<'a> Nest<'a> for Detached {
    type With = Tree<'a>;

    fn nest(self, step: Step<'a>) -> Tree<'a> {
        Tree { steps: vec![step] }
    }
}

impl<'a> Nest<'a> for Tree<'a> {
    type With = Self;

    fn nest(mut self, step: Step<'a>) -> Self {
        self.steps.push(step);
        self
    }
}

impl<'a, M: Writable> Nest<'a> for Creating<'a, M> {
    type With = Self;

    fn nest(mut self, step: Step<'a>) -> Self {
        self.steps.push(step);
        self
    }
}

impl<'a, M: Writable> Nest<'a> for Updating<'a, M> {
    type With = Self;

    fn nest(mut self, step: Step<'a>) -> Self {
        self.steps.push(step);
        self
    }
}

/// What a new related row of a model can be made from: its `Create`, or a `Draft`, which may have
/// related rows in turn.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a new `{M}`",
    note = "give the model's `Create` with its required fields, or a `Draft` made from one"
)]
pub trait NewRelated<'a, M> {
    /// The columns it sets, and its related rows.
    #[doc(hidden)]
    fn into_tree(self) -> (RowValues, Vec<Step<'a>>);
}

impl<'a, M, N: NewRecord<M>> NewRelated<'a, M> for N {
    fn into_tree(self) -> (RowValues, Vec<Step<'a>>) {
        (self.into_values(), Vec::new())
    }
}
