use std::cmp::Reverse;

/// Changes to a text, by places in the text as it was.
#[derive(Debug, Default)]
pub(super) struct Edits {
    list: Vec<Edit>,
}

#[derive(Debug)]
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

impl Edits {
    /// Puts a text in place of a stretch; an empty stretch is a place to insert at.
    pub(super) fn replace(&mut self, start: usize, end: usize, text: impl Into<String>) {
        self.list.push(Edit {
            start,
            end,
            text: text.into(),
        });
    }

    /// The changed text. What lies in a stretch that is replaced by another edit goes with it, and
    /// where lines are taken out, no two blank lines come to stand below each other.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.list.sort_by_key(|edit| {
            let is_replacement = edit.end > edit.start;
            (edit.start, is_replacement, Reverse(edit.end))
        });
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        let mut is_gap = false;
        for edit in &self.list {
            if edit.start < at {
                continue;
            }
            append(&mut changed, &text[at..edit.start], is_gap);
            changed.push_str(&edit.text);
            is_gap = edit.is_of_lines(text);
            at = edit.end;
        }
        let is_last = text[at..].is_empty();
        append(&mut changed, &text[at..], is_gap);
        if is_gap && is_last {
            without_blank_end(&mut changed);
        }
        changed
    }
}

impl Edit {
    /// Whether it takes out whole lines.
    fn is_of_lines(&self, text: &str) -> bool {
        let ends_line = |end: usize| end == 0 || text[..end].ends_with(['\n', '\r']);
        let is_last = self.end == text.len();
        self.text.is_empty()
            && self.start < self.end
            && ends_line(self.start)
            && (ends_line(self.end) || is_last)
    }
}

/// Appends what is behind an edit; `is_gap` where lines were taken out before it.
fn append(changed: &mut String, mut text: &str, is_gap: bool) {
    if is_gap && ends_with_blank_line(changed) {
        let blank = text.len() - text.trim_start().len();
        let lines = text[..blank].rfind('\n').map_or(0, |newline| newline + 1);
        text = &text[lines..];
    }
    if is_gap && text.trim_start().starts_with('}') {
        without_blank_end(changed);
    }
    changed.push_str(text);
}

/// Whether a blank line below this text would be one too many.
fn ends_with_blank_line(text: &str) -> bool {
    let Some(lines) = text.strip_suffix('\n') else {
        return text.trim_start_matches('\u{feff}').is_empty();
    };
    let last = lines.rsplit('\n').next().unwrap_or_default().trim_end();
    last.is_empty() || last.ends_with('{')
}

/// Takes the blank lines at the end away.
fn without_blank_end(text: &mut String) {
    // Other blanks, such as U+2028, do not end a line.
    let kept = text.trim_end_matches([' ', '\t', '\n', '\r']).len();
    let newline = match &text[kept..] {
        behind if behind.starts_with("\r\n") => 2,
        behind => behind.len().min(1),
    };
    text.truncate(kept + newline);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_by_their_place_and_not_by_their_order() {
        let mut edits = Edits::default();
        edits.replace(4, 7, "2");
        edits.replace(0, 3, "1");
        edits.replace(7, 7, "!");
        assert_eq!(edits.apply("one two three"), "1 2! three");
    }

    #[test]
    fn an_edit_inside_of_what_is_taken_away_is_not_made() {
        let mut edits = Edits::default();
        edits.replace(2, 3, "x");
        edits.replace(1, 5, "");
        edits.replace(5, 5, "y");
        assert_eq!(edits.apply("abcdefg"), "ayfg");
    }

    #[test]
    fn what_is_inserted_before_a_stretch_stays_when_the_stretch_goes() {
        let mut edits = Edits::default();
        edits.replace(1, 3, "");
        edits.replace(1, 1, "+");
        assert_eq!(edits.apply("abcd"), "a+d");
    }

    #[test]
    fn a_blank_that_ends_no_line_stays_before_lines_that_are_taken_out() {
        let text = "a\u{2028}\n\ngone\n}\n";
        let start = text.find("gone").unwrap();
        let mut edits = Edits::default();
        edits.replace(start, start + "gone\n".len(), "");
        assert_eq!(edits.apply(text), "a\u{2028}\n}\n");
    }

    #[test]
    fn where_lines_are_taken_out_one_blank_line_is_left() {
        let text = "model A {\n  id Int\n\n  gone B\n\n  also C\n}\n";
        let line = |word: &str| {
            let at = text.find(word).unwrap();
            (at - 2, at + text[at..].find('\n').unwrap() + 1)
        };
        let without = |words: &[&str]| {
            let mut edits = Edits::default();
            for (start, end) in words.iter().map(|word| line(word)) {
                edits.replace(start, end, "");
            }
            edits.apply(text)
        };
        assert_eq!(without(&["gone"]), "model A {\n  id Int\n\n  also C\n}\n");
        assert_eq!(without(&["gone", "also"]), "model A {\n  id Int\n}\n");
        assert_eq!(without(&["id", "gone"]), "model A {\n  also C\n}\n");
    }
}
