//! A tenant that somebody describes in words.

use plexica_migrate::{NewTenant, NewTenantError, TenantKeyError, catalog};
use plexica_schema::{Sources, check, schema::Schema};

const TENANCY: &str = r#"
    datasource db {
      provider = "postgresql"
      schemas  = ["core"]
    }
    tenancy {
      registry = Tenant
      key      = slug
      schema   = "tenant_{key}"
    }
"#;

fn schema(fields: &str) -> Schema {
    let text = format!(
        "{TENANCY}\nmodel Tenant {{\n slug String @unique\n {fields}\n @@schema(\"core\")\n}}"
    );
    match check(&Sources::from_texts([("schema.plx", text)])) {
        Ok(checked) => checked.schema,
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

fn missing(fields: &str) -> Vec<String> {
    match NewTenant::parse::<&str>(&schema(fields), "acme", &[]) {
        Ok(_) => Vec::new(),
        Err(NewTenantError::Missing { fields, .. }) => fields,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_the_client_or_the_database_makes_need_not_be_given() {
    let fields = "
        id      String   @id @default(uuid())
        cuid    String   @default(cuid())
        ulid    String   @default(ulid())
        nano    String   @default(nanoid())
        number  Int      @default(autoincrement())
        made    DateTime @default(now())
        changed DateTime @updatedAt
        note    String?
        tags    String[]";
    assert_eq!(missing(fields), Vec::<String>::new());
}

#[test]
fn what_the_database_computes_cannot_be_given() {
    let fields = "
        id    String @id @default(uuid())
        loud  String @generated(\"upper(slug)\")
        plain String?";
    let error = NewTenant::parse(&schema(fields), "acme", &["loud=ACME"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Tenant.loud` gets its value by itself, and cannot be given one"
    );
    let error = NewTenant::parse(&schema(fields), "acme", &["lout=ACME"]).unwrap_err();
    assert_eq!(error.help().as_deref(), Some("it has `id`, `plain`"));
    assert_eq!(missing(fields), Vec::<String>::new());
}

#[test]
fn what_nobody_makes_has_to_be_given() {
    let fields = "
        id   String @id @default(uuid())
        code String @unique
        name String";
    assert_eq!(missing(fields), ["code", "name"]);
}

#[test]
fn a_schema_without_tenants_has_no_new_one() {
    let text = "datasource db {\n provider = \"postgresql\"\n}\nmodel A {\n id Int @id\n}\n";
    let schema = check(&Sources::from_texts([("schema.plx", text)]))
        .unwrap()
        .schema;
    let error = NewTenant::parse::<&str>(&schema, "acme", &[]).unwrap_err();
    assert_eq!(error, NewTenantError::Key(TenantKeyError::NoTenancy));
}

#[test]
fn the_catalogue_has_the_keys_that_errors_speak_of_and_the_primary_one_first() {
    let schema =
        schema("id Int @map(\"tenant_id\")\n name String\n @@unique([name, id])\n @@id([id])");
    let registry = catalog(&schema).registry.unwrap();
    assert_eq!(registry.model.column(registry.key).name, "slug");
    let keys: Vec<_> = registry
        .model
        .keys
        .iter()
        .map(|key| (key.constraint, key.columns))
        .collect();
    assert_eq!(
        keys,
        [
            ("Tenant_pkey", &[1][..]),
            ("Tenant_slug_key", &[0][..]),
            ("Tenant_name_tenant_id_key", &[2, 1][..]),
        ]
    );
}
