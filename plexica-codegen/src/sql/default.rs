use std::fmt;

use plexica_schema::schema::SequenceOptions;

use super::string_constant::string_constant;

/// What the database puts into a column where an insert names no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnDefault {
    /// The next number of a sequence of the column's own: `SERIAL`.
    Sequence,
    /// The next number of a sequence of the column's own, with these options: an identity column
    /// that takes other values too.
    Identity(SequenceOptions),
    /// `CURRENT_TIMESTAMP`.
    CurrentTimestamp,
    /// A constant.
    Literal(Literal),
    /// An SQL expression, as the schema has it.
    Expression(String),
    /// What this SQL expression gives, always: the column is a generated one, and no insert names
    /// a value.
    Generated(String),
}

/// A constant in a `DEFAULT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// Written in quotes, and read by PostgreSQL as the column's type: text, an enum's label,
    /// JSON, a time, bytes as `\x…`.
    Text(String),
    /// A number, as the schema has it.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// An array's elements.
    Array(Vec<Literal>),
}

/// As SQL. An array comes without the cast that an empty one needs.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&string_constant(text)),
            Self::Number(number) => f.write_str(number),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Array(elements) => {
                f.write_str("ARRAY[")?;
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    element.fmt(f)?;
                }
                f.write_str("]")
            }
        }
    }
}
