use crate::Span;

/// A part of a relation that is missing, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A field of a model.
    Field {
        /// The block.
        model: Span,
        name: String,
        r#type: String,
        attributes: Vec<String>,
    },
    /// The `@relation` of a field.
    Relation { field: Span, arguments: Vec<String> },
    /// Arguments of a `@relation`.
    Arguments {
        attribute: Span,
        arguments: Vec<String>,
    },
}
