//! What a build script does, and what it says when something is wrong.

use std::{fs, path::Path};

use plexica_codegen::{Colors, Error, Generated, configure, migrations::MigrationsError};
use tempfile::TempDir;

const SCHEMA: &str = r#"
datasource db {
  provider = "postgresql"
  schemas  = ["core"]
}

tenancy {
  registry = Tenant
  key      = slug
  schema   = "tenant_{key}"
}

model Tenant {
  id   Int    @id @default(autoincrement())
  slug String @unique

  @@schema("core")
}
"#;

const NOTE: &str = r#"
model Note {
  id Int @id

  @@tenant
}
"#;

/// A package: `schema/main.plx`, and `out` to generate into.
struct Package {
    folder: TempDir,
}

impl Package {
    fn new(schema: &str) -> Self {
        let package = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        package.put("schema/main.plx", schema);
        package
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a new folder");
        fs::write(path, content).expect("a new file");
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn generate(&self) -> Result<Generated, Error> {
        configure()
            .schema(self.path("schema"))
            .out_dir(self.path("out"))
            .try_generate()
    }

    /// The error's report, with the package's folder as `/app`.
    fn report(&self) -> String {
        let error = self.generate().expect_err("an error");
        let folder = self.folder.path().display().to_string();
        error.report(Colors::Never).replace(&folder, "/app")
    }
}

fn names(paths: &[impl AsRef<Path>]) -> Vec<String> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into());
    let mut names: Vec<String> = paths
        .iter()
        .filter_map(|path| name(path.as_ref()))
        .collect();
    names.sort();
    names
}

