use std::fmt::Display;

use plexica_ident::quote_into;

/// A statement that is being written.
///
/// Keywords are `'static`, so a name of the schema can come in only by [`name`](Self::name), which
/// quotes it, or inside a value that displays as SQL.
#[derive(Debug)]
#[must_use]
pub struct Statement {
    sql: String,
}

impl Statement {
    /// A statement that begins with these keywords.
    pub fn new(keywords: &'static str) -> Self {
        Self {
            sql: keywords.to_owned(),
        }
    }

    /// Keywords, punctuation and spaces.
    pub fn keywords(mut self, keywords: &'static str) -> Self {
        self.sql.push_str(keywords);
        self
    }

    /// A name without a schema: a column's, a constraint's.
    pub fn name(mut self, name: &str) -> Self {
        quote_into(&mut self.sql, name);
        self
    }

    /// A value that is SQL when displayed: an [`ObjectName`](super::ObjectName), a type, a
    /// literal, an expression that the schema's author wrote.
    pub fn sql(mut self, sql: impl Display) -> Self {
        self.sql.push_str(&sql.to_string());
        self
    }

    /// `(…)` around items with commas between them.
    pub fn parenthesized<T>(
        mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(Self, T) -> Self,
    ) -> Self {
        self.sql.push('(');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.sql.push_str(", ");
            }
            self = write(self, item);
        }
        self.sql.push(')');
        self
    }

    /// `("a", "b")`.
    pub fn names(self, names: &[String]) -> Self {
        self.parenthesized(names, |statement, name| statement.name(name))
    }

    /// The text, without a semicolon.
    #[must_use]
    pub fn finish(self) -> String {
        self.sql
    }
}
