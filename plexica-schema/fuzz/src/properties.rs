//! What must hold for every text. Shared with `plexica-schema/tests/fuzz_seeds.rs`.

use miette::{GraphicalReportHandler, GraphicalTheme};
use plexica_schema::{
    Diagnostics, Sources, check, format,
    import::{Options, import},
};

const PLEXICA: &str = "schema.plx";
const PRISMA: &str = "schema.prisma";

/// Drawing scans the text once a diagnostic.
const MAX_DRAWN: usize = 2;

/// Panics when the text breaks one of the crate's promises.
pub fn hold(text: &str) {
    let plexica = Reading::of(PLEXICA, text);
    let prisma = Reading::of(PRISMA, text);
    is_formatted_well(&plexica, text);
    is_formatted_well(&prisma, text);
    are_known_to_prisma(&plexica.found, &prisma, text);
    is_imported_well(&prisma, text);
}

/// What is found in a text in a file of this name.
struct Reading {
    name: &'static str,
    sources: Sources,
    found: Diagnostics,
}

impl Reading {
    fn of(name: &'static str, text: &str) -> Self {
        let sources = Sources::from_texts([(name, text)]);
        let found = outcome(&sources);
        are_drawn(&found, text);
        Self {
            name,
            sources,
            found,
        }
    }
}

/// Formatting loses nothing, formatting again changes nothing, and what is right stays right.
fn is_formatted_well(before: &Reading, text: &str) {
    let once = formatted(&before.sources);
    if once == text {
        return;
    }
    let sources = Sources::from_texts([(before.name, once.as_str())]);
    let twice = formatted(&sources);
    assert_eq!(twice, once, "a second run changes it:\n{text}");
    let (before_words, after_words) = (words(text), words(&once));
    if before_words.len() < after_words.len() {
        let mut rest = after_words.iter();
        let is_kept = before_words
            .iter()
            .all(|word| rest.any(|kept| kept == word));
        assert!(is_kept, "something is lost:\n{text}\nfrom:\n{once}");
        return;
    }
    let is_lost = before_words != after_words;
    assert!(!is_lost, "something is lost:\n{text}\nfrom:\n{once}");
    let after = outcome(&sources);
    let is_refused = after.has_errors() && !before.found.has_errors();
    assert!(!is_refused, "{text}\nis refused as:\n{once}");
    let is_of = |group: &str, code: &str| code.starts_with(group);
    // What is not understood may be understood otherwise when it stands elsewhere.
    let codes_before = codes(&before.found);
    if codes_before.iter().any(|code| is_of("plx::syntax::", code)) {
        return;
    }
    // It mends what Prisma has another layout for.
    let is_meaning = |code: &&str| !is_of("plx::dialect::", code);
    let found = codes(&after).into_iter().filter(is_meaning);
    let expected = codes_before.into_iter().filter(is_meaning);
    assert!(found.eq(expected), "{text}\nis now:\n{once}\n{after}");
}

/// What Prisma accepts is accepted, but for what it warns of.
fn are_known_to_prisma(found: &Diagnostics, prisma: &Reading, text: &str) {
    if prisma.found.has_errors() {
        return;
    }
    let warned = codes(&prisma.found);
    for error in found.iter().filter(|found| found.is_error()) {
        let is_warned_of = warned.contains(&error.code());
        assert!(is_warned_of, "Prisma accepts it; {error}:\n{text}");
    }
}

/// Errors or warnings; errors if and only if the schema is refused.
fn outcome(sources: &Sources) -> Diagnostics {
    match check(sources) {
        Ok(checked) => {
            assert!(!checked.warnings.has_errors(), "accepted with an error");
            checked.warnings
        }
        Err(found) => {
            assert!(found.has_errors(), "refused without an error");
            found
        }
    }
}

/// Every diagnostic has a place in the text, and a help line, and can be drawn.
fn are_drawn(found: &Diagnostics, text: &str) {
    for diagnostic in found {
        let is_of_nothing = diagnostic.code() == "plx::datasource::missing";
        let has_place = diagnostic.span().is_some() || is_of_nothing;
        assert!(has_place, "{diagnostic} has no place:\n{text}");
        assert!(diagnostic.help_text().is_some(), "{diagnostic} has no help");
        for label in diagnostic.labels() {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            let is_within = text.get(start..end).is_some();
            assert!(is_within, "{diagnostic} is at {start}..{end} of:\n{text}");
            let place = found.sources().place(label.span);
            assert!(place.line > 0 && place.column > 0, "{diagnostic}");
            let end = (place.end_line, place.end_column);
            assert!(end >= (place.line, place.column), "{diagnostic}");
        }
    }
    assert_eq!(found.to_string().is_empty(), found.is_empty());
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    for report in found.reports().take(MAX_DRAWN) {
        let mut drawn = String::new();
        let result = handler.render_report(&mut drawn, &report);
        assert!(result.is_ok() && !drawn.is_empty(), "not drawn:\n{text}");
    }
}

/// An import takes every text, and makes a right schema of a right one.
fn is_imported_well(prisma: &Reading, text: &str) {
    let Ok(imported) = import(&prisma.sources, &Options::default()) else {
        panic!("refused without a reason:\n{text}");
    };
    for note in &imported.notes {
        assert!(prisma.sources.place(note.span()).line > 0 && !note.message().is_empty());
    }
    if prisma.found.has_errors() || imported.files[0].text == text {
        return;
    }
    let text = &imported.files[0].text;
    let found = outcome(&Sources::from_texts([(PLEXICA, text.as_str())]));
    are_known_to_prisma(&found, prisma, text);
}

fn formatted(sources: &Sources) -> String {
    format(sources).remove(0).text
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    let mut codes: Vec<_> = found.iter().map(|found| found.code()).collect();
    codes.sort_unstable();
    codes
}

/// Words and marks, sorted: of a damaged text it cannot be told what is a string or a comment.
/// Commas may be added, and the stars of a comment moved.
fn words(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let is_left_out = |c: char| c.is_whitespace() || matches!(c, ',' | '*');
    let mut words: Vec<_> = text
        .split(|c| !is_word(c))
        .filter(|word| !word.is_empty())
        .collect();
    let marks = text
        .char_indices()
        .filter(|(_, c)| !is_word(*c) && !is_left_out(*c));
    words.extend(marks.map(|(at, mark)| &text[at..at + mark.len_utf8()]));
    words.sort_unstable();
    words
}
