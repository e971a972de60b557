use std::collections::HashMap;

use super::Properties;
use crate::{
    ast::{Block, Expression},
    check::{expect, names::Declarations},
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{ClientSettings, DateTimeLibrary},
};

/// The settings of Prisma's own client generator. A `schema.prisma` that is renamed has them;
/// they say nothing about a Rust client.
const PRISMA_SETTINGS: [&str; 12] = [
    "provider",
    "output",
    "previewFeatures",
    "binaryTargets",
    "engineType",
    "runtime",
    "moduleFormat",
    "generatedFileExtension",
    "importFileExtension",
    "compilerBuild",
    "engineVersion",
    "config",
];

/// The `generator client` block; other generators are somebody else's and left alone.
pub(super) fn check(declarations: &Declarations<'_>, sink: &mut Sink) -> ClientSettings {
    let mut settings = ClientSettings::default();
    let mut client = None;
    for block in distinct(&declarations.generators, sink) {
        let properties = Properties::of(block, sink);
        match &block.name {
            Some(name) if name.text == "client" => client = Some(properties),
            _ => properties.discard(),
        }
    }
    let Some(mut properties) = client else {
        return settings;
    };
    if let Some(library) = properties
        .take("datetime")
        .and_then(|value| datetime(value, sink))
    {
        settings.datetime = library;
    }
    let is_prismas = properties.has("provider");
    for name in PRISMA_SETTINGS {
        properties.take_unbuilt(name);
    }
    if is_prismas {
        // Prisma hands every setting on to the generator.
        properties.finish_with_warnings(sink);
    } else {
        properties.finish(sink);
    }
    settings
}

/// The blocks, each name once.
fn distinct<'a>(blocks: &[&'a Block], sink: &mut Sink) -> Vec<&'a Block> {
    let mut seen: HashMap<&str, &Block> = HashMap::new();
    let mut kept = Vec::new();
    for block in blocks {
        let name = block.name.as_ref().map_or("", |name| name.text.as_str());
        let Some(first) = seen.get(name) else {
            seen.insert(name, block);
            kept.push(*block);
            continue;
        };
        sink.push(
            Diagnostic::error(
                "plx::name::duplicate_block",
                format!("there are two generators `{name}`"),
            )
            .at(block.header(), "again here")
            .at(first.header(), "first here")
            .help("take one of them away"),
        );
    }
    kept
}

fn datetime(value: &Expression, sink: &mut Sink) -> Option<DateTimeLibrary> {
    match expect::string(value, sink)? {
        "jiff" => Some(DateTimeLibrary::Jiff),
        "chrono" => Some(DateTimeLibrary::Chrono),
        other => {
            let help = did_you_mean(other, ["jiff", "chrono"], || {
                "write `\"jiff\"` or `\"chrono\"`".to_owned()
            });
            sink.push(
                Diagnostic::error(
                    "plx::generator::datetime",
                    format!("`{other}` is not a library for dates and times that Plexica knows"),
                )
                .at(value.span, "unknown library")
                .help(help),
            );
            None
        }
    }
}
