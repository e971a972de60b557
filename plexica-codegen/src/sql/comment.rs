//! What the schema's `///` lines say, as comments of the database's objects.

use plexica_ident::quote_literal;
use plexica_schema::{
    Dialect,
    schema::{Schema, Scope},
};

use super::{ObjectName, statement::Statement};

/// `COMMENT ON …`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// What it is about.
    pub object: Commented,
    /// What it says.
    pub text: String,
}

/// What a comment is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Commented {
    /// An enum type.
    Type(ObjectName),
    /// A table.
    Table(ObjectName),
    /// A view.
    View(ObjectName),
    /// A column of a table or a view.
    Column(ObjectName, String),
}

impl Commented {
    /// The type or the table.
    #[must_use]
    pub fn object(&self) -> &ObjectName {
        match self {
            Self::Type(name) | Self::Table(name) | Self::View(name) | Self::Column(name, _) => name,
        }
    }
}

/// The comments of a scope's objects. None for a `.prisma` file: Prisma makes none, and its
/// database shall be the same.
pub(super) fn comments(schema: &Schema, is_in: impl Fn(&Scope) -> bool) -> Vec<Comment> {
    if schema.dialect() == Dialect::Prisma {
        return Vec::new();
    }
    let mut comments = Vec::new();
    let mut add = |object: Commented, text: Option<&str>| {
        // A text of PostgreSQL's cannot hold a NUL.
        let text = text.filter(|text| !text.is_empty() && !text.contains('\0'));
        comments.extend(text.map(|text| Comment {
            object,
            text: text.to_owned(),
        }));
    };
    for r#enum in schema.enums().filter(|r#enum| is_in(r#enum.scope())) {
        let name = ObjectName::of(r#enum.scope(), r#enum.database_name());
        add(Commented::Type(name), r#enum.documentation());
    }
    // A view whose SQL is not known is not made.
    let made = schema
        .declared_models()
        .filter(|model| !model.is_view() || model.query().is_some());
    for model in made.filter(|model| is_in(model.scope())) {
        let name = ObjectName::of(model.scope(), model.database_name());
        let commented = if model.is_view() {
            Commented::View
        } else {
            Commented::Table
        };
        add(commented(name.clone()), model.documentation());
        for field in model.columns() {
            let column = field.database_name().to_owned();
            add(
                Commented::Column(name.clone(), column),
                field.documentation(),
            );
        }
    }
    comments
}

/// `COMMENT ON …`: what is said of an object, or with no text that nothing is any more.
#[must_use]
pub fn comment_on(object: &Commented, text: Option<&str>) -> String {
    let statement = match object {
        Commented::Type(name) => Statement::new("COMMENT ON TYPE ").sql(name),
        Commented::Table(name) => Statement::new("COMMENT ON TABLE ").sql(name),
        Commented::View(name) => Statement::new("COMMENT ON VIEW ").sql(name),
        Commented::Column(table, column) => Statement::new("COMMENT ON COLUMN ")
            .sql(table)
            .keywords(".")
            .name(column),
    };
    let statement = statement.keywords(" IS ");
    match text {
        Some(text) => statement.sql(quote_literal(text)).finish(),
        None => statement.keywords("NULL").finish(),
    }
}
