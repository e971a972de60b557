use plexica_codegen::sql::{ForeignKey, ObjectName, PhysicalSchema, Table};

use super::{
    Step, TableChange,
    columns::{self, Pair, Touched},
    constraints::{self, RemadeKeys},
    phases::{Phase, Phases},
};

/// What became of a table that is in both databases.
struct Changed<'a> {
    pair: Pair<'a>,
    touched: Touched,
    remade: RemadeKeys,
}

/// The steps for the tables of a scope. `original` has them before the renames, at the same places
/// as `from`.
pub(super) fn compare(
    original: &PhysicalSchema,
    from: &PhysicalSchema,
    to: &PhysicalSchema,
    replaced_enums: &[ObjectName],
    phases: &mut Phases,
) {
    let mut changed = Vec::new();
    for new in &to.tables {
        let old = from.tables.iter().zip(&original.tables);
        match old.into_iter().find(|(old, _)| old.name == new.name) {
            None => {
                phases.add(Phase::CreateTables, Step::CreateTable(new.clone()));
                constraints::create(new, phases);
            }
            Some((old, original)) => {
                let pair = Pair {
                    old,
                    new,
                    original,
                    replaced_enums,
                };
                let touched = columns::compare(pair, phases);
                let remade = constraints::compare(pair, &touched, phases);
                changed.push(Changed {
                    pair,
                    touched,
                    remade,
                });
            }
        }
    }
    for Changed { pair, touched, .. } in &changed {
        let is_unsettled = |key: &ForeignKey| {
            key.columns.iter().any(|column| touched.is_touched(column))
                || changed.iter().any(|other| is_unsettled_by(key, other))
        };
        constraints::foreign_keys(*pair, is_unsettled, phases);
    }
    drop(from, to, phases);
}

/// Whether what a foreign key refers to is made anew.
fn is_unsettled_by(key: &ForeignKey, other: &Changed<'_>) -> bool {
    let table = &other.pair.new.name;
    let mut referenced = key.referenced_columns.iter();
    key.referenced_table == *table
        && (referenced.any(|column| other.touched.is_touched(column))
            || constraints::refers_to(key, table, &other.remade))
}

fn drop(from: &PhysicalSchema, to: &PhysicalSchema, phases: &mut Phases) {
    let is_dropped = |name: &ObjectName| {
        let is = |table: &Table| table.name == *name;
        from.tables.iter().any(is) && !to.tables.iter().any(is)
    };
    for table in from.tables.iter().filter(|table| is_dropped(&table.name)) {
        // Two tables that refer to each other could not be dropped one after the other.
        let refers_to_dropped = table
            .foreign_keys
            .iter()
            .filter(|key| key.referenced_table != table.name && is_dropped(&key.referenced_table));
        for key in refers_to_dropped {
            phases.add(
                Phase::DropForeignKeys,
                Step::AlterTable {
                    table: table.name.clone(),
                    change: TableChange::DropConstraint(key.name.clone()),
                    is_new: false,
                },
            );
        }
        phases.add(Phase::DropTables, Step::DropTable(table.name.clone()));
    }
}
