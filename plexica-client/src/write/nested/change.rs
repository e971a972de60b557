use super::tree::Tree;
use crate::write::RowChanges;

/// Changes of a related row of `M`, which may have related rows in turn: what a closure makes of the
/// model's `Update`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a change of a `{M}`",
    note = "give the `Update` back that the closure is given, with its setters called"
)]
pub trait RelatedChanges<'a, M> {
    /// The columns that change, and its related rows.
    #[doc(hidden)]
    fn into_tree(self) -> (RowChanges, Tree<'a>);
}
