use std::borrow::Cow;

use super::{
    page::{Page, as_written, is_blank},
    table::Row,
};
use crate::ast::{Comment, CommentKind};

impl<'a> Page<'a> {
    /// Comments behind something, as they are written, one blank between them.
    pub(super) fn joined(&self, comments: &[Comment]) -> String {
        let written = comments
            .iter()
            .map(|comment| as_written(self.at(comment.span)));
        written.collect::<Vec<_>>().join(" ")
    }

    /// The lines of comments that stand alone.
    pub(super) fn comment_rows(&self, comments: &[&Comment]) -> Vec<Row<'a>> {
        let mut rows: Vec<String> = Vec::new();
        let mut before: Option<&Comment> = None;
        for comment in comments {
            let written = self.at(comment.span).trim_end_matches(is_blank);
            let on_line_of = before.filter(|c| self.line_ends(c.span.end, comment.span.start) == 0);
            match (comment.kind, on_line_of, rows.last_mut()) {
                (CommentKind::Block, ..) => rows.extend(block_comment(written)),
                // On a line of its own it would document what is below.
                (CommentKind::Documentation, Some(_), Some(row)) => {
                    row.push(' ');
                    row.push_str(written);
                }
                _ => rows.push(written.to_owned()),
            }
            before = Some(comment);
        }
        let row = |row| Row::Text(Cow::Owned(row));
        rows.into_iter().map(row).collect()
    }
}

/// Prisma's form of `/* … */`: each line behind a star. Prisma drops blank lines and the indentation
/// behind the star, which are kept here: a comment may hold a list or a piece of code.
fn block_comment(written: &str) -> Vec<String> {
    let inside = written
        .strip_prefix("/*")
        .and_then(|text| text.strip_suffix("*/"));
    let inside = as_written(inside.unwrap_or_default());
    let mut lines = inside.split('\n');
    let first = lines.next().unwrap_or_default();
    let mut texts = vec![without_star(first)];
    texts.extend(texts_of(&lines.collect::<Vec<_>>()));

    let is_blank_line = |text: &&str| text.chars().all(|c| is_blank(c) || c == '*');
    let start = texts.iter().take_while(|text| is_blank_line(text)).count();
    let end = texts
        .iter()
        .rev()
        .take_while(|text| is_blank_line(text))
        .count();
    let mut rows = vec!["/**".to_owned()];
    for text in texts.iter().take(texts.len() - end).skip(start) {
        rows.push(format!(" * {text}").trim_end_matches(is_blank).to_owned());
    }
    rows.push(" */".to_owned());
    rows
}

/// The texts of lines below the first, without what only sets them off.
fn texts_of<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let start = |line: &&'a str| line.trim_start_matches(is_blank);
    let filled = || lines.iter().filter(|line| !start(line).is_empty());
    // Stars are text where the first line has none, as in a list.
    let has_stars = filled()
        .next()
        .is_some_and(|line| start(line).starts_with('*'));
    let margin = filled()
        .filter(|line| !has_stars || !start(line).starts_with('*'))
        .map(|line| line.chars().take_while(|c| is_blank(*c)).count())
        .min();
    let text = |line: &&'a str| {
        if has_stars && start(line).starts_with('*') {
            return without_star(start(line));
        }
        let cut = line.char_indices().nth(margin.unwrap_or(0));
        cut.map_or("", |(at, _)| &line[at..])
    };
    lines.iter().map(text).collect()
}

fn without_star(line: &str) -> &str {
    match line.strip_prefix('*') {
        Some(text) => text.strip_prefix(is_blank).unwrap_or(text),
        None => line.trim_start_matches(is_blank),
    }
}
