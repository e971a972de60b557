//! Views: what a table has and a view has not, and what a view selects.

use super::{
    attributes::exclusion_name_span,
    draft::{Draft, IndexDraft, ModelDraft},
};
use crate::{
    Dialect, Sources, Span,
    diagnostics::{Diagnostic, Sink, closest, did_you_mean},
    schema::{IndexKind, ModelId},
};

pub(super) fn check_views(draft: &mut Draft<'_>, sources: &Sources, sink: &mut Sink) {
    refuse_indexes(draft, sink);
    // Prisma makes no views, so none are made for its files.
    if sources.dialect() == Dialect::Prisma {
        return;
    }
    for id in draft.model_ids() {
        let model = draft.model_mut(id);
        let Some(view) = &mut model.view else {
            continue;
        };
        match sources.views().get(model.name) {
            Some(query) => view.query = Some(query.clone()),
            None => sink.push(without_query(draft, id, sources)),
        }
        check_query(draft, id, sink);
    }
    warn_of_others(draft, sources, sink);
}

/// A file that no view has the name of is probably misspelt. Where its view could be meant, that one
/// tells of it.
fn warn_of_others(draft: &Draft<'_>, sources: &Sources, sink: &mut Sink) {
    let views = || draft.models.iter().filter(|model| model.view.is_some());
    let has_query = |name: &str| views().any(|view| view.name == name);
    let is_missed = |name: &str| {
        let without = views().filter(|view| !sources.views().contains_key(view.name));
        closest(name, without.map(|view| view.name)).is_some()
    };
    // There is no place for a file that is none of the schema's: the nearest is where views stand.
    let Some(place) = views().map(ModelDraft::span).next().or_else(|| {
        let first = draft.models.first();
        first.map(ModelDraft::span)
    }) else {
        return;
    };
    for name in sources.views().keys() {
        if has_query(name) || is_missed(name) {
            continue;
        }
        let known = views().map(|view| view.name);
        sink.push(
            Diagnostic::warning(
                "plx::view::unknown_file",
                format!("there is no view `{name}`, so `views/{name}.sql` is not used"),
            )
            .at(place, "the schema")
            .help(did_you_mean(name, known, || {
                format!("write `view {name} {{ … }}` with its columns, or remove the file")
            })),
        );
    }
}

/// A view has neither keys nor indexes; that a column is unique is what its author knows.
fn refuse_indexes(draft: &Draft<'_>, sink: &mut Sink) {
    for index in &draft.indexes {
        let model = draft.model(index.model);
        if model.view.is_none() {
            continue;
        }
        let (code, what, help) = match index.kind {
            IndexKind::Unique => {
                check_unique(index, model, sink);
                continue;
            }
            IndexKind::Primary => (
                "plx::view::primary_key",
                "a primary key",
                "write `@unique` on the column that tells its rows apart, if there is one",
            ),
            IndexKind::Normal | IndexKind::UniqueIndex => (
                "plx::view::index",
                "an index",
                "take it away, and index the columns of the tables that the view reads",
            ),
        };
        sink.push(
            Diagnostic::error(code, format!("a view cannot have {what}"))
                .at(index.span, "asked for here")
                .at(model.span(), "this is a view")
                .help(help),
        );
    }
    for model in draft.models.iter().filter(|model| model.view.is_some()) {
        let checks = model.checks.iter().map(|check| check.name.span);
        let exclusions = model.exclusions.iter().map(exclusion_name_span);
        for span in checks.chain(exclusions) {
            sink.push(of_tables("a check", span, model));
        }
        if let Some((_, span)) = model.version {
            sink.push(of_tables("a version", span, model));
        }
        if let Some((_, span)) = model.soft_delete {
            sink.push(of_tables("rows to delete", span, model));
        }
    }
    for field in &draft.scalar_fields {
        let model = draft.model(field.model);
        if let (Some(_), Some((_, span))) = (&model.view, &field.generated) {
            sink.push(of_tables("a generated column", *span, model));
        }
    }
}

fn of_tables(what: &str, span: Span, model: &ModelDraft<'_>) -> Diagnostic {
    Diagnostic::error("plx::view::check", format!("a view cannot have {what}"))
        .at(span, "asked for here")
        .at(model.span(), "this is a view")
        .help("take it away, and write it on the table that the view reads")
}

/// Nothing makes the column unique, so there is nothing to name or to order.
fn check_unique(index: &IndexDraft, model: &ModelDraft<'_>, sink: &mut Sink) {
    let map = index.map.iter().map(|map| ("map", map.span));
    let sorts = index
        .columns
        .iter()
        .filter_map(|column| column.sort.as_ref());
    for (name, span) in map.chain(sorts.map(|(_, span)| ("sort", *span))) {
        sink.push(
            Diagnostic::error(
                "plx::view::unique_argument",
                format!("a unique column of a view has no `{name}`"),
            )
            .at(span, "asked for here")
            .at(model.span(), "a view has no index")
            .help(format!("take `{name}` away")),
        );
    }
}

