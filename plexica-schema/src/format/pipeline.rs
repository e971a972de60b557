use super::{additions::Additions, open_line::has_broken_comment, page::Page};
use crate::{
    SourceFile, Sources,
    ast::File,
    check::missing_parts,
    diagnostics::{Diagnostic, Sink},
    syntax,
};

/// A file of a schema as the formatter leaves it.
#[derive(Debug, Clone)]
pub struct FormattedFile<'a> {
    /// The file.
    pub source: &'a SourceFile,
    /// Its text, laid out.
    pub text: String,
    /// Whether it was left as it is, as it could not be read to its end.
    pub is_left_alone: bool,
}

impl FormattedFile<'_> {
    /// Whether its text is another than before.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.text != self.source.text()
    }
}

/// Lays out the files of a schema, as Prisma's formatter does. The files come in their order.
///
/// Names, types and attributes stand in columns, block attributes at the end of their block in
/// one order, blank lines alone. Where a relation lacks a side, its `@relation` or the columns of its
/// foreign key, and there is one way to write them, they are added.
///
/// It takes every text. A line that is not understood stays as it is, and while there is one, or
/// another error in names, types or attributes, nothing is added. A file that cannot be read to its
/// end, as it has a comment without one, is left alone. A file whose first line ends in `\r\n` keeps
/// such line ends.
///
/// ```
/// use plexica_schema::{Sources, format};
///
/// let sources = Sources::from_texts([("a.plx", "model A {\n id Int @id\n name String\n}\n")]);
/// let formatted = format(&sources);
/// let expected = "model A {\n  id   Int    @id\n  name String\n}\n";
/// assert_eq!(formatted[0].text, expected);
/// ```
#[must_use]
pub fn format(sources: &Sources) -> Vec<FormattedFile<'_>> {
    let mut sink = Sink::default();
    let files: Vec<File> = sources
        .files()
        .map(|(id, source)| syntax::parse(id, source, &mut sink))
        .collect();
    let missing = if sink.list().iter().any(Diagnostic::is_error) {
        Vec::new()
    } else {
        missing_parts(sources, &files)
    };
    let additions = Additions::by_file(missing, files.len());
    sources
        .files()
        .zip(files.iter().zip(&additions))
        .map(|((_, source), (file, additions))| {
            let text = source.text();
            let is_left_alone = !file.is_complete || has_broken_comment(file, text);
            FormattedFile {
                source,
                text: if is_left_alone {
                    text.to_owned()
                } else {
                    laid_out(text, file, additions)
                },
                is_left_alone,
            }
        })
        .collect()
}

fn laid_out(text: &str, file: &File, additions: &Additions) -> String {
    let page = Page {
        text,
        comments: &file.comments,
        additions,
    };
    let laid_out = page.file(file);
    if ends_lines_with_two(text) {
        laid_out.replace('\n', "\r\n")
    } else {
        laid_out
    }
}

/// Whether the first line ends in `\r\n`.
fn ends_lines_with_two(text: &str) -> bool {
    let end = text.find('\n');
    end.is_some_and(|end| text[..end].ends_with('\r'))
}
