//! What PostgreSQL's own types are in Rust and to the client.

use plexica_schema::schema::{DateTimeLibrary, Schema};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// What the client reads and sends as itself: PostgreSQL's name, the client's, and Rust's.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) pg_type: TokenStream,
    pub(super) rust: TokenStream,
    /// The type that a parameter is cast to, where it is sent as text.
    pub(super) cast: Option<String>,
}

/// A type of PostgreSQL's own.
pub(super) fn own(schema: &Schema, name: &str) -> Option<Known> {
    let jiff = schema.client().datetime == DateTimeLibrary::Jiff;
    let (variant, rust) = match name {
        "bool" => ("Boolean", quote! { bool }),
        "int2" => ("SmallInt", quote! { i16 }),
        "int4" => ("Integer", quote! { i32 }),
        "int8" => ("BigInt", quote! { i64 }),
        "oid" => ("Oid", quote! { u32 }),
        "float4" => ("Real", quote! { f32 }),
        "float8" => ("Double", quote! { f64 }),
        "numeric" => ("Numeric", quote! { generated::rust_decimal::Decimal }),
        "text" | "varchar" => ("Text", quote! { String }),
        "bpchar" => ("Char", quote! { String }),
        "bytea" => ("Bytea", quote! { Vec<u8> }),
        "uuid" => ("Uuid", quote! { generated::Uuid }),
        "inet" => ("Inet", quote! { generated::IpInet }),
        "json" => ("Json", quote! { generated::serde_json::Value }),
        "jsonb" => ("JsonB", quote! { generated::serde_json::Value }),
        "timestamp" | "timestamptz" => {
            let variant = if name == "timestamp" {
                "Timestamp"
            } else {
                "Timestamptz"
            };
            let rust = match jiff {
                true => quote! { generated::jiff::Timestamp },
                false => quote! { generated::chrono::DateTime<generated::chrono::Utc> },
            };
            (variant, rust)
        }
        "date" if jiff => ("Date", quote! { generated::jiff::civil::Date }),
        "date" => ("Date", quote! { generated::chrono::NaiveDate }),
        "time" if jiff => ("Time", quote! { generated::jiff::civil::Time }),
        "time" => ("Time", quote! { generated::chrono::NaiveTime }),
        "timetz" if jiff => (
            "Timetz",
            quote! { generated::TimeWithOffset<generated::jiff::civil::Time> },
        ),
        "timetz" => (
            "Timetz",
            quote! { generated::TimeWithOffset<generated::chrono::NaiveTime> },
        ),
        _ => return None,
    };
    let variant = format_ident!("{variant}");
    Some(Known {
        pg_type: quote! { #variant },
        rust,
        cast: None,
    })
}

/// What an argument is of.
pub(super) fn argument_type(known: &Known, is_optional: bool) -> TokenStream {
    let rust = &known.rust;
    match is_optional {
        true => quote! { Option<#rust> },
        false => quote! { #rust },
    }
}

/// The same, or an array of it.
pub(super) fn listed(known: Known, is_array: bool) -> Known {
    match is_array {
        false => known,
        true => {
            let rust = &known.rust;
            Known {
                rust: quote! { Vec<#rust> },
                ..known
            }
        }
    }
}
