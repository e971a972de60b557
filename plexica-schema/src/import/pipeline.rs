use super::{
    ImportError, Note, Options, changes::Changes, columns, composite_types, datasource,
    declarations::Declarations, generators, index_names, parts::Parts, tenants,
};
use crate::{FileId, Sources, parse};

/// What an import has made.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The new texts, one for each file.
    pub files: Vec<ImportedFile>,
    /// What was changed, and what somebody has to look at, in the order of the source.
    pub notes: Vec<Note>,
}

/// A file's text in Plexica's language.
#[derive(Debug, Clone)]
pub struct ImportedFile {
    /// The file that it was made from.
    pub id: FileId,
    /// The text.
    pub text: String,
}

/// Makes Plexica's language of a schema of Prisma's.
///
/// ```
/// use plexica_schema::{Sources, import::{Options, import}};
///
/// let text = r#"
/// datasource db {
///   provider = "mysql"
///   url      = env("DATABASE_URL")
/// }
///
/// model User {
///   id  Int     @id @default(autoincrement())
///   bio String? @db.LongText // may be long
/// }
/// "#;
/// let sources = Sources::from_texts([("schema.prisma", text)]);
/// let imported = import(&sources, &Options::default())?;
/// assert!(imported.files[0].text.contains("bio String? @db.Text // may be long"));
/// assert_eq!(imported.notes[1].message(), "`@db.LongText` became `@db.Text`");
/// # Ok::<(), plexica_schema::import::ImportError>(())
/// ```
///
/// # Errors
/// When the options name what the schema does not have. A schema itself is never refused; what is
/// wrong with the result, [`check`](crate::check) says.
pub fn import(sources: &Sources, options: &Options) -> Result<Imported, ImportError> {
    let (files, _) = parse(sources);
    let declarations = Declarations::of(&files);
    let parts = Parts::of(&files, options);
    let tenants = tenants::read(&declarations, &parts, options)?;
    let mut changes = Changes::new(sources, &files);
    for block in files.iter().flat_map(|file| &file.blocks) {
        match block.keyword.text.as_str() {
            "generator" => generators::import(&mut changes, block),
            "datasource" => datasource::import(&mut changes, block, &parts),
            "model" | "view" => columns::import(&mut changes, block, &parts, &declarations),
            "type" => composite_types::import_block(&mut changes, block),
            _ => {}
        }
    }
    index_names::import(&mut changes, &declarations, &parts);
    tenants::mark(&mut changes, &declarations, &parts, tenants.as_ref());
    let (texts, notes) = changes.finish();
    let files = sources.files().zip(texts);
    let files = files.map(|((id, _), text)| ImportedFile { id, text });
    Ok(Imported {
        files: files.collect(),
        notes,
    })
}
