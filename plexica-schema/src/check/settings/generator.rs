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
    let is_client = |block: &&&Block| {
        block
            .name
            .as_ref()
            .is_some_and(|name| name.text == "client")
    };
    let blocks: Vec<_> = declarations
        .generators
        .iter()
        .filter(is_client)
        .copied()
        .collect();
    let Some(block) = super::only(&blocks, sink) else {
        return settings;
    };
    let mut properties = Properties::of(block, sink);
    if let Some(library) = properties
        .take("datetime")
        .and_then(|value| datetime(value, sink))
    {
        settings.datetime = library;
    }
    for name in PRISMA_SETTINGS {
        properties.take_unbuilt(name);
    }
    properties.finish(sink);
    settings
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
