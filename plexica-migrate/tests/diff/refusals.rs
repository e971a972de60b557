use plexica_migrate::diff::{Diff, DiffError, RenameError, Renames};

use crate::database::{model, refusal, table};

#[test]
fn a_table_does_not_move_between_core_and_tenants() {
    let core = "model A {
        id Int @id
        @@schema(\"core\")
     }";
    let tenant = "model A {
        id Int @id
        @@tenant
     }";
    let error = refusal(core, tenant, &Renames::default());
    assert!(matches!(error, DiffError::Moved { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("\"A\" moves from core into every tenant's schema")
    );
    let error = refusal(tenant, core, &Renames::default());
    assert!(
        error
            .to_string()
            .contains("from the tenants' schemas into core"),
        "{error}"
    );
    let both = format!(
        "{core}
         model B {{
           id Int @id
           @@map(\"A\")
           @@tenant
         }}"
    );
    let diff = Diff::between(&model(core), &model(&both), &Renames::default());
    assert_eq!(diff.unwrap().tenant.len(), 1, "a table of its own");
}

#[test]
fn an_enum_of_core_that_tenants_have_keeps_its_values() {
    let schema = |values: &str| {
        format!(
            "enum E {{
               {values}
               @@schema(\"core\")
             }}
             model A {{
               id Int @id
               e E
               @@tenant
             }}"
        )
    };
    let error = refusal(&schema("A\nB"), &schema("A"), &Renames::default());
    assert!(
        matches!(&error, DiffError::SharedEnum { name } if name == "\"core\".\"E\""),
        "{error}"
    );
    let more = Diff::between(
        &model(&schema("A")),
        &model(&schema("A\nB")),
        &Renames::default(),
    );
    let more = more.unwrap();
    assert_eq!((more.core.len(), more.tenant.len()), (1, 0));
}

#[test]
fn what_is_renamed_must_be_there_before_and_not_after() {
    let (from, to) = (
        "model A {
            id Int @id
            a Int
            b Int
            @@tenant
         }",
        "model A {
            id Int @id
            b Int
            c Int
            @@tenant
         }",
    );
    let renaming = |from: &str, to: &str| {
        let mut renames = Renames::default();
        renames.column(table("A"), from, to);
        renames
    };
    let error = |renames: Renames| refusal(from, to, &renames).to_string();
    assert_eq!(
        error(renaming("x", "c")),
        "the column \"x\" of \"A\" is to be renamed, and is not there"
    );
    assert!(error(renaming("a", "x")).contains("which the new schema does not have"));
    assert!(error(renaming("a", "b")).contains("\"b\" is in the schema before and after"));
    assert!(Diff::between(&model(from), &model(to), &renaming("a", "c")).is_ok());
    let mut renames = Renames::default();
    renames.table(table("Nobody"), "A");
    let error = refusal(from, to, &renames);
    assert!(
        matches!(error, DiffError::Rename(RenameError::NotThere { .. })),
        "{error}"
    );
}
