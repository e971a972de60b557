use plexica_codegen::sql::{ObjectName, PhysicalSchema, View};

use super::{
    Step, TableChange,
    mention::mentions,
    phases::{Phase, Phases},
};

/// The steps for the views of a scope, after those for its tables. A view that reads what PostgreSQL
/// cannot change below it is dropped meanwhile. Gives the views that are made.
pub(super) fn compare(
    from: &PhysicalSchema,
    to: &PhysicalSchema,
    phases: &mut Phases,
) -> Vec<ObjectName> {
    let unsettled: Vec<String> = phases.steps().filter_map(unsettles).collect();
    let reads =
        |view: &View, names: &[String]| names.iter().any(|name| mentions(&view.query, name));
    let mut dropped: Vec<String> = Vec::new();
    let mut drops = Vec::new();
    // Each behind those that it reads.
    for old in &from.views {
        if !to.views.contains(old) || reads(old, &unsettled) || reads(old, &dropped) {
            dropped.push(old.name.name.clone());
            drops.push(Step::DropView(old.name.clone()));
        }
    }
    phases.extend(Phase::DropViews, drops.into_iter().rev());
    let mut made = Vec::new();
    for new in &to.views {
        let is_kept = from.views.contains(new) && !dropped.contains(&new.name.name);
        if !is_kept {
            made.push(new.name.clone());
            phases.add(Phase::CreateViews, Step::CreateView(new.clone()));
        }
    }
    made
}

/// The table that a step changes in a way that a view on it forbids.
fn unsettles(step: &Step) -> Option<String> {
    match step {
        Step::DropTable(table) => Some(table.name.clone()),
        Step::AlterTable {
            table,
            change: TableChange::DropColumn(_) | TableChange::SetType { .. },
            ..
        } => Some(table.name.clone()),
        _ => None,
    }
}
