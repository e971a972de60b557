/// The `datasource` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datasource {
    /// The block's name: `db`.
    pub name: String,
    /// Where the database is; `None` where the settings say so.
    pub url: Option<Url>,
    /// The PostgreSQL schemas of the platform, as declared. Never empty: `public` where the
    /// block declares none.
    pub schemas: Vec<String>,
    /// The PostgreSQL extensions that the platform needs, as declared.
    pub extensions: Vec<Extension>,
    /// What holds related rows together.
    pub relation_mode: RelationMode,
}

impl Datasource {
    /// Whether relations are foreign keys in the database.
    #[must_use]
    pub fn has_foreign_keys(&self) -> bool {
        self.relation_mode == RelationMode::ForeignKeys
    }

    /// The schema that an extension's objects are in: as declared, and otherwise `public`.
    #[must_use]
    pub fn schema_of_extension(&self, name: &str) -> &str {
        let declared = self.extensions.iter().find(|found| found.name == name);
        declared
            .and_then(|extension| extension.schema.as_deref())
            .unwrap_or("public")
    }
}

/// A PostgreSQL extension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extension {
    /// Its name in PostgreSQL.
    pub name: String,
    /// The schema for its objects; `public` where none is written.
    pub schema: Option<String>,
    /// The version to make; PostgreSQL's own choice where none is written.
    pub version: Option<String>,
}

/// What holds related rows together: Prisma's `relationMode`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RelationMode {
    /// Foreign keys.
    #[default]
    ForeignKeys,
    /// Nothing in the database. Prisma's client emulates referential actions then; Plexica's does
    /// not.
    Prisma,
}

/// A `url` argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// `env("NAME")`: the variable's name.
    Env(String),
    /// The URL itself.
    Literal(String),
}

/// What the `generator client` block says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientSettings {
    /// `datetime = "jiff"` or `"chrono"`.
    pub datetime: DateTimeLibrary,
}

/// The library whose types stand for `DateTime`, `Date` and `Time` in the generated client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateTimeLibrary {
    /// The `jiff` crate.
    #[default]
    Jiff,
    /// The `chrono` crate.
    Chrono,
}
