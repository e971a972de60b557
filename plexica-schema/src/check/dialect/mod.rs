//! What holds in files that are read with Prisma's rules alone, and not in Plexica's own.

mod additions;
mod commas;
mod extensions;
mod generators;
mod layout;
mod preview;
mod reserved;
mod schemas;
mod values;

use crate::{Dialect, Sources, ast::File, diagnostics::Sink};

/// Reports what Plexica takes and Prisma does not.
pub(super) fn check_dialect(sources: &Sources, files: &[File], sink: &mut Sink) {
    for file in files {
        let source = sources.file(file.id);
        if source.dialect() == Dialect::Prisma {
            additions::check(file, files, sink);
            commas::check(file, source.text(), sink);
            layout::check(file, source.text(), sink);
            extensions::check(file, files, sink);
            schemas::check(file, files, sink);
            generators::check(file, sink);
            reserved::check(file, sink);
        }
    }
}
