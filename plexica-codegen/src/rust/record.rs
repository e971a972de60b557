//! A model's struct: its columns, and a type parameter for each relation.

use plexica_schema::schema::{FieldWalker, ModelWalker};
use proc_macro2::TokenStream;
use quote::quote;

use super::{
    column::{column_type, rust_type},
    definition::place,
    docs::{comment, docs},
    names::{Locals, Names},
};

pub(super) fn emit(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(model.id());
    let record = &own.record;
    let record_docs = docs(
        model.documentation(),
        &format!("The model `{}` of the schema.", model.name()),
    );
    let parameters: Vec<_> = model
        .relation_fields()
        .map(|field| names.parameter(field))
        .collect();
    let generics = generics(quote! { #(#parameters = Unloaded),* });
    let fields = model.fields().map(|field| match field {
        FieldWalker::Scalar(field) => {
            let (name, r#type) = (names.field(field), rust_type(field, names));
            let docs = comment(field.documentation());
            let rename = rename(field.name(), &name.to_string());
            quote! { #docs #rename pub #name: #r#type }
        }
        FieldWalker::Relation(field) => {
            let (name, parameter) = (names.relation(field), names.parameter(field));
            let otherwise = format!("The relation `{}`, if it was loaded.", field.name());
            let docs = docs(field.documentation(), &otherwise);
            let rename = rename(field.name(), &name.to_string());
            quote! {
                #docs
                #rename
                #[serde(skip_serializing_if = "plexica_client::model::is_unloaded")]
                pub #name: #parameter
            }
        }
    });
    let model_impl = model_impl(model, names);
    quote! {
        #record_docs
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[serde(crate = "plexica_client::generated::serde")]
        pub struct #record #generics {
            #(#fields),*
        }

        #model_impl
    }
}

/// Parameters in angle brackets, or nothing.
pub(super) fn generics(parameters: TokenStream) -> TokenStream {
    if parameters.is_empty() {
        TokenStream::new()
    } else {
        quote! { <#parameters> }
    }
}

/// In JSON a field has the schema's name.
fn rename(name: &str, ident: &str) -> TokenStream {
    if ident.trim_start_matches("r#") == name {
        TokenStream::new()
    } else {
        quote! { #[serde(rename = #name)] }
    }
}

fn model_impl(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(model.id());
    let (record, draft, update) = (&own.record, &own.draft, &own.update);
    let Locals {
        place: asked,
        query,
        row,
        values: given,
        ..
    } = &own.locals;
    let fields = model.fields().map(|field| match field {
        FieldWalker::Scalar(field) => {
            let (name, place) = (names.field(field), place(field));
            let r#type = column_type(field, names);
            quote! { #name: <#r#type as ColumnValue>::decode(#row, #place)? }
        }
        FieldWalker::Relation(field) => {
            let name = names.relation(field);
            quote! { #name: Unloaded }
        }
    });
    let values = model.scalar_fields().map(|field| {
        let (name, place) = (names.field(field), place(field));
        let r#type = column_type(field, names);
        quote! { #place => <#r#type as ColumnValue>::to_value(&self.#name) }
    });
    let parameters = model.relation_fields().map(|field| names.parameter(field));
    let parameters = generics(quote! { #(#parameters),* });
    let versioned = model.version().map(|field| {
        let (place, r#type) = (place(field), rust_type(field, names));
        quote! {
            impl plexica_client::model::Versioned for #record {
                type Version = #r#type;

                const PLACE: u16 = #place;
            }
        }
    });
    let soft_delete = model.soft_delete().map(|_| {
        quote! { impl plexica_client::query::SoftDelete for #record {} }
    });
    let writable = (!model.is_view()).then(|| {
        quote! {
            impl Writable for #record {
            type Draft<Q> = #draft<Q>;
            type Changes<Q> = #update<Q>;

            fn draft<Q>(#query: Q, #given: RowValues) -> #draft<Q> {
                #draft { #given, #query }
            }

            fn changes<Q>(#query: Q) -> #update<Q> {
                #update { #given: RowChanges::default(), #query }
            }
            }
        }
    });
    quote! {
        impl Model for #record {
            fn def() -> &'static ModelDef {
                &TABLE
            }

            fn decode(#row: &generated::Row) -> Result<Self, generated::RowError> {
                Ok(Self { #(#fields),* })
            }
        }

        impl #parameters plexica_client::model::Columns for #record #parameters {
            type Model = #record;

            fn column_value(&self, #asked: u16) -> Value {
                match #asked {
                    #(#values,)*
                    _ => Value::Null,
                }
            }
        }

        #writable
        #versioned
        #soft_delete
    }
}
