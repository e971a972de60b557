use super::preview;
use crate::{
    ast::{File, Line},
    diagnostics::{Diagnostic, Sink},
};

/// Extensions are in Prisma for those who ask for them.
pub(super) fn check(file: &File, files: &[File], sink: &mut Sink) {
    if preview::is_asked_for(files, "postgresqlExtensions") {
        return;
    }
    let settings = file
        .blocks
        .iter()
        .filter(|block| block.keyword.text == "datasource");
    for line in settings.flat_map(|block| &block.lines) {
        let Line::Property(property) = line else {
            continue;
        };
        if property.name.text == "extensions" {
            sink.push(
                Diagnostic::error(
                    "plx::dialect::extensions",
                    "extensions are a preview feature of Prisma's",
                )
                .at(property.span, "asked for here")
                .help(
                    "write `previewFeatures = [\"postgresqlExtensions\"]` in a `generator` block, \
                     or let the file's name end in `.plx`",
                ),
            );
        }
    }
}