#[test]
fn the_ddl_is_written_beside_the_client() {
    let package = Package::new(&[SCHEMA, NOTE].concat());
    package.generate().unwrap();
    let core = fs::read_to_string(package.path("out/core.sql")).unwrap();
    assert!(core.contains(r#"CREATE TABLE "core"."Tenant""#), "{core}");
    let tenant = fs::read_to_string(package.path("out/tenant.sql")).unwrap();
    assert!(tenant.contains(r#"CREATE TABLE "Note""#), "{tenant}");
}

#[test]
fn a_file_is_written_only_when_its_bytes_change() {
    let package = Package::new(SCHEMA);
    let first = package.generate().unwrap();
    let time = || {
        let metadata = fs::metadata(package.path("out/core.sql")).unwrap();
        metadata.modified().unwrap()
    };
    let before = time();
    assert!(first.unchanged.is_empty());
    let second = package.generate().unwrap();
    assert!(second.written.is_empty());
    assert_eq!(names(&second.unchanged), names(&first.written));
    assert_eq!(time(), before);

    package.put("schema/note.plx", NOTE);
    let third = package.generate().unwrap();
    assert!(names(&third.written).contains(&"tenant.sql".to_owned()));
    assert!(names(&third.unchanged).contains(&"core.sql".to_owned()));
}

#[test]
fn a_file_that_is_no_longer_generated_is_removed_and_a_strangers_is_not() {
    let package = Package::new(SCHEMA);
    package.generate().unwrap();
    package.put("out/mine.sql", "mine");
    let without_tenancy = r#"
        datasource db {
          provider = "postgresql"
          schemas  = ["core"]
        }

        model Tenant {
          id Int @id

          @@schema("core")
        }
    "#;
    package.put("schema/main.plx", without_tenancy);
    let generated = package.generate().unwrap();
    assert_eq!(names(&generated.removed), ["tenant.sql"]);
    assert!(!package.path("out/tenant.sql").exists());
    assert!(package.path("out/mine.sql").exists());
}

#[test]
fn what_lies_outside_the_folder_is_not_removed() {
    let package = Package::new(SCHEMA);
    package.generate().unwrap();
    package.put("mine.sql", "mine");
    let manifest = fs::read_to_string(package.path("out/.plexica-files")).unwrap();
    package.put("out/.plexica-files", format!("{manifest}\n../mine.sql\n"));
    assert!(package.generate().unwrap().removed.is_empty());
    assert!(package.path("mine.sql").exists());
}

#[test]
fn a_strangers_file_is_not_overwritten() {
    let package = Package::new(SCHEMA);
    package.put("out/core.sql", "-- by hand");
    insta::assert_snapshot!(package.report(), @r#"
    error: `/app/out/core.sql` was not written by the generator, which would overwrite it: remove it, or generate into a folder of its own
    "#);
    let left = fs::read_to_string(package.path("out/core.sql")).unwrap();
    assert_eq!(left, "-- by hand");
}

#[test]
fn a_wrong_schema_is_shown_and_leaves_the_output_as_it_was() {
    let package = Package::new(SCHEMA);
    package.generate().unwrap();
    package.put("schema/note.plx", NOTE.replace("Int @id", "Itn @id"));
    insta::assert_snapshot!(package.report(), @r#"
    plx::type::unknown

      × unknown type `Itn`
       ╭─[/app/schema/note.plx:3:6]
     2 │ model Note {
     3 │   id Itn @id
       ·      ─┬─
       ·       ╰── neither a built-in type, nor a model, nor an enum
     4 │ 
       ╰────
      help: did you mean `Int`?

    "#);
    assert!(package.path("out/core.sql").exists());
}

#[test]
fn a_missing_schema_names_the_path_and_the_schema_that_may_be_meant() {
    let package = Package::new(SCHEMA);
    let move_to = |name: &str| fs::rename(package.path("schema"), package.path(name));
    move_to("db").expect("another folder");
    insta::assert_snapshot!(package.report(), @r#"
    error: there is no schema at `/app/schema`: the path is neither a file nor a folder
      help: `/app/db` has one: `.schema("/app/db")`
    "#);
}

#[test]
fn without_a_folder_to_write_to_the_build_script_is_named() {
    let package = Package::new(SCHEMA);
    // Cargo sets `OUT_DIR` for this test only if the package has a build script.
    let error = configure().schema(package.path("schema")).try_generate();
    let report = error.expect_err("no OUT_DIR").report(Colors::Never);
    insta::assert_snapshot!(report, @r#"
    error: `OUT_DIR` is not set, so this is not a build script that cargo runs: call `generate()` from `build.rs`, or name a folder with `.out_dir(…)`
    "#);
}

#[test]
fn what_is_not_a_migration_is_refused() {
    let paths = [
        "schema/migrations/migration_lock.toml",
        "schema/migrations/2026_add/tenant.sql",
        "schema/migrations/20260114095039_initial/tenants.sql",
        "schema/migrations/20260114095039_initial/schema.plx",
        "schema/migration/20260114095039_initial/core.sql",
    ];
    let report = |path| {
        let package = Package::new(SCHEMA);
        package.put(path, "");
        package.report()
    };
    let reports: String = paths.into_iter().map(report).collect();
    insta::assert_snapshot!(reports);
}

#[test]
fn a_migrations_folder_that_is_named_has_to_be_there() {
    let package = Package::new(SCHEMA);
    let named = configure()
        .schema(package.path("schema"))
        .migrations(package.path("versions"))
        .out_dir(package.path("out"));
    assert!(matches!(
        named.try_generate(),
        Err(Error::Migrations(MigrationsError::NotFound { .. }))
    ));
    package.put("versions/20260114095039_initial/core.sql", "SELECT 1");
    assert!(named.try_generate().is_ok());
}

#[test]
fn a_migration_that_is_not_text_is_refused() {
    let package = Package::new(SCHEMA);
    package.put(
        "schema/migrations/20260114095039_initial/core.sql",
        b"SELECT 1;\n\xff",
    );
    insta::assert_snapshot!(package.report(), @r#"
    error: `/app/schema/migrations/20260114095039_initial/core.sql` is not UTF-8: there is an invalid byte in line 2
    "#);
}

#[test]
fn migrations_that_lead_to_the_schema_give_no_warning() {
    let package = Package::new(&[SCHEMA, NOTE].concat());
    let migrations = "schema/migrations";
    package.put(&format!("{migrations}/20260101000000_initial/core.sql"), "");
    package.put(&format!("{migrations}/20260114095039_notes/tenant.sql"), "");
    package.put(
        &format!("{migrations}/20260114095039_notes/schema.plx"),
        [NOTE, "\n// The same in another order.\n", SCHEMA].concat(),
    );
    assert_eq!(package.generate().unwrap().warnings, Vec::<String>::new());
}

#[test]
fn a_change_that_no_migration_holds_is_warned_of() {
    let package = Package::new(&[SCHEMA, NOTE].concat());
    let folder = "schema/migrations/20260101000000_initial";
    package.put(&format!("{folder}/core.sql"), "");
    let warnings = || package.generate().unwrap().warnings.join("\n");
    insta::assert_snapshot!(warnings(), @r#"
    the last migration, `20260101000000_initial`, has no `schema.plx`, so it is not known whether the migrations lead to the schema: put the schema that it leads to beside its SQL
    "#);
    package.put(&format!("{folder}/schema.plx"), SCHEMA);
    insta::assert_snapshot!(warnings(), @r#"
    the schema has changes that no migration holds, in "Note": write a migration that follows `20260101000000_initial`
    "#);
}

#[test]
fn a_migration_without_the_files_of_its_views_is_told_so() {
    let schema = [SCHEMA, "view Recent {\n  id Int @unique\n}\n"].concat();
    let package = Package::new(&schema);
    let folder = "schema/migrations/20260101000000_initial";
    package.put("schema/views/Recent.sql", "SELECT 1 AS id");
    package.put(&format!("{folder}/core.sql"), "");
    package.put(&format!("{folder}/schema.plx"), schema);
    let warnings = || package.generate().unwrap().warnings.join("\n");
    insta::assert_snapshot!(warnings(), @r#"
    the schema has changes that no migration holds, in "core"."Recent": write a migration that follows `20260101000000_initial`, or put the folder `views` of its schema into it
    "#);
    package.put(&format!("{folder}/views/Recent.sql"), "SELECT 1 AS id");
    assert_eq!(warnings(), "");
}

#[test]
fn a_build_shows_the_first_warnings_and_the_count_of_the_others() {
    let view = |number| format!("view V{number} {{\n  id Int @unique\n}}\n");
    let views = |count| (0..count).map(view).collect::<String>();
    let warnings = |count| {
        let package = Package::new(&[SCHEMA, &views(count)].concat());
        package.generate().unwrap().warnings
    };
    let five = warnings(5);
    assert_eq!(five.len(), 5, "{five:#?}");
    assert!(five[4].ends_with("[plx::view::without_query]"), "{five:#?}");
    let eight = warnings(8);
    assert_eq!(eight.len(), 6, "{eight:#?}");
    assert_eq!(
        eight[5],
        "the schema has 3 more: `plexica check` shows all of them"
    );
}

#[test]
fn what_works_and_could_be_better_is_not_told_at_every_build() {
    let package = Package::new(&[SCHEMA, "model M {\n  id Int @id @unique\n}\n"].concat());
    assert_eq!(package.generate().unwrap().warnings, Vec::<String>::new());
}
