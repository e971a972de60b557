use std::mem;

/// The candidate that `word` is probably meant to be: at most a third of its letters differ.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word that nobody wrote by a slip of the finger; the distance would take its square.
    if word.len() > 128 {
        return None;
    }
    let mut distance = Distance::to(word);
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word && candidate.len() <= 128)
        .filter_map(|candidate| Some((distance.of(candidate, allowed)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `did you mean `x`?`, or else what is given.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    match closest(word, candidates) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => otherwise(),
    }
}

/// Insertions, deletions, replacements and swaps of neighbours that make one word of the other, in
/// whichever case their letters are (the optimal string alignment distance).
struct Distance {
    word: Vec<char>,
    /// What is compared with it. Like the rows, kept from one to the next.
    other: Vec<char>,
    two_before: Vec<usize>,
    before: Vec<usize>,
    current: Vec<usize>,
}

impl Distance {
    fn to(word: &str) -> Self {
        Self {
            word: lower(word).collect(),
            other: Vec::new(),
            two_before: Vec::new(),
            before: Vec::new(),
            current: Vec::new(),
        }
    }

    /// The distance of another word; nothing where it is larger than is allowed.
    fn of(&mut self, other: &str, allowed: usize) -> Option<usize> {
        self.other.clear();
        self.other.extend(lower(other));
        if self.word.len().abs_diff(self.other.len()) > allowed {
            return None;
        }
        self.before.clear();
        self.before.extend(0..=self.other.len());
        let (mut previous, mut least_before) = (None, 0);
        for row in 0..self.word.len() {
            let letter = self.word[row];
            let least = self.row(row + 1, letter, previous);
            // A swap reaches over one row.
            if least > allowed && least_before > allowed {
                return None;
            }
            (previous, least_before) = (Some(letter), least);
            mem::swap(&mut self.two_before, &mut self.before);
            mem::swap(&mut self.before, &mut self.current);
        }
        let distance = self.before[self.other.len()];
        (distance <= allowed).then_some(distance)
    }

    /// Fills the current row, and says what is least in it.
    fn row(&mut self, row: usize, letter: char, previous: Option<char>) -> usize {
        self.current.clear();
        self.current.push(row);
        let mut least = row;
        for (column, &other) in self.other.iter().enumerate() {
            let replaced = self.before[column] + usize::from(letter != other);
            let mut best = replaced
                .min(self.before[column + 1] + 1)
                .min(self.current[column] + 1);
            let is_swapped =
                previous == Some(other) && column > 0 && self.other[column - 1] == letter;
            if is_swapped {
                best = best.min(self.two_before[column - 1] + 1);
            }
            least = least.min(best);
            self.current.push(best);
        }
        least
    }
}

fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let types = ["String", "Int", "Boolean", "DateTime"];
        assert_eq!(closest("Sting", types), Some("String"));
        assert_eq!(closest("string", types), Some("String"));
        assert_eq!(closest("Bolean", types), Some("Boolean"));
        assert_eq!(closest("Itn", types), Some("Int"));
        assert_eq!(closest("DateTiem", types), Some("DateTime"));
        let fields = ["slug", "name", "contactEmail"];
        assert_eq!(closest("nmae", fields), Some("name"));
        assert_eq!(closest("ab", ["ba"]), Some("ba"));
        assert_eq!(closest("contact_email", fields), Some("contactEmail"));
    }

    #[test]
    fn another_word_is_not_mistaken_for_a_slip() {
        assert_eq!(closest("Workspace", ["String", "Int"]), None);
        assert_eq!(closest("", ["String"]), None);
        assert_eq!(closest("version", ["slug", "name", "contactEmail"]), None);
        assert_eq!(closest(&"a".repeat(100_000), ["String"]), None);
    }
}
