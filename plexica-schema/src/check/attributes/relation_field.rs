use std::collections::HashSet;

use super::{column_list, map, referential_action};
use crate::{
    ast::Expression,
    check::{
        attribute_list::{Attributes, Taken},
        draft::{Columns, Draft, RelationAttribute},
        expect,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{ModelId, RelationFieldId},
};

/// Attributes of columns that people write on relations.
const OF_COLUMNS: [&str; 5] = ["id", "unique", "default", "map", "updatedAt"];

/// The attributes of a field that stands for related rows.
pub(super) fn check(draft: &mut Draft<'_>, id: RelationFieldId, sink: &mut Sink) {
    let field = draft.relation_field(id);
    let ast = field.ast;
    let (model, target) = (field.model, field.target);
    let mut attributes = Attributes::of_field(ast, "a relation");
    if let Some(taken) = attributes.take("relation", sink) {
        let attribute = relation(draft, model, target, taken, sink);
        draft.relation_fields[id.index()].attribute = attribute;
    }
    let columns = draft.relation_field(id).attribute.fields.as_ref();
    let columns = columns.map(|columns| draft.names(&columns.ids));
    for name in OF_COLUMNS {
        for taken in attributes.take_unbuilt(name) {
            taken.arguments.discard();
            let help = match &columns {
                Some(columns) if columns.contains(',') => {
                    format!("write `@@{name}([{columns}])` at the model, or `@{name}` on a column")
                }
                Some(column) => format!("write `@{name}` on `{column}`"),
                None => "write it on the column that is meant".to_owned(),
            };
            sink.push(
                Diagnostic::error(
                    "plx::attribute::on_relation",
                    format!(
                        "`@{name}` stands on `{}`, which is a relation",
                        ast.name.text
                    ),
                )
                .at(taken.ast.span, "only a column can have this")
                .help(help),
            );
        }
    }
    if let Some(taken) = attributes.take("ignore", sink) {
        draft.relation_fields[id.index()].is_ignored = true;
        taken.arguments.finish(sink);
    }
    attributes.finish(sink);
}

fn relation<'a>(
    draft: &Draft<'_>,
    model: ModelId,
    target: ModelId,
    mut taken: Taken<'a>,
    sink: &mut Sink,
) -> RelationAttribute<'a> {
    let arguments = &mut taken.arguments;
    let name = arguments.take_first("name", sink);
    let fields = arguments.take("fields", sink);
    let references = arguments.take("references", sink);
    let on_delete = arguments.take("onDelete", sink);
    let on_update = arguments.take("onUpdate", sink);
    let map = arguments.take("map", sink);
    taken.arguments.finish(sink);
    let has_name = name.is_some();
    let name = name.and_then(|value| {
        let name = expect::string(value, sink)?;
        if name.is_empty() {
            sink.push(
                Diagnostic::error(
                    "plx::relation::empty_name",
                    "a relation's name cannot be empty",
                )
                .at(value.span, "nothing between the quotes")
                .help("write a name such as `\"Author\"`, or take it away"),
            );
            return None;
        }
        Some(name)
    });
    RelationAttribute {
        ast: Some(taken.ast),
        name,
        is_partial: has_name && name.is_none(),
        fields: fields.and_then(|value| columns(draft, model, value, sink)),
        references: references.and_then(|value| columns(draft, target, value, sink)),
        on_delete: on_delete.and_then(|value| referential_action::check("onDelete", value, sink)),
        on_update: on_update.and_then(|value| referential_action::check("onUpdate", value, sink)),
        map: map.and_then(|value| map::database_name(value, sink)),
    }
}

/// The columns of a list; one without any says nothing, as in Prisma.
fn columns(
    draft: &Draft<'_>,
    model: ModelId,
    value: &Expression,
    sink: &mut Sink,
) -> Option<Columns> {
    let items = expect::list(value);
    if items.is_empty() {
        return None;
    }
    let mut ids = Vec::new();
    let mut seen = HashSet::new();
    for item in items {
        let id = expect::word(item, sink)
            .and_then(|name| column_list::column(draft, model, name, item.span, sink));
        match id {
            Some(id) if !seen.insert(id) => sink.push(
                Diagnostic::error(
                    "plx::relation::duplicate_column",
                    format!("`{}` is named twice", draft.scalar(id).name()),
                )
                .at(item.span, "again here")
                .help("take it away"),
            ),
            id => ids.extend(id),
        }
    }
    Some(Columns {
        is_partial: ids.len() < items.len(),
        ids,
        span: value.span,
    })
}
