//! Conditions on text.

use super::{Filter, Node, pattern};
use crate::{
    model::{Column, Model},
    value::{ColumnValue, Textual, Value},
};

/// What a text is compared with: a pattern or a regular expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextOperator {
    Like,
    LikeIgnoreCase,
    Matches,
    MatchesIgnoreCase,
}

impl TextOperator {
    pub(crate) fn sql(self) -> &'static str {
        match self {
            // What `LIKE` and `ILIKE` stand for (PostgreSQL manual, section 9.7.1).
            Self::Like => "~~",
            Self::LikeIgnoreCase => "~~*",
            Self::Matches => "~",
            Self::MatchesIgnoreCase => "~*",
        }
    }
}

impl<M: Model, T: ColumnValue> Column<M, T>
where
    T::Scalar: Textual,
{
    fn text(self, operator: TextOperator, text: String) -> Filter<M> {
        Filter::from_node(Node::Text {
            place: self.place(),
            operator,
            text,
        })
    }

    /// Has the text in it. `%`, `_` and `\` in the text mean themselves.
    pub fn contains(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(TextOperator::Like, pattern::containing(text.as_ref()))
    }

    /// Starts with the text. `%`, `_` and `\` in the text mean themselves.
    pub fn starts_with(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(TextOperator::Like, pattern::starting_with(text.as_ref()))
    }

    /// Ends with the text. `%`, `_` and `\` in the text mean themselves.
    pub fn ends_with(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(TextOperator::Like, pattern::ending_with(text.as_ref()))
    }

    /// Equal to the text, upper and lower case being the same (PostgreSQL's `ILIKE`).
    pub fn eq_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(TextOperator::LikeIgnoreCase, pattern::escape(text.as_ref()))
    }

    /// Equal to one of the texts, upper and lower case being the same. No value matches an empty list.
    pub fn is_in_ignore_case(self, texts: impl IntoIterator<Item = impl AsRef<str>>) -> Filter<M> {
        let patterns = texts
            .into_iter()
            .map(|text| Value::Text(pattern::escape(text.as_ref())));
        Filter::from_node(Node::TextInList {
            place: self.place(),
            patterns: Value::Array(patterns.collect()),
        })
    }

    /// Has the text in it, upper and lower case being the same.
    pub fn contains_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(
            TextOperator::LikeIgnoreCase,
            pattern::containing(text.as_ref()),
        )
    }

    /// Starts with the text, upper and lower case being the same.
    pub fn starts_with_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(
            TextOperator::LikeIgnoreCase,
            pattern::starting_with(text.as_ref()),
        )
    }

    /// Ends with the text, upper and lower case being the same.
    pub fn ends_with_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.text(
            TextOperator::LikeIgnoreCase,
            pattern::ending_with(text.as_ref()),
        )
    }

    /// Fits a pattern of SQL's `LIKE`: `%` is any text, `_` any character, and `\` makes the next
    /// character mean itself.
    ///
    /// ```ignore
    /// invoice::number.like("2026-__-%")
    /// ```
    pub fn like(self, pattern: impl Into<String>) -> Filter<M> {
        self.text(TextOperator::Like, pattern.into())
    }

    /// Fits a pattern of SQL's `LIKE`, upper and lower case being the same.
    pub fn like_ignore_case(self, pattern: impl Into<String>) -> Filter<M> {
        self.text(TextOperator::LikeIgnoreCase, pattern.into())
    }

    /// Has a part that fits a regular expression (PostgreSQL's `~`, and its syntax). An expression that
    /// is none is an error of the kind [`InvalidValue`](crate::ErrorKind::InvalidValue).
    ///
    /// An expression from outside can be written to take very long: use [`contains`](Self::contains)
    /// for what somebody types.
    ///
    /// ```ignore
    /// invoice::number.matches("^[0-9]{4}-[0-9]+$")
    /// ```
    pub fn matches(self, expression: impl Into<String>) -> Filter<M> {
        self.text(TextOperator::Matches, expression.into())
    }

    /// Has a part that fits a regular expression, upper and lower case being the same.
    pub fn matches_ignore_case(self, expression: impl Into<String>) -> Filter<M> {
        self.text(TextOperator::MatchesIgnoreCase, expression.into())
    }
}
