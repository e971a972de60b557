//! The Rust type that a field names, read as far as a path with type arguments goes.

use crate::schema::{RustRoot, RustSegment, RustType};

/// Deeper than any type that somebody writes.
const MAX_DEPTH: usize = 16;

/// Types that need no path: Rust's own, and what its prelude has. How many arguments they take.
const OF_THE_LANGUAGE: [(&str, usize); 19] = [
    ("Option", 1),
    ("String", 0),
    ("Vec", 1),
    ("bool", 0),
    ("char", 0),
    ("f32", 0),
    ("f64", 0),
    ("i128", 0),
    ("i16", 0),
    ("i32", 0),
    ("i64", 0),
    ("i8", 0),
    ("isize", 0),
    ("u128", 0),
    ("u16", 0),
    ("u32", 0),
    ("u64", 0),
    ("u8", 0),
    ("usize", 0),
];

/// The keywords of the 2024 edition, those that are only reserved too.
const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["Self", "crate", "self", "super"];

/// Reads a type; otherwise says what is wrong with it.
pub(super) fn read(text: &str) -> Result<RustType, String> {
    let mut reader = Reader { rest: text };
    let found = reader.r#type(0)?;
    reader.skip_blanks();
    match reader.rest.chars().next() {
        None => Ok(found),
        Some(c) => Err(format!("`{c}` cannot stand there")),
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn r#type(&mut self, depth: usize) -> Result<RustType, String> {
        if depth > MAX_DEPTH {
            return Err("it is too deep".to_owned());
        }
        if self.takes("::") {
            let segments = self.path(depth)?;
            if let [only] = segments.as_slice() {
                return Err(format!("`::{}` is a crate and no type", only.name));
            }
            return Ok(RustType {
                root: RustRoot::Extern,
                segments,
            });
        }
        let word = self.word();
        match word {
            "crate" if self.takes("::") => Ok(RustType {
                root: RustRoot::Crate,
                segments: self.path(depth)?,
            }),
            "crate" => Err("a path goes on behind `crate`".to_owned()),
            "" => Err(self.unexpected("a path")),
            word => self.of_the_language(word, depth),
        }
    }

    fn of_the_language(&mut self, word: &str, depth: usize) -> Result<RustType, String> {
        let known = OF_THE_LANGUAGE.iter().find(|(name, _)| *name == word);
        let Some((name, count)) = known else {
            return Err(format!("`{word}` does not say where it begins"));
        };
        let arguments = self.arguments(depth)?;
        if arguments.len() != *count {
            return Err(format!("`{name}` takes {count} type arguments"));
        }
        Ok(RustType {
            root: RustRoot::Language,
            segments: vec![RustSegment {
                name: word.to_owned(),
                arguments,
            }],
        })
    }

    fn path(&mut self, depth: usize) -> Result<Vec<RustSegment>, String> {
        let mut segments = Vec::new();
        loop {
            let name = self.identifier()?;
            let arguments = self.arguments(depth)?;
            segments.push(RustSegment { name, arguments });
            if !self.takes("::") {
                return Ok(segments);
            }
        }
    }

    fn arguments(&mut self, depth: usize) -> Result<Vec<RustType>, String> {
        let mut arguments = Vec::new();
        if !self.takes("<") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.r#type(depth + 1)?);
            let is_more = self.takes(",");
            if self.takes(">") {
                return Ok(arguments);
            }
            if !is_more {
                return Err(self.unexpected("`>`"));
            }
        }
    }

    fn identifier(&mut self) -> Result<String, String> {
        let word = self.word();
        if word == "r" && self.rest.starts_with('#') {
            self.rest = &self.rest[1..];
            let word = self.word();
            if !is_identifier(word) || NEVER_RAW.contains(&word) {
                return Err(format!("`r#{word}` is no name"));
            }
            return Ok(format!("r#{word}"));
        }
        if word.is_empty() {
            return Err(self.unexpected("a name"));
        }
        if KEYWORDS.contains(&word) {
            return Err(format!("`{word}` is a keyword"));
        }
        if !is_identifier(word) {
            return Err(format!("`{word}` is no name"));
        }
        Ok(word.to_owned())
    }

    fn word(&mut self) -> &'a str {
        self.skip_blanks();
        let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let length = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word
    }

    fn takes(&mut self, mark: &str) -> bool {
        self.skip_blanks();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn unexpected(&self, wanted: &str) -> String {
        match self.rest.chars().next() {
            Some(c) => format!("{wanted} is needed where `{c}` stands"),
            None => format!("{wanted} is needed at its end"),
        }
    }
}

fn is_identifier(word: &str) -> bool {
    word != "_" && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_path_that_says_where_it_begins_is_read() {
        for (text, shown) in [
            ("crate::Address", "crate::Address"),
            ("::url::Url", "::url::Url"),
            ("crate::r#type::R", "crate::r#type::R"),
            ("Vec< crate::Item ,>", "Vec<crate::Item>"),
            (
                "::std::collections::HashMap<String, Vec<crate::a::B<u8>>>",
                "::std::collections::HashMap<String, Vec<crate::a::B<u8>>>",
            ),
            (" crate :: _a1 ", "crate::_a1"),
        ] {
            let found = read(text).map(|found| found.to_string());
            assert_eq!(found.as_deref(), Ok(shown), "{text}");
        }
    }

    #[test]
    fn what_is_no_path_is_not() {
        let deep = format!("{}u8{}", "Vec<".repeat(40), ">".repeat(40));
        for text in [
            "",
            "Address",
            "billing::Address",
            "self::Address",
            "super::Address",
            "crate",
            "crate::",
            "::",
            "::url",
            "crate::Address; fn main()",
            "crate::Address {",
            "crate::Vec<",
            "crate::A<crate::B",
            "crate::A<>",
            "crate::A<B>",
            "crate::type",
            "crate::r#self",
            "crate::1a",
            "crate::_",
            "crate::Ä",
            "&crate::A",
            "(crate::A, crate::B)",
            "[u8; 4]",
            "dyn crate::A",
            "Vec",
            "String<u8>",
            "crate::A<'a>",
            "crate::a!()",
            &deep,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
