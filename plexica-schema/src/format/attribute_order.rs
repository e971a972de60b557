/// Prisma's order of attributes. What is not named here comes behind, in the order it is written.
const ORDER: [&str; 9] = [
    "id",
    "unique",
    "default",
    "updatedAt",
    "index",
    "fulltext",
    "map",
    "relation",
    "ignore",
];

/// Where an attribute of this name stands among others.
pub(super) fn rank(name: &str) -> usize {
    let rank = ORDER.iter().position(|known| *known == name);
    rank.unwrap_or(ORDER.len())
}
