/// How many names a message lists.
const LISTED: usize = 10;

/// Names for a message, the first of them where there are many: `` `a`, `b` ``.
pub(crate) fn name_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<_> = names.by_ref().take(LISTED).collect();
    let listed: Vec<_> = first.iter().map(|name| format!("`{name}`")).collect();
    let listed = listed.join(", ");
    match names.next() {
        None => listed,
        Some(_) => format!("{listed} and others"),
    }
}

#[cfg(test)]
mod tests {
    use super::name_list;

    #[test]
    fn many_names_are_cut() {
        assert_eq!(name_list(["a", "b"]), "`a`, `b`");
        assert!(name_list(["a"; 11]).ends_with("`a` and others"));
    }
}
