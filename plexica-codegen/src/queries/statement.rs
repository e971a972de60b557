//! What the tokens of a statement say of it.

use std::ops::Range;

use super::{QueryScope, scan::Token};

/// What a statement may begin with. Anything else may leave something in the session.
const STATEMENTS: [&str; 8] = [
    "select", "values", "table", "with", "insert", "update", "delete", "merge",
];

/// What would still be there when the connection serves somebody else.
const LEFT_BEHIND: [&str; 5] = [
    "set_config",
    "pg_advisory_lock",
    "pg_advisory_lock_shared",
    "pg_try_advisory_lock",
    "pg_try_advisory_lock_shared",
];

/// The tokens, and where they are.
type Found<'t> = [(Token<'t>, Range<usize>)];

/// What the comments before the statement say.
pub(super) fn read_head(
    found: &Found<'_>,
    documentation: &mut Vec<String>,
) -> Result<QueryScope, (Option<usize>, String)> {
    let mut scope = None;
    for (token, range) in found {
        let Token::Comment(comment) = token else {
            break;
        };
        let comment = comment.strip_prefix(' ').unwrap_or(comment).trim_end();
        match comment.trim_start().strip_prefix("scope:").map(str::trim) {
            None => documentation.push(comment.to_owned()),
            Some(_) if scope.is_some() => {
                return Err((Some(range.start), "the scope is said twice".to_owned()));
            }
            Some("tenant") => scope = Some(QueryScope::Tenant),
            Some("core") => scope = Some(QueryScope::Core),
            Some(other) => {
                return Err((Some(range.start), format!("there is no scope `{other}`")));
            }
        }
    }
    scope.ok_or_else(|| (None, "it does not say its scope".to_owned()))
}

/// Its words; `""` stands for everything between two of them.
pub(super) fn words<'t>(found: &Found<'t>) -> Vec<&'t str> {
    let mut words = Vec::new();
    for (token, _) in found {
        match token {
            Token::Word(word) => words.push(*word),
            // What follows is no keyword's companion.
            Token::Comment(_) => {}
            _ if !words.is_empty() => words.push(""),
            _ => {}
        }
    }
    words
}

/// The first word, if no query begins with it.
pub(super) fn other_beginning<'w>(words: &[&'w str]) -> Option<&'w str> {
    let first = words.first()?;
    let is_known = STATEMENTS.iter().any(|it| first.eq_ignore_ascii_case(it));
    (!is_known).then_some(*first)
}

/// A function that leaves something in the session.
pub(super) fn left_behind<'w>(words: &[&'w str]) -> Option<&'w str> {
    let is_one = |word: &&&str| LEFT_BEHIND.iter().any(|it| word.eq_ignore_ascii_case(it));
    words.iter().find(is_one).copied()
}

/// Whether a column that is never `NULL` in its table may be in the rows.
pub(super) fn has_outer_rows(words: &[&str]) -> bool {
    let is = |at: usize, word: &str| {
        words
            .get(at)
            .is_some_and(|it| it.eq_ignore_ascii_case(word))
    };
    (0..words.len()).any(|at| {
        let outer = is(at, "left") || is(at, "right") || is(at, "full");
        let joins = is(at + 1, "join") || is(at + 1, "outer") && is(at + 2, "join");
        let sets = is(at, "grouping") && is(at + 1, "sets");
        outer && joins || sets || is(at, "rollup") || is(at, "cube")
    })
}

/// Where the statement ends, and where something else stands behind it.
pub(super) struct End {
    pub(super) at: usize,
    pub(super) behind: Option<usize>,
}

pub(super) fn end_of_statement(found: &Found<'_>, text: &str) -> End {
    let end = found
        .iter()
        .position(|(token, _)| *token == Token::Semicolon);
    let Some(end) = end else {
        return End {
            at: text.trim_end().len(),
            behind: None,
        };
    };
    let mut behind = found[end + 1..].iter();
    let behind = behind.find(|(token, _)| !matches!(token, Token::Comment(_) | Token::Semicolon));
    End {
        at: found[end].1.start,
        behind: behind.map(|(_, range)| range.start),
    }
}
