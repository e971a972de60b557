//! The functions for query files.

use heck::{ToSnakeCase, ToUpperCamelCase};
use plexica_schema::schema::{EnumWalker, Schema};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{
    docs::docs,
    names::{Names, identifier},
    query_type::{self, Known, argument_type, listed},
};
use crate::queries::{
    ColumnName, Mistake, QueryColumn, QueryFile, QueryScope, QueryTypes, TypeName,
};

/// The module of the functions.
///
/// # Errors
/// What the schema does not have, or the client does not read.
pub(crate) fn emit(
    schema: &Schema,
    queries: &[(QueryFile, QueryTypes)],
) -> Result<TokenStream, Vec<Mistake>> {
    let names = Names::new(schema);
    let mut mistakes = Vec::new();
    let mut functions = Vec::with_capacity(queries.len());
    for (file, types) in queries {
        let mut found = Vec::new();
        let emitter = Emitter {
            schema,
            names: &names,
            file,
        };
        functions.push(emitter.function(types, &mut found));
        mistakes.extend(found);
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let imports = imports(queries);
    Ok(quote! {
        #imports

        #(#functions)*
    })
}

/// What the file names, and no more: a program may deny unused imports. No row is called so.
fn imports(queries: &[(QueryFile, QueryTypes)]) -> TokenStream {
    let gives_rows = queries.iter().any(|(_, types)| !types.columns.is_empty());
    let takes_values = queries
        .iter()
        .any(|(_, types)| !types.parameters.is_empty());
    let database = (!queries.is_empty()).then(|| quote! { use plexica_client::database; });
    let names_types = gives_rows || takes_values;
    let generated = names_types.then(|| quote! { use plexica_client::generated; });
    let serde = gives_rows.then(|| {
        quote! {
            use plexica_client::generated::serde;
            use plexica_client::value::ColumnValue;
        }
    });
    let bind = takes_values.then(|| quote! { use plexica_client::value::{Bind, PgType}; });
    quote! {
        #database
        #generated
        #serde
        #bind
    }
}

/// Makes one function.
#[derive(Clone, Copy)]
struct Emitter<'e> {
    schema: &'e Schema,
    names: &'e Names,
    file: &'e QueryFile,
}

