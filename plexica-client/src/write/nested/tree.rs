use std::fmt;

use super::{before::Before, plan::Step};
use crate::{
    Error,
    model::Writable,
    value::Value,
    write::{Creating, Detached, RowValues, Updating},
};

/// What is written with a row, before it belongs to a query.
#[derive(Default)]
pub struct Tree<'a> {
    /// What makes the row itself, where it waits for rows that it refers to.
    pub(super) made: Option<Made<'a>>,
    /// Rows that the row refers to.
    pub(super) parents: Vec<Before<'a>>,
    /// What happens to the rows that refer to it.
    pub(super) steps: Vec<Step<'a>>,
}

/// A row that is made from the keys of others.
pub(super) struct Made<'a> {
    pub(super) parents: Vec<Before<'a>>,
    pub(super) row: MakeRow<'a>,
}

type MakeRow<'a> =
    Box<dyn FnOnce(Vec<Vec<Value>>) -> Result<(RowValues, Tree<'a>), Error> + Send + 'a>;

/// One thing that is written with a row.
#[derive(Debug)]
pub struct Part<'a>(pub(super) Kind<'a>);

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Before(Before<'a>),
    Step(Step<'a>),
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree")
            .field("parents", &self.parents)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

impl<'a> Tree<'a> {
    pub(in crate::write) fn is_empty(&self) -> bool {
        self.made.is_none() && self.parents.is_empty() && self.steps.is_empty()
    }

    /// Whether the row itself is made from the keys of others.
    pub(in crate::write) fn makes_its_row(&self) -> bool {
        self.made.is_some()
    }

    /// What a row that is there refers to, and what happens to the rows that refer to it.
    pub(in crate::write) fn into_parts(self) -> (Vec<Before<'a>>, Vec<Step<'a>>) {
        (self.parents, self.steps)
    }

    fn add(&mut self, part: Part<'a>) {
        match part.0 {
            Kind::Before(parent) => self.parents.push(parent),
            Kind::Step(step) => self.steps.push(step),
        }
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
    fn nest(self, part: Part<'a>) -> Self::With;
}

impl<'a> Nest<'a> for Detached {
    type With = Tree<'a>;

    fn nest(self, part: Part<'a>) -> Tree<'a> {
        Tree::default().nest(part)
    }
}

impl<'a> Nest<'a> for Tree<'a> {
    type With = Self;

    fn nest(mut self, part: Part<'a>) -> Self {
        self.add(part);
        self
    }
}

impl<'a, M: Writable> Nest<'a> for Creating<'a, M> {
    type With = Self;

    fn nest(mut self, part: Part<'a>) -> Self {
        self.tree.add(part);
        self
    }
}

impl<'a, M: Writable> Nest<'a> for Updating<'a, M> {
    type With = Self;

    fn nest(mut self, part: Part<'a>) -> Self {
        self.tree.add(part);
        self
    }
}

/// What fields are set for that belong to no query yet: nothing, or related rows.
pub trait IntoTree<'a> {
    /// The related rows.
    #[doc(hidden)]
    fn into_tree(self) -> Tree<'a>;
}

impl<'a> IntoTree<'a> for Detached {
    fn into_tree(self) -> Tree<'a> {
        Tree::default()
    }
}

impl<'a> IntoTree<'a> for Tree<'a> {
    fn into_tree(self) -> Self {
        self
    }
}
