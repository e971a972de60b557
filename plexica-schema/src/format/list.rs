//! Lists in brackets. Most stand on one line; one that is opened at the end of a line, or has a
//! comment that ends a line, has each of its items on a line of its own.

use super::{
    list_comments::ListComments,
    page::{Page, as_written},
    table::{INDENT, spaces},
};
use crate::{
    Span,
    ast::{Comment, CommentKind, Expression, Name},
};

/// How a list is enclosed.
#[derive(Clone, Copy)]
pub(super) struct Brackets {
    open: char,
    close: char,
    /// Between the brackets and the items, on one line.
    padding: &'static str,
}

impl Brackets {
    pub(super) const ROUND: Self = Self {
        open: '(',
        close: ')',
        padding: "",
    };
    pub(super) const SQUARE: Self = Self {
        open: '[',
        close: ']',
        padding: "",
    };
    pub(super) const CURLY: Self = Self {
        open: '{',
        close: '}',
        padding: " ",
    };
}

/// An item of a list: `value` or `name: value`.
pub(super) struct Item<'t> {
    pub(super) span: Span,
    pub(super) name: Option<&'t Name>,
    pub(super) value: &'t Expression,
}

impl<'a> Page<'a> {
    /// Writes a list with its brackets, and behind its items those that are added.
    pub(super) fn list(
        &self,
        brackets: Brackets,
        span: Span,
        items: &[Item<'_>],
        added: &[String],
        indent: usize,
        out: &mut String,
    ) {
        out.push(brackets.open);
        let comments = self.list_comments(span, items);
        let is_empty = items.is_empty() && added.is_empty() && comments.below.is_empty();
        if self.is_spread(span, items, &comments) {
            let last_comma = items
                .last()
                .is_some_and(|last| self.has_comma(last.span.end, span.end));
            self.spread(&comments, items, added, last_comma, indent, out);
        } else if !is_empty {
            out.push_str(brackets.padding);
            self.one_line(&comments, items, added, indent, out);
            out.push_str(brackets.padding);
        }
        out.push(brackets.close);
    }

    fn item(&self, item: &Item<'_>, indent: usize, out: &mut String) {
        if let Some(name) = item.name {
            out.push_str(&name.text);
            out.push_str(": ");
        }
        self.value(item.value, indent, out);
    }

    /// Whether each item has a line of its own.
    fn is_spread(&self, span: Span, items: &[Item<'_>], comments: &ListComments<'_>) -> bool {
        let first = comments.all().next();
        let start = match (first, items.first()) {
            (Some(comment), Some(item)) => comment.span.start.min(item.span.start),
            (Some(comment), None) => comment.span.start,
            (None, Some(item)) => item.span.start,
            (None, None) => return false,
        };
        self.line_ends(span.start, start) > 0
            || comments.all().any(|comment| {
                comment.kind != CommentKind::Block
                    || self.line_ends(comment.span.start, comment.span.end) > 0
            })
    }

    fn one_line(
        &self,
        comments: &ListComments<'_>,
        items: &[Item<'_>],
        added: &[String],
        indent: usize,
        out: &mut String,
    ) {
        let mut separator = "";
        // What is behind a comma is before the next item.
        let mut carried: &[&Comment] = &[];
        for (index, item) in items.iter().enumerate() {
            let around = comments.around(index);
            out.push_str(separator);
            separator = ", ";
            for comment in carried.iter().chain(&around.above) {
                out.push_str(self.at(comment.span));
                out.push(' ');
            }
            self.item(item, indent, out);
            for comment in &around.before_comma {
                out.push(' ');
                out.push_str(self.at(comment.span));
            }
            carried = &around.behind;
        }
        for item in added {
            out.push_str(separator);
            separator = ", ";
            out.push_str(item);
        }
        for comment in carried.iter().chain(&comments.below) {
            if !separator.is_empty() {
                out.push(' ');
            }
            separator = " ";
            out.push_str(self.at(comment.span));
        }
    }

    fn spread(
        &self,
        comments: &ListComments<'_>,
        items: &[Item<'_>],
        added: &[String],
        has_last_comma: bool,
        indent: usize,
        out: &mut String,
    ) {
        let inside = indent + INDENT;
        let new_line = |indent, out: &mut String| {
            out.push('\n');
            spaces(indent, out);
        };
        for (index, item) in items.iter().enumerate() {
            let around = comments.around(index);
            let mut above = around.above.iter().peekable();
            new_line(inside, out);
            while let Some(comment) = above.next() {
                out.push_str(&as_written(self.at(comment.span)));
                let next = above.peek().map_or(item.span.start, |next| next.span.start);
                let is_alone = comment.kind != CommentKind::Block
                    || self.line_ends(comment.span.end, next) > 0;
                if is_alone {
                    new_line(inside, out);
                } else {
                    out.push(' ');
                }
            }
            self.item(item, inside, out);
            let is_last = index + 1 == items.len() && added.is_empty();
            let is_of_block = |comment: &&&Comment| comment.kind == CommentKind::Block;
            for comment in around.before_comma.iter().filter(is_of_block) {
                out.push(' ');
                out.push_str(&as_written(self.at(comment.span)));
            }
            if !is_last || has_last_comma {
                out.push(',');
            }
            let of_line = around.before_comma.iter().filter(|c| !is_of_block(c));
            for comment in of_line.chain(&around.behind) {
                out.push(' ');
                out.push_str(&as_written(self.at(comment.span)));
            }
        }
        for (index, item) in added.iter().enumerate() {
            new_line(inside, out);
            out.push_str(item);
            if index + 1 < added.len() || has_last_comma {
                out.push(',');
            }
        }
        for comment in &comments.below {
            new_line(inside, out);
            out.push_str(&as_written(self.at(comment.span)));
        }
        new_line(indent, out);
    }

    fn has_comma(&self, start: u32, end: u32) -> bool {
        let mut at = start;
        for comment in self.comments_in(start, end) {
            if self.between(at, comment.span.start).contains(',') {
                return true;
            }
            at = comment.span.end;
        }
        self.between(at, end).contains(',')
    }
}
