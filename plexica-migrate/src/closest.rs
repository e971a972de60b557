/// The candidate that `word` is probably a slip for: at most a third of its letters differ.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not_mistaken_for_one() {
        let fields = ["slug", "name", "contactEmail"];
        assert_eq!(closest("nmae", fields), Some("name"));
        assert_eq!(closest("contact_email", fields), Some("contactEmail"));
        assert_eq!(closest("version", fields), None);
    }
}
