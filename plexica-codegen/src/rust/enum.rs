use plexica_schema::schema::EnumWalker;
use proc_macro2::TokenStream;
use quote::quote;

use super::{column, docs::docs, names::Names};

/// A Rust enum, and what makes it a column's type.
pub(super) fn emit(r#enum: EnumWalker<'_>, names: &Names) -> TokenStream {
    let name = names.r#enum(r#enum.id());
    let variants = names.variants(r#enum);
    let type_docs = docs(
        r#enum.documentation(),
        &format!("The enum `{}` of the schema.", r#enum.name()),
    );
    let value_names: Vec<&str> = r#enum.values().map(|value| value.name).collect();
    let labels: Vec<&str> = r#enum.values().map(|value| value.database_name).collect();
    let variant_docs = r#enum
        .values()
        .map(|value| docs(value.documentation, &format!("`{}`.", value.name)));
    let database_name = r#enum.database_name();
    let scope = column::scope(r#enum.scope());
    quote! {
        #type_docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(crate = "plexica_client::generated::serde")]
        pub enum #name {
            #(
                #variant_docs
                #[serde(rename = #value_names)]
                #variants,
            )*
        }

        impl #name {
            #[doc(hidden)]
            pub const DEF: &'static EnumDef = &EnumDef {
                name: #database_name,
                scope: #scope,
                labels: &[#(#labels),*],
            };

            /// Every value, in the order of the schema.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
        }

        impl EnumScalar for #name {
            fn label(self) -> &'static str {
                match self {
                    #(Self::#variants => #labels,)*
                }
            }

            fn from_label(label: &str) -> Option<Self> {
                match label {
                    #(#labels => Some(Self::#variants),)*
                    _ => None,
                }
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(match self {
                    #(Self::#variants => #value_names,)*
                })
            }
        }
    }
}
