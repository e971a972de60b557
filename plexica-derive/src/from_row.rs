//! `#[derive(FromRow)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, GenericArgument, PathArguments, Type};

use crate::{
    attributes::Codec,
    record::{Field, Record},
};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let record = Record::of(input)?;
    let client = record.client();
    let name = &input.ident;
    let (parameters, arguments, conditions) = input.generics.split_for_impl();
    let count = record.fields.len();
    let columns = record.fields.iter().map(|field| {
        let (field_name, r#type) = (field.name(), column_type(field, &client));
        let column = field.attributes.rename.as_ref().unwrap_or(&field_name);
        quote! { __columns.place::<#r#type>(#field_name, #column)? }
    });
    let fields = record.fields.iter().enumerate().map(|(index, field)| {
        let (ident, r#type) = (field.ident, column_type(field, &client));
        quote! {
            #ident: <#r#type as #client::value::ColumnValue>::decode(__row, __places[#index])?
        }
    });
    Ok(quote! {
        #[automatically_derived]
        impl #parameters #client::FromRow for #name #arguments #conditions {
            type Places = [usize; #count];

            fn places(
                __columns: &#client::database::RowColumns<'_>,
            ) -> ::core::result::Result<Self::Places, #client::database::RowMismatch> {
                ::core::result::Result::Ok([#(#columns),*])
            }

            fn from_row(
                __row: &#client::generated::Row,
                __places: &Self::Places,
            ) -> ::core::result::Result<Self, #client::generated::RowError> {
                ::core::result::Result::Ok(Self { #(#fields),* })
            }
        }
    })
}

/// What the field's column is of.
fn column_type(field: &Field<'_>, client: &TokenStream) -> TokenStream {
    let whole = field.r#type;
    let codec = match field.attributes.codec {
        None => return quote! { #whole },
        Some(Codec::Json) => quote! { AsJson },
        Some(Codec::Text) => quote! { AsText },
    };
    match within_option(whole) {
        Some(own) => {
            quote! { #client::value::OptionalTyped<#own, #client::value::#codec> }
        }
        None => quote! { #client::value::Typed<#whole, #client::value::#codec> },
    }
}

/// The `T` of an `Option<T>`. A macro sees names only: an alias of `Option` is none to it.
fn within_option(r#type: &Type) -> Option<&Type> {
    let Type::Path(path) = r#type else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == "Option", arguments.args.first()?) {
        (true, GenericArgument::Type(own)) => Some(own),
        _ => None,
    }
}
