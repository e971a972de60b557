//! Which columns an SQL expression is sure to name.
//!
//! An expression is not parsed, so a name counts only where nothing but a column can stand: between
//! operators, brackets, commas, and the words that join conditions. A type, a function, a field of
//! `extract` never stands so.

/// What an unquoted word is to PostgreSQL, which is no column.
const NO_COLUMNS: [&str; 18] = [
    "array",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "false",
    "localtime",
    "localtimestamp",
    "null",
    "row",
    "session_user",
    "system_user",
    "true",
    "user",
];

const WORDS_BEFORE: [&str; 11] = [
    "and", "between", "case", "else", "ilike", "in", "like", "not", "or", "then", "when",
];
const WORDS_BEHIND: [&str; 14] = [
    "and", "between", "else", "end", "ilike", "in", "is", "isnull", "like", "not", "notnull", "or",
    "then", "when",
];
const OPERATORS: &str = "+-*/<>=~!@#%^&|?";

#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(String),
    /// A name in double quotes.
    Quoted(String),
    /// A text or a number.
    Constant,
    Mark(char),
    /// `::`
    Cast,
    Other(&'a str),
}

/// The names of columns that an expression is sure to name, each once.
pub(super) fn columns(sql: &str) -> Vec<String> {
    let tokens = tokens(sql);
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let name = match token {
            Token::Word(word) if may_be_a_column(word) => word,
            Token::Quoted(name) => name,
            _ => continue,
        };
        let before = index.checked_sub(1).and_then(|before| tokens.get(before));
        let is_column = stands_behind(before) && stands_before(tokens.get(index + 1));
        if is_column && !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

fn may_be_a_column(word: &str) -> bool {
    let lists = [&NO_COLUMNS[..], &WORDS_BEFORE, &WORDS_BEHIND];
    !lists.iter().any(|list| list.contains(&word))
}

fn stands_behind(before: Option<&Token<'_>>) -> bool {
    match before {
        None => true,
        Some(Token::Mark(mark)) => "([,".contains(*mark) || OPERATORS.contains(*mark),
        Some(Token::Word(word)) => WORDS_BEFORE.contains(&word.as_str()),
        Some(_) => false,
    }
}

fn stands_before(behind: Option<&Token<'_>>) -> bool {
    match behind {
        None | Some(Token::Cast) => true,
        Some(Token::Mark(mark)) => ")[],".contains(*mark) || OPERATORS.contains(*mark),
        Some(Token::Word(word)) => WORDS_BEHIND.contains(&word.as_str()),
        Some(_) => false,
    }
}

/// The expression has been through [`sql_text`](super::sql_text): quotes are closed, and there are
/// no comments, no escape strings and no dollar quotes.
fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (text, behind) = rest.split_at(length);
        tokens.push(match first {
            '\'' => Token::Constant,
            '"' => Token::Quoted(text[1..length - 1].replace("\"\"", "\"")),
            c if c.is_ascii_digit() => Token::Constant,
            c if is_word(c) => Token::Word(text.to_ascii_lowercase()),
            ':' if length == 2 => Token::Cast,
            c if c.is_ascii() => Token::Mark(c),
            _ => Token::Other(text),
        });
        rest = behind.trim_start();
    }
    tokens
}

/// How long a quoted text is; a doubled quote in it ends nothing.
fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(end) = text[at..].find(quote) {
        at += end + 1;
        match text[at..].starts_with(quote) {
            true => at += 1,
            false => return at,
        }
    }
    text.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn a_name_between_operators_brackets_and_commas_is_a_column() {
        for (sql, names) in [
            ("total", &["total"][..]),
            ("Price * amount", &["price", "amount"]),
            ("lower(name) || \"Last Name\"", &["name", "Last Name"]),
            ("coalesce(a, b)::text", &["a", "b"]),
            ("CASE WHEN a IS NULL THEN b ELSE -c END", &["a", "b", "c"]),
            ("a[1] + b", &["a", "b"]),
            ("data ->> 'city'", &["data"]),
            ("a and not b", &["a", "b"]),
            ("\"a\"\"b\" = 1", &["a\"b"]),
        ] {
            assert_eq!(columns(sql), names, "{sql}");
        }
    }

    #[test]
    fn a_type_a_function_and_a_text_are_none() {
        for sql in [
            "total(1)",
            "'total'",
            "1::total",
            "'1'::pg_catalog.total",
            "extract(total from 1)",
            "date '2020-01-01'",
            "interval '1' total",
            "cast('1' as total)",
            "total.name",
            "null",
            "current_date",
            "1.5e3",
        ] {
            assert_eq!(columns(sql), Vec::<String>::new(), "{sql}");
        }
    }
}