fn without_query(draft: &Draft<'_>, id: ModelId, sources: &Sources) -> Diagnostic {
    let model = draft.model(id);
    let name = model.name;
    let names = sources.views().keys().map(String::as_str);
    let others = names.filter(|other| draft.models.iter().all(|model| model.name != *other));
    let help = match closest(name, others) {
        Some(other) => format!("rename `views/{other}.sql` to `views/{name}.sql`"),
        None => format!("write its `SELECT` into `views/{name}.sql`, beside the schema's files"),
    };
    Diagnostic::warning(
        "plx::view::without_query",
        format!("nothing says what the view `{name}` selects"),
    )
    .at(model.span(), "so no DDL makes it")
    .help(help)
}

/// The file holds one statement: it goes behind `CREATE VIEW … AS`.
fn check_query(draft: &mut Draft<'_>, id: ModelId, sink: &mut Sink) {
    let model = draft.model_mut(id);
    let query = model.view.as_mut().and_then(|view| view.query.as_mut());
    let Some(query) = query else { return };
    let problem = match one_statement(query) {
        Ok(statement) => {
            *query = statement.to_owned();
            return;
        }
        Err(problem) => problem,
    };
    let name = model.name;
    let diagnostic = Diagnostic::error(
        "plx::view::query",
        format!("`views/{name}.sql` {problem}, and cannot be what a view selects"),
    );
    sink.push(
        diagnostic
            .at(model.span(), "this view")
            .help("write one `SELECT` into the file, and nothing else"),
    );
}

/// The statement without what ends it. The rules of lexing are PostgreSQL's (manual, section 4.1).
fn one_statement(sql: &str) -> Result<&str, &'static str> {
    let mut at = 0;
    let mut end = None;
    let mut last = 0;
    while let Some(c) = sql[at..].chars().next() {
        let rest = &sql[at..];
        let is_escape = c == '\'' && {
            let before = &sql.as_bytes()[..at];
            matches!(before, [.., b'e' | b'E']) && !matches!(before, [.., b, _] if is_word(*b))
        };
        let length = match c {
            '\'' => quoted(rest, '\'', is_escape).ok_or("has a quote without an end")?,
            '"' => quoted(rest, '"', false).ok_or("has a quote without an end")?,
            '$' if !matches!(&sql.as_bytes()[..at], [.., b] if is_word(*b)) => dollar_quoted(rest)?,
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest).ok_or("has a comment without an end")?,
            ';' => {
                end = end.or(Some(at));
                1
            }
            c => c.len_utf8(),
        };
        let is_comment = rest.starts_with("--") || rest.starts_with("/*");
        if !is_comment && !c.is_whitespace() && c != ';' {
            if end.is_some() {
                return Err("has more than one statement");
            }
            last = at + length;
        }
        at += length;
    }
    let statement = sql[..last].trim();
    if statement.is_empty() {
        return Err("is empty");
    }
    Ok(statement)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The length of a quoted text; a doubled quote ends it and starts the next, which comes to the
/// same.
fn quoted(text: &str, quote: char, has_escapes: bool) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if has_escapes && c == '\\' {
            is_escaped = true;
        } else if c == quote {
            return Some(at + 1);
        }
    }
    None
}

/// The length of `$tag$ … $tag$`, or of a `$` that starts none.
fn dollar_quoted(text: &str) -> Result<usize, &'static str> {
    let Some(tag) = text[1..].find('$').map(|end| &text[..end + 2]) else {
        return Ok(1);
    };
    let name = &tag[1..tag.len() - 1];
    if name.starts_with(|c: char| c.is_ascii_digit()) || !name.bytes().all(is_word) {
        return Ok(1);
    }
    match text[tag.len()..].find(tag) {
        Some(end) => Ok(end + 2 * tag.len()),
        None => Err("has a quote without an end"),
    }
}

/// The length of a block comment, which may hold others.
fn comment(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += match rest.chars().next()? {
            '/' if rest.starts_with("/*") => {
                depth += 1;
                2
            }
            '*' if rest.starts_with("*/") => {
                depth -= 1;
                2
            }
            c => c.len_utf8(),
        };
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::one_statement;

    #[test]
    fn one_statement_is_taken_without_its_end() {
        for (sql, statement) in [
            ("SELECT 1", "SELECT 1"),
            ("  SELECT 1;\n", "SELECT 1"),
            ("SELECT 1; -- done; really", "SELECT 1"),
            ("SELECT ';' AS a, \";\"", "SELECT ';' AS a, \";\""),
            ("SELECT E'\\';' /* ; /* ; */ */", "SELECT E'\\';'"),
            ("SELECT $x$;$x$, a$1", "SELECT $x$;$x$, a$1"),
            ("-- first\nSELECT 'é;'", "-- first\nSELECT 'é;'"),
            ("SELECT 'it''s'", "SELECT 'it''s'"),
        ] {
            assert_eq!(one_statement(sql), Ok(statement), "{sql}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for sql in [
            "",
            " ;",
            "-- nothing",
            "SELECT 1; DROP TABLE a",
            "SELECT 'a",
            "SELECT $$a",
            "SELECT 1 /* a",
            "SELECT type'\\'; DROP TABLE a --'",
        ] {
            assert!(one_statement(sql).is_err(), "{sql}");
        }
    }
}
