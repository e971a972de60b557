use std::fs;

use tempfile::TempDir;

use crate::plexica::run;

const SCHEMA: &str = r#"generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "mysql"
  url      = env("DATABASE_URL")
}

// A customer.
model Tenant {
  id    Int     @id @default(autoincrement())
  slug  String  @unique
  about String? @db.LongText
  terms String? @db.LongText

  users User[] // of today
}

model User {
  id       Int    @id @default(autoincrement())
  tenantId Int
  tenant   Tenant @relation(fields: [tenantId], references: [id])

  @@index([tenantId])
}
"#;

const MISTAKE: &str = r#"datasource db {
  provider = "postgresql"
}

model User {
  id Strin @id
}
"#;

/// A folder with files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn a_schema_of_prisma_becomes_one_with_tenants() {
    let folder = folder(&[("prisma/schema.prisma", SCHEMA)]);
    let import = ["import", "prisma/schema.prisma", "--tenant", "User"];
    let imported = run(folder.path(), &import).assert_exit(0);
    insta::assert_snapshot!("imported_notes", imported.stdout);
    assert_eq!(imported.stderr, "");
    let text = fs::read_to_string(folder.path().join("schema/schema.plx")).unwrap();
    insta::assert_snapshot!("imported_schema", text);

    let check = run(folder.path(), &["check"]).assert_exit(0);
    assert_eq!(check.stdout, "2 models and 0 enums in 1 file\n");
    let left: Vec<_> = fs::read_dir(folder.path().join("schema"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn what_is_still_wrong_is_shown_and_the_file_written() {
    let folder = folder(&[("user.prisma", MISTAKE)]);
    let import = ["import", "user.prisma", "--out", "out/user.plx"];
    let imported = run(folder.path(), &import).assert_exit(1);
    insta::assert_snapshot!(imported.stdout);
    let text = fs::read_to_string(folder.path().join("out/user.plx")).unwrap();
    assert_eq!(text, MISTAKE);
}

#[test]
fn a_file_that_exists_is_only_overwritten_by_force() {
    let folder = folder(&[
        ("prisma/user.prisma", MISTAKE),
        (
            "prisma/models/note.prisma",
            "model Note {\n  id Int @id\n}\n",
        ),
        ("schema/note.plx", "// mine"),
    ]);
    let refused = run(folder.path(), &["import", "prisma"]).assert_exit(2);
    assert_eq!(refused.stdout, "");
    assert_eq!(
        refused.stderr,
        "error: `schema/note.plx` exists already\n\
         help: name another folder with `--out`, or overwrite with `--force`\n"
    );
    let note = folder.path().join("schema/note.plx");
    assert_eq!(fs::read_to_string(&note).unwrap(), "// mine");
    assert!(!folder.path().join("schema/user.plx").exists());

    run(folder.path(), &["import", "prisma", "--force"]).assert_exit(1);
    assert!(fs::read_to_string(&note).unwrap().starts_with("model Note"));
    assert!(folder.path().join("schema/user.plx").exists());
}

#[test]
fn the_result_can_be_printed_and_nothing_written() {
    let folder = folder(&[("schema.prisma", SCHEMA)]);
    let import = ["import", "schema.prisma", "--stdout"];
    let printed = run(folder.path(), &import).assert_exit(0);
    assert!(
        printed
            .stdout
            .starts_with("datasource db {\n  provider = \"postgresql\"\n"),
        "{printed:#?}"
    );
    assert!(
        printed
            .stderr
            .contains("schema.prisma:6:14: warning: the provider \"mysql\" became"),
        "{printed:#?}"
    );
    assert!(!folder.path().join("schema").exists());
}

#[test]
fn every_note_and_what_is_wrong_is_an_object_for_a_program() {
    let folder = folder(&[("user.prisma", &SCHEMA.replace("Int    @id", "Strin  @id"))]);
    let import = ["import", "user.prisma", "--json"];
    let objects = run(folder.path(), &import).assert_exit(1).json();
    assert_eq!(
        objects[1],
        serde_json::json!({
            "severity": "warning",
            "message": "the provider \"mysql\" became \"postgresql\"",
            "help": "the tables are made anew in PostgreSQL; the rows in MySQL have to be copied",
            "file": "user.prisma",
            "line": 6,
            "column": 14,
            "end_line": 6,
            "end_column": 21,
        })
    );
    let last = objects.last().unwrap();
    assert_eq!(last["code"], "plx::type::unknown");
    assert_eq!(last["file"], "schema/user.plx");
}

#[test]
fn a_second_schema_is_for_every_tenant() {
    let tenant = "datasource db {\n  provider = \"postgresql\"\n}\n";
    let folder = folder(&[
        ("prisma/core/schema.prisma", SCHEMA),
        ("prisma/tenant/schema.prisma", tenant),
        (
            "prisma/tenant/note.prisma",
            "model Note {\n  id Int @id\n}\n",
        ),
    ]);
    let import = [
        "import",
        "prisma/core/schema.prisma",
        "--tenant-schema",
        "prisma/tenant",
    ];
    let imported = run(folder.path(), &import).assert_exit(0);
    // Nothing is left of the file that had only settings.
    assert!(
        imported.stdout.ends_with(
            "wrote schema/schema.plx\nwrote schema/note.plx\n\
             3 models and 0 enums in 2 files\n"
        ),
        "{imported:#?}"
    );
    let note = fs::read_to_string(folder.path().join("schema/note.plx")).unwrap();
    assert_eq!(note, "model Note {\n  id Int @id\n\n  @@tenant\n}\n");
}

#[test]
fn names_that_the_schema_does_not_have_are_refused() {
    let folder = folder(&[("schema.prisma", SCHEMA)]);
    let import = |options: &[&str]| {
        let arguments = [&["import", "schema.prisma"], options].concat();
        run(folder.path(), &arguments).assert_exit(1).stderr
    };
    assert_eq!(
        import(&["--tenant", "Usr, Tenant"]),
        "error: there is no model `Usr`\nhelp: did you mean `User`?\n"
    );
    assert_eq!(
        import(&["--tenant", "User", "--registry", "Tenant", "--key", "slag"]),
        "error: `Tenant` has no column `slag`\nhelp: did you mean `slug`?\n"
    );
    assert_eq!(
        import(&["--registry", "User"]),
        "error: it cannot be told by which field of `User` a tenant is named\n\
         help: name its required, unique `String` field with `--key`\n"
    );
    assert!(!folder.path().join("schema").exists());
}

#[test]
fn what_is_no_schema_of_prismas_is_not_read() {
    let folder = folder(&[("main.plx", MISTAKE), ("empty/notes.txt", "")]);
    let stderr = |path| run(folder.path(), &["import", path]).assert_exit(2).stderr;
    let help = "help: give the path of a `.prisma` file, or of a folder of them\n";
    assert_eq!(
        stderr("main.plx"),
        format!("error: `main.plx` is not a `.prisma` file\n{help}")
    );
    assert_eq!(
        stderr("empty"),
        format!("error: the folder `empty` has no `.prisma` file in it\n{help}")
    );
}
