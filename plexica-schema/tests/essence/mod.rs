//! What of a text a formatter may not lose: its words, marks, strings and comments.

/// The tokens of a text, sorted: block attributes change their place. Without commas, which may
/// stand behind the last item of a list, and without the stars of comments.
pub(crate) fn essence(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(2, |end| end + 2)
        } else if first == '"' {
            string_length(rest)
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let token = &rest[..length];
        rest = &rest[length..];
        if token.starts_with("/*") {
            let words = token.split(|c: char| c.is_whitespace() || c == '*');
            tokens.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        } else if !token.trim().is_empty() && token != "," {
            tokens.push(token.trim_end().to_owned());
        }
    }
    tokens.sort();
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// A string ends at its quote, or with the line.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return at,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
