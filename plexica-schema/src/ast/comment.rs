use crate::Span;

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands, delimiters included, the line's end not.
    pub span: Span,
    /// How it is written.
    pub kind: CommentKind,
    /// Its text without the delimiters, and without one leading blank.
    pub text: String,
}

/// How a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommentKind {
    /// `/// text`: documents what stands below it, or before it on its line.
    Documentation,
    /// `// text`.
    Line,
    /// `/* text */`.
    Block,
}
