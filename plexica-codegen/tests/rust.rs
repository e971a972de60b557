//! What the generated client's files are, as Rust.

use std::fs;

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
    enum Role {
      ADMIN
      /// Reads <everything>.
      type @map("kind")
      @@tenant
    }
    /// Lists the tenants.
    model Tenant {
      slug String @id @db.VarChar(63)
    }
    model User {
      id     String  @id @default(uuid()) @db.Uuid
      match  Role[]  @default([])
      role   Role    @default(ADMIN)
      boss   String? @db.Uuid
      parent User?   @relation("tree", fields: [boss], references: [id])
      below  User[]  @relation("tree")
      @@unique([id, role])
      @@tenant
    }
"#;

#[test]
fn every_generated_file_is_rust_with_lines_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("schema");
    fs::create_dir(&schema).unwrap();
    fs::write(schema.join("main.plx"), SCHEMA).unwrap();
    let out = folder.path().join("out");
    plexica_codegen::configure()
        .schema(&schema)
        .out_dir(&out)
        .try_generate()
        .unwrap();

    let mut files = 0;
    for entry in fs::read_dir(&out).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
            assert!(file.items.len() > 5, "{path:?} has few items");
            assert!(text.lines().count() > 4 * file.items.len(), "{path:?}");
            files += 1;
        }
    }
    assert_eq!(files, 3, "the client, Tenant and User");
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("main.plx");
    fs::write(&schema, SCHEMA).unwrap();
    let generate = || {
        plexica_codegen::configure()
            .schema(&schema)
            .out_dir(folder.path().join("out"))
            .try_generate()
            .unwrap()
    };
    assert!(!generate().written.is_empty());
    assert_eq!(generate().written, Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_method_beside_the_setters_makes_way_for_a_field_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("main.plx");
    let fields = "nested String?\n returning String?\n match";
    fs::write(&schema, SCHEMA.replacen("match", fields, 1)).unwrap();
    let out = folder.path().join("out");
    plexica_codegen::configure()
        .schema(&schema)
        .out_dir(&out)
        .try_generate()
        .unwrap();
    let text = fs::read_to_string(out.join("user.rs")).unwrap();
    for (method, count) in [
        ("nested(", 2),
        ("nested_<'a>(", 2),
        ("returning(", 2),
        ("returning_(", 1),
    ] {
        let found = text.matches(&format!("pub fn {method}")).count();
        assert_eq!(found, count, "{method}");
    }
}
