//! The client's first file: enums, scopes, the schema's type, migrations.

use plexica_schema::schema::{ModelWalker, Schema, TenancyWalker};
use proc_macro2::TokenStream;
use quote::quote;

use super::{definition::place, docs::docs, r#enum, names::Names};
use crate::{embedded::Embedded, migrations::Migration};

pub(super) fn emit(
    schema: &Schema,
    names: &Names,
    embedded: &Embedded<'_>,
    has_queries: bool,
) -> TokenStream {
    let queries = has_queries.then(|| {
        quote! {
            /// What the query files do, a function each.
            pub mod queries;
        }
    });
    let enums = schema.enums().map(|r#enum| r#enum::emit(r#enum, names));
    let modules = schema.models().map(|model| module(model, names));
    let records = schema.models().map(|model| {
        let own = names.model(model.id());
        let (module, record) = (&own.module, &own.record);
        quote! { pub use super::#module::#record; }
    });
    let core = models_of(schema, names, false);
    let tenant = schema.tenancy().map(|_| models_of(schema, names, true));
    let schema_impls = schema_impls(schema, names, embedded);
    let handles = handles(schema);
    let tenant_sql = embedded.tenant_sql.is_some().then(|| {
        quote! {
            /// The DDL of a tenant's schema as a whole, for a search path that starts with it.
            pub const TENANT_SQL: &str = include_str!("tenant.sql");
        }
    });
    let enum_imports = (schema.enums().len() > 0).then(|| {
        quote! {
            use plexica_client::generated::serde;
            use plexica_client::model::ScopeDef;
            use plexica_client::value::{EnumDef, EnumScalar};
        }
    });
    quote! {
        use plexica_client::database::{Accessor, Catalog, Scope};
        #enum_imports

        #handles

        /// The DDL of the platform's own schemas as a whole.
        pub const CORE_SQL: &str = include_str!("core.sql");

        #tenant_sql

        #(#modules)*

        #queries

        /// The records, by their names.
        mod records {
            #(#records)*
        }
        // A glob, so that a handle's name comes before a record's.
        pub use records::*;

        #(#enums)*

        #core

        #tenant

        #schema_impls
    }
}

fn module(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let module = &names.model(model.id()).module;
    let docs = docs(
        None,
        &format!(
            "The model {}: its columns, keys and relations, and what its rows are made with.",
            model.name()
        ),
    );
    quote! {
        #docs
        pub mod #module;
    }
}

/// The struct with the accessors of one scope.
fn models_of(schema: &Schema, names: &Names, of_tenant: bool) -> TokenStream {
    let accessors = schema
        .models()
        .filter(|model| model.scope().is_tenant() == of_tenant)
        .map(|model| {
            let own = names.model(model.id());
            let (module, record, accessor) = (&own.module, &own.record, &own.accessor);
            let docs = docs(
                model.documentation(),
                &format!("The model {}.", model.name()),
            );
            quote! {
                #docs
                #[must_use]
                pub fn #accessor(&self) -> Accessor<'_, #module::#record> {
                    Accessor::new(&self.scope)
                }
            }
        });
    let (name, description) = if of_tenant {
        (
            quote! { TenantModels },
            "The models that every tenant has, in one tenant.",
        )
    } else {
        (quote! { CoreModels }, "The models of the platform itself.")
    };
    let docs = docs(None, description);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            scope: Scope,
        }

        impl From<Scope> for #name {
            fn from(scope: Scope) -> Self {
                Self { scope }
            }
        }

        impl #name {
            #(#accessors)*
        }
    }
}

/// The types that a program names.
fn handles(schema: &Schema) -> TokenStream {
    let tenant = schema.tenancy().map(|_| {
        quote! {
            /// One tenant of the database.
            pub type TenantDb = plexica_client::database::Tenant<Schema>;

            /// A transaction in one tenant.
            pub type TenantTransaction = plexica_client::database::ScopedTransaction<TenantModels>;
        }
    });
    quote! {
        /// The database: core and every tenant.
        pub type Db = plexica_client::database::Db<Schema>;

        /// A transaction over core and any tenants.
        pub type Transaction = plexica_client::database::Transaction<Schema>;

        #tenant
    }
}

fn schema_impls(schema: &Schema, names: &Names, embedded: &Embedded<'_>) -> TokenStream {
    let tables = schema.models().map(|model| {
        let module = &names.model(model.id()).module;
        quote! { &#module::TABLE }
    });
    let schemas = &schema.datasource().schemas;
    let migrations = embedded.migrations.iter().map(migration);
    let registry = match schema.tenancy() {
        Some(_) => quote! { Some(&REGISTRY) },
        None => quote! { None },
    };
    let tenancy = schema
        .tenancy()
        .map(|tenancy| tenant_schema_impl(tenancy, names));
    quote! {
        /// The schema that this client was generated from.
        #[derive(Debug, Clone, Copy)]
        pub struct Schema;

        impl plexica_client::database::Schema for Schema {
            type Core = CoreModels;

            fn catalog() -> &'static Catalog {
                &CATALOG
            }
        }

        static CATALOG: Catalog = Catalog {
            models: &[#(#tables),*],
            schemas: &[#(#schemas),*],
            migrations: &[#(#migrations),*],
            registry: #registry,
        };

        #tenancy
    }
}

fn migration(migration: &Migration) -> TokenStream {
    let id = &migration.id;
    let text = |text: &Option<String>| match text {
        Some(text) => quote! { Some(#text) },
        None => quote! { None },
    };
    let (core, tenant) = (text(&migration.core), text(&migration.tenant));
    quote! { plexica_client::migration::MigrationDef { id: #id, core: #core, tenant: #tenant } }
}

fn tenant_schema_impl(tenancy: TenancyWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(tenancy.registry().id());
    let (module, record) = (&own.module, &own.record);
    let (key, pattern) = (place(tenancy.key()), tenancy.pattern().to_string());
    let status = match tenancy.status() {
        None => quote! { None },
        Some(status) => {
            let column = place(status.field);
            // The checker has seen to it that both are there.
            let label = |name| status.value(name).unwrap_or(name);
            let (active, suspended) = (label("ACTIVE"), label("SUSPENDED"));
            let optional = |name| match status.value(name) {
                Some(label) => quote! { Some(#label) },
                None => quote! { None },
            };
            let (provisioning, deleted) = (optional("PROVISIONING"), optional("DELETED"));
            quote! {
                Some(plexica_client::database::StatusDef {
                    column: #column,
                    active: #active,
                    provisioning: #provisioning,
                    suspended: #suspended,
                    deleted: #deleted,
                })
            }
        }
    };
    quote! {
        impl plexica_client::database::TenantSchema for Schema {
            type Tenant = TenantModels;
            type Registry = #module::#record;

            fn registry() -> &'static plexica_client::database::RegistryDef {
                &REGISTRY
            }
        }

        static REGISTRY: plexica_client::database::RegistryDef = plexica_client::database::RegistryDef {
            model: &#module::TABLE,
            key: #key,
            status: #status,
            pattern: #pattern,
        };
    }
}
