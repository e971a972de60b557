//! The DDL of a physical model, without a schema before it.

use plexica_codegen::sql::{
    Column, ColumnDefault, ColumnType, Comment, Commented, EnumType, ForeignKey, Index,
    IndexColumn, Literal, ObjectName, PhysicalSchema, PrimaryKey, Table,
};
use plexica_schema::schema::{IndexAlgorithm, Indexed, NativeType, ReferentialAction, SortOrder};

fn in_core(name: &str) -> ObjectName {
    ObjectName {
        schema: Some("core".into()),
        name: name.into(),
    }
}

fn in_tenant(name: &str) -> ObjectName {
    ObjectName {
        schema: None,
        name: name.into(),
    }
}

fn column(name: &str, r#type: NativeType) -> Column {
    Column {
        name: name.into(),
        r#type: ColumnType::Native(r#type),
        is_array: false,
        is_nullable: false,
        default: None,
    }
}

fn table(name: ObjectName, columns: Vec<Column>) -> Table {
    Table {
        name,
        columns,
        primary_key: None,
        indexes: Vec::new(),
        checks: Vec::new(),
        exclusions: Vec::new(),
        foreign_keys: Vec::new(),
    }
}

fn create(column: Column) -> String {
    let schema = PhysicalSchema {
        tables: vec![table(in_tenant("t"), vec![column])],
        ..PhysicalSchema::default()
    };
    let statement = schema.statements().remove(0);
    let body = statement.strip_prefix("CREATE TABLE \"t\" (\n    ");
    let body = body.and_then(|body| body.strip_suffix("\n)"));
    body.expect("the frame of a table").to_owned()
}

#[test]
fn a_quote_in_a_name_or_a_label_stays_inside_it() {
    let schema = PhysicalSchema {
        schemas: vec!["co\"re".into()],
        extensions: Vec::new(),
        enums: vec![EnumType {
            name: in_core("e\"; DROP"),
            values: vec!["it's".into(), r"back\slash".into()],
        }],
        tables: vec![Table {
            primary_key: Some(PrimaryKey {
                name: "k\"".into(),
                columns: vec!["c\"".into()],
            }),
            ..table(in_core("t\""), vec![column("c\"", NativeType::Text)])
        }],
        views: Vec::new(),
        comments: vec![Comment {
            object: Commented::Column(in_core("t\""), "c\"".into()),
            text: "it's".into(),
        }],
    };
    insta::assert_snapshot!(schema.script(), @r#"
    CREATE SCHEMA IF NOT EXISTS "co""re";

    CREATE TYPE "core"."e""; DROP" AS ENUM ('it''s', 'back\slash');

    CREATE TABLE "core"."t""" (
        "c""" TEXT NOT NULL,

        CONSTRAINT "k""" PRIMARY KEY ("c""")
    );

    COMMENT ON COLUMN "core"."t"""."c""" IS 'it''s';
    "#);
}

#[test]
fn a_number_of_its_own_sequence_is_a_serial_of_its_size() {
    for (r#type, serial) in [
        (NativeType::SmallInt, "SMALLSERIAL"),
        (NativeType::Integer, "SERIAL"),
        (NativeType::BigInt, "BIGSERIAL"),
    ] {
        let column = Column {
            default: Some(ColumnDefault::Sequence),
            ..column("id", r#type)
        };
        assert_eq!(create(column), format!("\"id\" {serial} NOT NULL"));
    }
}

#[test]
fn an_array_default_is_cast_to_the_columns_type() {
    let tags = Column {
        is_array: true,
        is_nullable: true,
        default: Some(ColumnDefault::Literal(Literal::Array(Vec::new()))),
        ..column("tags", NativeType::VarChar(Some(40)))
    };
    assert_eq!(
        create(tags.clone()),
        r#""tags" VARCHAR(40)[] DEFAULT ARRAY[]::VARCHAR(40)[]"#
    );
    let roles = Column {
        r#type: ColumnType::Enum(in_core("Role")),
        default: Some(ColumnDefault::Literal(Literal::Array(vec![
            Literal::Text("ADMIN".into()),
            Literal::Text("MEMBER".into()),
        ]))),
        ..tags
    };
    assert_eq!(
        create(roles),
        r#""tags" "core"."Role"[] DEFAULT ARRAY['ADMIN', 'MEMBER']::"core"."Role"[]"#
    );
}

#[test]
fn a_tenants_objects_have_no_schema_and_the_platforms_have_theirs() {
    let key = ForeignKey {
        name: "installs_plugin_id_fkey".into(),
        columns: vec!["plugin_id".into(), "version".into()],
        referenced_table: in_core("plugins"),
        referenced_columns: vec!["id".into(), "version".into()],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::SetDefault,
    };
    let index = |name: &str, is_unique, algorithm, order| Index {
        name: name.into(),
        is_unique,
        predicate: None,
        algorithm,
        columns: vec![
            IndexColumn {
                on: Indexed::Field("plugin_id".into()),
                operator_class: None,
                order: SortOrder::Ascending,
            },
            IndexColumn {
                on: Indexed::Field("version".into()),
                operator_class: None,
                order,
            },
        ],
    };
    let schema = PhysicalSchema {
        tables: vec![Table {
            indexes: vec![
                index("u", true, IndexAlgorithm::BTree, SortOrder::Descending),
                index("i", false, IndexAlgorithm::Brin, SortOrder::Ascending),
            ],
            foreign_keys: vec![key],
            ..table(
                in_tenant("installs"),
                vec![
                    column("plugin_id", NativeType::Uuid),
                    column("version", NativeType::Decimal(Some((10, 2)))),
                ],
            )
        }],
        ..PhysicalSchema::default()
    };
    insta::assert_snapshot!(schema.script(), @r#"
    CREATE TABLE "installs" (
        "plugin_id" UUID NOT NULL,
        "version" DECIMAL(10,2) NOT NULL
    );

    CREATE UNIQUE INDEX "u" ON "installs"("plugin_id", "version" DESC);
    CREATE INDEX "i" ON "installs" USING BRIN ("plugin_id", "version");

    ALTER TABLE "installs" ADD CONSTRAINT "installs_plugin_id_fkey" FOREIGN KEY ("plugin_id", "version") REFERENCES "core"."plugins"("id", "version") ON DELETE NO ACTION ON UPDATE SET DEFAULT;
    "#);
}
