use super::{
    changes::{Changes, taken_away},
    note::Note,
    tree::{name, setting, settings, string},
};
use crate::ast::Block;

/// The settings of a `generator client` block that are Plexica's.
const OF_PLEXICA: [&str; 1] = ["datetime"];

/// Prisma's generators make JavaScript, or are programs that Prisma calls.
pub(super) fn import(changes: &mut Changes<'_>, block: &Block) {
    let Some(provider) = setting(block, "provider") else {
        return;
    };
    if !changes.is_whole(block) {
        return;
    }
    let is_of_plexica = |name: &str| OF_PLEXICA.contains(&name);
    if settings(block).any(|property| is_of_plexica(&property.name.text)) {
        for property in settings(block).filter(|found| !is_of_plexica(&found.name.text)) {
            let comments = changes.remove_line(property.span);
            let gone = taken_away(format_args!("`{}`", property.name.text), &comments);
            let message = format!("{gone}: it is a setting of Prisma's client");
            changes.note(Note::changed(property.span, message));
        }
        return;
    }
    let comments = changes.remove_block(block);
    let generator = name(block).unwrap_or_default();
    let provider = string(provider).unwrap_or("env(…)");
    let gone = taken_away(
        format_args!("the generator `{generator}` (`{provider}`)"),
        &comments,
    );
    changes.note(if provider.starts_with("prisma-client") {
        let message = format!("{gone}: a build script makes Plexica's client");
        Note::changed(block.header(), message).help(
            "call `plexica_codegen::configure()` in build.rs; a block `generator client` with \
             `datetime = \"chrono\"` is only for another library of dates than jiff",
        )
    } else {
        let message = format!("{gone}: Plexica calls no other generators");
        Note::changed(block.header(), message)
    });
}
