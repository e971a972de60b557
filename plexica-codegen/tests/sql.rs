//! From a schema's text to its DDL.

use plexica_codegen::sql::DatabaseModel;
use plexica_schema::Sources;

const HEADER: &str = r#"
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
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

  @@map("tenants")
  @@schema("core")
}
"#;

fn database(models: &str) -> DatabaseModel {
    let text = format!("{HEADER}\n{models}");
    let sources = Sources::from_texts([("schema.plx", text)]);
    let checked = plexica_schema::check(&sources).unwrap_or_else(|errors| panic!("{errors}"));
    DatabaseModel::from(&checked.schema)
}

fn core(models: &str) -> String {
    database(models).core.script()
}

fn tenant(models: &str) -> String {
    database(models).tenant.expect("a tenancy").script()
}

/// The column lines of the last table that is made.
fn columns(script: &str) -> Vec<&str> {
    let body = script.rsplit("CREATE TABLE").next().unwrap_or_default();
    let lines = body.lines().skip(1);
    lines
        .take_while(|line| line.starts_with("    \""))
        .collect()
}

#[test]
fn a_tenants_tables_refer_to_the_platforms_by_schema_and_to_each_other_without() {
    let models = r#"
        enum Health {
          OK
          BROKEN @map("broken")

          @@map("health")
          @@schema("core")
        }

        enum Role {
          OWNER
          MEMBER

          @@tenant
        }

        model Plugin {
          id     String @id @default(uuid()) @db.Uuid
          health Health @default(BROKEN)

          @@map("plugins")
          @@schema("core")
        }

        model Workspace {
          id        String            @id @default(uuid()) @db.Uuid
          parentId  String?           @map("parent_id") @db.Uuid
          parent    Workspace?        @relation("Tree", fields: [parentId], references: [id])
          children  Workspace[]       @relation("Tree")
          plugins   WorkspacePlugin[]

          @@map("workspaces")
          @@tenant
        }

        model WorkspacePlugin {
          workspaceId String    @map("workspace_id") @db.Uuid
          pluginId    String    @map("plugin_id") @db.Uuid
          health      Health    @default(OK)
          role        Role      @default(MEMBER)
          seenBy      Role[]    @default([OWNER]) @map("seen_by")
          workspace   Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
          plugin      Plugin    @relation(fields: [pluginId], references: [id], onUpdate: NoAction)

          @@id([workspaceId, pluginId])
          @@index([pluginId])
          @@map("workspace_plugins")
          @@tenant
        }
    "#;
    insta::assert_snapshot!("core", core(models));
    insta::assert_snapshot!("tenant", tenant(models));
}

#[test]
fn a_default_is_the_databases_where_the_database_makes_the_value() {
    let script = core(
        r#"
        model Defaults {
          id        BigInt   @id @default(autoincrement())
          small     Int      @default(autoincrement()) @db.SmallInt
          now       DateTime @default(now())
          date      DateTime @default(now()) @db.Date
          moment    DateTime @default("2026-01-14T09:50:39Z")
          uuid      String   @default(uuid())
          uuid7     String   @default(uuid(7)) @db.Uuid
          cuid      String   @default(cuid())
          ulid      String   @default(ulid())
          nanoid    String   @default(nanoid(10))
          updated   DateTime @updatedAt
          generated String   @default(dbgenerated("gen_random_uuid()")) @db.Uuid
          unknown   String   @default(dbgenerated())
          text      String   @default("it's \\ \"quoted\"")
          int       Int      @default(-1)
          float     Float    @default(1.50)
          decimal   Decimal  @default(10)
          yes       Boolean  @default(true)
          json      Json     @default("{\"a\": [1]}")
          bytes     Bytes    @default("3q2+7w==")
          tags      String[] @default([])
          numbers   Int[]    @default([1, 2])
          names     String[] @default(["it's"]) @db.VarChar(20)

          @@schema("core")
        }
        "#,
    );
    insta::assert_snapshot!(columns(&script).join("\n"));
}

#[test]
fn a_native_type_is_written_with_its_arguments() {
    let script = core(
        r#"
        model Types {
          id          Int      @id
          string      String
          boolean     Boolean?
          int         Int
          bigint      BigInt
          float       Float
          decimal     Decimal
          datetime    DateTime
          json        Json
          bytes       Bytes
          list        String[]
          smallint    Int      @db.SmallInt
          oid         Int      @db.Oid
          real        Float    @db.Real
          price       Decimal  @db.Decimal(10, 2)
          numeric     Decimal  @db.Decimal
          varchar     String   @db.VarChar(40)
          unbounded   String   @db.VarChar
          char        String   @db.Char(2)
          inet        String   @db.Inet
          bit         String   @db.Bit(8)
          varbit      String   @db.VarBit
          uuid        String   @db.Uuid
          xml         String   @db.Xml
          date        DateTime @db.Date
          time        DateTime @db.Time(3)
          timestamptz DateTime @db.Timestamptz(6)
          timestamp   DateTime @db.Timestamp
          textjson    Json     @db.Json

          @@schema("core")
        }
        "#,
    );
    insta::assert_snapshot!(columns(&script).join("\n"));
}

