use plexica_client::{
    database::{Catalog, RegistryDef, StatusDef},
    model::{ModelDef, ScopeDef},
    value::EnumDef,
};
use plexica_schema::schema::{EnumWalker, Schema, Scope, TenancyWalker, TenantStatus};

use crate::{leak, model};

/// The tables of a schema as the client wants them.
///
/// Its memory is never given back: call it once for a schema. The migrations are left out; a
/// command reads them from their folder.
#[must_use]
pub fn catalog(schema: &Schema) -> &'static Catalog {
    let enums: Vec<&'static EnumDef> = schema
        .enums()
        .map(|r#enum| leak::value(enum_def(r#enum)))
        .collect();
    let models: Vec<&'static ModelDef> = schema
        .models()
        .map(|model| leak::value(model::definition(model, &enums)))
        .collect();
    let registry = schema
        .tenancy()
        .and_then(|tenancy| registry_def(schema, tenancy, &models))
        .map(leak::value);
    leak::value(Catalog {
        models: leak::list(models),
        schemas: leak::list(
            schema
                .datasource()
                .schemas
                .iter()
                .map(|name| leak::text(name)),
        ),
        migrations: &[],
        registry,
    })
}

pub(crate) fn scope_def(scope: &Scope) -> ScopeDef {
    match scope {
        Scope::Core { schema } => ScopeDef::Core(leak::text(schema)),
        Scope::Tenant => ScopeDef::Tenant,
    }
}

fn enum_def(r#enum: EnumWalker<'_>) -> EnumDef {
    EnumDef {
        name: leak::text(r#enum.database_name()),
        scope: scope_def(r#enum.scope()),
        labels: leak::list(r#enum.values().map(|value| leak::text(value.database_name))),
    }
}

/// `None` never comes of a checked schema: the registry is a model that programs see.
fn registry_def(
    schema: &Schema,
    tenancy: TenancyWalker<'_>,
    models: &[&'static ModelDef],
) -> Option<RegistryDef> {
    let registry = tenancy.registry().id();
    // Not by the id: models that programs do not see have one too, and are left out.
    let place = schema.models().position(|model| model.id() == registry)?;
    Some(RegistryDef {
        model: models.get(place)?,
        key: model::place(tenancy.key()),
        status: tenancy.status().and_then(status_def),
        pattern: leak::text(&tenancy.pattern().to_string()),
    })
}

/// `None` only for an enum without `ACTIVE` or `SUSPENDED`, which the schema's checks refuse.
fn status_def(status: TenantStatus<'_>) -> Option<StatusDef> {
    let label = |name| status.value(name).map(leak::text);
    Some(StatusDef {
        column: model::place(status.field),
        active: label("ACTIVE")?,
        provisioning: label("PROVISIONING"),
        suspended: label("SUSPENDED")?,
        deleted: label("DELETED"),
    })
}
