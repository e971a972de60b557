//! Patterns of `LIKE`, whose wildcards are `%` and `_` and whose escape is `\`.

/// What has the text in it.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", escape(text))
}

/// What starts with the text.
pub(crate) fn starting_with(text: &str) -> String {
    format!("{}%", escape(text))
}

/// What ends with the text.
pub(crate) fn ending_with(text: &str) -> String {
    format!("%{}", escape(text))
}

/// The text itself.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn wildcards_in_a_searched_text_mean_themselves() {
        assert_eq!(escape(r"50%_off\"), r"50\%\_off\\");
    }
}
