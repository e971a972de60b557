//! The struct that a derive is on.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Fields, Ident, Type, ext::IdentExt};

use crate::attributes::{FieldAttributes, StructAttributes};

/// A struct with named fields.
pub(crate) struct Record<'a> {
    pub(crate) attributes: StructAttributes,
    pub(crate) fields: Vec<Field<'a>>,
}

/// A field of it.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) r#type: &'a Type,
    pub(crate) attributes: FieldAttributes,
}

impl<'a> Record<'a> {
    /// # Errors
    /// When it is no struct with named fields, or says of itself what is not understood.
    pub(crate) fn of(input: &'a DeriveInput) -> syn::Result<Self> {
        let attributes = StructAttributes::of(&input.attrs)?;
        let fields = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => &fields.named,
                Fields::Unnamed(_) | Fields::Unit => return Err(not_named(&input.ident)),
            },
            Data::Enum(_) | Data::Union(_) => return Err(not_named(&input.ident)),
        };
        let fields = fields.iter().filter_map(|field| {
            let ident = field.ident.as_ref()?;
            Some(FieldAttributes::of(&field.attrs).map(|attributes| Field {
                ident,
                r#type: &field.ty,
                attributes,
            }))
        });
        Ok(Self {
            attributes,
            fields: fields.collect::<syn::Result<_>>()?,
        })
    }

    /// The path of `plexica_client`.
    pub(crate) fn client(&self) -> TokenStream {
        match &self.attributes.client {
            Some(path) => path.to_token_stream(),
            None => quote! { ::plexica_client },
        }
    }
}

impl Field<'_> {
    /// Its name, also where that is a keyword.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

fn not_named(ident: &Ident) -> syn::Error {
    syn::Error::new(
        ident.span(),
        "a row becomes a struct with named fields: columns are known by their names",
    )
}
