//! A file that ends in `.prisma` is read with Prisma's rules alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{fs, path::PathBuf};

use plexica_schema::{Dialect, Sources, check};

const DATASOURCE: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";

/// The lines at which a schema is said to have an addition of Plexica's.
fn additions(name: &str, text: &str) -> Vec<usize> {
    lines(name, text, "plx::dialect::addition")
}

/// The lines of the diagnostics with a code.
fn lines(name: &str, text: &str, code: &str) -> Vec<usize> {
    let sources = Sources::from_texts([(name, format!("{text}\n{DATASOURCE}"))]);
    let diagnostics = match check(&sources) {
        Ok(checked) => checked.warnings,
        Err(diagnostics) => diagnostics,
    };
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code() == code)
        .map(|diagnostic| diagnostics.place(diagnostic).unwrap().line)
        .collect()
}

#[test]
fn a_prisma_file_has_none_of_the_additions() {
    let text = "\
tenancy {
  registry = Tenant
  key      = slug
  schema   = \"tenant_{key}\"
}
model Tenant {
  id   Int @id
  slug String @unique
  at   Date
  n    Int @version
  @@tenant
  @@check(\"id > 0\")
  @@index([raw(\"lower(slug)\")], map: \"lower\")
}";
    assert_eq!(additions("schema.prisma", text), [1, 9, 10, 11, 12, 13]);
    assert!(additions("schema.plx", text).is_empty());
}

#[test]
fn a_prisma_schema_may_have_a_model_named_like_a_type_of_plexica() {
    let text = "\
model Date {
  id    Int     @id
  times Entry[]
}
model Entry {
  id     Int  @id
  dateId Int
  date   Date @relation(fields: [dateId], references: [id])
}";
    assert!(additions("schema.prisma", text).is_empty());
    let sources = Sources::from_texts([("schema.prisma", format!("{text}\n{DATASOURCE}"))]);
    let schema = check(&sources).unwrap().schema;
    assert_eq!(schema.dialect(), Dialect::Prisma);
    assert_eq!(schema.declared_models().len(), 2);
}

#[test]
fn a_folder_without_plx_files_is_read_as_prisma_reads_it() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("a_prisma_folder");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("models")).unwrap();
    fs::write(folder.join("schema.prisma"), DATASOURCE).unwrap();
    fs::write(
        folder.join("models/user.prisma"),
        "model User {\n  id Int @id\n}\n",
    )
    .unwrap();
    let sources = Sources::load(&folder).unwrap();
    assert_eq!(sources.dialect(), Dialect::Prisma);
    assert_eq!(check(&sources).unwrap().schema.declared_models().len(), 1);
    fs::write(folder.join("own.plx"), DATASOURCE).unwrap();
    let sources = Sources::load(&folder).unwrap();
    assert_eq!(
        (sources.files().len(), sources.dialect()),
        (1, Dialect::Plexica)
    );
}

#[test]
fn a_prisma_file_is_held_to_what_prismas_client_can_name() {
    let text =
        "model delete {\n  id Int @id\n}\nenum yield {\n  A\n}\nmodel Fine {\n  id Int @id\n}";
    let code = "plx::dialect::reserved_name";
    assert_eq!(lines("schema.prisma", text, code), [1, 4]);
    assert!(lines("schema.plx", text, code).is_empty());
}

#[test]
fn a_prisma_file_has_no_comma_behind_the_last_argument() {
    let text = "\
model A {
  id   Int    @id @map(\"_id\" , )
  name String @map(\"a,b\") // , )
  list String @default(\"x\")
  @@index([name, list], map: \"x\",)
}";
    let code = "plx::dialect::trailing_comma";
    assert_eq!(lines("schema.prisma", text, code), [2, 5]);
    assert!(lines("schema.plx", text, code).is_empty());
}

#[test]
fn a_prisma_files_generators_are_held_to_prismas_rules() {
    let text = "\
generator a {
  output = \"x\"
}
generator b {
  provider        = \"prisma-client\"
  previewFeatures = [\"views\", \"multiSchema\", \"typedSqll\"]
}";
    let provider = "plx::dialect::generator_provider";
    assert_eq!(lines("schema.prisma", text, provider), [1]);
    let feature = "plx::dialect::preview_feature";
    assert_eq!(lines("schema.prisma", text, feature), [6]);
    assert!(lines("schema.plx", text, provider).is_empty());
    assert!(lines("schema.plx", text, feature).is_empty());
}
