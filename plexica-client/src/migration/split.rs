/// A statement of a script, without the semicolon, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlStatement {
    /// The statement's text, comments included.
    pub sql: String,
    /// The line of its first word, counted from 1.
    pub line: usize,
}

/// Why a script cannot be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitError {
    /// The line where what is not closed starts, counted from 1.
    pub line: usize,
    /// What is not closed.
    pub message: &'static str,
}

impl SqlStatement {
    /// Its first word; empty where it starts with something else.
    pub(crate) fn first_word(&self) -> String {
        let code = skip_blank(&self.sql);
        code.chars().take_while(char::is_ascii_alphabetic).collect()
    }
}

/// The text after white space and comments.
fn skip_blank(sql: &str) -> &str {
    let mut rest = sql;
    loop {
        let trimmed = rest.trim_start();
        let mut lexer = Lexer::new(trimmed);
        match lexer.comment() {
            Ok(true) => rest = &trimmed[lexer.at..],
            _ => return trimmed,
        }
    }
}

/// Splits an SQL script at its semicolons, by psql's rules: not within strings, quoted
/// identifiers, dollar quotes, comments, parentheses, or a function's `BEGIN ATOMIC … END`.
///
/// # Errors
/// A string, comment or quote that is not closed.
pub fn split_statements(script: &str) -> Result<Vec<SqlStatement>, SplitError> {
    let mut lexer = Lexer::new(script);
    let mut statements = Vec::new();
    let mut start = 0;
    let mut first_word: Option<usize> = None;
    let mut body = FunctionBody::default();
    let mut parentheses = 0_usize;
    let mut push = |from: usize, to: usize, first_word: Option<usize>| {
        if let Some(at) = first_word {
            statements.push(SqlStatement {
                sql: script[from..to].trim().to_owned(),
                line: 1 + script[..at].matches('\n').count(),
            });
        }
    };
    while let Some(byte) = lexer.peek() {
        if byte.is_ascii_whitespace() {
            lexer.at += 1;
            continue;
        }
        if lexer.comment()? {
            continue;
        }
        if byte == b';' && parentheses == 0 && !body.is_open() {
            push(start, lexer.at, first_word);
            lexer.at += 1;
            start = lexer.at;
            first_word = None;
            body = FunctionBody::default();
            continue;
        }
        first_word.get_or_insert(lexer.at);
        match byte {
            b'(' => parentheses += 1,
            b')' => parentheses = parentheses.saturating_sub(1),
            _ => {}
        }
        if let Some(word) = lexer.token()? {
            body.word(word);
        }
    }
    push(start, script.len(), first_word);
    Ok(statements)
}

/// Whether we are within the `BEGIN ATOMIC … END` of an SQL-standard function body. `CASE` ends
/// with `END` too, so it counts.
#[derive(Debug, Default)]
struct FunctionBody {
    words: Vec<String>,
    depth: usize,
}

impl FunctionBody {
    fn word(&mut self, word: &str) {
        let word = word.to_ascii_lowercase();
        if self.words.len() < 4 {
            self.words.push(word.clone());
        }
        if self.defines_function() {
            match word.as_str() {
                "begin" => self.depth += 1,
                "case" if self.depth > 0 => self.depth += 1,
                "end" => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.depth > 0
    }

    fn defines_function(&self) -> bool {
        let mut words = self.words.iter().map(String::as_str);
        if words.next() != Some("create") {
            return false;
        }
        let kind = match words.next() {
            Some("or") => words.nth(1),
            kind => kind,
        };
        matches!(kind, Some("function" | "procedure"))
    }
}

/// Passes over SQL by what its tokens are.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn unclosed(&self, start: usize, message: &'static str) -> SplitError {
        SplitError {
            line: 1 + self.text[..start].matches('\n').count(),
            message,
        }
    }

