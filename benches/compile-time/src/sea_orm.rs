use std::fmt::Write as _;

use crate::{library::Files, shape::Shape};

/// Entities in the dense form, a file each, as `sea-orm-cli generate entity` lays them out.
pub(crate) fn files(shape: Shape) -> Files {
    let mut lib = ENUM.to_owned();
    let mut files = Vec::with_capacity(shape.models + 1);
    for model in 0..shape.models {
        let mut fields = String::new();
        // Writing into a `String` cannot fail.
        if let (0, Some(number)) = (model, shape.added) {
            let _ = writeln!(fields, "    pub added{number}: Option<String>,");
        }
        for (name, target) in shape.refers_to(model) {
            let _ = writeln!(fields, "    pub {name}_id: Option<Uuid>,");
            let _ = writeln!(
                fields,
                "    #[sea_orm(belongs_to, from = \"{name}_id\", to = \"id\")]"
            );
            let _ = writeln!(
                fields,
                "    pub {name}: HasOne<super::model{target}::Entity>,"
            );
        }
        for other in shape.referred_by(model) {
            let _ = writeln!(fields, "    #[sea_orm(has_many)]");
            let _ = writeln!(
                fields,
                "    pub model{other}s: HasMany<super::model{other}::Entity>,"
            );
        }
        let text = ENTITY
            .replace("MODEL", &model.to_string())
            .replace("FIELDS", &fields);
        files.push((format!("src/model{model}.rs"), text));
        let _ = writeln!(lib, "pub mod model{model};");
    }
    files.push(("src/lib.rs".to_owned(), lib));
    files
}

/// Dense entities refer to each other by value, so their auto traits are as deep as the schema.
const ENUM: &str = r#"#![recursion_limit = "4096"]

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "kind")]
pub enum Kind {
    #[sea_orm(string_value = "FIRST")]
    First,
    #[sea_orm(string_value = "SECOND")]
    Second,
    #[sea_orm(string_value = "THIRD")]
    Third,
}

"#;

const ENTITY: &str = r#"use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "modelMODEL")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub email: String,
    pub name: String,
    pub bio: Option<String>,
    pub kind: super::Kind,
    pub age: Option<i32>,
    pub active: bool,
    pub logins: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
FIELDS}

impl ActiveModelBehavior for ActiveModel {}
"#;
