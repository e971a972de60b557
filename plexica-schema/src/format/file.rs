use std::mem;

use super::{
    page::{Page, as_written},
    table::Table,
};
use crate::{
    Span,
    ast::{Block, Comment, File},
    schema::to_u32,
};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What stands in a file outside of blocks, and the blocks.
enum Part<'a> {
    Block(&'a Block),
    StrayLine(Span),
    Comment(&'a Comment),
}

impl Part<'_> {
    fn start(&self) -> u32 {
        match self {
            Self::Block(block) => block.span.start,
            Self::StrayLine(span) => span.start,
            Self::Comment(comment) => comment.span.start,
        }
    }
}

impl<'a> Page<'a> {
    /// Lays out a file.
    pub(super) fn file(&self, file: &'a File) -> String {
        // Columns are filled up with blanks.
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 4);
        if self.text.starts_with(BYTE_ORDER_MARK) {
            out.push(BYTE_ORDER_MARK);
        }
        let start = out.len();
        let mut at = to_u32(start);
        let mut is_behind_block = false;
        // The brace would end a value, and not the block, but for what is behind it on its line.
        let mut goes_on = false;
        let mut comments = Vec::new();
        for part in parts(file) {
            // In a block, or behind its brace.
            if part.start() < at {
                continue;
            }
            let has_blank_before = self.has_blank_line(at, part.start());
            if let Part::Comment(comment) = part
                && !has_blank_before
                && !comments.is_empty()
            {
                comments.push(comment);
                at = comment.span.end;
                continue;
            }
            self.comments(&mut comments, &mut out);
            if goes_on && self.line_ends(at, part.start()) == 0 {
                out.pop();
                out.push_str(if part.start() > at { " " } else { "" });
            } else if (is_behind_block || has_blank_before) && out.len() > start {
                out.push('\n');
            }
            is_behind_block = false;
            goes_on = false;
            at = match part {
                Part::Block(block) => {
                    is_behind_block = block.close.is_some();
                    goes_on = is_behind_block && self.has_open_line(block);
                    self.block(block, &mut out)
                }
                Part::StrayLine(span) => {
                    // At the start of the file it would be no text any more.
                    if out.is_empty() && self.at(span).starts_with(BYTE_ORDER_MARK) {
                        out.push('\n');
                    }
                    out.push_str(&as_written(self.at(span)));
                    out.push('\n');
                    span.end
                }
                Part::Comment(comment) => {
                    comments.push(comment);
                    comment.span.end
                }
            };
        }
        self.comments(&mut comments, &mut out);
        out
    }

    /// Writes comments between which there is no blank line.
    fn comments(&self, comments: &mut Vec<&Comment>, out: &mut String) {
        let mut table = Table::default();
        for row in self.comment_rows(&mem::take(comments)) {
            table.push(row);
        }
        table.write(0, out);
    }
}

/// What stands in a file, in its order. Comments in blocks are in it too.
fn parts(file: &File) -> Vec<Part<'_>> {
    let blocks = file.blocks.iter().map(Part::Block);
    let stray = file.stray_lines.iter().copied().map(Part::StrayLine);
    let comments = file.comments.iter().map(Part::Comment);
    let mut parts: Vec<_> = blocks.chain(stray).chain(comments).collect();
    parts.sort_by_key(Part::start);
    parts
}
