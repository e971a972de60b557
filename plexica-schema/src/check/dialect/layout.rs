use super::values::{Holder, visit};
use crate::{
    Span,
    ast::{Block, CommentKind, File, Line, Value},
    diagnostics::{Diagnostic, Sink},
    schema::to_u32,
};

/// Reports what Prisma wants to stand otherwise on its lines.
pub(super) fn check(file: &File, text: &str, sink: &mut Sink) {
    for block in &file.blocks {
        check_braces(block, text, sink);
        for line in &block.lines {
            let span = match line {
                Line::Field(field) => field.span,
                Line::Property(property) => property.span,
                Line::Attribute(attribute) => attribute.span,
                Line::Unknown(_) => continue,
            };
            check_line(file, span, text, sink);
        }
    }
    check_strings(file, text, sink);
}

/// A line ends where it ends, brackets or not, and has its comments at its end.
fn check_line(file: &File, span: Span, text: &str, sink: &mut Sink) {
    let line = &text[span.start as usize..span.end as usize];
    if let Some(length) = line.find(['\n', '\r']) {
        let end = span.start + to_u32(length);
        sink.push(
            Diagnostic::error(
                "plx::dialect::several_lines",
                "Prisma takes no brackets that go over several lines",
            )
            .at(Span { end, ..span }, "goes on in the next line")
            .help("write it on one line, or let the file's name end in `.plx`"),
        );
        return;
    }
    // Comments stand in the order of the text.
    let from = file
        .comments
        .partition_point(|found| found.span.start < span.start);
    let comment = file.comments.get(from);
    let inside = comment.filter(|found| found.span.end <= span.end);
    if let Some(comment) = inside.filter(|found| found.kind == CommentKind::Block) {
        sink.push(
            Diagnostic::error(
                "plx::dialect::comment_inside",
                "Prisma takes no comment in the middle of a line",
            )
            .at(comment.span, "something stands behind it")
            .help("move it to the end of the line, or let the file's name end in `.plx`"),
        );
    }
}

/// Prisma does not see what stands behind an opening brace, and sees no closing brace that stands
/// behind something.
fn check_braces(block: &Block, text: &str, sink: &mut Sink) {
    let header = block.header();
    let block_end = block.span.end as usize;
    let inside = &text[header.end as usize..block_end];
    let Some(brace) = inside.find('{') else {
        return;
    };
    let behind = inside[brace + 1..].lines().next().unwrap_or_default();
    let behind = behind.trim_start();
    let is_comment = behind.starts_with("//") || behind.starts_with("/*");
    if !behind.is_empty() && !is_comment {
        report_brace("what stands behind `{`", header, sink);
        return;
    }
    if !inside.ends_with('}') {
        return;
    }
    let close = block_end - 1;
    let start = text[..close].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    if !text[start..close].trim().is_empty() {
        let span = Span {
            start: to_u32(close),
            ..block.span
        };
        report_brace("a `}` behind something", span, sink);
    }
}

fn report_brace(what: &str, span: Span, sink: &mut Sink) {
    sink.push(
        Diagnostic::error("plx::dialect::brace", format!("Prisma does not see {what}"))
            .at(span, "the block is on one line with what is in it")
            .help("give everything in the block a line of its own, and `}` too"),
    );
}

/// JSON's rule: a control character is written as an escape.
fn check_strings(file: &File, text: &str, sink: &mut Sink) {
    visit(file, &mut |holder| {
        let Holder::Value(value) = holder else {
            return;
        };
        if !matches!(value.value, Value::String(_)) {
            return;
        }
        let literal = &text[value.span.start as usize..value.span.end as usize];
        if let Some(at) = literal.find(|c: char| c.is_ascii_control() && c != '\u{7f}') {
            let start = value.span.start + to_u32(at);
            sink.push(
                Diagnostic::error(
                    "plx::dialect::control_character",
                    "Prisma takes no tab or other control character in text",
                )
                .at(
                    Span {
                        start,
                        end: start + 1,
                        ..value.span
                    },
                    "here",
                )
                .help("write `\\t` for a tab, or let the file's name end in `.plx`"),
            );
        }
    });
}
