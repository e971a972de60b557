use super::additions::Additions;
use crate::{Span, ast::Comment};

/// A file that is being laid out: its text, its comments, and what is added to it.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) comments: &'a [Comment],
    pub(super) additions: &'a Additions,
}

impl<'a> Page<'a> {
    /// What is written at a place.
    pub(super) fn at(&self, span: Span) -> &'a str {
        self.between(span.start, span.end)
    }

    /// What is written from one byte to another.
    pub(super) fn between(&self, start: u32, end: u32) -> &'a str {
        // The places are the tree's own, so they are in the text.
        self.text
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The comments that start in a stretch.
    pub(super) fn comments_in(&self, start: u32, end: u32) -> &'a [Comment] {
        // Mostly there are none, and the stretch is short.
        if !self.between(start, end).contains('/') {
            return &[];
        }
        let from = self.comments.partition_point(|c| c.span.start < start);
        let rest = &self.comments[from..];
        &rest[..rest.partition_point(|comment| comment.span.start < end)]
    }

    /// The comments behind something on its line, and where they end.
    pub(super) fn comments_behind(&self, end: u32) -> (&'a [Comment], u32) {
        let from = self.comments.partition_point(|c| c.span.start < end);
        let rest = &self.comments[from..];
        let mut at = end;
        let mut count = 0;
        for comment in rest {
            if !self.between(at, comment.span.start).chars().all(is_blank) {
                break;
            }
            at = comment.span.end;
            count += 1;
        }
        (&rest[..count], at)
    }

    /// How many lines end in a stretch.
    pub(super) fn line_ends(&self, start: u32, end: u32) -> usize {
        let text = self.between(start, end);
        let bytes = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r'));
        bytes.count() - text.matches("\r\n").count()
    }

    /// Whether a line without anything on it is in a stretch of blanks.
    pub(super) fn has_blank_line(&self, start: u32, end: u32) -> bool {
        self.line_ends(start, end) > 1
    }
}

/// A blank of the grammar. Rust's whitespace has line separators too, which are text here.
pub(super) fn is_blank(c: char) -> bool {
    c == ' '
        || c == '\t'
        || c.is_whitespace()
            && !matches!(
                c,
                '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
}

/// A text of perhaps several lines without the blanks at its ends, its lines ended by `\n`.
pub(super) fn as_written(text: &str) -> String {
    let text = text.trim_matches(is_blank);
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}
