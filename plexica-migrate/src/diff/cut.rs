/// As much of a name as fits into so many bytes, of the 63 that PostgreSQL keeps.
pub(super) fn cut(name: &str, at_most: usize) -> &str {
    let mut end = at_most.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}
