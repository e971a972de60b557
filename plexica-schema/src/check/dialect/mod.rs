//! What holds in files that are read with Prisma's rules alone, and not in Plexica's own.

mod additions;
mod commas;
mod generators;
mod reserved;

use crate::{Dialect, Sources, ast::File, diagnostics::Sink};

/// Reports what Plexica takes and Prisma does not.
pub(super) fn check_dialect(sources: &Sources, files: &[File], sink: &mut Sink) {
    for file in files {
        let source = sources.file(file.id);
        if source.dialect() == Dialect::Prisma {
            additions::check(file, files, sink);
            commas::check(file, source.text(), sink);
            generators::check(file, sink);
            reserved::check(file, sink);
        }
    }
}
