use plexica_ident::SchemaPattern;

use super::{
    EnumWalker, FieldType, ModelWalker, ScalarFieldWalker, Schema, Walker, arena::TenancyData,
};

/// The `tenancy` block: which model lists the tenants, and how a tenant becomes a schema.
#[derive(Debug, Clone, Copy)]
pub struct TenancyWalker<'db> {
    pub(crate) db: &'db Schema,
    pub(crate) data: &'db TenancyData,
}

impl<'db> TenancyWalker<'db> {
    /// The model that lists the tenants. It is in a schema of the platform.
    #[must_use]
    pub fn registry(self) -> ModelWalker<'db> {
        Walker {
            db: self.db,
            id: self.data.registry,
        }
    }

    /// Its field that a caller names a tenant by: a required, unique `String`.
    #[must_use]
    pub fn key(self) -> ScalarFieldWalker<'db> {
        Walker {
            db: self.db,
            id: self.data.key,
        }
    }

    /// Its life cycle, where the block names one.
    #[must_use]
    pub fn status(self) -> Option<TenantStatus<'db>> {
        let field = Walker {
            db: self.db,
            id: self.data.status?,
        };
        let FieldType::Enum(id) = field.r#type() else {
            return None;
        };
        Some(TenantStatus {
            field,
            r#enum: Walker {
                db: self.db,
                id: *id,
            },
        })
    }

    /// How a key becomes the name of a PostgreSQL schema.
    #[must_use]
    pub fn pattern(self) -> &'db SchemaPattern {
        &self.data.pattern
    }
}

/// The field of the registry that holds a tenant's state, and its enum. The enum has a value
/// named `ACTIVE` and one named `SUSPENDED`, in any letter case; `PROVISIONING`,
/// `PENDING_DELETION` and `DELETED` are known where it has them.
#[derive(Debug, Clone, Copy)]
pub struct TenantStatus<'db> {
    /// The registry's field.
    pub field: ScalarFieldWalker<'db>,
    /// Its enum.
    pub r#enum: EnumWalker<'db>,
}

impl<'db> TenantStatus<'db> {
    /// The database name of the enum's value with this name, in any letter case.
    #[must_use]
    pub fn value(self, name: &str) -> Option<&'db str> {
        self.r#enum
            .values()
            .find(|value| value.name.eq_ignore_ascii_case(name))
            .map(|value| value.database_name)
    }
}
