/// Whether SQL that an author wrote names something: as a word of its own, quoted or not. A word in
/// a comment or a literal counts too; what is asked for by this is then done once too often, no worse.
pub(super) fn mentions(sql: &str, name: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let folded = sql.to_lowercase();
    let name = name.to_lowercase();
    folded.match_indices(&name).any(|(start, found)| {
        let before = folded[..start].chars().next_back();
        let after = folded[start + found.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_name_is_a_word_of_its_own() {
        assert!(mentions("price > 0", "price"));
        assert!(mentions("\"Price\" > 0", "Price"));
        assert!(mentions("lower(PRICE)", "price"));
        assert!(!mentions("list_price > 0", "price"));
        assert!(!mentions("prices > 0", "price"));
        assert!(!mentions("", "price"));
    }
}
