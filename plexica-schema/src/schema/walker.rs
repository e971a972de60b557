use super::Schema;

/// A place in a [`Schema`] to read from: an id, and the schema it belongs to.
///
/// Each kind of id has its own methods; see the aliases such as
/// [`ModelWalker`](super::ModelWalker).
#[derive(Debug, Clone, Copy)]
pub struct Walker<'db, Id> {
    pub(crate) db: &'db Schema,
    pub(crate) id: Id,
}

impl<'db, Id: Copy> Walker<'db, Id> {
    /// The id, to keep or to look up by.
    #[must_use]
    pub fn id(self) -> Id {
        self.id
    }

    /// The schema that this place is in.
    #[must_use]
    pub fn schema(self) -> &'db Schema {
        self.db
    }

    pub(crate) fn walk<Other>(self, id: Other) -> Walker<'db, Other> {
        Walker { db: self.db, id }
    }
}

impl<Id: PartialEq> PartialEq for Walker<'_, Id> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.db, other.db) && self.id == other.id
    }
}

impl<Id: Eq> Eq for Walker<'_, Id> {}
