/// Why the options of an import do not fit the schema. Nothing in a schema itself is a reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// No model or view has this name.
    #[error("there is no model `{name}`")]
    UnknownModel {
        /// The name.
        name: String,
        /// A model that was probably meant, otherwise all that there are.
        help: String,
    },
    /// The registry has no column of this name.
    #[error("`{model}` has no column `{name}`")]
    UnknownField {
        /// The registry.
        model: String,
        /// The name.
        name: String,
        /// A column that was probably meant.
        help: String,
    },
    /// The registry is to be a tenant's model as well.
    #[error("the registry `{name}` lists all tenants, and cannot be a tenant's model")]
    RegistryOfTenants {
        /// The registry.
        name: String,
    },
    /// Nothing in the registry looks like what a tenant is named by.
    #[error("it cannot be told by which field of `{model}` a tenant is named")]
    NoKey {
        /// The registry.
        model: String,
    },
}

impl ImportError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        match self {
            Self::UnknownModel { help, .. } | Self::UnknownField { help, .. } => help,
            Self::RegistryOfTenants { .. } => "take it out of the tenants' models",
            Self::NoKey { .. } => "name its required, unique `String` field as the key",
        }
    }
}
