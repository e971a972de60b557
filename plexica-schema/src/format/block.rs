use std::{borrow::Cow, mem};

use super::{
    additions::AddedField,
    attribute_order::rank,
    open_line::Open,
    page::{Page, as_written, is_blank},
    table::{INDENT, Row, Table},
};
use crate::{
    Span,
    ast::{Attribute, Block, Comment, Line},
    schema::to_u32,
};

/// What lines a block has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Fields and attributes.
    Fields,
    /// Values and attributes.
    Values,
    /// Settings.
    Settings,
}

fn kind_of(keyword: &str) -> Option<Kind> {
    match keyword {
        "model" | "view" | "type" => Some(Kind::Fields),
        "enum" => Some(Kind::Values),
        "datasource" | "generator" | "tenancy" => Some(Kind::Settings),
        _ => None,
    }
}

impl<'a> Page<'a> {
    /// Writes a block with the comments behind its closing brace, and says where they end.
    pub(super) fn block(&self, block: &'a Block, out: &mut String) -> u32 {
        let end = match kind_of(&block.keyword.text) {
            Some(kind) => self.known_block(block, kind, out),
            // What its lines mean is not known, so they stay as they are.
            None => {
                let ends = |c| is_blank(c) || c == '\n' || c == '\r';
                let text = self.at(block.span).trim_end_matches(ends);
                out.push_str(&as_written(text));
                block.span.start + to_u32(text.len())
            }
        };
        if block.close.is_none() && out.ends_with('\n') {
            return end;
        }
        let (behind, end) = self.comments_behind(end);
        if !behind.is_empty() {
            out.push(' ');
            out.push_str(&self.joined(behind));
        }
        out.push('\n');
        end
    }

    fn known_block(&self, block: &'a Block, kind: Kind, out: &mut String) -> u32 {
        out.push_str(&block.keyword.text);
        if let Some(name) = &block.name {
            out.push(' ');
            out.push_str(&name.text);
        }
        out.push_str(" {");
        // Nothing but blanks is between the header and the brace.
        let header = block.header().end;
        let blanks = self.between(header, block.span.end).find('{').unwrap_or(0);
        let (behind, at) = self.comments_behind(header + to_u32(blanks) + 1);
        if !behind.is_empty() {
            out.push(' ');
            out.push_str(&self.joined(behind));
        }
        out.push('\n');

        let mut body = Body {
            page: self,
            kind,
            moves_attributes: block.close.is_some() && !self.has_open_line(block),
            table: Table::default(),
            attributes: Vec::new(),
            comments: Vec::new(),
            starts_group: false,
            is_empty: true,
            out,
        };
        let mut at = at;
        for line in &block.lines {
            at = body.comments_before(at, span_of(line).start);
            at = body.line(line, at);
        }
        let Some(close) = block.close else {
            body.finish();
            return at;
        };
        at = body.comments_before(at, close.start);
        let added = self.additions.fields.get(&block.span.start);
        body.add(
            added.map(Vec::as_slice).unwrap_or_default(),
            self.has_blank_line(at, close.start),
        );
        body.finish();
        out.push('}');
        block.span.end
    }

    /// Whether a line that is not understood may go on below: what follows must not change then.
    pub(super) fn has_open_line(&self, block: &Block) -> bool {
        block.lines.iter().any(|line| match line {
            Line::Unknown(line) => Open::at_end_of(self.at(line.span)) != Open::Nothing,
            _ => false,
        })
    }
}

fn span_of(line: &Line) -> Span {
    match line {
        Line::Field(field) => field.span,
        Line::Property(property) => property.span,
        Line::Attribute(attribute) => attribute.span,
        Line::Unknown(line) => line.span,
    }
}

/// The lines of a block while they are laid out.
struct Body<'p, 'a> {
    page: &'p Page<'a>,
    kind: Kind,
    moves_attributes: bool,
    /// The lines since the last blank one.
    table: Table<'a>,
    /// The block attributes, each with the comments above it.
    attributes: Vec<(usize, Vec<Row<'a>>)>,
    /// Comments of which it is not known yet whether an attribute follows.
    comments: Vec<&'a Comment>,
    /// Whether what comes next has a blank line before it.
    starts_group: bool,
    is_empty: bool,
    out: &'p mut String,
}

impl<'a> Body<'_, 'a> {
    /// Takes the comments of a stretch, and says where they end.
    fn comments_before(&mut self, mut at: u32, end: u32) -> u32 {
        for comment in self.page.comments_in(at, end) {
            if self.page.has_blank_line(at, comment.span.start) {
                self.place_comments();
                self.starts_group = true;
            }
            self.comments.push(comment);
            at = comment.span.end;
        }
        at
    }

    /// Takes a line and the comments behind it, and says where they end. It starts below `at`.
    fn line(&mut self, line: &'a Line, at: u32) -> u32 {
        let span = span_of(line);
        let has_blank_before = self.page.has_blank_line(at, span.start);
        let (behind, end) = self.page.comments_behind(span.end);
        let row = match (self.kind, line) {
            (Kind::Fields | Kind::Values, Line::Attribute(attribute)) if self.moves_attributes => {
                self.attribute(attribute, behind, has_blank_before);
                return end;
            }
            (Kind::Fields | Kind::Values, Line::Attribute(attribute)) => {
                self.page.block_attribute_row(attribute, behind)
            }
            (Kind::Fields, Line::Field(field)) => self.page.field_row(field, behind),
            (Kind::Values, Line::Field(value)) if value.r#type.is_none() => {
                self.page.enum_value_row(value, behind)
            }
            (Kind::Settings, Line::Property(property)) => self.page.property_row(property, behind),
            // The line of another kind of block, or of none.
            _ => self.page.unchanged_row(span.start, end),
        };
        self.place_comments();
        self.starts_group |= has_blank_before;
        self.push(row);
        end
    }

    fn attribute(&mut self, attribute: &Attribute, behind: &[Comment], has_blank_before: bool) {
        if has_blank_before {
            self.place_comments();
            self.starts_group = true;
        }
        let mut rows = self.page.comment_rows(&mem::take(&mut self.comments));
        rows.push(self.page.block_attribute_row(attribute, behind));
        self.attributes.push((rank(&attribute.name.text), rows));
    }

    /// Puts the comments that wait where they stand.
    fn place_comments(&mut self) {
        for row in self.page.comment_rows(&mem::take(&mut self.comments)) {
            self.push(row);
        }
    }

    fn push(&mut self, row: Row<'a>) {
        if mem::take(&mut self.starts_group) && !self.is_empty {
            self.table.write(INDENT, self.out);
            self.table.push(Row::Blank);
        }
        self.is_empty = false;
        self.table.push(row);
    }

    /// Adds fields below the last line.
    fn add(&mut self, fields: &[AddedField], has_blank_before: bool) {
        self.place_comments();
        self.starts_group = has_blank_before;
        for cells in fields {
            self.push(Row::Cells {
                cells: cells.clone().map(Cow::Owned),
                behind: String::new(),
            });
        }
    }

    /// Writes what is left: the last lines and the attributes.
    fn finish(mut self) {
        self.place_comments();
        self.table.write(INDENT, self.out);
        if self.attributes.is_empty() {
            return;
        }
        self.out.push('\n');
        self.attributes.sort_by_key(|(rank, _)| *rank);
        for (_, rows) in self.attributes {
            for row in rows {
                self.table.push(row);
            }
        }
        self.table.write(INDENT, self.out);
    }
}