    /// Passes over a comment, if one is here. Block comments nest, as PostgreSQL has it.
    pub(super) fn comment(&mut self) -> Result<bool, SplitError> {
        let start = self.at;
        if self.rest().starts_with("--") {
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            return Ok(true);
        }
        if !self.rest().starts_with("/*") {
            return Ok(false);
        }
        let mut depth = 0_usize;
        loop {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return Ok(true);
                }
            } else if !self.advance() {
                return Err(self.unclosed(start, "a comment that starts here is not closed"));
            }
        }
    }

    /// Passes over one character.
    fn advance(&mut self) -> bool {
        match self.rest().chars().next() {
            Some(character) => {
                self.at += character.len_utf8();
                true
            }
            None => false,
        }
    }

    /// Passes over one token that is neither blank nor a comment; gives it where it is a word.
    pub(super) fn token(&mut self) -> Result<Option<&'a str>, SplitError> {
        match self.peek() {
            Some(b'\'') => self
                .quoted(b'\'', false, "a string that starts here is not closed")
                .map(|()| None),
            Some(b'"') => self
                .quoted(
                    b'"',
                    false,
                    "a quoted identifier that starts here is not closed",
                )
                .map(|()| None),
            Some(b'$') => self.dollar_quoted().map(|()| None),
            _ => {
                let is_part =
                    |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
                let length = self
                    .rest()
                    .find(|character| !is_part(character))
                    .unwrap_or(self.rest().len());
                if length == 0 {
                    self.advance();
                    return Ok(None);
                }
                let word = &self.rest()[..length];
                self.at += length;
                if word.eq_ignore_ascii_case("e") && self.peek() == Some(b'\'') {
                    self.quoted(b'\'', true, "a string that starts here is not closed")?;
                    return Ok(None);
                }
                Ok(Some(word))
            }
        }
    }

    /// Passes over a quoted run. A doubled quote is a quote in it; with `escapes`, so is one
    /// after a backslash.
    fn quoted(
        &mut self,
        quote: u8,
        escapes: bool,
        message: &'static str,
    ) -> Result<(), SplitError> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(self.unclosed(start, message)),
                Some(b'\\') if escapes => {
                    self.at += 1;
                    self.advance();
                }
                Some(byte) if byte == quote => {
                    self.at += 1;
                    if self.peek() != Some(quote) {
                        return Ok(());
                    }
                    self.at += 1;
                }
                Some(_) => {
                    self.advance();
                }
            }
        }
    }

    /// Passes over `$tag$ … $tag$`, or over a `$` that starts none.
    fn dollar_quoted(&mut self) -> Result<(), SplitError> {
        let start = self.at;
        let after = &self.rest()[1..];
        let tag_length =
            after.find(|character: char| !(character.is_alphanumeric() || character == '_'));
        let tag = match tag_length {
            Some(length)
                if after[length..].starts_with('$')
                    && !after.starts_with(|first: char| first.is_ascii_digit()) =>
            {
                &self.rest()[..length + 2]
            }
            _ => {
                self.at += 1;
                return Ok(());
            }
        };
        self.at += tag.len();
        match self.rest().find(tag) {
            Some(length) => {
                self.at += length + tag.len();
                Ok(())
            }
            None => Err(self.unclosed(start, "a dollar quote that starts here is not closed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(script: &str) -> Vec<String> {
        split_statements(script)
            .unwrap()
            .into_iter()
            .map(|statement| statement.sql)
            .collect()
    }

    #[test]
    fn a_script_is_split_at_its_semicolons() {
        assert_eq!(
            statements("SELECT 1; SELECT 2 ;\n;; SELECT 3"),
            ["SELECT 1", "SELECT 2", "SELECT 3"]
        );
        assert_eq!(
            statements(" -- nothing\n /* at all */ ;"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_semicolon_within_something_does_not_split() {
        for script in [
            "SELECT 'a;b''c;d'",
            r"SELECT E'a\';b'",
            "SELECT \"a;\"\"b;\"",
            "SELECT $$a;b$$, $x$ $$;$y$; $x$",
            "SELECT 1 -- a;b\n+ 2",
            "SELECT 1 /* a; /* b; */ c; */ + 2",
            "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
            "CREATE OR REPLACE FUNCTION f(i int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN i > 0 THEN 1 END; \
             SELECT 2; END",
            "DO $do$ BEGIN PERFORM 1; END $do$",
        ] {
            assert_eq!(
                statements(&format!("{script}; SELECT 9")),
                [script, "SELECT 9"]
            );
        }
    }

    #[test]
    fn what_looks_like_a_body_outside_a_function_splits() {
        assert_eq!(
            statements("CREATE TABLE \"begin\" (begin int); SELECT 1"),
            ["CREATE TABLE \"begin\" (begin int)", "SELECT 1"]
        );
    }

    #[test]
    fn a_parameter_or_a_price_is_no_dollar_quote() {
        assert_eq!(
            statements("SELECT $1; SELECT a$b$c; SELECT '$'"),
            ["SELECT $1", "SELECT a$b$c", "SELECT '$'"]
        );
    }

    #[test]
    fn a_statement_knows_its_line() {
        let lines: Vec<usize> = split_statements("-- a\n\nSELECT 1;\n/* b\n*/ SELECT 2;")
            .unwrap()
            .into_iter()
            .map(|statement| statement.line)
            .collect();
        assert_eq!(lines, [3, 5]);
    }

    #[test]
    fn what_is_not_closed_is_named_with_its_line() {
        for script in [
            "SELECT 1;\nSELECT 'a;",
            "\nSELECT \"a",
            "\n/* a",
            "\nSELECT $x$ $y$",
        ] {
            assert_eq!(split_statements(script).unwrap_err().line, 2, "{script}");
        }
    }

    #[test]
    fn the_first_word_comes_after_comments() {
        let statement = &split_statements("-- a\n/* b */ Begin;").unwrap()[0];
        assert_eq!(statement.first_word(), "Begin");
    }
}
