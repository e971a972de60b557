use std::borrow::Cow;

use pest::{Parser, iterators::Pair};

use super::{
    grammar::{Grammar, Rule},
    masking::{Readable, mask},
};
use crate::{
    FileId, SourceFile, Span,
    ast::{Block, Comment, CommentKind, File, Line, Name, UnknownLine},
    diagnostics::{Diagnostic, Sink},
    schema::to_u32,
};

/// Reads a file. What is not understood is reported and left out of the tree.
pub(crate) fn parse(id: FileId, file: &SourceFile, diagnostics: &mut Sink) -> File {
    let Readable { text, is_cut } = mask(id, file.text(), diagnostics);
    let mut is_complete = matches!(text, Cow::Borrowed(_));
    let mut builder = Builder {
        file: id,
        text: &text,
        is_cut,
        comments: Vec::new(),
        diagnostics,
    };
    let mut blocks = Vec::new();
    let mut stray_lines = Vec::new();
    let mut after_stray = false;
    match Grammar::parse(Rule::file, &text) {
        Ok(pairs) => {
            for pair in pairs.flat_map(Pair::into_inner) {
                match pair.as_rule() {
                    Rule::block => {
                        blocks.push(builder.block(pair));
                        after_stray = false;
                    }
                    // Where one line is outside a block by mistake, those below it are too.
                    Rule::stray_line => {
                        stray_lines.push(builder.span_of(&pair));
                        if !after_stray {
                            builder.stray_line(&pair);
                        }
                        after_stray = true;
                    }
                    Rule::EOI => {}
                    _ => builder.comment(&pair),
                }
            }
        }
        // The grammar takes every text, so this is the parser's own guard of the stack.
        Err(_) => {
            is_complete = false;
            builder.diagnostics.push(
                Diagnostic::error("plx::syntax::too_complex", "this file cannot be read")
                    .at(builder.span(0, 0), "the parser gave up")
                    .help("split the file, or take away what is nested deeply"),
            );
        }
    }
    File {
        id,
        blocks,
        comments: builder.comments,
        stray_lines,
        is_complete,
    }
}

/// Makes the tree of the parser's pairs.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    is_cut: bool,
    pub(super) comments: Vec<Comment>,
    pub(super) diagnostics: &'a mut Sink,
}

impl Builder<'_> {
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: to_u32(start),
            end: to_u32(end),
        }
    }

    pub(super) fn span_of(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        self.span(span.start(), span.end())
    }

    pub(super) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name {
            text: pair.as_str().to_owned(),
            span: self.span_of(pair),
        }
    }

    /// Keeps a comment. Every rule that has no place of its own in the tree is one.
    pub(super) fn comment(&mut self, pair: &Pair<'_, Rule>) {
        let text = pair.as_str();
        if !matches!(pair.as_rule(), Rule::comment | Rule::block_comment) {
            return;
        }
        let (kind, text) = if let Some(text) = text.strip_prefix("///") {
            (CommentKind::Documentation, text)
        } else if let Some(text) = text.strip_prefix("//") {
            (CommentKind::Line, text)
        } else {
            (CommentKind::Block, &text[2..text.len() - 2])
        };
        self.comments.push(Comment {
            span: self.span_of(pair),
            kind,
            text: text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned(),
        });
    }

    /// The `///` lines directly above what starts at `start`.
    pub(super) fn documentation_above(&self, start: u32) -> Option<String> {
        let mut lines = Vec::new();
        let mut below = start as usize;
        for comment in self.comments.iter().rev() {
            let (from, to) = (comment.span.start as usize, comment.span.end as usize);
            let between = self.text.get(to..below).unwrap_or("x");
            let line_ends = || between.bytes().filter(|byte| *byte == b'\n').count();
            let is_directly_above = between.trim().is_empty() && line_ends() == 1;
            let is_documentation = comment.kind == CommentKind::Documentation;
            if !is_directly_above || comment.kind == CommentKind::Block || !self.starts_line(from) {
                break;
            }
            if is_documentation {
                lines.push(comment.text.as_str());
            }
            below = from;
        }
        lines.reverse();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn starts_line(&self, at: usize) -> bool {
        let before = &self.text[..at];
        let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        line.chars().all(char::is_whitespace)
    }

    /// Whether nothing but blanks is between the two, on one line.
    pub(super) fn is_behind(&self, end: u32, start: u32) -> bool {
        let between = self.text.get(end as usize..start as usize);
        between.is_some_and(|text| text.chars().all(|c| c == ' ' || c == '\t'))
    }

    fn block(&mut self, pair: Pair<'_, Rule>) -> Block {
        let span = self.span_of(&pair);
        let documentation = self.documentation_above(span.start);
        let mut keyword = None;
        let mut name = None;
        let mut close = None;
        let parts = pair.into_inner();
        let mut lines: Vec<Line> = Vec::with_capacity(parts.len());
        for part in parts {
            match part.as_rule() {
                Rule::keyword => keyword = Some(self.name(&part)),
                Rule::block_name => name = Some(self.name(&part)),
                Rule::close => close = Some(self.span_of(&part)),
                Rule::entry => {
                    let line = self.entry(part);
                    lines.push(line);
                }
                Rule::block_attribute => {
                    let attribute = self.attribute(part, "@@");
                    lines.push(Line::Attribute(attribute));
                }
                Rule::unknown_line => {
                    let keyword = keyword.as_ref().map_or("", |name: &Name| &name.text);
                    self.unknown_line(&part, keyword);
                    let is_word = |c: char| c.is_alphanumeric() || c == '_';
                    let word = part.as_str().split(|c| !is_word(c)).next();
                    lines.push(Line::Unknown(UnknownLine {
                        span: self.span_of(&part),
                        first_word: word.filter(|word| !word.is_empty()).map(str::to_owned),
                    }));
                }
                _ => {
                    self.comment(&part);
                    self.document_line_before(lines.last_mut());
                }
            }
        }
        let block = Block {
            span,
            // The rule starts with a keyword.
            keyword: keyword.unwrap_or_else(|| Name {
                text: String::new(),
                span,
            }),
            name,
            documentation,
            lines,
            close,
        };
        if block.close.is_none() && !self.is_cut {
            self.unclosed_block(&block);
        }
        block
    }

    /// Gives a `///` comment that stands behind a field to the field.
    fn document_line_before(&self, line: Option<&mut Line>) {
        let (Some(Line::Field(field)), Some(comment)) = (line, self.comments.last()) else {
            return;
        };
        let is_documentation = comment.kind == CommentKind::Documentation;
        if is_documentation && self.is_behind(field.span.end, comment.span.start) {
            match &mut field.documentation {
                Some(above) => {
                    above.push('\n');
                    above.push_str(&comment.text);
                }
                none => *none = Some(comment.text.clone()),
            }
        }
    }

    fn unclosed_block(&mut self, block: &Block) {
        let message = match &block.name {
            Some(name) => format!("`{} {}` has no closing `}}`", block.keyword.text, name.text),
            None => format!("`{}` has no closing `}}`", block.keyword.text),
        };
        self.diagnostics.push(
            Diagnostic::error("plx::syntax::unclosed_block", message)
                .at(block.header(), "opened here")
                .help("write `}` on a line of its own where the block ends"),
        );
    }
}
