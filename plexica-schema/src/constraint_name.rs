//! The names that keys, indexes, foreign keys and exclusion constraints have where no `map` argument
//! says otherwise.
//!
//! They are Prisma's for PostgreSQL (`ConstraintNames` in its `psl`), so that a database that
//! Prisma made shows no difference: database names joined by `_`, then a suffix that says what it
//! is. A name that would have 63 bytes or more is cut before the suffix, at the end of a
//! character, so that the whole has at most 63.

use plexica_ident::MAX_IDENTIFIER_BYTES;

use crate::schema::IndexKind;

/// `users_pkey`, `users_email_key`, `users_org_id_name_idx`.
pub(crate) fn index(kind: IndexKind, table: &str, columns: &[&str]) -> String {
    match kind {
        IndexKind::Primary => with_suffix(table.to_owned(), "_pkey"),
        IndexKind::Unique | IndexKind::UniqueIndex => with_suffix(joined(table, columns), "_key"),
        IndexKind::Normal => with_suffix(joined(table, columns), "_idx"),
    }
}

/// `users_org_id_fkey`.
pub(crate) fn foreign_key(table: &str, columns: &[&str]) -> String {
    with_suffix(joined(table, columns), "_fkey")
}

/// `_PostToTag_AB_pkey`.
pub(crate) fn join_table_key(table: &str) -> String {
    with_suffix(table.to_owned(), "_AB_pkey")
}

/// `_PostToTag_B_index`.
pub(crate) fn join_table_index(table: &str) -> String {
    with_suffix(table.to_owned(), "_B_index")
}

/// `_PostToTag_A_fkey`: the column is kept whole, so that the two never meet.
pub(crate) fn join_table_foreign_key(table: &str, column: &str) -> String {
    with_suffix(table.to_owned(), &format!("_{column}_fkey"))
}

/// `_PostToTag`, or `_Name` for a relation with a name; cut as any other name is.
pub(crate) fn join_table(relation: Option<&str>, a: &str, b: &str) -> String {
    match relation {
        Some(name) => with_suffix(format!("_{name}"), ""),
        None => with_suffix(format!("_{a}To{b}"), ""),
    }
}

/// `bookings_room_id_excl`, as PostgreSQL itself names one.
pub(crate) fn exclusion(table: &str, columns: &[&str]) -> String {
    with_suffix(joined(table, columns), "_excl")
}

fn joined(table: &str, columns: &[&str]) -> String {
    format!("{table}_{}", columns.join("_"))
}

fn with_suffix(mut name: String, suffix: &str) -> String {
    let mut length = MAX_IDENTIFIER_BYTES - suffix.len();
    if name.len() > length {
        while !name.is_char_boundary(length) {
            length -= 1;
        }
        name.truncate(length);
    }
    name.push_str(suffix);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_kept_whole() {
        assert_eq!(index(IndexKind::Primary, "users", &["id"]), "users_pkey");
        assert_eq!(
            index(IndexKind::Unique, "users", &["org_id", "name"]),
            "users_org_id_name_key"
        );
        assert_eq!(
            index(IndexKind::Normal, "users", &["name"]),
            "users_name_idx"
        );
        assert_eq!(foreign_key("users", &["org_id"]), "users_org_id_fkey");
        assert_eq!(exclusion("users", &["a", "b"]), "users_a_b_excl");
    }

    #[test]
    fn a_long_name_is_cut_before_the_suffix() {
        let name = index(IndexKind::Normal, &"t".repeat(40), &[&"c".repeat(40)]);
        assert_eq!(name, format!("{}_{}_idx", "t".repeat(40), "c".repeat(18)));
        assert_eq!(foreign_key(&"t".repeat(80), &["c"]).len(), 63);
    }

    #[test]
    fn a_name_is_cut_between_characters() {
        let name = index(IndexKind::Primary, &format!("t{}", "é".repeat(40)), &[]);
        assert_eq!(name, format!("t{}_pkey", "é".repeat(28)));
        assert_eq!(name.len(), 62);
    }
}
