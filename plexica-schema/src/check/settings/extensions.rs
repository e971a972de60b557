use std::collections::HashMap;

use plexica_ident::MAX_IDENTIFIER_BYTES;

use crate::{
    Span,
    ast::{Expression, Function, Value},
    check::{arguments::Arguments, expect},
    diagnostics::{Diagnostic, Sink},
    schema::Extension,
};

/// The extensions that `extensions = [pgcrypto, postgis(version: "3.4")]` names.
pub(super) fn read(value: &Expression, sink: &mut Sink) -> Vec<Extension> {
    let mut list: Vec<Extension> = Vec::new();
    let mut seen: HashMap<String, Span> = HashMap::new();
    for item in expect::list(value) {
        let Some(extension) = extension(item, sink) else {
            continue;
        };
        match seen.get(&extension.name) {
            None => {
                seen.insert(extension.name.clone(), item.span);
                list.push(extension);
            }
            Some(first) => sink.push(
                Diagnostic::error(
                    "plx::datasource::duplicate_extension",
                    format!("the extension `{}` is declared twice", extension.name),
                )
                .at(item.span, "again here")
                .at(*first, "first here")
                .help("take one of them away"),
            ),
        }
    }
    list.sort();
    list
}

fn extension(item: &Expression, sink: &mut Sink) -> Option<Extension> {
    let (name, extension) = match &item.value {
        Value::Function(function) => (&function.name.text, with_arguments(function, sink)?),
        _ => {
            let name = expect::word(item, sink)?;
            let extension = Extension {
                name: name.to_owned(),
                schema: None,
                version: None,
            };
            return is_name(name, item.span, sink).then_some(extension);
        }
    };
    is_name(name, item.span, sink).then_some(extension)
}

fn with_arguments(function: &Function, sink: &mut Sink) -> Option<Extension> {
    let mut arguments = Arguments::of_function(function);
    let map = arguments.take("map", sink);
    let schema = arguments.take("schema", sink);
    let version = arguments.take("version", sink);
    arguments.finish(sink);
    let mut is_right = true;
    let mut text = |value: Option<&Expression>, sink: &mut Sink| {
        let value = value?;
        let text = expect::string(value, sink).filter(|text| fits(text, value.span, sink));
        is_right &= text.is_some();
        text.map(str::to_owned)
    };
    let (map, schema, version) = (text(map, sink), text(schema, sink), text(version, sink));
    is_right.then(|| Extension {
        name: map.unwrap_or_else(|| function.name.text.clone()),
        schema,
        version,
    })
}

fn fits(text: &str, span: Span, sink: &mut Sink) -> bool {
    let fits = !text.is_empty() && text.len() <= MAX_IDENTIFIER_BYTES;
    if !fits {
        sink.push(
            Diagnostic::error(
                "plx::datasource::extension_name",
                format!("a name has from 1 to {MAX_IDENTIFIER_BYTES} bytes"),
            )
            .at(span, "this one does not")
            .help("write the name that PostgreSQL knows"),
        );
    }
    fits
}

/// Prisma's rule: the name here is a word; `map` gives the one in PostgreSQL where that is none.
fn is_name(name: &str, span: Span, sink: &mut Sink) -> bool {
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_name {
        sink.push(
            Diagnostic::error(
                "plx::datasource::extension_name",
                format!("`{name}` is not a word"),
            )
            .at(span, "letters, digits and `_` only")
            .help(format!(
                "write `{}(map: \"{name}\")`",
                name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
            )),
        );
    }
    is_name
}
