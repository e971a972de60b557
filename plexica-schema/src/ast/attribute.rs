use crate::Span;

use super::{Expression, Name};

/// `@name(arguments)` or `@@name(arguments)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// From the `@` to the closing parenthesis.
    pub span: Span,
    /// The name without `@`; dots are part of it: `db.VarChar`.
    pub name: Name,
    /// The arguments, where parentheses are written.
    pub arguments: Option<Arguments>,
}

/// `(a, name: b)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Arguments {
    /// The parentheses included.
    pub span: Span,
    /// The arguments, in order.
    pub list: Vec<Argument>,
}

/// `value` or `name: value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// From the name, if there is one, to the value.
    pub span: Span,
    /// The name.
    pub name: Option<Name>,
    /// The value.
    pub value: Expression,
}
