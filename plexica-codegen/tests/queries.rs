//! Functions of query files, and what is said of files that are wrong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;

use plexica_codegen::{Colors, Error, Generated, configure};
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

enum Role {
  ADMIN
  MEMBER

  @@map("role")
  @@tenant
}

model Tenant {
  slug String @id

  @@schema("core")
}
"#;

const MEMBERS: &str = "\
-- scope: tenant
-- Members of these roles.
SELECT id, role::text AS \"role!: Role\", boss
FROM {tenant}.members
WHERE role = ANY(:roles) AND (boss = :boss? OR :boss IS NULL)
";

const MEMBERS_TYPES: &str = r#"
[[parameters]]
name = "roles"
type = "{tenant}.role[]"

[[parameters]]
name = "boss"
type = "uuid"

[[columns]]
name = "id"
type = "uuid"
nullable = false

[[columns]]
name = "role!: Role"
type = "text"
nullable = true

[[columns]]
name = "boss"
type = "uuid"
nullable = true
"#;

const RENAME: &str = "-- scope: core\nUPDATE core.tenants SET slug = :to WHERE slug = :from";

const RENAME_TYPES: &str = "
[[parameters]]
name = \"to\"
type = \"text\"

[[parameters]]
name = \"from\"
type = \"text\"
";

struct Package(TempDir);

impl Package {
    fn new() -> Self {
        let package = Self(TempDir::new().unwrap());
        fs::create_dir(package.0.path().join("queries")).unwrap();
        fs::write(package.0.path().join("main.plx"), SCHEMA).unwrap();
        package
    }

    fn put(&self, name: &str, sql: &str) {
        fs::write(self.0.path().join("queries").join(name), sql).unwrap();
    }

    /// With the types, as if a database had been asked.
    fn put_typed(&self, name: &str, sql: &str, types: &str) {
        self.put(&format!("{name}.sql"), sql);
        let path = self.0.path().join("queries").join(format!("{name}.sql"));
        let file = plexica_codegen::queries::QueryFile::parse(path, sql).unwrap();
        self.put(
            &format!("{name}.toml"),
            &format!("hash = \"{}\"\n{types}", file.hash()),
        );
    }

    fn generate(&self) -> Result<Generated, Error> {
        configure()
            .schema(self.0.path().join("main.plx"))
            .queries(self.0.path().join("queries"))
            .out_dir(self.0.path().join("out"))
            .try_generate()
    }

    /// What the build says, with paths from the package.
    fn report(&self) -> String {
        let report = self.generate().unwrap_err().report(Colors::Never);
        report.replace(&format!("{}/", self.0.path().display()), "")
    }

    fn generated(&self, file: &str) -> String {
        fs::read_to_string(self.0.path().join("out").join(file)).unwrap()
    }
}

#[test]
fn a_file_with_its_types_is_a_function() {
    let package = Package::new();
    package.put_typed("members_with_roles", MEMBERS, MEMBERS_TYPES);
    package.put_typed("rename", RENAME, RENAME_TYPES);
    package.generate().unwrap();
    let text = package.generated("queries.rs");
    syn::parse_file(&text).unwrap();
    insta::assert_snapshot!(text);
    assert!(package.generated("mod.rs").contains("pub mod queries;"));
}

#[test]
fn a_folder_without_files_is_a_module_without_functions() {
    let package = Package::new();
    package.generate().unwrap();
    let text = package.generated("queries.rs");
    assert_eq!(
        text.lines().filter(|line| !line.is_empty()).count(),
        1,
        "{text}"
    );
}

#[test]
fn types_that_are_missing_or_stale_are_an_error_that_says_what_writes_them() {
    let package = Package::new();
    package.put_typed("members", MEMBERS, MEMBERS_TYPES);
    package.put_typed("rename", RENAME, RENAME_TYPES);
    package.put("members.sql", &MEMBERS.replace("boss\n", "boss AS chief\n"));
    package.put("new.sql", "-- scope: core\nSELECT 1 AS one");
    package.put_typed("torn", RENAME, "<<<<<<< HEAD\n");
    insta::assert_snapshot!(package.report());
    assert!(
        !package.0.path().join("out").exists(),
        "nothing was written"
    );
}

#[test]
fn everything_that_is_wrong_in_the_files_is_told_at_once_with_its_place() {
    let package = Package::new();
    package.put("a.sql", "SELECT 1");
    package.put(
        "b.sql",
        "-- scope: core\nSELECT *\nFROM {tenant}.a WHERE x = :X",
    );
    package.put("Bad-Name.sql", "-- scope: core\nDROP TABLE x");
    package.put_typed("rename", RENAME, RENAME_TYPES);
    insta::assert_snapshot!(package.report());
}

#[test]
fn what_the_client_does_not_read_or_send_is_told_with_the_cast_for_it() {
    let package = Package::new();
    let sql = "-- scope: tenant\nSELECT :a, :b";
    let parameters = "\n[[parameters]]\nname = \"a\"\ntype = \"interval\"\n\n[[parameters]]\nname = \"b\"\ntype = \"core.box\"\n";
    package.put_typed("parameters", sql, parameters);
    let column = |name: &str, r#type: &str, nullable: bool| {
        format!("\n[[columns]]\nname = \"{name}\"\ntype = \"{type}\"\nnullable = {nullable}\n")
    };
    let columns = [
        column("?column?", "int4", true),
        column("role", "{tenant}.role", false),
        column("roles", "{tenant}.role[]", true),
        column("mail", "core.citext", false),
        column("took", "interval", true),
        column("kind: Rôle", "text", true),
        column("age: Role", "int4", true),
        column("tookIt", "int4", true),
        column("took_it", "int4", true),
    ];
    package.put_typed("columns", "-- scope: core\nSELECT 1", &columns.concat());
    insta::assert_snapshot!(package.report());
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let package = Package::new();
    fs::remove_dir(package.0.path().join("queries")).unwrap();
    assert_eq!(
        package.report(),
        "error: there are no queries at `queries`\n"
    );
}
