//! What a database says of query files.

use plexica_client::{
    Error,
    database::{DescribeError, Platform, StatementDescription, TypeDescription},
};
use plexica_codegen::queries::{
    Mistake, QueriesError, QueryColumn, QueryFile, QueryScope, QueryTypes, TypeName,
};

/// PostgreSQL cannot tell of what type a parameter is (its manual, appendix A).
const INDETERMINATE_DATATYPE: &str = "42P18";

/// Why the types of query files are not known.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DescribeQueriesError {
    /// What is wrong in the files, in the words of the database.
    #[error(transparent)]
    Queries(#[from] QueriesError),
    /// The database cannot be asked.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Asks a database for the types of each file's parameters and columns. No statement is run.
///
/// A tenant's statements are asked about in `tenant`, the PostgreSQL schema of any tenant that is up
/// to date.
///
/// # Errors
/// Everything that is wrong in the files, each with its place.
pub async fn describe_queries(
    platform: &Platform,
    tenant: Option<&str>,
    files: Vec<QueryFile>,
) -> Result<Vec<(QueryFile, QueryTypes)>, DescribeQueriesError> {
    let mut described = Vec::with_capacity(files.len());
    let mut mistakes = Vec::new();
    for file in files {
        let schema = match (file.scope, tenant) {
            (QueryScope::Core, _) => "",
            (QueryScope::Tenant, Some(schema)) => schema,
            (QueryScope::Tenant, None) => {
                mistakes.push(Mistake {
                    path: file.path,
                    place: None,
                    message: "there is no active tenant to ask about it in".to_owned(),
                    help: Some("create one: `plexica tenant create KEY`".to_owned()),
                });
                continue;
            }
        };
        let rendered = file.render(&plexica_ident::quote(schema), |number| format!("${number}"));
        match platform.describe(&rendered.sql).await {
            Ok(description) => {
                let types = types_of(&file, &description, schema);
                described.push((file, types));
            }
            Err(DescribeError { error, .. }) if error.database_error().is_none() => {
                return Err(error.into());
            }
            Err(DescribeError { error, position }) => {
                let place = position.map(|position| file.place_of(&rendered, position));
                let help = match error.sqlstate() {
                    Some(INDETERMINATE_DATATYPE) => Some(
                        "say it with a cast, `:name::text`, or let it first stand beside a column",
                    ),
                    _ => error.help(),
                };
                mistakes.push(Mistake {
                    path: file.path,
                    place,
                    message: error.to_string(),
                    help: help.map(str::to_owned),
                });
            }
        }
    }
    match mistakes.is_empty() {
        true => Ok(described),
        false => Err(QueriesError::Mistakes(mistakes).into()),
    }
}

fn types_of(file: &QueryFile, description: &StatementDescription, tenant: &str) -> QueryTypes {
    let parameters = description.parameters.iter();
    let columns = description.columns.iter().map(|column| QueryColumn {
        name: column.name.clone(),
        r#type: type_name(&column.r#type, tenant),
        is_nullable: !column.is_not_null_in_table || file.has_outer_rows,
    });
    QueryTypes {
        parameters: parameters.map(|found| type_name(found, tenant)).collect(),
        columns: columns.collect(),
    }
}

fn type_name(found: &TypeDescription, tenant: &str) -> TypeName {
    let schema = match found.schema.as_str() {
        "pg_catalog" => None,
        schema if schema == tenant => Some("{tenant}".to_owned()),
        schema => Some(schema.to_owned()),
    };
    TypeName {
        schema,
        name: found.name.clone(),
        is_array: found.is_array,
    }
}
