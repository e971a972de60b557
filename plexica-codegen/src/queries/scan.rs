//! Finds what stands in a statement outside its strings, names and comments.

use std::ops::Range;

/// A piece of a statement that says something here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// `-- …`, to the end of its line.
    Comment(&'t str),
    /// A keyword or a name without quotes.
    Word(&'t str),
    /// `:name`, and whether `?` stands behind it.
    Parameter { name: &'t str, is_optional: bool },
    /// `;`.
    Semicolon,
    /// Anything else that is not space: a string, a number, an operator.
    Other,
}

/// The tokens, and where they are.
pub(super) fn tokens(sql: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = sql[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if sql[at..].starts_with("/*") {
            at += block_comment(&sql[at..]);
            continue;
        }
        let (token, length) = next(&sql[at..], first);
        tokens.push((token, at..at + length));
        at += length;
    }
    tokens
}

fn next(rest: &str, first: char) -> (Token<'_>, usize) {
    if rest.starts_with("--") {
        let end = rest.find('\n').unwrap_or(rest.len());
        return (Token::Comment(&rest[2..end]), end);
    }
    // A cast, and the `:=` of a named argument.
    if rest.starts_with("::") || rest.starts_with(":=") {
        return (Token::Other, 2);
    }
    match first {
        ';' => (Token::Semicolon, 1),
        '\'' => (Token::Other, quoted(rest, '\'', false)),
        '"' => (Token::Other, quoted(rest, '"', false)),
        'e' | 'E' if rest[1..].starts_with('\'') => {
            (Token::Other, 1 + quoted(&rest[1..], '\'', true))
        }
        '$' => (Token::Other, dollar_quoted(rest)),
        ':' => match word(&rest[1..]) {
            0 => (Token::Other, 1),
            length => {
                let name = &rest[1..=length];
                let is_optional = rest[1 + length..].starts_with('?');
                let parameter = Token::Parameter { name, is_optional };
                (parameter, 1 + length + usize::from(is_optional))
            }
        },
        _ => match word(rest) {
            0 if first.is_ascii_digit() => (Token::Other, number(rest)),
            0 => (Token::Other, first.len_utf8()),
            length => (Token::Word(&rest[..length]), length),
        },
    }
}

/// The length of the word at the beginning.
fn word(text: &str) -> usize {
    let begins = text
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_');
    if !begins {
        return 0;
    }
    let is_part = |part: char| part.is_alphanumeric() || part == '_' || part == '$';
    text.find(|part| !is_part(part)).unwrap_or(text.len())
}

fn number(text: &str) -> usize {
    let is_part = |part: char| part.is_alphanumeric() || part == '_';
    text.find(|part| !is_part(part)).unwrap_or(text.len())
}

/// The length of what stands in quotes; a doubled quote is one of it.
fn quoted(text: &str, quote: char, has_escapes: bool) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if has_escapes && character == '\\' {
            characters.next();
        } else if character == quote {
            match characters.peek() {
                Some((_, next)) if *next == quote => {
                    characters.next();
                }
                _ => return at + 1,
            }
        }
    }
    text.len()
}

/// The length of `$tag$ … $tag$`; of a `$` that begins none, 1.
fn dollar_quoted(text: &str) -> usize {
    let tag = word(&text[1..]);
    let tag = text[1..1 + tag].trim_end_matches(|part| part != '$');
    // A word may have a `$` in it, and here it ends at the first.
    let name = tag.split('$').next().unwrap_or_default();
    let opening = format!("${name}$");
    if !text.starts_with(&opening) {
        return 1;
    }
    match text[opening.len()..].find(&opening) {
        Some(end) => opening.len() + end + opening.len(),
        None => text.len(),
    }
}

/// The length of a comment, in which there may be others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(sql: &str) -> Vec<(&str, bool)> {
        let tokens = tokens(sql).into_iter();
        tokens
            .filter_map(|(token, _)| match token {
                Token::Parameter { name, is_optional } => Some((name, is_optional)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_parameter_is_a_name_behind_a_colon() {
        assert_eq!(
            parameters("a = :a AND b = :b_2? + :ä"),
            [("a", false), ("b_2", true), ("ä", false)]
        );
        assert_eq!(parameters("(:a::int[])[1:2]"), [("a", false)]);
        assert_eq!(parameters("f(x := :y)"), [("y", false)]);
        assert_eq!(parameters("a::text, b ::int, 1:2"), []);
    }

    #[test]
    fn what_stands_in_strings_names_and_comments_is_no_parameter() {
        for sql in [
            "':a'",
            "'it''s :a'",
            "e'\\' :a'",
            "E'\\\\ :a'",
            "\":a\"",
            "\"x\"\":a\"",
            "-- :a",
            "/* :a /* :b */ :c */",
            "$$ :a $$",
            "$tag$ :a $$ :b $tag$",
            "$t_1$:a$t_1$",
            "'not closed :a",
            "$$ not closed :a",
            "/* not closed :a",
        ] {
            assert_eq!(parameters(sql), [], "{sql}");
            let behind = format!("{sql}\n:z");
            let is_closed = !sql.contains("not closed");
            assert_eq!(
                parameters(&behind).len(),
                usize::from(is_closed),
                "{behind}"
            );
        }
        // A string without escapes ends at its quote.
        assert_eq!(parameters("'\\' :a"), [("a", false)]);
        assert_eq!(parameters("name'\\' :a"), [("a", false)]);
        assert_eq!(parameters("$1 :a $2"), [("a", false)]);
    }

    #[test]
    fn words_comments_and_semicolons_are_told_apart() {
        let found: Vec<_> = tokens("-- hi\nselect x.\"y\"; 1e5")
            .into_iter()
            .map(|(token, _)| token)
            .collect();
        assert_eq!(
            found,
            [
                Token::Comment(" hi"),
                Token::Word("select"),
                Token::Word("x"),
                Token::Other,
                Token::Other,
                Token::Semicolon,
                Token::Other,
            ]
        );
    }
}
