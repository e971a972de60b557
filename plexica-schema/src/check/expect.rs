//! Values of the kind that an argument needs.

use std::fmt::Display;

use crate::{
    Span,
    ast::{Expression, Value},
    diagnostics::{Diagnostic, Sink, did_you_mean},
};

/// A string literal.
pub(super) fn string<'a>(value: &'a Expression, sink: &mut Sink) -> Option<&'a str> {
    match &value.value {
        Value::String(text) => Some(text),
        _ => wrong(
            value,
            "a string",
            "write it between double quotes: `\"text\"`",
            sink,
        ),
    }
}

/// A word: the name of a field, of a model, of a value.
pub(super) fn word<'a>(value: &'a Expression, sink: &mut Sink) -> Option<&'a str> {
    match &value.value {
        Value::Constant(text) => Some(text),
        Value::String(text) => {
            let help = format!("write it without the quotes: `{text}`");
            wrong(value, "a word", &help, sink)
        }
        _ => wrong(value, "a word", "write a name", sink),
    }
}

/// A whole number that is not negative.
pub(super) fn count(value: &Expression, sink: &mut Sink) -> Option<u32> {
    match &value.value {
        // What is too large for any limit stays too large.
        Value::Number(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(text.parse().unwrap_or(u32::MAX))
        }
        _ => {
            let help = "write a whole number without a sign, such as `10`";
            wrong(value, "a whole number", help, sink)
        }
    }
}

/// A list; one value alone is a list of one, as in Prisma.
pub(super) fn list(value: &Expression) -> &[Expression] {
    match &value.value {
        Value::Array(list) => list,
        _ => std::slice::from_ref(value),
    }
}

/// Reports that a value is of the wrong kind.
pub(super) fn wrong<T>(
    value: &Expression,
    expected: &str,
    help: &str,
    sink: &mut Sink,
) -> Option<T> {
    let found = value.describe();
    sink.push(
        Diagnostic::error(
            "plx::argument::type",
            format!("expected {expected}, found {found}"),
        )
        .at(value.span, format!("this is {found}"))
        .help(help),
    );
    None
}

/// Reports an argument that is not there.
pub(super) fn missing(
    owner: impl Display,
    span: Span,
    argument: &str,
    example: &str,
) -> Diagnostic {
    Diagnostic::error(
        "plx::argument::missing",
        format!("{owner} needs the argument `{argument}`"),
    )
    .at(span, format!("`{argument}` is missing"))
    .help(format!("write `{example}`"))
}

/// Reports a word that an argument does not know.
pub(super) fn unknown_value<T>(
    argument: &str,
    found: &str,
    known: &[&str],
    span: Span,
    sink: &mut Sink,
) -> Option<T> {
    let otherwise = || {
        let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        format!("write one of {}", names.join(", "))
    };
    sink.push(
        Diagnostic::error(
            "plx::argument::value",
            format!("`{found}` is not a value of `{argument}`"),
        )
        .at(span, "unknown value")
        .help(did_you_mean(found, known.iter().copied(), otherwise)),
    );
    None
}
