use std::{fs, io::Write, path::Path, process::Stdio};

use crate::{
    plexica::{Run, command, fixture, run},
    shop::Shop,
};

const UNTIDY: &str = "model  A{\n id Int @id\n  name   String\n}\n";
const TIDY: &str = "model A {\n  id   Int    @id\n  name String\n}\n";

fn run_with_input(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = command(&fixture("shop"), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Run::from(child.wait_with_output().unwrap())
}

#[test]
fn files_are_rewritten_once_and_only_those_that_change() {
    let shop = Shop::new();
    let schema = shop.folder().join("schema");
    fs::write(schema.join("untidy.plx"), UNTIDY).unwrap();
    let main = fs::read(schema.join("main.plx")).unwrap();

    let first = run(shop.folder(), &["format"]).assert_exit(0);
    assert_eq!(first.stdout, "formatted schema/untidy.plx\n");
    assert_eq!(first.stderr, "");
    assert_eq!(fs::read_to_string(schema.join("untidy.plx")).unwrap(), TIDY);
    assert_eq!(fs::read(schema.join("main.plx")).unwrap(), main);
    let entries = fs::read_dir(&schema).unwrap().count();
    assert_eq!(entries, 3, "something is left beside the files");

    let second = run(shop.folder(), &["format"]).assert_exit(0);
    assert_eq!(second.stdout, "nothing to do in 2 files\n");
}

#[test]
fn a_check_names_what_would_change_and_writes_nothing() {
    let shop = Shop::new();
    let untidy = shop.folder().join("schema/untidy.plx");
    fs::write(&untidy, UNTIDY).unwrap();
    let found = run(shop.folder(), &["format", "--check"]).assert_exit(1);
    assert_eq!(found.stdout, "schema/untidy.plx would change\n");
    assert_eq!(fs::read_to_string(&untidy).unwrap(), UNTIDY);

    fs::write(&untidy, TIDY).unwrap();
    let none = run(shop.folder(), &["format", "--check"]).assert_exit(0);
    assert_eq!(none.stdout, "nothing to do in 2 files\n");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let formatted = run_with_input(&["format", "-"], UNTIDY.as_bytes()).assert_exit(0);
    assert_eq!(formatted.stdout, TIDY);
    let found = run_with_input(&["format", "-", "--check"], UNTIDY.as_bytes()).assert_exit(1);
    assert_eq!(found.stdout, "standard input would change\n");
    run_with_input(&["format", "-", "--check"], TIDY.as_bytes()).assert_exit(0);
    let refused = run_with_input(&["format", "-"], b"model A {\xff}").assert_exit(2);
    assert!(
        refused
            .stderr
            .starts_with("error: failed to read standard input")
    );
}

#[test]
fn a_missing_side_is_found_in_another_file() {
    let shop = Shop::new();
    let schema = shop.folder().join("schema");
    let of_shop = "model Note2 {\n  id Int @id\n  more Note3[]\n\n  @@tenant\n}\n";
    fs::write(schema.join("a.plx"), of_shop).unwrap();
    fs::write(
        schema.join("b.plx"),
        "model Note3 {\n  id Int @id\n\n  @@tenant\n}\n",
    )
    .unwrap();
    run(shop.folder(), &["format"]).assert_exit(0);
    let text = fs::read_to_string(schema.join("b.plx")).unwrap();
    assert!(
        text.contains("  note2   Note2? @relation(fields: [note2Id], references: [id])\n"),
        "{text}"
    );
    run(shop.folder(), &["check"]).assert_exit(0);
}

#[test]
fn a_file_with_mistakes_is_laid_out_as_far_as_it_is_understood() {
    let text = "model A {\n id   Int @id\n what is this!\n name String\n}\n";
    let formatted = run_with_input(&["format", "-"], text.as_bytes()).assert_exit(0);
    let expected = "model A {\n  id   Int    @id\n  what is this!\n  name String\n}\n";
    assert_eq!(formatted.stdout, expected);

    let open = "model   A {\n}\n/* no end\n";
    let left = run_with_input(&["format", "-"], open.as_bytes()).assert_exit(0);
    assert_eq!(left.stdout, open);
    let warning = "warning: `standard input` cannot be read to its end and stays as it is";
    assert!(left.stderr.starts_with(warning), "{left:#?}");
}

#[test]
fn the_repositorys_own_schemas_are_formatted() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    run(&repository, &["format", "--check", "schema"]).assert_exit(0);
    run(&repository, &["format", "--check", "tests/schema"]).assert_exit(0);
}

#[test]
fn what_is_not_there_gives_no_answer() {
    let run = run(&fixture("shop"), &["format", "nowhere"]).assert_exit(2);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr
            .starts_with("error: there is no schema at `nowhere`"),
        "{run:#?}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_and_the_permissions_of_its_file_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let shop = Shop::new();
    let real = shop.folder().join("real.plx");
    fs::write(&real, UNTIDY).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let link = shop.folder().join("link.plx");
    symlink(&real, &link).unwrap();
    run(shop.folder(), &["format", "link.plx"]).assert_exit(0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), TIDY);
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );

    fs::write(&real, UNTIDY).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
    let refused = run(shop.folder(), &["format", "real.plx"]).assert_exit(2);
    assert!(
        refused
            .stderr
            .starts_with("error: failed to write `real.plx`"),
        "{refused:#?}"
    );
    assert_eq!(fs::read_to_string(&real).unwrap(), UNTIDY);
}
