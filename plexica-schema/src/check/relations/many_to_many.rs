//! Implicit many-to-many relations: a list on both sides, held by a table that no model is written
//! for. The rules and names are Prisma's.

use crate::{
    check::draft::{Draft, IndexDraft, JoinTableDraft, RelationFieldDraft},
    constraint_name,
    diagnostics::{Diagnostic, Sink},
    schema::{
        Arity, HolderId, IndexKind, JoinTableId, ModelId, RelationFieldId, ScalarFieldId, to_u32,
    },
};

/// Whether two fields that belong together are such a relation.
pub(super) fn is_meant(draft: &Draft<'_>, one: RelationFieldId, other: RelationFieldId) -> bool {
    [one, other].into_iter().all(|id| {
        let field = draft.relation_field(id);
        field.arity == Arity::List && field.attribute.fields.is_none()
    })
}

/// Checks such a relation, and adds its table.
pub(super) fn add(draft: &mut Draft<'_>, fields: [RelationFieldId; 2], sink: &mut Sink) {
    let is_of_view = fields.iter().any(|id| {
        let model = draft.relation_field(*id).model;
        draft.model(model).view.is_some()
    });
    for id in fields {
        if is_of_view {
            refuse_view(draft, id, sink);
        } else {
            check_arguments(draft, id, sink);
        }
    }
    if is_of_view {
        return;
    }
    let keys = fields.map(|id| key(draft, id, sink));
    let [Some(own), Some(other)] = keys else {
        return;
    };
    let (sides, keys) = if is_in_order(draft, fields) {
        (fields, [own, other])
    } else {
        ([fields[1], fields[0]], [other, own])
    };
    let [a, b] = sides.map(|id| draft.relation_field(id));
    let database_name = constraint_name::join_table(
        a.attribute.name,
        draft.model(a.model).name,
        draft.model(b.model).name,
    );
    let id = JoinTableId(to_u32(draft.join_tables.len()));
    for field in sides {
        draft.relation_fields[field.index()].holder = Some(HolderId::JoinTable(id));
    }
    draft.join_tables.push(JoinTableDraft {
        database_name,
        sides,
        keys,
    });
}

fn refuse_view(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) {
    let field = draft.relation_field(id);
    let models = [draft.model(field.model), draft.model(field.target)];
    let view = models.into_iter().find(|model| model.view.is_some());
    sink.push(
        Diagnostic::error(
            "plx::view::many_to_many",
            "a view cannot be a side of a many-to-many relation",
        )
        .at(field.ast.span, "a list on this side, and on the other")
        .at(
            view.map_or(field.ast.span, |view| view.span()),
            "this is a view",
        )
        .help("make one side a single row, with the columns that hold it, or take both away"),
    );
}

/// The column `A` is for the model whose name comes first; between a model and itself, for the field
/// whose name does.
fn is_in_order(draft: &Draft<'_>, fields: [RelationFieldId; 2]) -> bool {
    let name = |field: &RelationFieldDraft<'_>| {
        let model = draft.model(field.model).name.to_owned();
        (model, field.ast.name.text.clone())
    };
    let [one, other] = fields.map(|id| name(draft.relation_field(id)));
    one <= other
}

/// Nothing can be said of the columns: there are none in either model.
fn check_arguments(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) {
    let field = draft.relation_field(id);
    let attribute = &field.attribute;
    let refused = [
        (
            "references",
            attribute.references.as_ref().map(|columns| columns.span),
        ),
        ("onDelete", attribute.on_delete.map(|(_, span)| span)),
        ("onUpdate", attribute.on_update.map(|(_, span)| span)),
    ];
    for (name, span) in refused {
        let Some(span) = span else { continue };
        sink.push(
            Diagnostic::error(
                "plx::relation::many_to_many_argument",
                format!("a many-to-many relation has no `{name}`"),
            )
            .at(span, "asked for here")
            .at(field.ast.span, "a list on this side, and on the other")
            .help(format!(
                "take `{name}` away, or write a model for the rows in between"
            )),
        );
    }
    if let Some(map) = &attribute.map {
        sink.push(
            Diagnostic::warning(
                "plx::relation::many_to_many_map",
                "`map` has no effect on a many-to-many relation",
            )
            .at(map.span, "a foreign key would have this name")
            .help("take `map` away; the relation's `name` is the name of its table, after a `_`"),
        );
    }
}

/// The key that the table has of the rows that the field stands for; anything but an `@id` of one
/// column is reported at the field.
fn key(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) -> Option<ScalarFieldId> {
    let field = draft.relation_field(id);
    // The key of the field's own model is what the other side asks for.
    let own = primary_column(draft, field.model);
    let target = draft.model(field.target);
    if primary_column(draft, field.target).is_none() && !target.is_partial {
        sink.push(
            Diagnostic::error(
                "plx::relation::many_to_many_key",
                format!(
                    "`{}` is many-to-many, and `{}` has no `@id` of one column",
                    draft.path(id),
                    target.name
                ),
            )
            .at(field.ast.span, "a list on this side, and on the other")
            .at(
                target.span(),
                "its rows could not be named in the table between",
            )
            .help(format!(
                "write `@id` behind one column of `{}`, or write a model for the rows in between",
                target.name
            )),
        );
    }
    own
}

fn primary_column(draft: &Draft<'_>, model: ModelId) -> Option<ScalarFieldId> {
    let is_primary = |index: &&IndexDraft| index.kind == IndexKind::Primary;
    let ids = draft.model(model).indexes.iter();
    let primary = ids.map(|id| &draft.indexes[id.index()]).find(is_primary)?;
    match primary.columns.as_slice() {
        [only] => only.field(),
        _ => None,
    }
}
