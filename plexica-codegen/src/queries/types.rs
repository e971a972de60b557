use std::fmt;

/// What a database has said of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryTypes {
    /// The parameters' types, in the order of the file's parameters.
    pub parameters: Vec<TypeName>,
    /// The columns of its rows; none where it has no rows.
    pub columns: Vec<QueryColumn>,
}

/// A column of a statement's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryColumn {
    /// Its name, with what that says of its type.
    pub name: String,
    /// Its type.
    pub r#type: TypeName,
    /// Whether it may be `NULL`, as far as the database can tell.
    pub is_nullable: bool,
}

/// A type of PostgreSQL: `int4`, `int4[]`, `{tenant}.mood`, `core.status[]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// The schema of a type that is not PostgreSQL's own; `{tenant}` for a tenant's.
    pub schema: Option<String>,
    /// The name, of an array its members'.
    pub name: String,
    /// Whether it is an array of them.
    pub is_array: bool,
}

impl TypeName {
    /// A type of PostgreSQL's own.
    #[must_use]
    pub fn own(name: &str) -> Self {
        Self {
            schema: None,
            name: name.to_owned(),
            is_array: false,
        }
    }

    pub(super) fn parse(text: &str) -> Self {
        let (text, is_array) = match text.strip_suffix("[]") {
            Some(text) => (text, true),
            None => (text, false),
        };
        // PostgreSQL's own have no point in them.
        let (schema, name) = match text.split_once('.') {
            Some((schema, name)) => (Some(schema.to_owned()), name),
            None => (None, text),
        };
        Self {
            schema,
            name: name.to_owned(),
            is_array,
        }
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        write!(f, "{}{}", self.name, if self.is_array { "[]" } else { "" })
    }
}

/// What a column's name says: `posts!`, `age?`, `mood!: Mood`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName<'n> {
    /// The name of the field.
    pub field: &'n str,
    /// Whether it may be `NULL`, where that is said.
    pub is_nullable: Option<bool>,
    /// The enum of the schema whose label the text is.
    pub r#enum: Option<&'n str>,
}

impl<'n> ColumnName<'n> {
    /// Reads a column's name.
    #[must_use]
    pub fn parse(name: &'n str) -> Self {
        let (name, r#enum) = match name.split_once(':') {
            Some((name, r#enum)) => (name.trim_end(), Some(r#enum.trim())),
            None => (name, None),
        };
        let (field, is_nullable) = match (name.strip_suffix('!'), name.strip_suffix('?')) {
            (Some(field), _) => (field, Some(false)),
            (_, Some(field)) => (field, Some(true)),
            _ => (name, None),
        };
        Self {
            field,
            is_nullable,
            r#enum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_columns_name_says_what_the_database_does_not() {
        let name = |name| {
            let name = ColumnName::parse(name);
            (name.field, name.is_nullable, name.r#enum)
        };
        assert_eq!(name("age"), ("age", None, None));
        assert_eq!(name("age!"), ("age", Some(false), None));
        assert_eq!(name("age?"), ("age", Some(true), None));
        assert_eq!(name("mood!: Mood"), ("mood", Some(false), Some("Mood")));
        assert_eq!(name("mood:Mood"), ("mood", None, Some("Mood")));
        assert_eq!(name("?column?"), ("?column", Some(true), None));
    }

    #[test]
    fn a_type_is_read_as_it_is_written() {
        for text in ["int4", "int4[]", "{tenant}.Mood of a User", "core.status[]"] {
            assert_eq!(TypeName::parse(text).to_string(), text);
        }
    }
}
