use pest::{Parser, error::InputLocation, iterators::Pair};

use super::{
    file::Builder,
    grammar::{Grammar, Rule},
};
use crate::diagnostics::{Diagnostic, closest};

const KEYWORDS: [&str; 7] = [
    "datasource",
    "generator",
    "tenancy",
    "model",
    "enum",
    "view",
    "type",
];

/// How much text below a line is looked at to say what is wrong with it.
const WINDOW_BYTES: usize = 1024;

impl Builder<'_> {
    /// Reports a line of a block that no rule takes.
    pub(super) fn unknown_line(&mut self, pair: &Pair<'_, Rule>, keyword: &str) {
        let line = pair.as_span();
        let rest = self.window(line.start(), line.end());
        let rule = if rest.starts_with('@') {
            Rule::block_attribute
        } else {
            Rule::entry
        };
        // Read once more alone: pest then says how far it came.
        let reached = match Grammar::parse(rule, rest) {
            Err(error) => match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => line.start() + at,
            },
            Ok(_) => line.start(),
        };
        // Further than this line, when a bracket is open at its end.
        let is_open = reached >= line.end();
        let at = if is_open { line.end() } else { reached };
        let found = self.text[at..line.end()].chars().next();
        let span = match found {
            Some(found) => self.span(at, at + found.len_utf8()),
            None => self.span(line.start(), line.end()),
        };
        let label = match found {
            Some(found) => format!("`{found}` cannot stand here"),
            None => "something is missing at the end of this line".to_owned(),
        };
        self.diagnostics.push(
            Diagnostic::error("plx::syntax::line", "this line is not understood")
                .at(span, label)
                .help(help(found, &self.text[line.start()..at], keyword)),
        );
    }

    /// The line and some text below it, where brackets that are open at its end may close. Not the
    /// whole rest: pest looks through all that it is given, for each line again.
    fn window(&self, start: usize, end: usize) -> &str {
        let mut end = end.max(start + WINDOW_BYTES).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[start..end]
    }

    /// Reports a line outside every block.
    pub(super) fn stray_line(&mut self, pair: &Pair<'_, Rule>) {
        let text = pair.as_str().trim_end();
        let first = text.split_whitespace().next().unwrap_or_default();
        let help = if text == "}" {
            "take this `}` away, or look for the one above it that closes too early".to_owned()
        } else if KEYWORDS.contains(&first) && !text.contains('{') {
            format!("write `{text} {{`")
        } else if let Some(keyword) = closest(first, KEYWORDS) {
            format!("did you mean `{keyword}`? a block starts as in `model User {{`")
        } else {
            "write it inside a block, which starts as in `model User {`".to_owned()
        };
        let start = pair.as_span().start();
        let span = self.span(start, start + text.len());
        self.diagnostics.push(
            Diagnostic::error("plx::syntax::outside_block", "text outside of every block")
                .at(span, "no block starts like this")
                .help(help),
        );
    }
}

/// What to write, judged by the character that could not be read and what stands before it.
fn help(found: Option<char>, before: &str, keyword: &str) -> String {
    let is_setting = matches!(keyword, "datasource" | "generator" | "tenancy");
    let advice = match found {
        Some(':') if !before.contains('(') => "write the name and the type without a colon",
        Some(',' | ';') if !before.contains('(') => "take it away: a line needs no mark at its end",
        Some('\'' | '`') => "write text between double quotes: `\"text\"`",
        Some('!') => "take it away: a field is required unless its type has `?`",
        Some('[') if !before.contains(['(', '=']) => "write the type of a list as `Type[]`",
        Some('"') if is_setting && !before.contains('=') => "write a setting as `name = value`",
        Some('"') => {
            "close the text with `\"` on the same line, and write `\\\"` for a quote in it"
        }
        Some('+' | '*' | '%' | '<' | '>' | '=' | '&' | '|') if before.contains('(') => {
            "write SQL and its operators between double quotes, as in `\"price > 0\"`"
        }
        Some('@') if before.ends_with('@') => {
            "write one `@` on a field; `@@` starts a line of its own"
        }
        None if before.contains('(') => "close the brackets with `)`",
        _ => match keyword {
            "model" | "view" | "type" => {
                "write a field as `name Type @attribute(…)` and a block attribute as `@@name(…)`"
            }
            "enum" => "write a value as `NAME`, perhaps with `@map(\"label\")` behind it",
            _ => "write a setting as `name = value`",
        },
    };
    advice.to_owned()
}
