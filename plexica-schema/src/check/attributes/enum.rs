use std::ptr;

use plexica_ident::MAX_IDENTIFIER_BYTES;
use rustc_hash::FxHashMap;

use super::{map, scope};
use crate::{
    check::{
        attribute_list::Attributes,
        draft::{Draft, EnumValueDraft},
    },
    diagnostics::{Diagnostic, Sink},
    schema::EnumId,
};

pub(super) fn check(draft: &mut Draft<'_>, id: EnumId, sink: &mut Sink) {
    let r#enum = &mut draft.enums[id.index()];
    let mut attributes = Attributes::of_block(r#enum.ast, "an enum");
    if let Some(name) = map::take(&mut attributes, sink) {
        r#enum.database_name = name;
    }
    r#enum.scope = scope::take(&mut attributes, &draft.settings, r#enum.ast.header(), sink);
    attributes.finish(sink);
    for value in &mut r#enum.values {
        let mut attributes = Attributes::of_field(value.ast, "a value of an enum");
        let mut span = value.ast.name.span;
        if let Some(label) = map::take(&mut attributes, sink) {
            value.database_name = label.text;
            span = label.span;
        }
        attributes.finish(sink);
        if value.database_name.len() > MAX_IDENTIFIER_BYTES {
            sink.push(
                Diagnostic::error(
                    "plx::enum::label_length",
                    format!(
                        "this label has {} bytes; PostgreSQL allows {MAX_IDENTIFIER_BYTES}",
                        value.database_name.len()
                    ),
                )
                .at(span, "too long")
                .help("write a shorter one, such as `@map(\"short\")`"),
            );
        }
    }
    let mut seen: FxHashMap<&str, &EnumValueDraft<'_>> = FxHashMap::default();
    for value in &r#enum.values {
        let first = *seen.entry(&value.database_name).or_insert(value);
        if !ptr::eq(first, value) {
            sink.push(
                Diagnostic::error(
                    "plx::enum::duplicate_label",
                    format!(
                        "two values have the label `{}` in the database",
                        value.database_name
                    ),
                )
                .at(value.ast.span, "again here")
                .at(first.ast.span, "first here")
                .help("give one of them another `@map`"),
            );
        }
    }
}