#[test]
fn keys_and_indexes_keep_their_order_and_their_names() {
    let script = core(
        r#"
        model Parent {
          a        Int
          b        String
          children Child[]

          @@id([b, a], map: "parent_key")
          @@map("parents")
          @@schema("core")
        }

        model Child {
          id        Int      @id(map: "child_key")
          parentA   Int?
          parentB   String?
          email     String   @unique
          createdAt DateTime @map("created_at")
          parent    Parent?  @relation(fields: [parentB, parentA], references: [b, a], map: "child_parent")

          @@unique([parentA, email])
          @@index([email(sort: Desc), createdAt])
          @@index([parentA], type: Hash, map: "by_parent")
          @@map("children_with_a_name_that_is_long_enough_to_be_cut")
          @@schema("core")
        }
        "#,
    );
    insta::assert_snapshot!(script);
}

#[test]
fn where_a_thing_stands_in_the_source_makes_no_other_database() {
    let one = r#"
        model A {
          id   Int    @id
          name String @unique

          @@index([name, id])
          @@schema("core")
        }

        model B {
          id Int @id

          @@tenant
        }
    "#;
    let moved = r#"
        model B {
          id Int @id

          @@tenant
        }

        // With a comment.
        model A {
          name String @unique
          id   Int    @id

          @@index([name, id])
          @@schema("core")
        }
    "#;
    assert_ne!(database(one), database(moved));
    assert_eq!(database(one).canonical(), database(moved).canonical());
    assert!(database(one).differing_objects(&database(moved)).is_empty());

    let changed = one.replace("[name, id]", "[id, name]");
    assert_eq!(
        database(one).differing_objects(&database(&changed)),
        [r#""core"."A""#]
    );
}

#[test]
fn what_the_schema_documents_is_a_comment_in_the_database() {
    let models = "\
/// Somebody's shop.
/// It's open.
model Shop {
  /// What it is called
  name String @id @map(\"shop_name\") // not this
  mood Mood /// or this: how it is
  @@map(\"shops\")
}
/// Moods
enum Mood { 
  GOOD
}";
    let of = |name: &str| {
        let text = format!("{models}\ndatasource db {{\n provider = \"postgresql\"\n}}");
        let sources = Sources::from_texts([(name, text)]);
        let checked = plexica_schema::check(&sources).unwrap_or_else(|errors| panic!("{errors}"));
        DatabaseModel::from(&checked.schema)
    };
    let (ours, prismas) = (of("schema.plx"), of("schema.prisma"));
    let script = ours.core.script();
    let comments: Vec<_> = script.split_once("COMMENT").into_iter().collect();
    let [(_, comments)] = comments.as_slice() else {
        panic!("no comment in {script}")
    };
    assert_eq!(
        format!("COMMENT{comments}"),
        "COMMENT ON TYPE \"public\".\"Mood\" IS 'Moods';\n\
         \n\
         COMMENT ON TABLE \"public\".\"shops\" IS 'Somebody''s shop.\nIt''s open.';\n\
         COMMENT ON COLUMN \"public\".\"shops\".\"shop_name\" IS 'What it is called';\n\
         COMMENT ON COLUMN \"public\".\"shops\".\"mood\" IS 'or this: how it is';\n"
    );
    assert!(prismas.core.comments.is_empty(), "Prisma makes none");
    assert_eq!(
        ours.differing_objects(&prismas),
        ["\"public\".\"Mood\"", "\"public\".\"shops\""]
    );
}

#[test]
fn an_operator_class_stands_behind_its_column() {
    let script = core(
        "model A {
          id   Int @id
          name String
          data Json
          ip   String @db.Inet
          tags String[]
          @@index([data(ops: JsonbPathOps)], type: Gin, map: \"data\")
          @@index([name(ops: raw(\"public.gin_trgm_ops\"))], type: Gin, map: \"trigrams\")
          @@index([ip(ops: InetOps)], type: Gist, map: \"ip\")
          @@index([name(ops: raw(\"text_pattern_ops\"), sort: Desc)], map: \"pattern\")
          @@index([tags(ops: ArrayOps)], type: Gin, map: \"tags\")
          @@index([id(ops: Int4MinMaxMultiOps)], type: Brin, map: \"id\")
          @@schema(\"core\")
        }",
    );
    let indexes: Vec<_> = script
        .lines()
        .filter_map(|line| line.split_once(" ON \"core\".\"A\""))
        .map(|(_, index)| index)
        .collect();
    assert_eq!(
        indexes,
        [
            " USING GIN (\"data\" jsonb_path_ops);",
            " USING GIN (\"name\" public.gin_trgm_ops);",
            " USING GIST (\"ip\" inet_ops);",
            "(\"name\" text_pattern_ops DESC);",
            " USING GIN (\"tags\" array_ops);",
            " USING BRIN (\"id\" int4_minmax_multi_ops);",
        ]
    );
}

#[test]
fn a_partial_index_names_its_rows() {
    let script = core(
        "model A {
          id   Int @id
          name String? @map(\"the name\")
          done Boolean @default(false)
          @@unique([name], where: { done: false, name: { not: null } }, map: \"a\")
          @@index([name], where: { id: { not: -5 }, name: \"it's\" }, map: \"b\")
          @@index([name], where: raw(\"id > 5\"), map: \"c\")
          @@schema(\"core\")
        }",
    );
    let indexes: Vec<_> = script
        .lines()
        .filter(|line| line.contains("WHERE"))
        .collect();
    assert_eq!(
        indexes,
        [
            "CREATE UNIQUE INDEX \"a\" ON \"core\".\"A\"(\"the name\") WHERE (\"done\" = false AND \"the name\" IS NOT NULL);",
            "CREATE INDEX \"b\" ON \"core\".\"A\"(\"the name\") WHERE (\"id\" != -5 AND \"the name\" = 'it''s');",
            "CREATE INDEX \"c\" ON \"core\".\"A\"(\"the name\") WHERE (id > 5);",
        ]
    );
}

#[test]
fn extensions_come_before_what_may_use_them() {
    let text = "datasource db {
      provider = \"postgresql\"
      schemas = [\"core\"]
      extensions = [uuid_ossp(map: \"uuid-ossp\", schema: \"core\", version: \"1.1\"), pgcrypto]
    }
    model A {
      id Int @id
    }";
    let sources = Sources::from_texts([("schema.plx", text)]);
    let checked = plexica_schema::check(&sources).unwrap_or_else(|errors| panic!("{errors}"));
    let model = DatabaseModel::from(&checked.schema);
    assert_eq!(
        model.core.statements()[..3],
        [
            "CREATE SCHEMA IF NOT EXISTS \"core\"",
            "CREATE EXTENSION IF NOT EXISTS \"pgcrypto\" WITH SCHEMA \"public\"",
            "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA \"core\" VERSION \"1.1\"",
        ]
    );
    let without = text.replace(", pgcrypto", "");
    let sources = Sources::from_texts([("schema.plx", without)]);
    let other = plexica_schema::check(&sources).unwrap_or_else(|errors| panic!("{errors}"));
    let other = DatabaseModel::from(&other.schema);
    assert_eq!(model.differing_objects(&other), ["\"pgcrypto\""]);
}

#[test]
fn without_foreign_keys_none_is_made() {
    let text = "datasource db {
      provider = \"postgresql\"
      relationMode = \"prisma\"
    }
    model A {
      id Int @id
      bs B[]
    }
    model B {
      id  Int @id
      aId Int
      a   A   @relation(fields: [aId], references: [id])
    }";
    let script = |text: &str| {
        let sources = Sources::from_texts([("schema.plx", text)]);
        let checked = plexica_schema::check(&sources).unwrap_or_else(|errors| panic!("{errors}"));
        DatabaseModel::from(&checked.schema).core.script()
    };
    assert!(!script(text).contains("FOREIGN KEY"));
    assert!(script(&text.replace("\"prisma\"", "\"foreignKeys\"")).contains("FOREIGN KEY"));
}

#[test]
fn the_scalars_of_plexica_are_columns_of_their_native_type() {
    let script = core(
        "model A {
          id   Uuid @id @default(uuid())
          day  Date?
          time Time
          from Inet[]
          @@schema(\"core\")
        }",
    );
    assert_eq!(
        columns(&script),
        [
            "    \"id\" UUID NOT NULL,",
            "    \"day\" DATE,",
            "    \"time\" TIME NOT NULL,",
            "    \"from\" INET[],",
        ]
    );
}

#[test]
fn a_check_is_a_constraint_of_its_own_statement() {
    let product = "model Product {
      id    Int @id
      price Int
      @@check(\"price > 0\", map: \"price_is_positive\")
      @@schema(\"core\")
    }";
    let script = core(product);
    assert!(
        script.contains(
            "ALTER TABLE \"core\".\"Product\" ADD CONSTRAINT \"price_is_positive\" CHECK (price > 0);"
        ),
        "{script}"
    );
    let other = database(&product.replace("price > 0", "price > 1"));
    assert_eq!(
        database(product).differing_objects(&other),
        ["\"core\".\"Product\""]
    );
}
