use super::{Key, Model};
use crate::value::Scalar;

/// A model with a `@version`: each update of a row counts it up. Generated.
///
/// ```ignore
/// let document = acme.document().find_unique(document::id.key(7)).or_not_found().await?;
/// let key = document::id.key(document.id).at_version(document.version);
/// // An error of the kind `StaleVersion` if somebody else was faster.
/// acme.document().update(key).title("Plan B").await?;
/// ```
pub trait Versioned: Model {
    /// The type of the version's field.
    type Version: Scalar;

    /// The version's place among the columns.
    #[doc(hidden)]
    const PLACE: u16;
}

impl<M: Versioned> Key<M> {
    /// The row with this key as long as it is at this version: for an `update` or a `delete` of what
    /// was read before. A row at another version is an error of the kind
    /// [`StaleVersion`](crate::ErrorKind::StaleVersion). `find_unique` finds no row then.
    #[must_use]
    pub fn at_version(self, version: M::Version) -> Self {
        self.with_version(M::PLACE, version.into_value())
    }
}
