//! `#[derive(SelectAs)]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, Path, spanned::Spanned};

use crate::record::{Field, Record};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let record = Record::of(input)?;
    let client = record.client();
    let Some(model) = &record.attributes.model else {
        return Err(syn::Error::new(
            input.ident.span(),
            "it needs `#[plexica(model = db::user)]`: the module of the model whose columns it is \
             made of",
        ));
    };
    if record.fields.is_empty() {
        return Err(syn::Error::new(
            input.ident.span(),
            "without a field there is nothing to select",
        ));
    }
    let name = &input.ident;
    let (parameters, arguments, conditions) = input.generics.split_for_impl();
    let columns = record.fields.iter().map(|field| {
        let selected = selected(field, model);
        quote_spanned! { selected.span()=> __columns.add(&#selected); }
    });
    let fields = record.fields.iter().enumerate().map(|(index, field)| {
        let (ident, r#type, selected) = (field.ident, field.r#type, selected(field, model));
        // The type is where to say that another one is selected.
        quote_spanned! { r#type.span()=>
            #ident: #client::query::read_field::<<Self as #client::query::SelectAs>::Model, _, #r#type>(
                || #selected,
                __row,
                #index,
            )?
        }
    });
    Ok(quote! {
        #[automatically_derived]
        impl #parameters #client::query::SelectAs for #name #arguments #conditions {
            type Model = #model::Record;

            fn columns(__columns: &mut #client::query::SelectedColumns<'_, '_, Self::Model>) {
                #(#columns)*
            }

            fn decode(
                __row: &#client::generated::Row,
            ) -> ::core::result::Result<Self, #client::generated::RowError> {
                ::core::result::Result::Ok(Self { #(#fields),* })
            }
        }
    })
}

/// What is selected for the field: what it says, or the column of its name.
fn selected(field: &Field<'_>, model: &Path) -> TokenStream {
    match &field.attributes.select {
        Some(expression) => expression.to_token_stream(),
        None => {
            let ident = field.ident;
            quote_spanned! { ident.span()=> #model::#ident }
        }
    }
}
