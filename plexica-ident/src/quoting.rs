use std::fmt;

/// The longest identifier that PostgreSQL keeps, in bytes (`NAMEDATALEN - 1`).
///
/// PostgreSQL cuts a longer one without an error, so two long names can become one.
pub const MAX_IDENTIFIER_BYTES: usize = 63;

/// Quotes an identifier for SQL: `users` becomes `"users"`, `a"b` becomes `"a""b"`.
///
/// Every identifier that Plexica writes into a statement passes through here. Always quoted, so
/// that reserved words and upper case need no thought.
///
/// ```
/// assert_eq!(plexica_ident::quote("order"), r#""order""#);
/// assert_eq!(plexica_ident::quote(r#"a"; drop"#), r#""a""; drop""#);
/// ```
#[must_use]
pub fn quote(identifier: &str) -> String {
    let mut sql = String::with_capacity(identifier.len() + 2);
    quote_into(&mut sql, identifier);
    sql
}

/// [`quote`], appended to a statement that is being written.
pub fn quote_into(sql: &mut String, identifier: &str) {
    sql.push('"');
    if identifier.bytes().any(|byte| byte == b'"') {
        sql.push_str(&identifier.replace('"', "\"\""));
    } else {
        sql.push_str(identifier);
    }
    sql.push('"');
}

/// Quotes a string for SQL as a literal: `it's` becomes `'it''s'`.
///
/// For DDL, where the protocol has no parameters (a `DEFAULT`, an enum's values). Queries pass
/// their values as parameters. A backslash needs the `E''` form, as
/// `standard_conforming_strings` may be off.
///
/// ```
/// assert_eq!(plexica_ident::quote_literal("it's"), "'it''s'");
/// assert_eq!(plexica_ident::quote_literal(r"a\b"), r"E'a\\b'");
/// ```
#[must_use]
pub fn quote_literal(text: &str) -> String {
    let escaped = text.replace('\'', "''");
    if escaped.contains('\\') {
        format!("E'{}'", escaped.replace('\\', "\\\\"))
    } else {
        format!("'{escaped}'")
    }
}

/// An object's name with or without its schema, which displays as SQL.
///
/// ```
/// use plexica_ident::QualifiedName;
/// assert_eq!(QualifiedName { schema: Some("core"), name: "plugins" }.to_string(), r#""core"."plugins""#);
/// assert_eq!(QualifiedName { schema: None, name: "users" }.to_string(), r#""users""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QualifiedName<'a> {
    /// The PostgreSQL schema; `None` where the search path decides (a tenant's migration).
    pub schema: Option<&'a str>,
    /// The object's own name.
    pub name: &'a str,
}

impl fmt::Display for QualifiedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = self.schema {
            write!(f, "{}.", quote(schema))?;
        }
        f.write_str(&quote(self.name))
    }
}
