use plexica_client::write::RowValues;
use plexica_ident::TenantKey;
use plexica_schema::schema::{FieldWalker, ScalarFieldWalker, Schema, TenancyWalker};

use crate::{
    closest,
    column_type::{self, Unfit, quoted},
    model::place,
    tenant_key::{TenantKeyError, check_key, shown},
};

/// A tenant that is to be made: its checked key, and the values of its row in the registry.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// What it will be named by.
    pub key: TenantKey,
    /// Its registry row, the key included.
    pub values: RowValues,
}

/// Why a tenant cannot be made from what was given. Nothing has been asked of a database yet.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NewTenantError {
    /// The key is none.
    #[error(transparent)]
    Key(#[from] TenantKeyError),
    /// A value was given without a field.
    #[error("`{text}` does not say which field it is for")]
    NotAnAssignment {
        /// What was given.
        text: String,
    },
    /// The registry has no such field.
    #[error("{model} has no field `{field}`")]
    UnknownField {
        /// The registry's model.
        model: String,
        /// What was given.
        field: String,
        /// The field that was probably meant.
        suggestion: Option<String>,
        /// The fields that there are.
        fields: Vec<String>,
    },
    /// The field stands for related rows.
    #[error("`{model}.{field}` stands for rows of another table, which cannot be given here")]
    Relation {
        /// The registry's model.
        model: String,
        /// The field.
        field: String,
    },
    /// The field gets its value by itself.
    #[error("`{model}.{field}` gets its value by itself, and cannot be given one")]
    NotWritable {
        /// The registry's model.
        model: String,
        /// The field.
        field: String,
    },
    /// The key was given a second time.
    #[error("`{field}` is the tenant's key, which is given by itself")]
    KeyAsField {
        /// The key's field.
        field: String,
    },
    /// A field was given twice.
    #[error("`{field}` is given twice")]
    Twice {
        /// The field.
        field: String,
    },
    /// A value does not fit its field.
    #[error("`{field}` takes {wanted}, not {}", shown(value))]
    Value {
        /// The field.
        field: String,
        /// What was given.
        value: String,
        /// What the field takes.
        wanted: String,
        /// The value that was probably meant.
        suggestion: Option<String>,
    },
    /// Fields that need a value have none.
    #[error("a new {model} needs {}", quoted(fields))]
    Missing {
        /// The registry's model.
        model: String,
        /// The fields.
        fields: Vec<String>,
    },
}

impl NewTenantError {
    /// What to do about it, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let did_you_mean = |word: &Option<String>| {
            let word = word.as_ref()?;
            Some(format!("did you mean `{word}`?"))
        };
        match self {
            Self::NotAnAssignment { .. } => {
                Some("write the field, `=` and the value: `--set name=Acme`".to_owned())
            }
            Self::UnknownField {
                suggestion, fields, ..
            } => did_you_mean(suggestion).or_else(|| Some(format!("it has {}", quoted(fields)))),
            Self::Value { suggestion, .. } => did_you_mean(suggestion),
            Self::Missing { fields, .. } => {
                let options: Vec<String> = fields
                    .iter()
                    .map(|field| format!("--set {field}=…"))
                    .collect();
                Some(format!("add {}", options.join(" ")))
            }
            _ => None,
        }
    }
}

impl NewTenant {
    /// Reads a tenant's key and its `field=value` assignments.
    ///
    /// # Errors
    /// A [`NewTenantError`] that names the field and what it takes.
    pub fn parse<S: AsRef<str>>(
        schema: &Schema,
        key: &str,
        assignments: &[S],
    ) -> Result<Self, NewTenantError> {
        let checked = check_key(schema, key)?;
        let tenancy = schema.tenancy().ok_or(TenantKeyError::NoTenancy)?;
        let mut given = vec![tenancy.key()];
        let mut values = RowValues::default();
        set(&mut values, tenancy.key(), checked.as_str())?;
        for assignment in assignments {
            let (field, text) = read_assignment(tenancy, assignment.as_ref())?;
            if given.contains(&field) {
                return Err(NewTenantError::Twice {
                    field: field.name().to_owned(),
                });
            }
            set(&mut values, field, text)?;
            given.push(field);
        }
        let missing = missing_fields(tenancy, &given);
        if missing.is_empty() {
            Ok(Self {
                key: checked,
                values,
            })
        } else {
            Err(NewTenantError::Missing {
                model: tenancy.registry().name().to_owned(),
                fields: missing,
            })
        }
    }
}

fn set(
    values: &mut RowValues,
    field: ScalarFieldWalker<'_>,
    text: &str,
) -> Result<(), NewTenantError> {
    let unfit = |Unfit { wanted, suggestion }| NewTenantError::Value {
        field: field.name().to_owned(),
        value: text.to_owned(),
        wanted,
        suggestion,
    };
    values.set(place(field), column_type::read(field, text).map_err(unfit)?);
    Ok(())
}

fn read_assignment<'db, 'text>(
    tenancy: TenancyWalker<'db>,
    assignment: &'text str,
) -> Result<(ScalarFieldWalker<'db>, &'text str), NewTenantError> {
    let Some((name, text)) = assignment.split_once('=') else {
        return Err(NewTenantError::NotAnAssignment {
            text: assignment.to_owned(),
        });
    };
    let field = find_field(tenancy, name)?;
    if field == tenancy.key() {
        return Err(NewTenantError::KeyAsField {
            field: name.to_owned(),
        });
    }
    Ok((field, text))
}

fn find_field<'db>(
    tenancy: TenancyWalker<'db>,
    name: &str,
) -> Result<ScalarFieldWalker<'db>, NewTenantError> {
    let model = tenancy.registry();
    for field in model.fields() {
        match field {
            FieldWalker::Scalar(field) if field.name() == name && !field.is_writable() => {
                return Err(NewTenantError::NotWritable {
                    model: model.name().to_owned(),
                    field: name.to_owned(),
                });
            }
            FieldWalker::Scalar(field) if field.name() == name => return Ok(field),
            FieldWalker::Relation(field) if field.name() == name => {
                return Err(NewTenantError::Relation {
                    model: model.name().to_owned(),
                    field: name.to_owned(),
                });
            }
            _ => {}
        }
    }
    let names = || {
        let fields = model.scalar_fields();
        fields
            .filter(|field| *field != tenancy.key() && field.is_writable())
            .map(|field| field.name())
    };
    Err(NewTenantError::UnknownField {
        model: model.name().to_owned(),
        field: name.to_owned(),
        suggestion: closest(name, names()).map(str::to_owned),
        fields: names().map(str::to_owned).collect(),
    })
}

/// The fields that neither the caller, the client nor the database gives a value.
fn missing_fields(tenancy: TenancyWalker<'_>, given: &[ScalarFieldWalker<'_>]) -> Vec<String> {
    // A new tenant is active unless the caller says otherwise.
    let status = tenancy.status().map(|status| status.field);
    tenancy
        .registry()
        .scalar_fields()
        .filter(|field| !given.contains(field) && Some(*field) != status && needs_value(*field))
        .map(|field| field.name().to_owned())
        .collect()
}

fn needs_value(field: ScalarFieldWalker<'_>) -> bool {
    !field.is_optional_on_create()
}
