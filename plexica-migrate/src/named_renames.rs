use plexica_codegen::sql::ObjectName;
use plexica_schema::schema::{ModelWalker, Schema, Scope};

use crate::diff::Renames;

/// A rename that was not understood.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum NamedRenameError {
    /// It is not of the form.
    #[error(
        "`{text}` is not a rename: write `Person=User` for a model, `Person.mail=email` for a field, \
         by the names that the schema has"
    )]
    Form {
        /// What was given.
        text: String,
    },
    /// The schema before does not have the old name.
    #[error("`{name}` is not in the schema of the last migration")]
    Unknown {
        /// The name.
        name: String,
    },
    /// The schema afterwards does not have the new name.
    #[error("`{name}` is not in the schema")]
    NotWanted {
        /// The name.
        name: String,
    },
}

/// Renames by the names that two schemas have: `Person=User`, `Person.mail=email`. A field's model is
/// named as it was.
///
/// # Errors
/// A [`NamedRenameError`] that says which name is not there.
pub fn named_renames(
    from: &Schema,
    to: &Schema,
    given: &[impl AsRef<str>],
) -> Result<Renames, NamedRenameError> {
    let given: Vec<&str> = given.iter().map(AsRef::as_ref).collect();
    let mut renames = Renames::default();
    for text in &given {
        let form = || NamedRenameError::Form {
            text: (*text).to_owned(),
        };
        let (old, new) = text.split_once('=').ok_or_else(form)?;
        let (old, new) = (old.trim(), new.trim());
        if old.is_empty() || new.is_empty() {
            return Err(form());
        }
        match old.split_once('.') {
            None => {
                let (before, after) = (model(from, old)?, wanted(to, new)?);
                if before.database_name() != after.database_name() {
                    renames.table(table(before), after.database_name());
                }
            }
            Some((old_model, old_field)) => {
                let before = model(from, old_model)?;
                let after = wanted(to, renamed_model(&given, old_model))?;
                let new_field = new.rsplit('.').next().unwrap_or(new);
                let before_column =
                    column(before, old_field).ok_or_else(|| NamedRenameError::Unknown {
                        name: old.to_owned(),
                    })?;
                let after_column =
                    column(after, new_field).ok_or_else(|| NamedRenameError::NotWanted {
                        name: format!("{}.{new_field}", after.name()),
                    })?;
                if before_column != after_column {
                    renames.column(table(before), before_column, after_column);
                }
            }
        }
    }
    Ok(renames)
}

/// What a model is called afterwards.
fn renamed_model<'a>(given: &[&'a str], old: &'a str) -> &'a str {
    let mut pairs = given.iter().filter_map(|text| text.split_once('='));
    pairs
        .find(|(before, _)| before.trim() == old)
        .map_or(old, |(_, after)| after.trim())
}

fn model<'a>(schema: &'a Schema, name: &str) -> Result<ModelWalker<'a>, NamedRenameError> {
    find(schema, name).ok_or_else(|| NamedRenameError::Unknown {
        name: name.to_owned(),
    })
}

fn wanted<'a>(schema: &'a Schema, name: &str) -> Result<ModelWalker<'a>, NamedRenameError> {
    find(schema, name).ok_or_else(|| NamedRenameError::NotWanted {
        name: name.to_owned(),
    })
}

fn find<'a>(schema: &'a Schema, name: &str) -> Option<ModelWalker<'a>> {
    let mut models = schema.declared_models();
    models.find(|model| model.name() == name && !model.is_view())
}

fn column(model: ModelWalker<'_>, field: &str) -> Option<String> {
    let mut columns = model.columns();
    let column = columns.find(|column| column.name() == field)?;
    Some(column.database_name().to_owned())
}

fn table(model: ModelWalker<'_>) -> ObjectName {
    ObjectName {
        schema: match model.scope() {
            Scope::Core { schema } => Some(schema.clone()),
            Scope::Tenant => None,
        },
        name: model.database_name().to_owned(),
    }
}
