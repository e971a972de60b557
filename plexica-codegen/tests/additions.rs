//! The DDL of what the language has beyond Prisma's.

use plexica_codegen::sql::DatabaseModel;
use plexica_schema::Sources;

fn database(models: &str) -> DatabaseModel {
    let text = format!("datasource db {{\n  provider = \"postgresql\"\n}}\n{models}");
    let sources = Sources::from_texts([("schema.plx", text)]);
    let checked = plexica_schema::check(&sources).unwrap_or_else(|errors| panic!("{errors}"));
    DatabaseModel::from(&checked.schema)
}

/// The statements of a schema that have a word in them.
fn statements(models: &str, word: &str) -> Vec<String> {
    let all = database(models).core.statements().into_iter();
    all.filter(|statement| statement.contains(word)).collect()
}

/// Every change of `before` in the text changes the table `T` in the database.
fn is_noticed(models: &str, changes: &[(&str, &str)]) {
    for (before, after) in changes {
        assert!(models.contains(before), "{before}");
        let changed = database(&models.replace(before, after));
        assert_eq!(
            database(models).differing_objects(&changed),
            ["\"public\".\"T\""],
            "{before} -> {after}"
        );
    }
}

#[test]
fn an_expression_in_an_index_stands_in_brackets_of_its_own() {
    let models = r#"
        model T {
          id   Int    @id
          name String @map("the name")

          @@unique([raw("lower(\"the name\")"), id], map: "a", where: { id: 1 })
          @@index([name, raw("id + 1", sort: Desc, ops: raw("int4_ops"))], map: "b")
          @@index([raw("to_tsvector('simple', \"the name\")")], type: Gin, map: "c")
        }
    "#;
    assert_eq!(
        statements(models, "INDEX"),
        [
            r#"CREATE UNIQUE INDEX "a" ON "public"."T"((lower("the name")), "id") WHERE ("id" = 1)"#,
            r#"CREATE INDEX "b" ON "public"."T"("the name", (id + 1) int4_ops DESC)"#,
            r#"CREATE INDEX "c" ON "public"."T" USING GIN ((to_tsvector('simple', "the name")))"#,
        ]
    );
    is_noticed(models, &[("lower", "upper"), ("id + 1", "id + 2")]);
}

#[test]
fn a_generated_column_says_how_the_database_computes_it() {
    let models = r#"
        model T {
          id    Int      @id
          price Int
          total Decimal  @db.Decimal(10, 2) @generated("price * 1.19")
          label String?  @map("the label") @generated("price::text")
          tags  String[] @generated("ARRAY[price::text]")
        }
    "#;
    let [table] = &statements(models, "CREATE TABLE")[..] else {
        panic!("one table")
    };
    let columns: Vec<_> = table
        .lines()
        .filter(|line| line.contains("GENERATED"))
        .collect();
    assert_eq!(
        columns,
        [
            r#"    "total" DECIMAL(10,2) NOT NULL GENERATED ALWAYS AS (price * 1.19) STORED,"#,
            r#"    "the label" TEXT GENERATED ALWAYS AS (price::text) STORED,"#,
            r#"    "tags" TEXT[] GENERATED ALWAYS AS (ARRAY[price::text]) STORED,"#,
        ]
    );
    is_noticed(
        models,
        &[("1.19", "1.07"), (r#"@generated("price::text")"#, "")],
    );
}

#[test]
fn an_exclusion_constraint_names_what_is_compared_and_how() {
    let models = r#"
        model T {
          id     Int      @id
          room   Int      @map("the room")
          starts DateTime
          ends   DateTime

          @@exclude([raw("int4range(id, \"the room\")", op: "&&", ops: raw("range_ops"))], map: "a")
          @@exclude([id(op: "="), room(op: "=")], type: BTree, where: { room: { not: 3 } })
          @@exclude([room(op: "=")], type: Hash, map: "c")
          @@index([id])
        }
    "#;
    let [index, all @ ..] = &statements(models, "\"T\"")[1..] else {
        panic!("no statements")
    };
    assert!(index.starts_with("CREATE INDEX"), "{index}");
    assert_eq!(
        all,
        [
            r#"ALTER TABLE "public"."T" ADD CONSTRAINT "a" EXCLUDE USING GIST ((int4range(id, "the room")) range_ops WITH &&)"#,
            r#"ALTER TABLE "public"."T" ADD CONSTRAINT "T_id_the room_excl" EXCLUDE("id" WITH =, "the room" WITH =) WHERE ("the room" != 3)"#,
            r#"ALTER TABLE "public"."T" ADD CONSTRAINT "c" EXCLUDE USING HASH ("the room" WITH =)"#,
        ]
    );
    is_noticed(
        models,
        &[
            ("&&", "-|-"),
            ("range_ops", "other_ops"),
            ("type: Hash", "type: BTree"),
            ("not: 3", "not: 4"),
            ("map: \"c\"", "map: \"d\""),
        ],
    );
}

#[test]
fn a_rust_type_of_a_field_makes_no_other_database() {
    let models = "
        model T {
          id   Int  @id
          home Json @rust(\"crate::Address\")
        }
    ";
    let without = models.replace("@rust(\"crate::Address\")", "");
    assert_eq!(database(models), database(&without));
}
