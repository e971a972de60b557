//! The fourth pass: which relation fields belong together, and whether a foreign key can hold
//! them.

mod actions;
mod column_types;
mod cycles;
mod foreign_key;
mod generated_column;
mod ignored;
mod keys;
mod many_to_many;
mod one_to_one;
mod opposite;
mod pairing;
mod scopes;
mod sides;

use keys::Keys;

use super::draft::{Draft, RelationDraft};
use crate::{
    diagnostics::Sink,
    schema::{HolderId, RelationFieldId, RelationId, to_u32},
};

/// Two fields that are one relation, the one with the foreign key first.
struct Sides {
    forward: RelationFieldId,
    back: Option<RelationFieldId>,
}

/// The fields that belong together.
struct Pairs {
    with_keys: Vec<Sides>,
    /// Lists on both sides.
    many_to_many: Vec<[RelationFieldId; 2]>,
}

pub(super) fn check_relations(draft: &mut Draft<'_>, sink: &mut Sink) {
    scopes::check_enums(draft, sink);
    ignored::check(draft, sink);
    let Pairs {
        mut with_keys,
        mut many_to_many,
    } = pairing::pair(draft, sink);
    with_keys.sort_by_key(|sides| sides.forward);
    many_to_many.sort();
    for fields in many_to_many {
        many_to_many::add(draft, fields, sink);
    }
    let keys = Keys::of(draft);
    for sides in with_keys {
        let Some(key) = foreign_key::check(draft, &sides, &keys, sink) else {
            continue;
        };
        one_to_one::check(draft, &sides, &key, &keys, sink);
        let on_delete = actions::check(draft, &sides, &key, sink);
        generated_column::check(draft, &sides, &key, on_delete, sink);
        let id = RelationId(to_u32(draft.relations.len()));
        for field in [Some(sides.forward), sides.back].into_iter().flatten() {
            draft.relation_fields[field.index()].holder = Some(HolderId::ForeignKey(id));
        }
        draft.relations.push(RelationDraft {
            forward: sides.forward,
            back: sides.back,
            columns: key.columns,
            references: key.references,
            on_delete,
        });
    }
    cycles::check(draft, sink);
}
