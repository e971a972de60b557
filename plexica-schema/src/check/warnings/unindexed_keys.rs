//! Foreign keys that no index helps.

use rustc_hash::FxHashSet;

use crate::{
    Dialect,
    check::draft::{Draft, IndexColumn, IndexDraft, RelationDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{ConditionValue, IndexAlgorithm, Predicate, RelationMode, ScalarFieldId},
};

/// Columns by which rows are found.
type Columns = Vec<ScalarFieldId>;

/// PostgreSQL makes an index of what a foreign key refers to, and none of the foreign key.
pub(super) fn warn(draft: &Draft<'_>, dialect: Dialect, sink: &mut Sink) {
    let has_keys = draft.settings.datasource.relation_mode == RelationMode::ForeignKeys;
    if dialect == Dialect::Prisma && has_keys {
        return;
    }
    let indexed = indexed(draft, dialect);
    let is_unindexed = |relation: &&RelationDraft| {
        // Nothing can be indexed in a view, and an ignored table is somebody else's.
        let model = draft.model(draft.relation_field(relation.forward).model);
        if model.view.is_some() || model.ignored.is_some() {
            return false;
        }
        let columns = in_order(relation.columns.clone(), dialect);
        !indexed.contains(&columns)
    };
    let unindexed: Vec<_> = draft.relations.iter().filter(is_unindexed).collect();
    // An index for a foreign key is one for what it begins with.
    let mut told: FxHashSet<&[ScalarFieldId]> = FxHashSet::default();
    for relation in &unindexed {
        told.extend((1..relation.columns.len()).map(|length| &relation.columns[..length]));
    }
    for relation in unindexed {
        // Prisma tells of each.
        if told.insert(&relation.columns) || dialect == Dialect::Prisma {
            sink.push(unindexed_key(draft, relation, &indexed, dialect));
        }
    }
}

/// What the rows of a table are found by with an index.
fn indexed(draft: &Draft<'_>, dialect: Dialect) -> FxHashSet<Columns> {
    let mut found = FxHashSet::default();
    for index in &draft.indexes {
        // What stands behind an expression helps nobody who knows no value of it.
        let leading = index.columns.iter().map_while(IndexColumn::field);
        let columns: Columns = leading.collect();
        for length in 1..=columns.len() {
            let columns = &columns[..length];
            let helps = match dialect {
                Dialect::Plexica => helps(draft, index, columns),
                // It does not look at the kind of the index, nor at its predicate.
                Dialect::Prisma => true,
            };
            if helps {
                found.insert(in_order(columns.to_vec(), dialect));
            }
        }
    }
    found
}

/// PostgreSQL finds equal values by the leading columns in any order, and Prisma asks for the one
/// of the foreign key.
fn in_order(mut columns: Columns, dialect: Dialect) -> Columns {
    if dialect == Dialect::Plexica {
        columns.sort_unstable();
    }
    columns
}

/// Whether PostgreSQL finds the rows with given values in an index's leading columns by it.
fn helps(draft: &Draft<'_>, index: &IndexDraft, columns: &[ScalarFieldId]) -> bool {
    // A `Brin` keeps a range of values for many pages, and is no way to a few rows.
    if matches!(index.algorithm, Some((IndexAlgorithm::Brin, _))) {
        return false;
    }
    // What SQL means is not known, and given the benefit of the doubt.
    let Some(Predicate::All(conditions)) = &index.predicate else {
        return true;
    };
    // Equal to a value is not null: PostgreSQL knows that such rows are in the index.
    let names = draft.database_names(columns);
    conditions.iter().all(|condition| {
        let is_not_null = condition.is_negated && condition.value == ConditionValue::Null;
        is_not_null && names.contains(&condition.column.as_str())
    })
}

fn unindexed_key(
    draft: &Draft<'_>,
    relation: &RelationDraft,
    indexed: &FxHashSet<Columns>,
    dialect: Dialect,
) -> Diagnostic {
    let field = draft.relation_field(relation.forward);
    let attribute = &field.attribute;
    let span = match dialect {
        Dialect::Plexica => attribute.fields.as_ref().map(|columns| columns.span),
        // Where Prisma says it.
        Dialect::Prisma => attribute.ast.map(|attribute| attribute.span),
    };
    let what = match draft.settings.datasource.relation_mode {
        RelationMode::ForeignKeys => "foreign key",
        RelationMode::Prisma => "columns",
    };
    let mut columns = relation.columns.iter();
    let what_is_read = match columns.find(|column| indexed.contains(&vec![**column])) {
        Some(first) => format!("every row of the same `{}`", draft.scalar(*first).name()),
        None => "the whole table".to_owned(),
    };
    let names = draft.names(&relation.columns);
    let (model, target) = (draft.model(field.model), draft.model(field.target));
    Diagnostic::advice(
        "plx::relation::unindexed",
        format!(
            "nothing indexes `{names}`, the {what} of `{}`",
            draft.path(relation.forward)
        ),
    )
    .at(
        span.unwrap_or(field.ast.span),
        "no key and no index begins with this",
    )
    .help(format!(
        "write `@@index([{names}])` in `model {}`: without one, loading or deleting by `{}` reads {what_is_read}",
        model.name, target.name,
    ))
}
