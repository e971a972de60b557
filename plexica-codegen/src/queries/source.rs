use std::{ops::Range, path::PathBuf};

use super::{
    Mistake,
    scan::{Token, tokens},
    statement,
};

/// What stands for the tenant's schema.
const TENANT: &str = "{tenant}";

/// A statement in a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFile {
    /// The file.
    pub path: PathBuf,
    /// Its name without `.sql`: that of the function.
    pub name: String,
    /// Where it runs.
    pub scope: QueryScope,
    /// What the comments at its beginning say, a line each.
    pub documentation: Vec<String>,
    /// The parameters, in the order in which they first stand there.
    pub parameters: Vec<QueryParameter>,
    /// Whether it has a join that gives rows without one side, or groups that leave columns out.
    pub has_outer_rows: bool,
    /// What the file says, with `\n` at the ends of its lines.
    text: String,
    parts: Vec<Part>,
}

/// Where a statement runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryScope {
    /// In core.
    Core,
    /// In one tenant's schema.
    Tenant,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryParameter {
    /// Its name.
    pub name: String,
    /// Whether it may be `NULL`.
    pub is_optional: bool,
}

/// A piece of the text, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    range: Range<usize>,
    becomes: Becomes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Becomes {
    Itself,
    TenantSchema,
    Parameter(usize),
}

/// A statement as it is sent, and where its parts are in its file.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The SQL.
    pub sql: String,
    /// Where parts begin: in the SQL, and in the file.
    origins: Vec<(usize, usize)>,
}

impl QueryFile {
    /// Reads what a file says.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(path: PathBuf, text: &str) -> Result<Self, Vec<Mistake>> {
        // As git may write it on another system.
        let text = text.replace("\r\n", "\n");
        let name = path.file_stem().and_then(|name| name.to_str());
        let mut file = Self {
            name: name.unwrap_or_default().to_owned(),
            path,
            scope: QueryScope::Core,
            documentation: Vec::new(),
            parameters: Vec::new(),
            has_outer_rows: false,
            text: String::new(),
            parts: Vec::new(),
        };
        let mut mistakes = Vec::new();
        let path = file.path.clone();
        let mut mistake = |at: Option<usize>, message: String, help: &str| {
            mistakes.push(Mistake {
                path: path.clone(),
                place: at.map(|at| place_in(&text, at)),
                message,
                help: Some(help.to_owned()),
            });
        };
        if !is_name(&file.name) {
            let message = format!("no function can be called `{}`", file.name);
            mistake(
                None,
                message,
                "name the file as a function of Rust: `busiest_authors.sql`",
            );
        }
        let found = tokens(&text);
        let scope = statement::read_head(&found, &mut file.documentation);
        let is_core = scope == Ok(QueryScope::Core);
        match scope {
            Ok(scope) => file.scope = scope,
            Err((at, message)) => mistake(
                at,
                message,
                "begin the file with `-- scope: tenant` or `-- scope: core`",
            ),
        }
        let words: Vec<&str> = statement::words(&found);
        if words.is_empty() {
            mistake(
                None,
                "it has no statement".to_owned(),
                "write one, or remove the file",
            );
        }
        if let Some(first) = statement::other_beginning(&words) {
            mistake(
                None,
                format!("`{first}` begins no query"),
                "it is a SELECT, VALUES, INSERT, UPDATE, DELETE or MERGE, perhaps behind WITH; for \
                 anything else there is `execute_raw`",
            );
        }
        if let Some(function) = statement::left_behind(&words) {
            mistake(
                None,
                format!("`{function}` leaves something in the session, which others use after it"),
                "run it with `execute_raw`, which takes that back",
            );
        }
        file.has_outer_rows = statement::has_outer_rows(&words);
        // The comments before it need not travel.
        let begin = found
            .iter()
            .find(|(token, _)| !matches!(token, Token::Comment(_)));
        let begin = begin.map_or(text.len(), |(_, range)| range.start);
        let end = statement::end_of_statement(&found, &text);
        if let Some(at) = end.behind {
            mistake(
                Some(at),
                "there is something behind the end of the statement".to_owned(),
                "write one statement a file",
            );
        }
        let mut edges = Vec::new();
        for (token, range) in &found {
            let Token::Parameter { name, is_optional } = *token else {
                continue;
            };
            if !is_name(name) {
                mistake(
                    Some(range.start),
                    format!("no parameter can be called `{name}`"),
                    "name it as a parameter of Rust: `:min_age`",
                );
                continue;
            }
            let known = file.parameters.iter().position(|known| known.name == name);
            let index = known.unwrap_or_else(|| {
                file.parameters.push(QueryParameter {
                    name: name.to_owned(),
                    is_optional: false,
                });
                file.parameters.len() - 1
            });
            file.parameters[index].is_optional |= is_optional;
            edges.push((range.clone(), Becomes::Parameter(index)));
        }
        for (at, _) in text.match_indices(TENANT) {
            if is_core {
                mistake(
                    Some(at),
                    "`{tenant}` stands for a tenant's schema, and the scope is core".to_owned(),
                    "write `-- scope: tenant`, or name core's schema",
                );
            }
            edges.push((at..at + TENANT.len(), Becomes::TenantSchema));
        }
        if !mistakes.is_empty() {
            mistakes.sort_by_key(|mistake| mistake.place);
            return Err(mistakes);
        }
        edges.sort_by_key(|(range, _)| range.start);
        file.parts = parts(edges, begin..end.at);
        file.text = text;
        Ok(file)
    }

    /// The statement as it is sent: `tenant` in place of `{tenant}`, and of a parameter what
    /// `parameter` makes of its number, which counts from 1.
    #[must_use]
    pub fn render(&self, tenant: &str, parameter: impl Fn(usize) -> String) -> Rendered {
        let mut rendered = Rendered {
            sql: String::new(),
            origins: Vec::new(),
        };
        for part in &self.parts {
            rendered
                .origins
                .push((rendered.sql.len(), part.range.start));
            match part.becomes {
                Becomes::Itself => rendered.sql.push_str(&self.text[part.range.clone()]),
                Becomes::TenantSchema => rendered.sql.push_str(tenant),
                Becomes::Parameter(index) => rendered.sql.push_str(&parameter(index + 1)),
            }
        }
        rendered
    }

    /// The line and the column in the file, from 1, of a character of what was rendered, from 1
    /// as PostgreSQL counts.
    #[must_use]
    pub fn place_of(&self, rendered: &Rendered, character: usize) -> (usize, usize) {
        let mut indices = rendered.sql.char_indices();
        let at = indices.nth(character.saturating_sub(1));
        let at = at.map_or(rendered.sql.len(), |(at, _)| at);
        let part = rendered.origins.partition_point(|(sent, _)| *sent <= at);
        let Some(part) = part.checked_sub(1) else {
            return (1, 1);
        };
        let (sent, origin) = rendered.origins[part];
        let within = match self.parts[part].becomes {
            Becomes::Itself => at - sent,
            // Somewhere in what it became.
            Becomes::TenantSchema | Becomes::Parameter(_) => 0,
        };
        place_in(&self.text, origin + within)
    }

    /// A number that another text, with all likelihood, does not have: FNV-1a of 64 bits, in hex.
    #[must_use]
    pub fn hash(&self) -> String {
        let hash = self
            .text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        format!("{hash:016x}")
    }
}

