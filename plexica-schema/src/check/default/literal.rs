use super::{decimal_text, mismatch, text_formats};
use crate::{
    ast::{Expression, Value},
    check::{
        draft::{Draft, ScalarFieldDraft},
        types::unknown_word,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, DefaultValue, EnumId, FieldType, NativeType, ScalarType},
};

/// How many values of an enum a message lists.
const MAX_LISTED: usize = 32;

/// A value that is written out.
pub(super) fn check(
    draft: &Draft<'_>,
    field: &ScalarFieldDraft<'_>,
    value: &Expression,
    sink: &mut Sink,
) -> Option<DefaultValue> {
    let scalar = match field.r#type {
        FieldType::Scalar(scalar) => scalar,
        FieldType::Enum(id) => return enum_value(draft, field, id, value, sink),
        FieldType::Unsupported(_) => {
            return mismatch(field, value, example(draft, field), sink);
        }
    };
    match (scalar, &value.value) {
        (ScalarType::Boolean, Value::Constant(word)) if word == "true" || word == "false" => {
            Some(DefaultValue::Boolean(word == "true"))
        }
        (ScalarType::Int | ScalarType::BigInt, Value::Number(number)) => {
            integer(field, value, number, sink)
        }
        (ScalarType::Float | ScalarType::Decimal, Value::Number(number)) => {
            decimal_text::plain(number).as_deref().map(decimal)
        }
        // In quotes too, as in Prisma, so that no digit is lost on the way.
        (ScalarType::Decimal, Value::String(number)) => match decimal_text::plain(number) {
            Some(plain) => Some(decimal(&plain)),
            None => mismatch(field, value, example(draft, field), sink),
        },
        (
            ScalarType::String | ScalarType::Json | ScalarType::Bytes | ScalarType::DateTime,
            Value::String(text),
        ) => match text_formats::problem(field, text) {
            None => Some(DefaultValue::String(text.clone())),
            Some((problem, help)) => invalid(value, problem, help, sink),
        },
        _ => mismatch(field, value, example(draft, field), sink),
    }
}

fn decimal(number: &str) -> DefaultValue {
    if number.contains('.') {
        DefaultValue::Float(number.to_owned())
    } else {
        DefaultValue::Integer(number.to_owned())
    }
}

fn enum_value(
    draft: &Draft<'_>,
    field: &ScalarFieldDraft<'_>,
    id: EnumId,
    value: &Expression,
    sink: &mut Sink,
) -> Option<DefaultValue> {
    let r#enum = draft.r#enum(id);
    let names = || {
        r#enum
            .values
            .iter()
            .map(|value| value.ast.name.text.as_str())
    };
    let Value::Constant(word) = &value.value else {
        return mismatch(field, value, example(draft, field), sink);
    };
    if r#enum.value_names.contains(word.as_str()) {
        return Some(DefaultValue::EnumValue(word.clone()));
    }
    let mut unknown = r#enum.ast.lines.iter().filter_map(unknown_word);
    if unknown.any(|name| name == word) {
        return None;
    }
    let help = sink.did_you_mean(word, names(), || {
        let mut listed: Vec<_> = names()
            .take(MAX_LISTED)
            .map(|name| format!("`{name}`"))
            .collect();
        if r#enum.values.len() > MAX_LISTED {
            listed.push("…".to_owned());
        }
        format!("its values are {}", listed.join(", "))
    });
    sink.push(
        Diagnostic::error(
            "plx::default::enum_value",
            format!("`{}` has no value `{word}`", r#enum.name),
        )
        .at(value.span, "unknown value")
        .at(r#enum.ast.header(), "the enum")
        .help(help),
    );
    None
}

fn integer(
    field: &ScalarFieldDraft<'_>,
    value: &Expression,
    number: &str,
    sink: &mut Sink,
) -> Option<DefaultValue> {
    let (min, max) = match field.column_type() {
        Some(NativeType::SmallInt) => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Some(NativeType::Oid) => (0, i64::from(u32::MAX)),
        Some(NativeType::BigInt) => (i64::MIN, i64::MAX),
        _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
    };
    if number.contains('.') {
        return mismatch(
            field,
            value,
            "write a whole number, such as `@default(0)`",
            sink,
        );
    }
    match number.parse::<i64>() {
        Ok(parsed) if (min..=max).contains(&parsed) => {
            Some(DefaultValue::Integer(parsed.to_string()))
        }
        _ => invalid(
            value,
            format!("`{number}` does not fit the column `{}`", field.name()),
            format!("write a number from {min} to {max}, or choose a larger type for the column"),
            sink,
        ),
    }
}

fn invalid<T>(value: &Expression, problem: String, help: String, sink: &mut Sink) -> Option<T> {
    sink.push(
        Diagnostic::error("plx::default::value", problem)
            .at(value.span, "this value cannot be stored")
            .help(help),
    );
    None
}

/// What to write as the default of a column.
pub(super) fn example(draft: &Draft<'_>, field: &ScalarFieldDraft<'_>) -> String {
    if field.arity == Arity::List && !field.is_unsupported() {
        return "write a list: `@default([])`".to_owned();
    }
    let scalar = match field.r#type {
        FieldType::Scalar(scalar) => scalar,
        FieldType::Enum(id) => {
            let r#enum = draft.r#enum(id);
            let first = r#enum.values.first();
            let first = first.map_or("VALUE", |value| &value.ast.name.text);
            return format!(
                "write a value of `{}`, such as `@default({first})`",
                r#enum.name
            );
        }
        FieldType::Unsupported(_) => {
            return "write it in SQL: `@default(dbgenerated(\"…\"))`".to_owned();
        }
    };
    let example = match scalar {
        ScalarType::String => "write text in quotes: `@default(\"text\")`",
        ScalarType::Boolean => "write `@default(true)` or `@default(false)`",
        ScalarType::Int | ScalarType::BigInt => "write a whole number: `@default(0)`",
        ScalarType::Float | ScalarType::Decimal => "write a number: `@default(1.5)`",
        ScalarType::DateTime => {
            "write `@default(now())`, or a time such as `@default(\"2026-01-31T12:00:00Z\")`"
        }
        ScalarType::Json => "write JSON in quotes: `@default(\"{}\")`",
        ScalarType::Bytes => "write base64 in quotes: `@default(\"SGVsbG8=\")`",
    };
    example.to_owned()
}