impl<'e> Emitter<'e> {
    fn function(self, types: &QueryTypes, mistakes: &mut Vec<Mistake>) -> TokenStream {
        let parameters: Vec<Known> = self
            .file
            .parameters
            .iter()
            .zip(&types.parameters)
            .filter_map(|(parameter, r#type)| {
                let known = self.parameter(r#type);
                if known.is_none() {
                    mistakes.push(self.mistake(
                        format!("the parameter `{}` is of the type `{type}`, which the client does not send", parameter.name),
                        format!("cast it in the SQL: `:{}::text::{type}`", parameter.name),
                    ));
                }
                known
            })
            .collect();
        let columns: Vec<(Ident, TokenStream)> = types
            .columns
            .iter()
            .enumerate()
            .filter_map(|(index, column)| {
                let column = self.column(index, column);
                column.map_err(|mistake| mistakes.push(mistake)).ok()
            })
            .collect();
        for (index, (field, _)) in columns.iter().enumerate() {
            if columns[..index].iter().any(|(other, _)| other == field) {
                mistakes.push(self.mistake(
                    format!("several columns are called `{field}`"),
                    "give each a name of its own with `AS`",
                ));
            }
        }
        if !mistakes.is_empty() {
            return TokenStream::new();
        }
        let name = identifier(&self.file.name);
        let documentation = self.file.documentation.join("\n");
        let docs = docs(
            Some(documentation.as_str()).filter(|text| !text.trim().is_empty()),
            &format!("Runs `{}.sql`.", self.file.name),
        );
        let scope = self.scope_argument();
        let models = match self.file.scope {
            QueryScope::Core => quote! { super::CoreModels },
            QueryScope::Tenant => quote! { super::TenantModels },
        };
        let arguments = self
            .file
            .parameters
            .iter()
            .zip(&parameters)
            .map(|(parameter, known)| {
                let (name, r#type) = (
                    identifier(&parameter.name),
                    argument_type(known, parameter.is_optional),
                );
                quote! { #name: impl Bind<#r#type> }
            });
        let bound = self
            .file
            .parameters
            .iter()
            .zip(&types.parameters)
            .zip(&parameters)
            .map(|((parameter, r#type), known)| {
                let (name, pg_type) = (identifier(&parameter.name), &known.pg_type);
                let rust = argument_type(known, parameter.is_optional);
                let bind = format_ident!("{}", if r#type.is_array { "bind_list" } else { "bind" });
                quote! { .#bind(Bind::<#rust>::bind(#name), PgType::#pg_type) }
            });
        let sql = self.sql(types, &parameters);
        let statement = quote! {
            database::CheckedSql::new(&#scope.scope, #sql) #(#bound)*
        };
        if columns.is_empty() {
            return quote! {
                #docs
                pub fn #name<'a>(#scope: &'a #models #(, #arguments)*) -> database::CheckedExecute<'a> {
                    #statement.execute()
                }
            };
        }
        let row = format_ident!("{}Row", self.file.name.to_upper_camel_case());
        let row_docs = format!(" A row of [`{}`].", self.file.name);
        let fields = columns
            .iter()
            .map(|(field, r#type)| quote! { pub #field: #r#type });
        let decoded = columns.iter().enumerate().map(|(index, (field, r#type))| {
            let index = Literal::usize_unsuffixed(index);
            quote! { #field: <#r#type as ColumnValue>::decode(row, #index)? }
        });
        let field_names = columns.iter().map(|(field, _)| field.to_string());
        quote! {
            #[doc = #row_docs]
            #[derive(Debug, Clone, PartialEq, serde::Serialize)]
            #[serde(crate = "plexica_client::generated::serde")]
            pub struct #row {
                #(#fields),*
            }

            impl database::CheckedRow for #row {
                const FIELDS: &'static [&'static str] = &[#(#field_names),*];

                fn decode(row: &generated::Row) -> Result<Self, generated::RowError> {
                    Ok(Self { #(#decoded),* })
                }
            }

            #docs
            pub fn #name<'a>(#scope: &'a #models #(, #arguments)*) -> database::CheckedQuery<'a, #row> {
                #statement.rows()
            }
        }
    }

    /// What the function calls its first argument, beside its parameters.
    fn scope_argument(self) -> Ident {
        let mut name = match self.file.scope {
            QueryScope::Core => "core",
            QueryScope::Tenant => "tenant",
        }
        .to_owned();
        while self
            .file
            .parameters
            .iter()
            .any(|parameter| parameter.name == name)
        {
            name.push('_');
        }
        identifier(&name)
    }

    /// The statement, with `$1` for a parameter, and a cast behind it where it is sent as text.
    fn sql(self, types: &QueryTypes, parameters: &[Known]) -> String {
        let parameter = |number: usize| {
            let suffix = if types.parameters[number - 1].is_array {
                "[]"
            } else {
                ""
            };
            match &parameters[number - 1].cast {
                Some(cast) => format!("${number}::text{suffix}::{cast}{suffix}"),
                None => format!("${number}"),
            }
        };
        self.file.render("{tenant}", parameter).sql
    }

    fn parameter(self, r#type: &TypeName) -> Option<Known> {
        let known = match &r#type.schema {
            None => query_type::own(self.schema, &r#type.name)?,
            Some(schema) => {
                let quoted = match schema.as_str() {
                    "{tenant}" => schema.clone(),
                    schema => plexica_ident::quote(schema),
                };
                let cast = Some(format!("{quoted}.{}", plexica_ident::quote(&r#type.name)));
                let rust = match self.enum_of(schema, &r#type.name) {
                    Some(found) => {
                        let name = self.names.r#enum(found.id());
                        quote! { super::#name }
                    }
                    None if r#type.name == "citext" => quote! { String },
                    None => return None,
                };
                Known {
                    pg_type: quote! { Text },
                    rust,
                    cast,
                }
            }
        };
        Some(listed(known, r#type.is_array))
    }

    fn enum_of(self, schema: &str, name: &str) -> Option<EnumWalker<'e>> {
        self.schema.enums().find(|found| {
            let lives = match found.scope() {
                plexica_schema::schema::Scope::Core { schema } => schema.as_str(),
                plexica_schema::schema::Scope::Tenant => "{tenant}",
            };
            lives == schema && found.database_name() == name
        })
    }

    fn column(self, index: usize, column: &QueryColumn) -> Result<(Ident, TokenStream), Mistake> {
        let said = ColumnName::parse(&column.name);
        let field = said.field.to_snake_case();
        // Of the name as it stands there: what has none is called `?column?`.
        let is_name = field.starts_with(|first: char| first.is_ascii_lowercase())
            && said
                .field
                .chars()
                .all(|part| part.is_ascii_alphanumeric() || part == '_');
        if !is_name {
            return Err(self.mistake(
                format!(
                    "column {} is called `{}`, as no field can be",
                    index + 1,
                    column.name
                ),
                "name it with `AS`",
            ));
        }
        let r#type = &column.r#type;
        let known = match (said.r#enum, &r#type.schema) {
            (Some(name), None) if r#type.name == "text" => {
                let Some(found) = self.schema.enums().find(|found| found.name() == name) else {
                    return Err(self.mistake(
                        format!("the schema has no enum `{name}`, of which the column `{field}` is said to be"),
                        "name an enum of the schema as the schema does",
                    ));
                };
                let name = self.names.r#enum(found.id());
                Some(Known {
                    pg_type: quote! { Text },
                    rust: quote! { super::#name },
                    cast: None,
                })
            }
            (Some(name), _) => {
                return Err(self.mistake(
                    format!("the column `{field}` is said to be the enum `{name}`, and is of the type `{type}`"),
                    format!("select it as text: `{}::text AS \"{field}: {name}\"`", said.field),
                ));
            }
            (None, None) => query_type::own(self.schema, &r#type.name),
            (None, Some(schema)) => {
                let array = if r#type.is_array { "[]" } else { "" };
                let as_enum = match self.enum_of(schema, &r#type.name) {
                    Some(found) => format!(": {}", found.name()),
                    None => String::new(),
                };
                let required = if column.is_nullable { "" } else { "!" };
                return Err(self.mistake(
                    format!("the column `{field}` is of the type `{type}`, which is not PostgreSQL's own"),
                    format!("select it as text: `{}::text{array} AS \"{field}{required}{as_enum}\"`", said.field),
                ));
            }
        };
        let Some(known) = known else {
            return Err(self.mistake(
                format!(
                    "the column `{field}` is of the type `{type}`, which the client does not read"
                ),
                format!("cast it in the SQL: `{}::text AS {field}`", said.field),
            ));
        };
        let rust = listed(known, r#type.is_array).rust;
        let is_nullable = said.is_nullable.unwrap_or(column.is_nullable);
        let rust = match is_nullable {
            true => quote! { Option<#rust> },
            false => rust,
        };
        Ok((identifier(&field), rust))
    }

    fn mistake(self, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake::in_file(&self.file.path, message).help(help)
    }
}
