//! Columns with types of the program's own: what they are in Rust, and how in the database.

use plexica_schema::schema::{
    Arity, FieldType, ModelWalker, RustRoot, RustType, ScalarFieldWalker, ScalarType,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::Names;

/// A type of the program's own, as the generated code names it.
pub(super) fn path(own: &RustType) -> TokenStream {
    let segments = own.segments.iter().map(|segment| {
        let name = match segment.name.strip_prefix("r#") {
            Some(name) => Ident::new_raw(name, Span::call_site()),
            None => Ident::new(&segment.name, Span::call_site()),
        };
        let arguments: Vec<_> = segment.arguments.iter().map(path).collect();
        match arguments.as_slice() {
            [] => quote! { #name },
            arguments => quote! { #name<#(#arguments),*> },
        }
    });
    let path = quote! { #(#segments)::* };
    match own.root {
        RustRoot::Crate => quote! { crate::#path },
        RustRoot::Extern => quote! { ::#path },
        RustRoot::Language => path,
    }
}

/// What a column with a type of the program's own is of.
pub(super) fn column_type(field: ScalarFieldWalker<'_>, names: &Names) -> Option<TokenStream> {
    let name = names.typed(field)?;
    Some(quote! { typed::#name })
}

/// The module with an alias for each such column: their types are long, and stand in many places.
pub(super) fn aliases(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let aliases = model.scalar_fields().filter_map(|field| {
        let (name, own) = (names.typed(field)?, path(field.rust_type()?));
        let docs = format!(" The column of `{}`.", field.name());
        let codec = match field.r#type() {
            FieldType::Scalar(ScalarType::Json) => quote! { AsJson },
            _ => quote! { AsText },
        };
        let column = match field.arity() {
            Arity::Required => quote! { Typed },
            Arity::Optional => quote! { OptionalTyped },
            Arity::List => quote! { TypedList },
        };
        Some(quote! {
            #[doc = #docs]
            pub type #name = value::#column<#own, value::#codec>;
        })
    });
    let aliases: Vec<TokenStream> = aliases.collect();
    if aliases.is_empty() {
        return TokenStream::new();
    }
    quote! {
        /// The columns with types of the program's own: how their values are in the database.
        pub mod typed {
            use ::plexica_client::value;

            #(#aliases)*
        }
    }
}
