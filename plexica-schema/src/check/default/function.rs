use super::{mismatch, sequence};
use crate::{
    ast::{Expression, Function},
    check::{arguments::Arguments, draft::ScalarFieldDraft, expect},
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{Arity, DefaultValue, FieldType, NativeType, ScalarType, UuidVersion},
};

const FUNCTIONS: [&str; 8] = [
    "now",
    "autoincrement",
    "sequence",
    "uuid",
    "cuid",
    "ulid",
    "nanoid",
    "dbgenerated",
];

/// A value that a function makes.
pub(super) fn check(
    field: &ScalarFieldDraft<'_>,
    value: &Expression,
    call: &Function,
    sink: &mut Sink,
) -> Option<DefaultValue> {
    let mut arguments = Arguments::of_function(call);
    let default = match call.name.text.as_str() {
        "now" => Some(DefaultValue::Now),
        "autoincrement" => Some(DefaultValue::Autoincrement),
        "sequence" => {
            sequence::read(field, value.span, &mut arguments, sink).map(DefaultValue::Sequence)
        }
        "ulid" => Some(DefaultValue::Ulid),
        "uuid" => uuid(&mut arguments, sink),
        "cuid" => cuid(&mut arguments, sink),
        "nanoid" => nanoid(&mut arguments, sink),
        "dbgenerated" => database_generated(&mut arguments, sink),
        unknown => {
            arguments.discard();
            let otherwise = || {
                format!(
                    "the functions are {}",
                    FUNCTIONS.map(|name| format!("`{name}()`")).join(", ")
                )
            };
            sink.push(
                Diagnostic::error(
                    "plx::default::function",
                    format!("unknown function `{unknown}()`"),
                )
                .at(call.name.span, "unknown function")
                .help(did_you_mean(unknown, FUNCTIONS, otherwise)),
            );
            return None;
        }
    };
    arguments.finish(sink);
    let default = default?;
    match misfit(field, &default) {
        None => Some(default),
        Some(help) => mismatch(field, value, help, sink),
    }
}

/// What to write where a function does not fit its column.
fn misfit(field: &ScalarFieldDraft<'_>, default: &DefaultValue) -> Option<String> {
    if matches!(default, DefaultValue::DatabaseGenerated(_)) {
        return None;
    }
    if field.arity == Arity::List && !field.is_unsupported() {
        return Some("write a list: `@default([])`".to_owned());
    }
    let (needed, function) = match default {
        DefaultValue::Now => (ScalarType::DateTime, "now()"),
        DefaultValue::Autoincrement => (ScalarType::Int, "autoincrement()"),
        DefaultValue::Sequence(_) => (ScalarType::Int, "sequence()"),
        DefaultValue::Uuid(_) => (ScalarType::String, "uuid()"),
        DefaultValue::Cuid(_) => (ScalarType::String, "cuid()"),
        DefaultValue::Ulid => (ScalarType::String, "ulid()"),
        _ => (ScalarType::String, "nanoid()"),
    };
    let FieldType::Scalar(found) = field.r#type else {
        return Some(match field.r#type {
            FieldType::Unsupported(_) => {
                "write it in SQL: `@default(dbgenerated(\"…\"))`".to_owned()
            }
            _ => "write a value of the enum".to_owned(),
        });
    };
    let is_counter = matches!(
        default,
        DefaultValue::Autoincrement | DefaultValue::Sequence(_)
    );
    let is_number = is_counter && found == ScalarType::BigInt;
    if found != needed && !is_number {
        let or = if needed == ScalarType::Int {
            " or `BigInt`"
        } else {
            ""
        };
        return Some(format!(
            "`{function}` is for columns of type `{needed:?}`{or}"
        ));
    }
    fits_column(field, default)
}

/// What to write where a function fits the field's type, but not the column's.
fn fits_column(field: &ScalarFieldDraft<'_>, default: &DefaultValue) -> Option<String> {
    let length = match default {
        DefaultValue::Autoincrement | DefaultValue::Sequence(_) => {
            if field.arity == Arity::Optional {
                return Some("make the column required: a counter is never null".to_owned());
            }
            let is_oid = field.column_type() == Some(NativeType::Oid);
            return is_oid.then(|| "write `@db.Integer` or `@db.SmallInt`".to_owned());
        }
        DefaultValue::Uuid(_) => 36,
        DefaultValue::Cuid(1) => 25,
        DefaultValue::Cuid(_) => 24,
        DefaultValue::Ulid => 26,
        DefaultValue::Nanoid(length) => u32::from(*length),
        _ => return None,
    };
    match field.column_type()? {
        NativeType::Text | NativeType::Citext | NativeType::VarChar(None) => None,
        NativeType::Uuid if matches!(default, DefaultValue::Uuid(_)) => None,
        NativeType::VarChar(Some(max)) | NativeType::Char(Some(max)) if max >= length => None,
        NativeType::VarChar(_) | NativeType::Char(_) => {
            Some(format!("make the column at least {length} characters long"))
        }
        NativeType::Uuid => Some("write `@default(uuid())`, or take `@db.Uuid` away".to_owned()),
        _ => Some("store it as text: take the `@db.` attribute away".to_owned()),
    }
}

fn uuid(arguments: &mut Arguments<'_>, sink: &mut Sink) -> Option<DefaultValue> {
    match version(arguments, 4, &[4, 7], sink)? {
        7 => Some(DefaultValue::Uuid(UuidVersion::V7)),
        _ => Some(DefaultValue::Uuid(UuidVersion::V4)),
    }
}

fn cuid(arguments: &mut Arguments<'_>, sink: &mut Sink) -> Option<DefaultValue> {
    version(arguments, 1, &[1, 2], sink).map(DefaultValue::Cuid)
}

fn nanoid(arguments: &mut Arguments<'_>, sink: &mut Sink) -> Option<DefaultValue> {
    let Some(value) = arguments.take_unnamed() else {
        return Some(DefaultValue::Nanoid(21));
    };
    let length = expect::count(value, sink)?;
    match u8::try_from(length) {
        Ok(length @ 2..) => Some(DefaultValue::Nanoid(length)),
        _ => invalid(
            value,
            "a nanoid has 2 to 255 characters",
            "write a length from 2 to 255",
            sink,
        ),
    }
}

fn version(arguments: &mut Arguments<'_>, usual: u8, known: &[u8], sink: &mut Sink) -> Option<u8> {
    let Some(value) = arguments.take_unnamed() else {
        return Some(usual);
    };
    let number = expect::count(value, sink)?;
    let version = known
        .iter()
        .copied()
        .find(|known| u32::from(*known) == number);
    if version.is_none() {
        let names: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
        let help = format!("write {}", names.join(" or "));
        return invalid(value, "there is no such version", &help, sink);
    }
    version
}

fn database_generated(arguments: &mut Arguments<'_>, sink: &mut Sink) -> Option<DefaultValue> {
    let Some(value) = arguments.take_unnamed() else {
        return Some(DefaultValue::DatabaseGenerated(None));
    };
    let sql = expect::string(value, sink)?;
    if sql.trim().is_empty() {
        let help = "write the expression, or `dbgenerated()` where only the database knows it";
        return invalid(value, "this expression is empty", help, sink);
    }
    Some(DefaultValue::DatabaseGenerated(Some(sql.to_owned())))
}

fn invalid<T>(value: &Expression, problem: &str, help: &str, sink: &mut Sink) -> Option<T> {
    sink.push(
        Diagnostic::error("plx::default::argument", problem)
            .at(value.span, "out of range")
            .help(help),
    );
    None
}
