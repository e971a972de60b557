use plexica_schema::{FormattedFile, Sources, format, import::ImportedFile};

/// The texts as the formatter leaves them, where the import has changed anything: what is taken away
/// leaves columns wider than they need to be. A file that was right already stays as it was.
///
/// The files are read together, so that the formatter sees both sides of their relations.
pub(super) fn laid_out(sources: &Sources, files: &[&ImportedFile]) -> Vec<ImportedFile> {
    let named = files.iter().enumerate();
    let texts = named.map(|(index, file)| (format!("{index}.plx"), file.text.as_str()));
    let made = Sources::from_texts(texts);
    let lay_out = |(file, formatted): (&&ImportedFile, FormattedFile<'_>)| {
        let is_changed = file.text != sources.file(file.id).text();
        ImportedFile {
            id: file.id,
            text: if is_changed {
                formatted.text
            } else {
                file.text.clone()
            },
        }
    };
    files.iter().zip(format(&made)).map(lay_out).collect()
}
