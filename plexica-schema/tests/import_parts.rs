//! A platform that does tenants by hand: one schema for the platform, one for what tenants have.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use plexica_schema::{
    Sources, check,
    import::{Imported, NoteKind, Options, import},
};

const PLATFORM: &str = r#"generator client {
  provider = "prisma-client-js"
  output   = "../generated/core"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

model Tenant {
  id   String @id @db.Uuid
  slug String @unique @db.VarChar(63)

  @@map("tenants")
  @@schema("core")
}
"#;

const SETTINGS: &str = r#"// Reads all files of this folder.

generator client {
  provider = "prisma-client-js"
}

datasource tenant {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
"#;

const MODELS: &str = r#"/// A person.
model User {
  id   String @id @tenant.Uuid
  role Role
}

enum Role {
  ADMIN
}
"#;

fn imported() -> Imported {
    let sources = Sources::from_texts([
        ("core.prisma", PLATFORM),
        ("tenant/_schema.prisma", SETTINGS),
        ("tenant/models.prisma", MODELS),
    ]);
    let files = sources.files().skip(1).map(|(id, _)| id);
    let options = Options {
        tenant_files: files.collect(),
        ..Options::default()
    };
    import(&sources, &options).unwrap()
}

#[test]
fn a_schema_for_tenants_is_put_with_that_of_the_platform() {
    let imported = imported();
    let texts: Vec<_> = imported
        .files
        .iter()
        .map(|file| file.text.as_str())
        .collect();
    assert!(
        texts[0].contains("}\n\ntenancy {\n  registry = Tenant\n  key      = slug\n"),
        "{}",
        texts[0]
    );
    assert_eq!(texts[1], "// Reads all files of this folder.\n");
    assert_eq!(
        texts[2],
        "/// A person.\nmodel User {\n  id   String @id @db.Uuid\n  role Role\n\n  @@tenant\n}\n\n\
         enum Role {\n  ADMIN\n\n  @@tenant\n}\n"
    );
    let made = texts.into_iter().enumerate();
    let made = Sources::from_texts(made.map(|(index, text)| (format!("{index}.plx"), text)));
    let checked = check(&made).unwrap();
    assert!(checked.warnings.is_empty(), "{}", checked.warnings);
}

#[test]
fn a_schema_for_tenants_alone_keeps_its_datasource() {
    let sources = Sources::from_texts([("s.prisma", SETTINGS), ("m.prisma", MODELS)]);
    let options = Options {
        tenant_files: sources.files().map(|(id, _)| id).collect(),
        ..Options::default()
    };
    let imported = import(&sources, &options).unwrap();
    assert!(imported.files[0].text.contains("datasource tenant {"));
    assert!(imported.files[1].text.contains("@id @tenant.Uuid"));
}

#[test]
fn a_model_of_the_platform_with_the_name_of_a_tenants_one_stays_where_it_is() {
    let platform = format!("{PLATFORM}\nmodel User {{\n  id Int @id\n\n  @@schema(\"core\")\n}}\n");
    let sources = Sources::from_texts([("core.prisma", platform.as_str()), ("m.prisma", MODELS)]);
    let options = Options {
        tenant_files: sources.files().skip(1).map(|(id, _)| id).collect(),
        ..Options::default()
    };
    let imported = import(&sources, &options).unwrap();
    assert!(!imported.files[0].text.contains("@@tenant"));
    assert!(imported.files[1].text.contains("@@tenant"));
}

#[test]
fn what_the_tables_of_tenants_need_is_told_when_their_datasource_goes() {
    let settings = SETTINGS.replace("url ", "extensions = [citext]\n  url ");
    let sources = Sources::from_texts([("core.prisma", PLATFORM), ("s.prisma", settings.as_str())]);
    let options = Options {
        tenant_files: sources.files().skip(1).map(|(id, _)| id).collect(),
        ..Options::default()
    };
    let imported = import(&sources, &options).unwrap();
    let mut warnings = imported
        .notes
        .iter()
        .filter(|note| note.kind() == NoteKind::Warning);
    let warning = warnings.next().unwrap();
    assert_eq!(warning.message(), "its `extensions` is taken away with it");
    assert_eq!(sources.text(warning.span()), "extensions = [citext]");
    assert!(warnings.next().is_none());
}
