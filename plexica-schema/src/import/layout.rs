use std::ops::Range;

use crate::ast::{Comment, CommentKind, File};

/// Where the lines of a file are, and which comments belong to what.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    text: &'a str,
    comments: &'a [Comment],
}

/// What a line has to go with.
pub(super) struct Removal<'a> {
    /// The stretch to take out.
    pub(super) range: Range<usize>,
    /// The lines above it that go with it.
    pub(super) documentation: Vec<Range<usize>>,
    /// The comments that are in all of them.
    pub(super) comments: Vec<&'a Comment>,
}

impl<'a> Removal<'a> {
    fn of(range: Range<usize>, comments: Vec<&'a Comment>) -> Self {
        Self {
            range,
            documentation: Vec::new(),
            comments,
        }
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new(text: &'a str, file: &'a File) -> Self {
        Self {
            text,
            comments: &file.comments,
        }
    }

    /// The first byte of the line that has this byte.
    pub(super) fn line_start(self, at: usize) -> usize {
        let before = &self.text[..at];
        before.rfind(['\n', '\r']).map_or(0, |newline| newline + 1)
    }

    fn line_end(self, at: usize) -> usize {
        let behind = &self.text[at..];
        at + behind.find(['\n', '\r']).unwrap_or(behind.len())
    }

    /// The first byte of the next line.
    pub(super) fn after_line(self, at: usize) -> usize {
        let end = self.line_end(at);
        let rest = &self.text[end..];
        end + if rest.starts_with("\r\n") {
            2
        } else {
            rest.len().min(1)
        }
    }

    /// The blanks that the line of this byte starts with.
    pub(super) fn indentation(self, at: usize) -> &'a str {
        let line = &self.text[self.line_start(at)..];
        let length = line.len() - line.trim_start_matches([' ', '\t']).len();
        &line[..length]
    }

    /// How the lines of this text end.
    pub(super) fn newline(self) -> &'static str {
        match self.text.find('\n') {
            Some(first) if self.text[..first].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Whether the line of this byte has nothing before it.
    pub(super) fn starts_line(self, at: usize) -> bool {
        is_blank(&self.text[self.line_start(at)..at])
    }

    pub(super) fn is_blank_line(self, start: usize) -> bool {
        start < self.text.len() && is_blank(&self.text[start..self.line_end(start)])
    }

    /// A stretch with the blanks before it, as an attribute behind others is taken away.
    pub(super) fn with_blanks_before(self, range: Range<usize>) -> Range<usize> {
        let before = &self.text[..range.start];
        let start = before.trim_end_matches([' ', '\t']).len();
        start..range.end
    }

    /// What goes with a field, a setting or a block attribute: the rest of its lines, the comment
    /// behind it, and the `///` lines that document it.
    pub(super) fn line(self, range: Range<usize>) -> Removal<'a> {
        let Some((end, behind)) = self.end_with_comments(range.end) else {
            return Removal::of(self.with_blanks_before(range), Vec::new());
        };
        if !self.starts_line(range.start) {
            return Removal::of(self.with_blanks_before(range.start..end), behind);
        }
        let lines = self.line_start(range.start)..self.after_line(end);
        let mut removal = Removal::of(lines, behind);
        for comment in self.above(range.start) {
            if comment.kind == CommentKind::Documentation {
                let (start, end) = places(comment);
                let line = self.line_start(start)..self.after_line(end);
                removal.documentation.push(line);
                removal.comments.push(comment);
            }
        }
        removal
    }

    /// What goes with a block: its comments, and those directly above it. A comment at the file's
    /// start is the file's own.
    pub(super) fn block(self, range: Range<usize>) -> Removal<'a> {
        let (mut start, mut end) = (range.start, range.end);
        let first_at = |at| self.comments.partition_point(|found| places(found).0 < at);
        let inside = &self.comments[first_at(range.start)..first_at(range.end)];
        let mut comments: Vec<_> = inside.iter().collect();
        let rest = self.end_with_comments(end);
        if self.starts_line(start) {
            start = self.line_start(start);
            let above = self.above(range.start);
            let is_of_file = above
                .last()
                .is_some_and(|first| self.text[..places(first).0].trim().is_empty());
            if !is_of_file && let Some(first) = above.last() {
                start = self.line_start(places(first).0);
                comments.extend(above);
            }
        }
        if let Some((rest, behind)) = rest {
            comments.extend(behind);
            end = self.after_line(rest);
        }
        Removal::of(start..end, comments)
    }

    /// The end of the last comment on the line, with the comments, where nothing else stands
    /// behind this byte.
    fn end_with_comments(self, at: usize) -> Option<(usize, Vec<&'a Comment>)> {
        let mut end = at;
        let mut found = Vec::new();
        let behind = self
            .comments
            .partition_point(|comment| places(comment).0 < at);
        for comment in &self.comments[behind..] {
            let (start, comment_end) = places(comment);
            let between = self.text.get(end..start).unwrap_or("x");
            if !between.chars().all(|c| c == ' ' || c == '\t') {
                break;
            }
            end = comment_end;
            found.push(comment);
        }
        is_blank(&self.text[end..self.line_end(end)]).then_some((end, found))
    }

    /// The comments on the lines directly above this byte, the lowest first.
    fn above(self, at: usize) -> Vec<&'a Comment> {
        let mut found = Vec::new();
        let mut below = self.line_start(at);
        let before = self
            .comments
            .partition_point(|comment| places(comment).0 < at);
        for comment in self.comments[..before].iter().rev() {
            let (start, end) = places(comment);
            let is_alone = self.starts_line(start) && comment.kind != CommentKind::Block;
            if !is_alone || self.after_line(end) != below {
                break;
            }
            found.push(comment);
            below = self.line_start(start);
        }
        found
    }
}

fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

fn places(comment: &Comment) -> (usize, usize) {
    (comment.span.start as usize, comment.span.end as usize)
}
