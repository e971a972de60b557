use super::split::Lexer;

/// The number of the last parameter that a statement names, `$1` being the first; `None` where its text
/// is not complete, about which the server has more to say.
pub(crate) fn parameters_in(sql: &str) -> Option<usize> {
    let mut lexer = Lexer::new(sql);
    let mut last = 0;
    while lexer.peek().is_some() {
        if lexer.comment().ok()? {
            continue;
        }
        if let Some(rest) = lexer.rest().strip_prefix('$') {
            let end = rest.find(|digit: char| !digit.is_ascii_digit());
            let number = rest[..end.unwrap_or(rest.len())].parse();
            last = last.max(number.unwrap_or(0));
        }
        lexer.token().ok()?;
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::parameters_in;

    #[test]
    fn parameters_are_told_from_what_looks_like_them() {
        for (sql, expected) in [
            ("SELECT 1", Some(0)),
            ("SELECT $1::int + $2", Some(2)),
            ("SELECT $12, $3", Some(12)),
            (
                "SELECT '$1', \"$2\", $$ $3 $$, $a$ $4 $a$, E'\\'$5' -- $6\n/* $7 */",
                Some(0),
            ),
            ("SELECT a$1, $1 FROM t", Some(1)),
            ("SELECT($2)", Some(2)),
            ("SELECT 'open, $1", None),
            ("", Some(0)),
        ] {
            assert_eq!(parameters_in(sql), expected, "{sql}");
        }
    }
}
