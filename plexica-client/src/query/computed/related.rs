//! Values of the one related row.

use super::{Computed, IntoComputed, Node};
use crate::{
    model::{Relation, ToOne},
    query::{Include, Step},
};

impl<R: Relation<Arity: ToOne>, D> Include<R, (), D> {
    /// A column of the related row, or what is computed of it, to select with the row's own.
    /// `NULL` where there is no related row, so of an optional relation an `Option`.
    ///
    /// ```ignore
    /// let titles: Vec<(String, Option<String>)> = acme
    ///     .comment()
    ///     .find_many()
    ///     .select((comment::text, comment::post.select(post::author.select(user::email))))
    ///     .await?;
    /// ```
    ///
    /// Several columns of one related row cost one join. Of an optional relation, one that is
    /// deleted is not there unless the relation says `with_deleted()`, as everywhere else.
    pub fn select<S: IntoComputed<R::Target>>(
        self,
        selected: S,
    ) -> Computed<R::Source, <R::Arity as ToOne>::Selected<S::Value>> {
        let of = Box::new(selected.into_computed().into_node());
        Computed::new(Node::Related(Step::to(&self), of))
    }
}
