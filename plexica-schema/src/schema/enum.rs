use super::{EnumId, Scope, Walker};

/// An enum.
pub type EnumWalker<'db> = Walker<'db, EnumId>;

/// A value of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnumValue<'db> {
    /// What the schema calls it.
    pub name: &'db str,
    /// Its label in PostgreSQL.
    pub database_name: &'db str,
    /// Its `///` comment.
    pub documentation: Option<&'db str>,
}

impl<'db> EnumWalker<'db> {
    /// What the schema calls it.
    #[must_use]
    pub fn name(self) -> &'db str {
        &self.db.enums[self.id.index()].name
    }

    /// The type's name in PostgreSQL.
    #[must_use]
    pub fn database_name(self) -> &'db str {
        &self.db.enums[self.id.index()].database_name
    }

    /// Its `///` comment.
    #[must_use]
    pub fn documentation(self) -> Option<&'db str> {
        self.db.enums[self.id.index()].documentation.as_deref()
    }

    /// Where the type lives.
    #[must_use]
    pub fn scope(self) -> &'db Scope {
        &self.db.enums[self.id.index()].scope
    }

    /// The values, in the order of the source, which is their order in PostgreSQL. At least one.
    pub fn values(self) -> impl ExactSizeIterator<Item = EnumValue<'db>> + Clone {
        self.db.enums[self.id.index()]
            .values
            .iter()
            .map(|value| EnumValue {
                name: &value.name,
                database_name: &value.database_name,
                documentation: value.documentation.as_deref(),
            })
    }
}
