//! Indexes that hold what another one holds already.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::{
    check::draft::{Draft, IndexDraft, ModelDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{IndexAlgorithm, IndexKind, Indexed, SortOrder},
};

pub(super) fn warn(draft: &Draft<'_>, sink: &mut Sink) {
    // A view has no index: its unique columns are what its author knows of them.
    for model in draft.models.iter().filter(|model| model.view.is_none()) {
        warn_model(draft, model, sink);
    }
}

fn warn_model(draft: &Draft<'_>, model: &ModelDraft<'_>, sink: &mut Sink) {
    let mut indexes: Vec<_> = model
        .indexes
        .iter()
        .map(|id| &draft.indexes[id.index()])
        .collect();
    // What says the most is kept. The order of the source decides between equals.
    indexes.sort_by_key(|index| match index.kind {
        IndexKind::Primary => 0,
        IndexKind::Unique | IndexKind::UniqueIndex => 1,
        IndexKind::Normal => 2,
    });
    let mut kept: FxHashMap<_, Vec<&IndexDraft>> = FxHashMap::default();
    for index in indexes {
        let alike = kept.entry(content(index)).or_default();
        let mut others = alike.iter();
        let Some(first) = others.find(|other| other.predicate == index.predicate) else {
            alike.push(index);
            continue;
        };
        let what = match index.kind {
            IndexKind::Normal => "index",
            _ => "key",
        };
        sink.push(
            Diagnostic::advice(
                "plx::index::redundant",
                format!("this {what} is in the database twice"),
            )
            .at(index.span, "the same columns in the same order")
            .at(first.span, "this one is enough")
            .help("take it away: each write to the table would have to keep both"),
        );
    }
}

/// What an index holds of each row.
fn content(index: &IndexDraft) -> impl Eq + Hash + use<> {
    let algorithm = match index.algorithm {
        None => IndexAlgorithm::BTree,
        Some((algorithm, _)) => algorithm,
    };
    let columns = index.columns.iter().map(|column| {
        let sort = column.sort.map_or(SortOrder::Ascending, |(sort, _)| sort);
        let class = column.operator_class.clone();
        let (field, expression) = match &column.indexed {
            Indexed::Field(id) => (Some(*id), None),
            Indexed::Expression(sql) => (None, Some(sql.clone())),
        };
        (
            field,
            expression,
            sort,
            class.map(|(class, _)| class.into_sql()),
        )
    });
    (algorithm, columns.collect::<Vec<_>>())
}
