use crate::{FileId, Span};

use super::{Arguments, Attribute, Comment, Expression};

/// A source file.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Which file.
    pub id: FileId,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Every comment of the file, in order, wherever it stands.
    pub comments: Vec<Comment>,
    /// The lines outside of every block, in order; reported when they were read.
    pub stray_lines: Vec<Span>,
    /// Whether the tree has all of the text. It has not where a comment without an end, or brackets
    /// that stand too deep in each other, kept the rest from being read.
    pub is_complete: bool,
}

/// `keyword Name { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// From the keyword to the closing brace.
    pub span: Span,
    /// `model`, `enum`, `datasource`, or whatever else stands there.
    pub keyword: Name,
    /// The name; `tenancy` blocks have none.
    pub name: Option<Name>,
    /// The `///` lines above it.
    pub documentation: Option<String>,
    /// What stands in it, in order.
    pub lines: Vec<Line>,
    /// The closing brace, where there is one.
    pub close: Option<Span>,
}

impl Block {
    /// The keyword and the name: what to point at when the whole block is meant.
    #[must_use]
    pub fn header(&self) -> Span {
        match &self.name {
            Some(name) => self.keyword.span.to(name.span),
            None => self.keyword.span,
        }
    }
}

/// A line of a block that is not a comment.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// `name Type @attribute`: a field, or in an enum a value.
    Field(Field),
    /// `name = value`.
    Property(Property),
    /// `@@attribute`.
    Attribute(Attribute),
    /// A line that is not understood; reported when it was read.
    Unknown(UnknownLine),
}

/// A line that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLine {
    /// The line without the blanks before it.
    pub span: Span,
    /// The word it starts with: what it may have been meant to declare.
    pub first_word: Option<String>,
}

/// A word that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// `name Type @attribute`, or in an enum `NAME @attribute`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// From the name to the last attribute.
    pub span: Span,
    /// The name.
    pub name: Name,
    /// The type; an enum's values have none.
    pub r#type: Option<TypeReference>,
    /// The attributes, in order.
    pub attributes: Vec<Attribute>,
    /// The `///` lines above it, and the one behind it.
    pub documentation: Option<String>,
}

/// `Name`, `Name?`, `Name[]`, `Unsupported("name")`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeReference {
    /// With its arguments and marks.
    pub span: Span,
    /// The type's name.
    pub name: Name,
    /// Behind the name; only `Unsupported` has them.
    pub arguments: Option<Arguments>,
    /// Whether `[]` stands behind it.
    pub is_list: bool,
    /// Whether `?` stands behind it.
    pub is_optional: bool,
}

/// `name = value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// From the name to the value.
    pub span: Span,
    /// The name.
    pub name: Name,
    /// The value.
    pub value: Expression,
}
