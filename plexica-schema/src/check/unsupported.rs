//! `Unsupported("…")`: a column of a type that the language does not know.

use super::arguments::Arguments;
use crate::{
    ast::{Expression, TypeReference, Value},
    diagnostics::{Diagnostic, Sink},
};

/// The type's name in SQL.
pub(super) fn read(reference: &TypeReference, sink: &mut Sink) -> Option<String> {
    let Some(list) = &reference.arguments else {
        refuse(reference.span, "the type's name is missing", sink);
        return None;
    };
    let mut arguments = Arguments::of_type("Unsupported", list);
    let value = arguments.take_unnamed();
    arguments.finish(sink);
    match value {
        Some(Expression {
            value: Value::String(sql),
            ..
        }) if is_type_name(sql) => Some(sql.clone()),
        Some(value) => {
            refuse(value.span, "this does not name a type", sink);
            None
        }
        None => {
            // A named argument was refused by `finish`.
            if list.list.is_empty() {
                refuse(list.span, "the type's name is missing", sink);
            }
            None
        }
    }
}

fn refuse(span: crate::Span, label: &str, sink: &mut Sink) {
    sink.push(
        Diagnostic::error(
            "plx::type::unsupported",
            "`Unsupported` takes the name of a PostgreSQL type, as a string",
        )
        .at(span, label)
        .help(
            "write `Unsupported(\"tsvector\")`, with the type as it would stand in `CREATE TABLE`",
        ),
    );
}

/// Whether a text names a type and nothing more, since it goes into `CREATE TABLE` as it stands:
/// words and quoted names with dots between them, then perhaps modifiers and array bounds
/// (PostgreSQL's grammar, `Typename`).
fn is_type_name(sql: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = sql.chars();
    let mut has_name = false;
    while let Some(c) = rest.next() {
        match c {
            '"' if rest.any(|other| other == '"') => has_name = true,
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ',' if depth > 0 => {}
            '[' | ']' | '.' | ' ' => {}
            c if c.is_alphanumeric() || c == '_' => has_name = true,
            _ => return false,
        }
    }
    has_name && depth == 0
}

#[cfg(test)]
mod tests {
    use super::is_type_name;

    #[test]
    fn a_types_name_is_taken() {
        for sql in [
            "circle",
            "double precision",
            "geometry(Point, 4326)",
            "character varying(20)",
            "extensions.\"my, type\"",
            "int4[3]",
        ] {
            assert!(is_type_name(sql), "{sql}");
        }
    }

    #[test]
    fn what_would_leave_the_column_is_not() {
        for sql in [
            "",
            " ",
            "int, b int",
            "int); DROP TABLE a",
            "int -- x",
            "int DEFAULT 'a'",
            "\"int",
            "int(",
            "(1)x)",
        ] {
            assert!(!is_type_name(sql), "{sql}");
        }
    }
}
