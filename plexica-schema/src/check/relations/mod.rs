//! The fourth pass: which relation fields belong together, and whether a foreign key can hold
//! them.

mod actions;
mod column_types;
mod foreign_key;
mod generated_column;
mod one_to_one;
mod pairing;
mod scopes;
mod sides;

use super::draft::{Draft, RelationDraft};
use crate::{
    diagnostics::Sink,
    schema::{RelationFieldId, RelationId, to_u32},
};

/// Two fields that are one relation, the one with the foreign key first.
struct Sides {
    forward: RelationFieldId,
    back: Option<RelationFieldId>,
}

pub(super) fn check_relations(draft: &mut Draft<'_>, sink: &mut Sink) {
    scopes::check_enums(draft, sink);
    let mut all = pairing::pair(draft, sink);
    all.sort_by_key(|sides| sides.forward);
    for sides in all {
        let Some(key) = foreign_key::check(draft, &sides, sink) else {
            continue;
        };
        one_to_one::check(draft, &sides, &key, sink);
        let on_delete = actions::check(draft, &sides, &key, sink);
        generated_column::check(draft, &sides, &key, on_delete, sink);
        let id = RelationId(to_u32(draft.relations.len()));
        for field in [Some(sides.forward), sides.back].into_iter().flatten() {
            draft.relation_fields[field.index()].relation = Some(id);
        }
        draft.relations.push(RelationDraft {
            forward: sides.forward,
            back: sides.back,
            columns: key.columns,
            references: key.references,
            on_delete,
        });
    }
}
