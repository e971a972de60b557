//! SQL that a schema's author writes: a condition, an expression.

use crate::{
    Span,
    diagnostics::{Diagnostic, Sink},
};

/// Whether a text can stand between parentheses in a statement and end there: its parentheses are
/// balanced, and it holds no semicolon and no comment. What stands in quotes is of no account. A
/// text that cannot is reported; whether it is right is for PostgreSQL to say.
pub(super) fn check(sql: &str, span: Span, sink: &mut Sink) -> bool {
    let Some(problem) = problem(sql) else {
        return true;
    };
    sink.push(
        Diagnostic::error("plx::sql::not_an_expression", format!("this SQL {problem}"))
            .at(span, "one expression is needed here")
            .help("write one expression, as it would stand in a `SELECT`"),
    );
    false
}

fn problem(sql: &str) -> Option<&'static str> {
    let mut open = Vec::new();
    let mut before = ' ';
    let mut rest = sql.chars();
    while let Some(c) = rest.next() {
        match c {
            '\0' => return Some("has a NUL in it"),
            // In an escape string a backslash may stand before a quote that ends nothing.
            '\'' if matches!(before, 'e' | 'E') => return Some("has an escape string in it"),
            '\'' | '"' if !rest.any(|other| other == c) => {
                return Some("has a quote without an end");
            }
            '(' => open.push(')'),
            '[' => open.push(']'),
            ')' | ']' if open.pop() != Some(c) => {
                return Some("closes a bracket that it has not opened");
            }
            ';' => return Some("has a semicolon in it"),
            '-' if before == '-' => return Some("has a comment in it"),
            '*' if before == '/' => return Some("has a comment in it"),
            '$' => return Some("has a `$` in it"),
            _ => {}
        }
        before = c;
    }
    (!open.is_empty()).then_some("has a bracket without an end")
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn an_expression_is_taken() {
        for sql in [
            "a = 1",
            "lower(a) = 'it''s; --'",
            "\"a;b\" IS NULL",
            "x[1] - -2",
            "a ~ '^\\w+$'",
        ] {
            assert_eq!(problem(sql), None, "{sql}");
        }
    }

    #[test]
    fn what_would_leave_its_place_is_not() {
        for sql in [
            "a) OR (b",
            "a; DROP TABLE b",
            "a -- b",
            "a /* b",
            "(a",
            "'a",
            "$$a;$$",
            "$a$ ' $a$",
            "(a]",
            r"a = E'\'' OR ('",
            "a\0",
        ] {
            assert!(problem(sql).is_some(), "{sql}");
        }
    }
}
