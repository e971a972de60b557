use strsim::osa_distance;

/// The candidate that `word` is probably meant to be: at most a third of its letters are inserted,
/// deleted, replaced, or swapped with a neighbour (the optimal string alignment distance).
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word that nobody wrote by a slip of the finger; the distance would take its square.
    if word.len() > 128 {
        return None;
    }
    let lower = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| {
            // A letter takes up to four bytes, so this leaves out only what cannot be near.
            let difference = candidate.len().abs_diff(word.len());
            *candidate != word && candidate.len() <= 128 && difference <= 4 * allowed
        })
        .map(|candidate| (osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
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