fn parts(edges: Vec<(Range<usize>, Becomes)>, statement: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    let Range { start: mut at, end } = statement;
    let mut push = |range: Range<usize>, becomes| {
        if !range.is_empty() {
            parts.push(Part { range, becomes });
        }
    };
    for (range, becomes) in edges {
        if range.start < at || range.start >= end {
            continue;
        }
        push(at..range.start, Becomes::Itself);
        at = range.end;
        push(range, becomes);
    }
    push(at..end.max(at), Becomes::Itself);
    parts
}

/// The line and the column of a byte, from 1.
fn place_in(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

/// Whether it is a name as Rust's functions and parameters have them.
fn is_name(name: &str) -> bool {
    let begins = name.starts_with(|first: char| first.is_ascii_lowercase());
    let continues = name
        .chars()
        .all(|part| part.is_ascii_lowercase() || part.is_ascii_digit() || part == '_');
    // No raw identifier can be one of these.
    begins && continues && !matches!(name, "self" | "super" | "crate")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<QueryFile, String> {
        QueryFile::parse("queries/q.sql".into(), text).map_err(|mistakes| {
            let lines: Vec<_> = mistakes
                .iter()
                .map(|mistake| {
                    let place = mistake
                        .place
                        .map(|(line, column)| format!("{line}:{column} "))
                        .unwrap_or_default();
                    format!("{place}{}", mistake.message)
                })
                .collect();
            lines.join("\n")
        })
    }

    fn sent(file: &QueryFile) -> String {
        file.render("\"t\"", |number| format!("${number}")).sql
    }

    #[test]
    fn the_head_says_the_scope_and_what_the_function_does() {
        let file = parse(
            "-- Users by age.\n-- scope: tenant\n--\n--   Indented.\nSELECT 1 -- scope: core",
        )
        .unwrap();
        assert_eq!(file.scope, QueryScope::Tenant);
        assert_eq!(file.documentation, ["Users by age.", "", "  Indented."]);
        for (text, says) in [
            ("SELECT 1", "it does not say its scope"),
            ("-- scope: all\nSELECT 1", "1:1 there is no scope `all`"),
            (
                "--\n -- scope: core\n-- scope: core\nSELECT 1",
                "3:1 the scope is said twice",
            ),
            ("-- scope: core", "it has no statement"),
            ("-- scope: core\nSET x = 1", "`SET` begins no query"),
            (
                "-- scope: core\nSELECT Set_Config('a.b', :v, true)",
                "`Set_Config` leaves something in the session, which others use after it",
            ),
            (
                "-- scope: core\nSELECT 1; SELECT 2",
                "2:11 there is something behind the end of the statement",
            ),
            (
                "-- scope: core\nSELECT ä, :Ab",
                "2:11 no parameter can be called `Ab`",
            ),
            (
                "-- scope: core\nSELECT * FROM {tenant}.a",
                "2:15 `{tenant}` stands for a tenant's schema, and the scope is core",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err(), says, "{text}");
        }
        let name = QueryFile::parse("queries/Big-One.sql".into(), "-- scope: core\nSELECT 1");
        assert_eq!(
            name.unwrap_err()[0].message,
            "no function can be called `Big-One`"
        );
    }

    #[test]
    fn a_parameter_has_one_number_however_often_it_stands_there() {
        let text =
            "-- scope: tenant\nSELECT :b, :a?, ':a' FROM {tenant}.x WHERE :b > :a -- :a\n;\n-- end";
        let file = parse(text).unwrap();
        let names: Vec<_> = file
            .parameters
            .iter()
            .map(|it| (it.name.as_str(), it.is_optional))
            .collect();
        assert_eq!(names, [("b", false), ("a", true)]);
        assert_eq!(
            sent(&file),
            "SELECT $1, $2, ':a' FROM \"t\".x WHERE $1 > $2 -- :a\n"
        );
    }

    #[test]
    fn a_place_in_what_was_sent_is_one_in_the_file() {
        let text = "-- scope: tenant\nSELECT :aaaa, ä,\n  {tenant}, :aaaa + x";
        let file = parse(text).unwrap();
        let rendered = file.render("\"tenant_acme\"", |number| format!("${number}"));
        let place = |of: &str| {
            let at = rendered.sql.find(of).unwrap();
            file.place_of(&rendered, rendered.sql[..at].chars().count() + 1)
        };
        assert_eq!(place("SELECT"), (2, 1));
        assert_eq!(place("$1"), (2, 8));
        assert_eq!(place(", ä"), (2, 13));
        assert_eq!(place("acme"), (3, 3));
        assert_eq!(place("x"), (3, 21));
        assert_eq!(file.place_of(&rendered, 10_000), (3, 22));
    }

    #[test]
    fn the_hash_is_of_the_text_whatever_its_lines_end_with() {
        let file = parse("-- scope: core\nSELECT 1").unwrap();
        assert_eq!(
            file.hash(),
            parse("-- scope: core\r\nSELECT 1").unwrap().hash()
        );
        assert_ne!(
            file.hash(),
            parse("-- scope: core\nSELECT 2").unwrap().hash()
        );
        // It must not change from one version of the generator to the next.
        assert_eq!(file.hash(), "6b5f21c13276a31b");
    }

    #[test]
    fn joins_and_groups_that_leave_something_out_are_found() {
        let outer = |sql: &str| {
            parse(&format!("-- scope: core\nSELECT {sql}"))
                .unwrap()
                .has_outer_rows
        };
        for sql in [
            "x LEFT JOIN y",
            "x full outer join y",
            "x Right -- a\n JOIN y",
            "x LEFT /* a */ JOIN y",
            "GROUP BY ROLLUP (x)",
            "GROUP BY GROUPING SETS (())",
        ] {
            assert!(outer(sql), "{sql}");
        }
        for sql in [
            "x JOIN y",
            "left(x, 1) FROM y JOIN z",
            "'LEFT JOIN'",
            "\"left\" JOIN",
            "x INNER JOIN y",
        ] {
            assert!(!outer(sql), "{sql}");
        }
    }
}
