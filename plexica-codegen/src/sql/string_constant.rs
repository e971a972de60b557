/// A text in quotes, as Prisma writes it: a backslash stands for itself, since
/// `standard_conforming_strings` is on (PostgreSQL manual, section 4.1.2.1).
pub(super) fn string_constant(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::string_constant;

    #[test]
    fn a_quote_is_doubled_and_a_backslash_is_not() {
        assert_eq!(string_constant(r"it's a\b"), r"'it''s a\b'");
    }
}
