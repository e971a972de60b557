use std::collections::HashMap;

use plexica_ident::MAX_IDENTIFIER_BYTES;

use super::{Properties, extensions, only};
use crate::{
    Span,
    ast::{Block, Expression, Value},
    check::{
        arguments::Arguments,
        expect,
        names::{Declarations, check_identifier},
    },
    diagnostics::{Diagnostic, Sink},
    schema::{Datasource, RelationMode, Url},
};

/// Settings of Prisma's that Plexica has no use for: it needs no shadow database, and migrations
/// take the URL that the command is given.
const WITHOUT_EFFECT: [&str; 2] = ["directUrl", "shadowDatabaseUrl"];

pub(super) fn check(
    declarations: &Declarations<'_>,
    sink: &mut Sink,
) -> (Datasource, Option<Span>) {
    let Some(block) = only(&declarations.datasources, sink) else {
        report_missing(declarations, sink);
        return (default("db"), None);
    };
    let name = block.name.as_ref();
    if let Some(name) = name {
        check_identifier(name, "datasource", sink);
    }
    let mut datasource = default(name.map_or("db", |name| &name.text));
    let mut properties = Properties::of(block, sink);
    let provider = properties.take("provider");
    datasource.url = properties.take("url").and_then(|value| url(value, sink));
    let schemas = properties.take("schemas");
    if let Some(value) = schemas {
        let declared = schema_names(value, sink);
        if expect::list(value).is_empty() {
            sink.push(
                Diagnostic::error("plx::datasource::no_schemas", "`schemas` names no schema")
                    .at(value.span, "this list is empty")
                    .help("name one, such as `\"public\"`, or take `schemas` away"),
            );
        }
        if !declared.is_empty() {
            datasource.schemas = declared;
        }
    }
    for name in WITHOUT_EFFECT {
        if let Some(property) = properties.take_unbuilt(name) {
            sink.push(
                Diagnostic::advice(
                    "plx::datasource::no_effect",
                    format!("`{name}` has no effect in Plexica"),
                )
                .at(property.span, "not used")
                .help("take it away; the commands read `url` or their own settings"),
            );
        }
    }
    datasource.relation_mode = relation_mode(&mut properties, sink);
    if let Some(value) = properties.take("extensions") {
        datasource.extensions = extensions::read(value, sink);
    }
    if provider.is_some() || !properties.may_have("provider") {
        check_provider(block, provider, sink);
    }
    properties.finish(sink);
    (datasource, schemas.map(|value| value.span))
}

fn default(name: &str) -> Datasource {
    Datasource {
        name: name.to_owned(),
        url: None,
        schemas: vec!["public".to_owned()],
        extensions: Vec::new(),
        relation_mode: RelationMode::default(),
    }
}

fn report_missing(declarations: &Declarations<'_>, sink: &mut Sink) {
    let blocks = [
        &declarations.models,
        &declarations.enums,
        &declarations.generators,
        &declarations.tenancies,
    ];
    let mut diagnostic = Diagnostic::error(
        "plx::datasource::missing",
        "the schema has no `datasource` block",
    );
    if let Some(first) = blocks.into_iter().flatten().min_by_key(|block| block.span) {
        diagnostic = diagnostic.at(first.header(), "nothing says which database this is for");
    }
    sink.push(
        diagnostic
            .help("write `datasource db {`, `provider = \"postgresql\"` and `}` on three lines"),
    );
}

fn check_provider(block: &Block, value: Option<&Expression>, sink: &mut Sink) {
    let help = "write `provider = \"postgresql\"`";
    let Some(value) = value else {
        sink.push(
            Diagnostic::error(
                "plx::datasource::provider",
                "the `datasource` block has no `provider`",
            )
            .at(block.header(), "`provider` is missing")
            .help(help),
        );
        return;
    };
    match expect::string(value, sink) {
        None | Some("postgresql" | "postgres") => {}
        Some(other) => sink.push(
            Diagnostic::error(
                "plx::datasource::provider",
                format!("the provider `{other}` is not supported"),
            )
            .at(value.span, "Plexica is for PostgreSQL")
            .help(help),
        ),
    }
}

fn url(value: &Expression, sink: &mut Sink) -> Option<Url> {
    let help = "write `url = env(\"DATABASE_URL\")`";
    match &value.value {
        Value::String(text) => Some(Url::Literal(text.clone())),
        Value::Function(function) if function.name.text == "env" => {
            let mut arguments = Arguments::of_function(function);
            let variable = arguments.take_unnamed();
            arguments.finish(sink);
            let Some(variable) = variable else {
                let span = function.arguments.span;
                sink.push(expect::missing(
                    "`env()`",
                    span,
                    "name",
                    "env(\"DATABASE_URL\")",
                ));
                return None;
            };
            expect::string(variable, sink).map(|name| Url::Env(name.to_owned()))
        }
        _ => expect::wrong(value, "a URL or `env(…)`", help, sink),
    }
}

fn schema_names(value: &Expression, sink: &mut Sink) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for item in expect::list(value) {
        let Some(name) = expect::string(item, sink) else {
            continue;
        };
        if let Some(first) = seen.get(name) {
            sink.push(
                Diagnostic::error(
                    "plx::datasource::duplicate_schema",
                    format!("the schema `{name}` is declared twice"),
                )
                .at(item.span, "again here")
                .at(*first, "first here")
                .help("take one of them away"),
            );
            continue;
        }
        let problem = if name.is_empty() {
            Some("a schema's name cannot be empty".to_owned())
        } else if name.len() > MAX_IDENTIFIER_BYTES {
            Some(format!(
                "a schema's name has at most {MAX_IDENTIFIER_BYTES} bytes"
            ))
        } else if name.starts_with("pg_") || name == "information_schema" {
            Some(format!("`{name}` belongs to PostgreSQL"))
        } else {
            None
        };
        match problem {
            None => {
                seen.insert(name, item.span);
                names.push(name.to_owned());
            }
            Some(problem) => sink.push(
                Diagnostic::error("plx::datasource::schema_name", problem)
                    .at(item.span, "this name cannot be used")
                    .help("choose another name, such as `\"core\"`"),
            ),
        }
    }
    names
}

fn relation_mode(properties: &mut Properties<'_>, sink: &mut Sink) -> RelationMode {
    let mut mode = RelationMode::default();
    let mut first: Option<Span> = None;
    // The second name is what Prisma called it before version 4.7.
    for name in ["relationMode", "referentialIntegrity"] {
        let Some(property) = properties.take_unbuilt(name) else {
            continue;
        };
        if let Some(first) = first.replace(property.span) {
            sink.push(
                Diagnostic::error(
                    "plx::settings::duplicate",
                    format!("`{name}` is an old name of `relationMode`, and both are set"),
                )
                .at(property.span, "again here")
                .at(first, "first here")
                .help(format!("take `{name}` away")),
            );
            continue;
        }
        match expect::string(&property.value, sink) {
            Some("prisma") => {
                mode = RelationMode::Prisma;
                sink.push(
                    Diagnostic::advice(
                        "plx::datasource::relation_mode",
                        "without foreign keys nothing keeps related rows together",
                    )
                    .at(property.span, "no foreign keys are made")
                    .help(format!(
                        "take `{name}` away: Plexica does not emulate what foreign keys do"
                    )),
                );
            }
            None | Some("foreignKeys") => {}
            Some(other) => {
                expect::unknown_value::<()>(
                    name,
                    other,
                    &["foreignKeys", "prisma"],
                    property.value.span,
                    sink,
                );
            }
        }
    }
    mode
}
