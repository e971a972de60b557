//! What a column is in Rust and to the client.

use plexica_schema::schema::{
    Arity, DateTimeLibrary, DefaultValue, FieldType, NativeType, ScalarFieldWalker, ScalarType,
    Scope, UuidVersion,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::{names::Names, typed};

/// The type of a record's field.
pub(super) fn rust_type(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    let scalar = match field.rust_type() {
        Some(own) => typed::path(own),
        None => scalar_type(field, names),
    };
    match field.arity() {
        Arity::Required => scalar,
        Arity::Optional => quote! { Option<#scalar> },
        Arity::List => quote! { Vec<#scalar> },
    }
}

/// What a column is of: what [`rust_type`] gives, or how a type of the program's own is in the
/// database.
pub(super) fn column_type(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    typed::column_type(field, names).unwrap_or_else(|| rust_type(field, names))
}

/// The type that a column has in a compound key, which is without `NULL`.
pub(super) fn key_type(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    match (typed::column_type(field, names), field.arity()) {
        (None, _) => scalar_type(field, names),
        (Some(column), Arity::Optional) => quote! { <#column as ColumnValue>::Key },
        (Some(column), _) => column,
    }
}

/// The type of a column's values, `NULL` aside.
pub(super) fn scalar_type(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    let scalar = match field.r#type() {
        FieldType::Enum(id) => {
            let name = names.r#enum(*id);
            return quote! { super::#name };
        }
        FieldType::Scalar(scalar) => *scalar,
        FieldType::Unsupported(_) => return invisible(),
    };
    let jiff = field.schema().client().datetime == DateTimeLibrary::Jiff;
    match (scalar, native_type(field, scalar)) {
        (ScalarType::String, NativeType::Uuid) => quote! { generated::Uuid },
        (ScalarType::String, NativeType::Inet) => quote! { generated::IpInet },
        (ScalarType::String, _) => quote! { String },
        (ScalarType::Boolean, _) => quote! { bool },
        (ScalarType::Int, NativeType::SmallInt) => quote! { i16 },
        (ScalarType::Int, NativeType::Oid) => quote! { u32 },
        (ScalarType::Int, _) => quote! { i32 },
        (ScalarType::BigInt, _) => quote! { i64 },
        (ScalarType::Float, NativeType::Real) => quote! { f32 },
        (ScalarType::Float, _) => quote! { f64 },
        (ScalarType::Decimal, _) => quote! { generated::rust_decimal::Decimal },
        (ScalarType::DateTime, NativeType::Date) if jiff => quote! { generated::jiff::civil::Date },
        (ScalarType::DateTime, NativeType::Time(_)) if jiff => {
            quote! { generated::jiff::civil::Time }
        }
        (ScalarType::DateTime, NativeType::Timetz(_)) if jiff => {
            quote! { generated::TimeWithOffset<generated::jiff::civil::Time> }
        }
        (ScalarType::DateTime, NativeType::Timetz(_)) => {
            quote! { generated::TimeWithOffset<generated::chrono::NaiveTime> }
        }
        (ScalarType::DateTime, _) if jiff => quote! { generated::jiff::Timestamp },
        (ScalarType::DateTime, NativeType::Date) => quote! { generated::chrono::NaiveDate },
        (ScalarType::DateTime, NativeType::Time(_)) => quote! { generated::chrono::NaiveTime },
        (ScalarType::DateTime, _) => quote! { generated::chrono::DateTime<generated::chrono::Utc> },
        (ScalarType::Json, _) => quote! { generated::serde_json::Value },
        (ScalarType::Bytes, _) => quote! { Vec<u8> },
    }
}

/// In place of the type of a column that programs do not see, and that no walker gives here.
fn invisible() -> TokenStream {
    quote! { compile_error!("a column of this type is not visible") }
}

fn native_type(field: ScalarFieldWalker<'_>, scalar: ScalarType) -> NativeType {
    field
        .native_type()
        .unwrap_or_else(|| NativeType::default_for(scalar))
}

/// The `ColumnDef` of a column.
pub(super) fn definition(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    let (name, column) = (field.name(), field.database_name());
    let r#type = pg_type(field, names);
    let is_list = field.arity() == Arity::List;
    let is_optional = field.arity() == Arity::Optional;
    let is_generated = field.generated().is_some();
    let on_create = match generated_value(field) {
        Some(value) => quote! { Some(GeneratedValue::#value) },
        None => quote! { None },
    };
    quote! {
        ColumnDef {
            field: #name,
            name: #column,
            r#type: #r#type,
            is_list: #is_list,
            is_optional: #is_optional,
            is_generated: #is_generated,
            on_create: #on_create
        }
    }
}

/// The `PgType` of a column.
fn pg_type(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    let scalar = match field.r#type() {
        FieldType::Enum(id) => {
            let name = names.r#enum(*id);
            return quote! { PgType::Enum(super::#name::DEF) };
        }
        FieldType::Scalar(scalar) => *scalar,
        FieldType::Unsupported(_) => return invisible(),
    };
    let variant = match native_type(field, scalar) {
        NativeType::SmallInt => "SmallInt",
        NativeType::Integer => "Integer",
        NativeType::BigInt => "BigInt",
        NativeType::Decimal(_) => "Numeric",
        NativeType::Money => "Money",
        NativeType::Inet => "Inet",
        NativeType::Oid => "Oid",
        NativeType::Citext => {
            let schema = field.schema().datasource().schema_of_extension("citext");
            return quote! { PgType::Citext(#schema) };
        }
        NativeType::Real => "Real",
        NativeType::DoublePrecision => "Double",
        NativeType::VarChar(_) => "VarChar",
        NativeType::Char(_) => "Char",
        NativeType::Text => "Text",
        NativeType::ByteA => "Bytea",
        NativeType::Timestamp(_) => "Timestamp",
        NativeType::Timestamptz(_) => "Timestamptz",
        NativeType::Date => "Date",
        NativeType::Time(_) => "Time",
        NativeType::Timetz(_) => "Timetz",
        NativeType::Boolean => "Boolean",
        NativeType::Bit(_) => "Bit",
        NativeType::VarBit(_) => "VarBit",
        NativeType::Uuid => "Uuid",
        NativeType::Xml => "Xml",
        NativeType::Json => "Json",
        NativeType::JsonB => "JsonB",
    };
    let variant = Ident::new(variant, Span::call_site());
    quote! { PgType::#variant }
}

/// Whether an update may say what to do with the column's value: numbers and lists.
pub(super) fn takes_changes(field: ScalarFieldWalker<'_>) -> bool {
    let FieldType::Scalar(scalar) = field.r#type() else {
        return field.arity() == Arity::List;
    };
    match scalar {
        _ if field.arity() == Arity::List => true,
        ScalarType::Int => native_type(field, *scalar) != NativeType::Oid,
        ScalarType::BigInt | ScalarType::Float | ScalarType::Decimal => true,
        _ => false,
    }
}

/// Whether the client makes the column's value in a new row.
pub(super) fn has_generated_value(field: ScalarFieldWalker<'_>) -> bool {
    generated_value(field).is_some()
}

/// What the client puts into the column of a new row, where the database does not.
fn generated_value(field: ScalarFieldWalker<'_>) -> Option<TokenStream> {
    match field.default() {
        Some(DefaultValue::Uuid(UuidVersion::V4)) => Some(quote! { UuidV4 }),
        Some(DefaultValue::Uuid(UuidVersion::V7)) => Some(quote! { UuidV7 }),
        Some(DefaultValue::Cuid(1)) => Some(quote! { Cuid }),
        Some(DefaultValue::Cuid(_)) => Some(quote! { Cuid2 }),
        Some(DefaultValue::Ulid) => Some(quote! { Ulid }),
        Some(DefaultValue::Nanoid(length)) => {
            let length = Literal::u8_unsuffixed(*length);
            Some(quote! { Nanoid(#length) })
        }
        None if field.is_updated_at() => Some(quote! { Now }),
        _ => None,
    }
}

/// The `ScopeDef` of a table or a type.
pub(super) fn scope(scope: &Scope) -> TokenStream {
    match scope {
        Scope::Core { schema } => quote! { ScopeDef::Core(#schema) },
        Scope::Tenant => quote! { ScopeDef::Tenant },
    }
}
