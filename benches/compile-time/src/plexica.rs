use std::fmt::Write as _;

use crate::{library::Files, shape::Shape};

const HEADER: &str = r#"datasource db {
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
  id   String @id @default(uuid()) @db.Uuid
  slug String @unique

  @@map("tenants")
  @@schema("core")
}

enum Kind {
  FIRST
  SECOND
  THIRD

  @@map("kind")
  @@schema("core")
}
"#;

pub(crate) fn files(shape: Shape) -> Files {
    let mut schema = HEADER.to_owned();
    for model in 0..shape.models {
        let fields = model_of(shape, model);
        // Writing into a `String` cannot fail.
        let _ = write!(
            schema,
            "\nmodel Model{model} {{\n{fields}\n  @@map(\"model{model}\")\n  @@tenant\n}}\n"
        );
    }
    let build = "fn main() {\n    plexica_codegen::configure().schema(\"schema\").generate();\n}\n";
    let lib = "plexica_client::include_client!(pub mod db);\n";
    vec![
        ("schema/main.plx".to_owned(), schema),
        ("build.rs".to_owned(), build.to_owned()),
        ("src/lib.rs".to_owned(), lib.to_owned()),
    ]
}

fn model_of(shape: Shape, model: usize) -> String {
    let mut fields = r#"  id        String   @id @default(uuid()) @db.Uuid
  email     String   @unique
  name      String
  bio       String?
  kind      Kind     @default(FIRST)
  age       Int?
  active    Boolean  @default(true)
  logins    BigInt   @default(0)
  createdAt DateTime @default(now()) @map("created_at") @db.Timestamptz(6)
  updatedAt DateTime @default(now()) @map("updated_at") @db.Timestamptz(6)
"#
    .to_owned();
    if let (0, Some(number)) = (model, shape.added) {
        let _ = writeln!(fields, "  added{number} String?");
    }
    for (name, target) in shape.refers_to(model) {
        let _ = writeln!(fields, "  {name}Id String? @map(\"{name}_id\") @db.Uuid");
        let _ = writeln!(
            fields,
            "  {name} Model{target}? @relation(fields: [{name}Id], references: [id])"
        );
    }
    for other in shape.referred_by(model) {
        let _ = writeln!(fields, "  model{other}s Model{other}[]");
    }
    fields
}
