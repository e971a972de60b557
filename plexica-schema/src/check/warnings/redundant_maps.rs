//! `@map` and `@@map` that change nothing.

use crate::{
    Span,
    ast::{Attribute, Block, Line},
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::FieldId,
};

/// One warning a block, since whoever maps one name to itself maps many.
pub(super) fn warn(draft: &Draft<'_>, sink: &mut Sink) {
    for model in &draft.models {
        let mut maps = Vec::new();
        if model.database_name.text == model.name {
            maps.extend(block_map(model.ast));
        }
        for field in &model.fields {
            let FieldId::Scalar(id) = field else { continue };
            let field = draft.scalar(*id);
            if field.database_name.text == field.name() {
                maps.extend(map_of(&field.ast.attributes));
            }
        }
        warn_block(model.name, maps, sink);
    }
    for r#enum in &draft.enums {
        let mut maps = Vec::new();
        if r#enum.database_name.text == r#enum.name {
            maps.extend(block_map(r#enum.ast));
        }
        for value in &r#enum.values {
            if value.database_name == value.ast.name.text {
                maps.extend(map_of(&value.ast.attributes));
            }
        }
        warn_block(r#enum.name, maps, sink);
    }
}

fn warn_block(name: &str, mut maps: Vec<Span>, sink: &mut Sink) {
    maps.sort();
    let Some((first, others)) = maps.split_first() else {
        return;
    };
    let text = "the name is this without it";
    let diagnostic = Diagnostic::advice(
        "plx::name::redundant_map",
        match others.len() {
            0 => format!("a `map` in `{name}` changes nothing"),
            others => format!("{} `map`s in `{name}` change nothing", others + 1),
        },
    )
    .at(*first, text);
    let diagnostic = others
        .iter()
        .fold(diagnostic, |diagnostic, other| diagnostic.at(*other, text));
    sink.push(diagnostic.help("take it away: a name in the database is that in the schema"));
}

fn block_map(block: &Block) -> Option<Span> {
    let mut attributes = block.lines.iter().filter_map(|line| match line {
        Line::Attribute(attribute) => Some(attribute),
        _ => None,
    });
    let map = attributes.find(|attribute| attribute.name.text == "map");
    map.map(|attribute| attribute.span)
}

fn map_of(attributes: &[Attribute]) -> Option<Span> {
    let mut attributes = attributes.iter();
    let map = attributes.find(|attribute| attribute.name.text == "map");
    map.map(|attribute| attribute.span)
}
