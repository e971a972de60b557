//! The one list of what Plexica adds to the language, by where it can stand.

use super::preview;
use crate::{
    Span,
    ast::{Attribute, Block, Expression, File, Line, Value},
    diagnostics::{Diagnostic, Sink},
};

const BLOCKS: [&str; 1] = ["tenancy"];
const BLOCK_ATTRIBUTES: [&str; 4] = ["tenant", "check", "exclude", "softDelete"];
const FIELD_ATTRIBUTES: [&str; 3] = ["generated", "rust", "version"];
const TYPES: [&str; 4] = ["Uuid", "Date", "Time", "Inet"];
/// Attributes whose columns may be expressions in Plexica.
const OF_COLUMNS: [&str; 2] = ["index", "unique"];

/// Reports every addition in a file; a type is none where the schema declares it itself.
pub(super) fn check(file: &File, files: &[File], sink: &mut Sink) {
    let declared = files.iter().flat_map(|file| &file.blocks);
    let names = declared.filter_map(|block| Some(block.name.as_ref()?.text.as_str()));
    let names: Vec<&str> = names.filter(|name| TYPES.contains(name)).collect();
    let has_partial = preview::is_asked_for(files, "partialIndexes");
    let has_views = preview::is_asked_for(files, "views");
    for block in &file.blocks {
        check_block(block, &names, sink);
        if block.keyword.text == "view" && !has_views {
            refuse_view(block, sink);
        }
        if !has_partial {
            check_predicates(block, sink);
        }
    }
}

fn refuse_view(block: &Block, sink: &mut Sink) {
    sink.push(
        Diagnostic::error(
            "plx::dialect::view",
            "views are a preview feature of Prisma's",
        )
        .at(block.header(), "declared here")
        .help(
            "write `previewFeatures = [\"views\"]` in a `generator` block, or let the file's \
                 name end in `.plx`",
        ),
    );
}

/// Partial indexes are in Prisma, for those who ask for them.
fn check_predicates(block: &Block, sink: &mut Sink) {
    let attributes = block.lines.iter().flat_map(|line| match line {
        Line::Attribute(attribute) => std::slice::from_ref(attribute),
        Line::Field(field) => field.attributes.as_slice(),
        Line::Property(_) | Line::Unknown(_) => &[],
    });
    for attribute in attributes.filter(|found| OF_COLUMNS.contains(&found.name.text.as_str())) {
        let arguments = attribute.arguments.iter().flat_map(|list| &list.list);
        for argument in arguments {
            if argument
                .name
                .as_ref()
                .is_some_and(|name| name.text == "where")
            {
                sink.push(
                    Diagnostic::error(
                        "plx::dialect::partial_index",
                        "partial indexes are a preview feature of Prisma's",
                    )
                    .at(argument.span, "asked for here")
                    .help(
                        "write `previewFeatures = [\"partialIndexes\"]` in a `generator` block, or \
                         let the file's name end in `.plx`",
                    ),
                );
            }
        }
    }
}

/// `declared` are the names among Plexica's types that the schema declares itself.
fn check_block(block: &Block, declared: &[&str], sink: &mut Sink) {
    let keyword = block.keyword.text.as_str();
    if BLOCKS.contains(&keyword) {
        report(&format!("a `{keyword}` block"), block.keyword.span, sink);
    }
    if !matches!(keyword, "model" | "enum" | "view") {
        return;
    }
    for line in &block.lines {
        match line {
            Line::Attribute(attribute) => {
                check_attribute(attribute, "@@", &BLOCK_ATTRIBUTES, sink);
                if OF_COLUMNS.contains(&attribute.name.text.as_str()) {
                    check_columns(attribute, sink);
                }
            }
            Line::Field(field) => {
                for attribute in &field.attributes {
                    check_attribute(attribute, "@", &FIELD_ATTRIBUTES, sink);
                    check_function(attribute, sink);
                }
                let Some(reference) = &field.r#type else {
                    continue;
                };
                let name = reference.name.text.as_str();
                if TYPES.contains(&name) && !declared.contains(&name) {
                    report(&format!("the type `{name}`"), reference.name.span, sink);
                }
            }
            Line::Property(_) | Line::Unknown(_) => {}
        }
    }
}

fn check_attribute(attribute: &Attribute, marks: &str, additions: &[&str], sink: &mut Sink) {
    let name = attribute.name.text.as_str();
    if additions.contains(&name) {
        report(&format!("`{marks}{name}`"), attribute.span, sink);
    }
}

/// A function that makes a default in Plexica alone.
fn check_function(attribute: &Attribute, sink: &mut Sink) {
    let arguments = attribute.arguments.iter().flat_map(|list| &list.list);
    for argument in arguments.filter(|_| attribute.name.text == "default") {
        let Value::Function(function) = &argument.value.value else {
            continue;
        };
        if function.name.text == "sequence" {
            report("`sequence()`", argument.value.span, sink);
        }
    }
}

/// An expression in place of a column.
fn check_columns(attribute: &Attribute, sink: &mut Sink) {
    let arguments = attribute.arguments.iter().flat_map(|list| &list.list);
    for argument in arguments {
        let is_columns = match &argument.name {
            Some(name) => name.text == "fields",
            None => true,
        };
        let Value::Array(items) = &argument.value.value else {
            continue;
        };
        let is_raw = |item: &&Expression| matches!(&item.value, Value::Function(function) if function.name.text == "raw");
        for item in items.iter().filter(is_raw).filter(|_| is_columns) {
            report("an expression as a column", item.span, sink);
        }
    }
}

fn report(what: &str, span: Span, sink: &mut Sink) {
    sink.push(
        Diagnostic::error(
            "plx::dialect::addition",
            format!("{what} is Plexica's and not Prisma's"),
        )
        .at(span, "not in a `.prisma` file")
        .help("let the file's name end in `.plx`, or take this away"),
    );
}
