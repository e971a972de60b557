//! Views: what they select is their author's SQL, and they are made in an order in which each finds
//! those that it reads.

use plexica_schema::schema::{Schema, Scope};

use crate::sql::{ObjectName, View};

/// The views of a scope whose SQL is known.
pub(super) fn views(schema: &Schema, is_in: impl Fn(&Scope) -> bool) -> Vec<View> {
    let views = schema.views().filter(|view| is_in(view.scope()));
    let views = views.filter_map(|view| {
        Some(View {
            name: ObjectName::of(view.scope(), view.database_name()),
            query: view.query()?.to_owned(),
        })
    });
    in_order(views.collect())
}

/// A view stands behind those whose names its SQL has. Views that name each other in a circle keep
/// the order of the source: PostgreSQL says what is wrong with them.
fn in_order(mut waiting: Vec<View>) -> Vec<View> {
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_free = |view: &View| {
            let others = waiting.iter().filter(|other| other.name != view.name);
            !others
                .into_iter()
                .any(|other| names(&view.query, &other.name))
        };
        let next = waiting.iter().position(is_free).unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    ordered
}

/// Whether a word of the SQL is the object's own name, in quotes or not.
fn names(sql: &str, object: &ObjectName) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    sql.match_indices(&object.name).any(|(start, name)| {
        let before = sql[..start].chars().next_back();
        let after = sql[start + name.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}
