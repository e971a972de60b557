//! What `generate()` says to cargo, seen from outside the process that says it.

use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

const SCHEMA: &str = r#"
datasource db {
  provider = "postgresql"
}

model Note {
  id Int @id
}
"#;

/// The build script, which ends its process where the schema is wrong.
#[test]
#[ignore = "the tests below run it in a process of its own"]
fn build_script() {
    plexica_codegen::configure().schema("schema").generate();
}

/// Runs [`build_script`] as cargo does: in the package's folder.
fn run_in(package: &Path) -> Output {
    let this = env::current_exe().expect("the path of this test");
    let package = package.canonicalize().expect("a folder");
    Command::new(this)
        .args(["--exact", "build_script", "--ignored", "--nocapture"])
        .current_dir(&package)
        .env("CARGO_MANIFEST_DIR", &package)
        .env("OUT_DIR", package.join("out"))
        .env_remove("CARGO_TERM_COLOR")
        .output()
        .expect("a process")
}

fn package(schema: &str) -> TempDir {
    let package = TempDir::new().expect("a temporary folder");
    let folder = package.path().join("schema");
    fs::create_dir(&folder).expect("a new folder");
    fs::write(folder.join("main.plx"), schema).expect("a new file");
    package
}

fn spoken_to_cargo(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().filter(|line| line.starts_with("cargo::"));
    lines.map(str::to_owned).collect()
}

#[test]
fn cargo_is_told_what_to_watch_and_what_to_warn_of() {
    let package = package(SCHEMA);
    let output = run_in(package.path());
    assert!(output.status.success(), "{output:?}");
    assert_eq!(spoken_to_cargo(&output), ["cargo::rerun-if-changed=schema"]);
    assert!(package.path().join("out/plexica/core.sql").exists());

    let migration = package
        .path()
        .join("schema/migrations/20260114095039_initial");
    fs::create_dir_all(&migration).expect("a new folder");
    fs::write(migration.join("core.sql"), "").expect("a new file");
    fs::write(migration.join("schema.plx"), SCHEMA.replace("Note", "Page")).expect("a new file");
    insta::assert_snapshot!(spoken_to_cargo(&run_in(package.path())).join("\n"), @r#"
    cargo::rerun-if-changed=schema
    cargo::rerun-if-changed=schema/migrations
    cargo::warning=the schema has changes that no migration holds, in "public"."Note", "public"."Page": write a migration that follows `20260114095039_initial`
    "#);
}

#[test]
fn a_build_with_a_wrong_schema_ends_with_the_diagnostics_and_nothing_else() {
    let package = package(&SCHEMA.replace("Int", "Itn"));
    let output = run_in(package.path());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(spoken_to_cargo(&output), Vec::<String>::new());
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr), @r#"
    plx::type::unknown

      × unknown type `Itn`
       ╭─[schema/main.plx:7:6]
     6 │ model Note {
     7 │   id Itn @id
       ·      ─┬─
       ·       ╰── neither a built-in type, nor a model, nor an enum
     8 │ }
       ╰────
      help: did you mean `Int`?
    "#);
}

#[test]
fn a_missing_schema_is_looked_for_from_the_packages_folder() {
    let package = package(SCHEMA);
    fs::rename(package.path().join("schema"), package.path().join("data")).expect("a new name");
    let output = run_in(package.path());
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8_lossy(&output.stderr);
    let folder = package.path().canonicalize().expect("a folder");
    let folder = folder.display().to_string();
    insta::assert_snapshot!(report.replace(&folder, "/app"), @r#"
    error: there is no schema at `schema`: the path is neither a file nor a folder (seen from `/app`)
      help: `data` has one: `.schema("data")`
    "#);
}
