//! A model's file.

use plexica_schema::schema::{IndexKind, ModelWalker, ScalarFieldWalker};
use proc_macro2::TokenStream;
use quote::quote;

use super::{
    column::{column_type, has_generated_value, key_type, takes_changes},
    definition::{self, place},
    docs::comment,
    names::Names,
    record, relation, typed, write,
};

pub(super) fn emit(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let record = record::emit(model, names);
    let alias = alias(model, names);
    let columns = columns(model, names);
    let keys = compound_keys(model, names);
    let relation_constants = relation::constants(model, names);
    let writes = (!model.is_view()).then(|| write::emit(model, names));
    let relation_types = relation::types(model, names);
    let definition = definition::emit(model, names);
    let aliases = typed::aliases(model, names);
    let imports = imports(model);
    quote! {
        #imports

        #record
        #alias
        #columns
        #keys
        #relation_constants
        #writes
        #relation_types
        #aliases
        #definition
    }
}

/// What the file names, and no more: a program may deny unused imports.
fn imports(model: ModelWalker<'_>) -> TokenStream {
    let when = |condition: bool, tokens: TokenStream| condition.then_some(tokens);
    let has_relations = model.relation_fields().next().is_some();
    let attach = when(has_relations, quote! { Attach, });
    let include = when(
        has_relations,
        quote! { use plexica_client::query::Include; },
    );
    let unloaded = when(has_relations, quote! { Unloaded, });
    let column = when(
        model.scalar_fields().any(|field| !is_key(field)),
        quote! { Column, },
    );
    let unique = when(model.scalar_fields().any(is_key), quote! { Unique, });
    let has_compound_key = model.unique_keys().any(|key| key.columns().len() > 1);
    let compound_key = when(has_compound_key, quote! { CompoundKey, });
    let has_generated_value = model.scalar_fields().any(has_generated_value);
    let key_def = when(definition::has_keys(model), quote! { KeyDef, });
    let is_written = !model.is_view();
    let error = when(is_written, quote! { Error, });
    let has_binding_setter = is_written
        && model.scalar_fields().any(|field| {
            field.is_writable() && (field.is_optional_on_create() || !takes_changes(field))
        });
    let bind = when(has_binding_setter, quote! { Bind, });
    let writable = when(is_written, quote! { Writable, });
    let writes = when(
        is_written,
        quote! {
            use plexica_client::write::{
                Detached, IntoTree, NewRecord, RelatedChanges, RowChanges, RowValues, RunWrite,
                Tree, UpdatingMany, UpdatingManyReturning, Write
            };
            use plexica_client::database::IntoBatchQuery;
        },
    );
    let has_changes = is_written
        && model
            .scalar_fields()
            .any(|field| field.is_writable() && takes_changes(field));
    let change = when(has_changes, quote! { use plexica_client::write::Change; });
    let generated_value = when(
        has_generated_value,
        quote! { use plexica_client::write::GeneratedValue; },
    );
    quote! {
        use plexica_client::{#error #unloaded generated};
        use plexica_client::generated::serde;
        use plexica_client::model::{
            #attach #column ColumnDef, ColumnLists, #compound_key #key_def Model, ModelDef, ScopeDef, #unique #writable
        };
        #include
        use plexica_client::value::{#bind ColumnValue, PgType, Value};
        #writes
        #change
        #generated_value
    }
}

/// Whether the column is a unique key by itself.
fn is_key(field: ScalarFieldWalker<'_>) -> bool {
    field
        .model()
        .unique_keys()
        .any(|key| key.fields().map(|part| part.id()).eq([field.id()]))
}

/// What `#[derive(SelectAs)]`, which is told the module, knows the record by.
fn alias(model: ModelWalker<'_>, names: &Names) -> Option<TokenStream> {
    let record = &names.model(model.id()).record;
    (record != "Record").then(|| {
        quote! {
            /// The record, whatever the model is called.
            pub type Record = #record;
        }
    })
}

fn columns(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let record = &names.model(model.id()).record;
    let constants = model.scalar_fields().map(|field| {
        let (name, r#type, place) = (names.field(field), column_type(field, names), place(field));
        let docs = comment(field.documentation());
        if is_key(field) {
            quote! { #docs pub const #name: Unique<#record, #r#type> = Unique::new(#place); }
        } else {
            quote! { #docs pub const #name: Column<#record, #r#type> = Column::new(#place); }
        }
    });
    quote! { #(#constants)* }
}

fn compound_keys(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let record = &names.model(model.id()).record;
    let constants = model.unique_keys().enumerate().filter_map(|(index, key)| {
        let name = names.compound_key(model, index)?;
        let kind = if key.kind() == IndexKind::Primary { "primary" } else { "unique" };
        let fields: Vec<&str> = key.fields().map(|field| field.name()).collect();
        let docs = format!(" The {kind} key of {}.", fields.join(", "));
        let types = key.fields().map(|field| key_type(field, names));
        let places = key.fields().map(place);
        Some(quote! {
            #[doc = #docs]
            pub const #name: CompoundKey<#record, (#(#types),*)> = CompoundKey::new(&[#(#places),*]);
        })
    });
    quote! { #(#constants)* }
}
