use crate::Span;

use super::{Arguments, Name};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `"text"`, escapes resolved.
    String(String),
    /// `-1.5`, as written.
    Number(String),
    /// A word, perhaps with dots: `true`, `Cascade`, `id`.
    Constant(String),
    /// `name(arguments)`.
    Function(Function),
    /// `[a, b]`.
    Array(Vec<Expression>),
    /// `{ a: 1, b: 2 }`.
    Object(Vec<ObjectEntry>),
}

/// `name(arguments)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// The name, perhaps with dots.
    pub name: Name,
    /// The arguments.
    pub arguments: Arguments,
}

/// `key: value` in an object.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectEntry {
    /// The key.
    pub key: Name,
    /// The value.
    pub value: Expression,
}

impl Expression {
    /// What kind of value it is, for a message: `a string`.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self.value {
            Value::String(_) => "a string",
            Value::Number(_) => "a number",
            Value::Constant(_) => "a word",
            Value::Function(_) => "a function call",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}
