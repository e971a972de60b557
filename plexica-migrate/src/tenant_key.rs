use plexica_ident::{KeyError, TenantKey};
use plexica_schema::schema::Schema;

/// Why a string names no tenant of a schema.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TenantKeyError {
    /// The schema has no tenants.
    #[error("the schema has no `tenancy` block, and so no tenants")]
    NoTenancy,
    /// The string is not a tenant's key.
    #[error("{} is not a tenant's key: {reason}", shown(key))]
    Key {
        /// What was given.
        key: String,
        /// What is wrong with it.
        reason: KeyError,
    },
}

/// Checks a tenant's key, without asking a database.
///
/// # Errors
/// A [`TenantKeyError`] that says what is wrong with it.
pub fn check_key(schema: &Schema, key: &str) -> Result<TenantKey, TenantKeyError> {
    let tenancy = schema.tenancy().ok_or(TenantKeyError::NoTenancy)?;
    tenancy
        .pattern()
        .check(key, &schema.datasource().schemas)
        .map_err(|reason| TenantKeyError::Key {
            key: key.to_owned(),
            reason,
        })
}

/// A text from outside: what cannot be printed is escaped, and only its start is shown.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let start: String = text.chars().take(MOST).collect();
    let more = if text.chars().count() > MOST {
        "…"
    } else {
        ""
    };
    format!("{start:?}{more}")
}
