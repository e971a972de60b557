use crate::{
    check::draft::{Draft, RelationDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, ReferentialAction, RelationMode},
};

/// Without foreign keys, Prisma's client follows the referential actions itself, and would not come
/// to an end where they lead back to where they began.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Sink) {
    if draft.settings.datasource.relation_mode == RelationMode::ForeignKeys {
        return;
    }
    let edges: Vec<(usize, usize)> = draft
        .relations
        .iter()
        .filter(|relation| modifies(draft, relation))
        .map(|relation| ends(draft, relation))
        .collect();
    let components = components(draft.models.len(), &edges);
    for relation in &draft.relations {
        let (from, to) = ends(draft, relation);
        if !modifies(draft, relation) || components[from] != components[to] {
            continue;
        }
        let path = draft.path(relation.forward);
        let message = if from == to {
            format!(
                "the relation `{path}` leads from a model to itself, and changes rows on its way"
            )
        } else {
            format!("the relation `{path}` is part of a cycle of relations that change rows")
        };
        let span = draft.relation_field(relation.forward).ast.span;
        sink.push(
            Diagnostic::error("plx::relation::cycle", message)
                .at(span, "`relationMode` is `prisma`")
                .help(
                    "write `onDelete: Restrict, onUpdate: Restrict` on one relation of the cycle, or \
                     take `relationMode` away",
                ),
        );
    }
}

/// From the model with the foreign key to the other.
fn ends(draft: &Draft<'_>, relation: &RelationDraft) -> (usize, usize) {
    let field = draft.relation_field(relation.forward);
    (field.model.index(), field.target.index())
}

/// Whether a change of a row makes the client change those that refer to it.
fn modifies(draft: &Draft<'_>, relation: &RelationDraft) -> bool {
    let is_none = |action| {
        matches!(
            action,
            ReferentialAction::NoAction | ReferentialAction::Restrict
        )
    };
    let field = draft.relation_field(relation.forward);
    let keeps_on_delete = match relation.on_delete {
        Some(action) => is_none(action),
        None => field.arity != Arity::Optional,
    };
    let on_update = field.attribute.on_update;
    !keeps_on_delete || !on_update.is_some_and(|(action, _)| is_none(action))
}

/// For each node the number of its strongly connected component (Kosaraju).
fn components(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut ahead = vec![Vec::new(); count];
    let mut behind = vec![Vec::new(); count];
    for &(from, to) in edges {
        ahead[from].push(to);
        behind[to].push(from);
    }
    let mut order = Vec::new();
    let mut seen = vec![false; count];
    for node in 0..count {
        visit(node, &ahead, &mut seen, &mut order);
    }
    let mut components = vec![0; count];
    let mut seen = vec![false; count];
    for (number, node) in order.into_iter().rev().enumerate() {
        let mut found = Vec::new();
        visit(node, &behind, &mut seen, &mut found);
        for member in found {
            components[member] = number;
        }
    }
    components
}

/// Adds what can be reached and was not yet seen, each node behind those that it leads to. Not
/// recursive: a schema may have a chain of any length.
fn visit(node: usize, next: &[Vec<usize>], seen: &mut [bool], order: &mut Vec<usize>) {
    let mut stack = vec![(node, 0)];
    if std::mem::replace(&mut seen[node], true) {
        return;
    }
    while let Some((node, at)) = stack.last_mut() {
        match next[*node].get(*at) {
            Some(&to) => {
                *at += 1;
                if !std::mem::replace(&mut seen[to], true) {
                    stack.push((to, 0));
                }
            }
            None => {
                order.push(*node);
                stack.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn what_leads_into_a_cycle_is_not_a_part_of_it() {
        let found = components(5, &[(0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 3)]);
        assert_eq!(found[1], found[2]);
        assert_eq!(found[3], found[4]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[2], found[3]);
    }
}
