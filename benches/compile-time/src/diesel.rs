use std::fmt::Write as _;

use crate::{library::Files, shape::Shape};

const ENUM: &str = r#"use diesel::{deserialize::{self, FromSql}, pg::{Pg, PgValue}, serialize::{self, IsNull, Output, ToSql}};

#[derive(diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = "kind", schema = "core"))]
pub struct KindType;

#[derive(Debug, Clone, Copy, PartialEq, diesel::deserialize::FromSqlRow, diesel::expression::AsExpression)]
#[diesel(sql_type = KindType)]
pub enum Kind {
    First,
    Second,
    Third,
}

impl ToSql<KindType, Pg> for Kind {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        std::io::Write::write_all(out, match self {
            Self::First => b"FIRST",
            Self::Second => b"SECOND",
            Self::Third => b"THIRD",
        })?;
        Ok(IsNull::No)
    }
}

impl FromSql<KindType, Pg> for Kind {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            b"FIRST" => Ok(Self::First),
            b"SECOND" => Ok(Self::Second),
            b"THIRD" => Ok(Self::Third),
            _ => Err("no such kind".into()),
        }
    }
}
"#;

/// As `diesel print-schema` writes the tables, and the structs that its guide shows.
pub(crate) fn files(shape: Shape) -> Files {
    let (mut schema, mut models) = (String::new(), MODELS.to_owned());
    // Writing into a `String` cannot fail.
    for model in 0..shape.models {
        let (mut columns, mut fields, mut new) = (String::new(), String::new(), String::new());
        if let (0, Some(number)) = (model, shape.added) {
            let _ = writeln!(columns, "        added{number} -> Nullable<Text>,");
            let _ = writeln!(fields, "    pub added{number}: Option<String>,");
        }
        let mut belongs = String::new();
        for (name, target) in shape.refers_to(model) {
            let _ = writeln!(columns, "        {name}_id -> Nullable<Uuid>,");
            let _ = writeln!(fields, "    pub {name}_id: Option<Uuid>,");
            let _ = writeln!(new, "    pub {name}_id: Option<Uuid>,");
            let _ = write!(
                belongs,
                ", belongs_to(Model{target}, foreign_key = {name}_id)"
            );
        }
        let associations = if belongs.is_empty() {
            ""
        } else {
            ", Associations"
        };
        let _ = write!(
            schema,
            "{}",
            TABLE
                .replace("MODEL", &model.to_string())
                .replace("COLUMNS", &columns)
        );
        let text = STRUCTS.replace("MODEL", &model.to_string());
        let text = text.replace("NEW", &new).replace("FIELDS", &fields);
        models.push_str(
            &text
                .replace("ASSOCIATIONS", associations)
                .replace("BELONGS", &belongs),
        );
    }
    for model in 0..shape.models {
        for (name, target) in shape.refers_to(model) {
            let _ = writeln!(
                schema,
                "diesel::joinable!(model{model} -> model{target} ({name}_id));"
            );
        }
    }
    let tables: Vec<String> = (0..shape.models)
        .map(|model| format!("model{model}"))
        .collect();
    let _ = writeln!(
        schema,
        "diesel::allow_tables_to_appear_in_same_query!({});",
        tables.join(", ")
    );
    let lib = "pub mod kind;\npub mod models;\npub mod schema;\n";
    vec![
        ("src/kind.rs".to_owned(), ENUM.to_owned()),
        ("src/schema.rs".to_owned(), schema),
        ("src/models.rs".to_owned(), models),
        ("src/lib.rs".to_owned(), lib.to_owned()),
    ]
}

const TABLE: &str = r"diesel::table! {
    use diesel::sql_types::*;
    use crate::kind::KindType;

    modelMODEL (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        bio -> Nullable<Text>,
        kind -> KindType,
        age -> Nullable<Int4>,
        active -> Bool,
        logins -> Int8,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
COLUMNS    }
}

";

const MODELS: &str = "use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{kind::Kind, schema::*};
";

const STRUCTS: &str = r"
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, AsChangesetASSOCIATIONS)]
#[diesel(table_name = modelMODEL, check_for_backend(diesel::pg::Pg)BELONGS)]
pub struct ModelMODEL {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub bio: Option<String>,
    pub kind: Kind,
    pub age: Option<i32>,
    pub active: bool,
    pub logins: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
FIELDS}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = modelMODEL)]
pub struct NewModelMODEL {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub bio: Option<String>,
    pub kind: Kind,
    pub age: Option<i32>,
NEW}
";
