use plexica_schema::{
    Dialect,
    schema::{EnumWalker, Extension, Schema, Scope},
};

use super::{join_table::join_table, table::table, view::views};
use crate::sql::{DatabaseModel, EnumType, ObjectName, PhysicalSchema, comment::comments};

impl From<&Schema> for DatabaseModel {
    fn from(schema: &Schema) -> Self {
        let core = PhysicalSchema {
            schemas: schema.datasource().schemas.clone(),
            extensions: extensions(schema),
            ..objects(schema, |scope| !scope.is_tenant())
        };
        let tenant = schema.tenancy().map(|_| objects(schema, Scope::is_tenant));
        Self { core, tenant }
    }
}

/// A migration's search path leads to no schema that an extension could mean, so each has one here:
/// where none is written the one to which PostgreSQL's own path leads. Prisma leaves it open.
fn extensions(schema: &Schema) -> Vec<Extension> {
    let declared = schema.datasource().extensions.iter().cloned();
    let complete = declared.map(|extension| Extension {
        schema: match schema.dialect() {
            Dialect::Plexica => extension.schema.or(Some("public".to_owned())),
            Dialect::Prisma => extension.schema,
        },
        ..extension
    });
    complete.collect()
}

fn objects(schema: &Schema, is_in: impl Fn(&Scope) -> bool + Copy) -> PhysicalSchema {
    let join_tables = schema.join_tables().filter(|table| is_in(table.scope()));
    let join_tables = join_tables.map(join_table);
    PhysicalSchema {
        schemas: Vec::new(),
        extensions: Vec::new(),
        enums: schema
            .enums()
            .filter(|r#enum| is_in(r#enum.scope()))
            .map(enum_type)
            .collect(),
        tables: schema
            .tables()
            .filter(|model| is_in(model.scope()))
            .map(table)
            .chain(join_tables)
            .collect(),
        views: views(schema, is_in),
        comments: comments(schema, is_in),
    }
}

fn enum_type(r#enum: EnumWalker<'_>) -> EnumType {
    EnumType {
        name: ObjectName::of(r#enum.scope(), r#enum.database_name()),
        values: r#enum
            .values()
            .map(|value| value.database_name.to_owned())
            .collect(),
    }
}
