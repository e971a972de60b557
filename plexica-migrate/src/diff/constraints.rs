use plexica_codegen::sql::{ForeignKey, Index, ObjectName, Table};
use plexica_schema::schema::{CheckConstraint, Exclusion, Indexed, Predicate};

use super::{
    Step, TableChange,
    columns::{Pair, Touched},
    phases::{Phase, Phases},
};

/// Keys that were dropped or made anew, by their columns: what refers to them has to go meanwhile.
pub(super) type RemadeKeys = Vec<Vec<String>>;

/// The steps for the keys, indexes, checks and exclusion constraints of a table that is in both
/// databases.
pub(super) fn compare(pair: Pair<'_>, touched: &Touched, phases: &mut Phases) -> RemadeKeys {
    let mut remade = Vec::new();
    let mut alter = alter_of(pair.new, phases);
    primary_key(pair, touched, &mut remade, &mut alter);
    indexes(pair, touched, &mut remade, &mut alter);
    for old in &pair.old.checks {
        if !pair.new.checks.contains(old) || names(touched, old) {
            let drop = TableChange::DropConstraint(old.name.clone());
            alter(Phase::DropConstraints, drop);
        }
    }
    for new in &pair.new.checks {
        if !pair.old.checks.contains(new) || names(touched, new) {
            alter(Phase::Constraints, TableChange::AddCheck(new.clone()));
        }
    }
    for old in &pair.old.exclusions {
        if !pair.new.exclusions.contains(old) || excludes(touched, old) {
            let drop = TableChange::DropConstraint(old.name.clone());
            alter(Phase::DropConstraints, drop);
        }
    }
    for new in &pair.new.exclusions {
        if !pair.old.exclusions.contains(new) || excludes(touched, new) {
            alter(Phase::Constraints, TableChange::AddExclusion(new.clone()));
        }
    }
    remade
}

/// The steps for what a new table has beside its columns and its primary key.
pub(super) fn create(table: &Table, phases: &mut Phases) {
    let mut add = |phase, change| {
        phases.add(
            phase,
            Step::AlterTable {
                table: table.name.clone(),
                change,
                is_new: true,
            },
        );
    };
    for index in &table.indexes {
        add(Phase::Indexes, TableChange::CreateIndex(index.clone()));
    }
    for check in &table.checks {
        add(Phase::Constraints, TableChange::AddCheck(check.clone()));
    }
    for exclusion in &table.exclusions {
        add(
            Phase::Constraints,
            TableChange::AddExclusion(exclusion.clone()),
        );
    }
    for key in &table.foreign_keys {
        add(Phase::ForeignKeys, TableChange::AddForeignKey(key.clone()));
    }
}

/// The steps for the foreign keys of a table that is in both databases. `is_unsettled` says whether
/// what a key refers to, or the columns that refer, are made anew.
pub(super) fn foreign_keys(
    pair: Pair<'_>,
    is_unsettled: impl Fn(&ForeignKey) -> bool,
    phases: &mut Phases,
) {
    let mut alter = alter_of(pair.new, phases);
    for old in &pair.old.foreign_keys {
        if !pair.new.foreign_keys.contains(old) || is_unsettled(old) {
            let drop = TableChange::DropConstraint(old.name.clone());
            alter(Phase::DropForeignKeys, drop);
        }
    }
    for new in &pair.new.foreign_keys {
        if !pair.old.foreign_keys.contains(new) || is_unsettled(new) {
            alter(Phase::ForeignKeys, TableChange::AddForeignKey(new.clone()));
        }
    }
}

fn alter_of<'a>(table: &'a Table, phases: &'a mut Phases) -> impl FnMut(Phase, TableChange) + 'a {
    move |phase, change| {
        phases.add(
            phase,
            Step::AlterTable {
                table: table.name.clone(),
                change,
                is_new: false,
            },
        );
    }
}

fn primary_key(
    pair: Pair<'_>,
    touched: &Touched,
    remade: &mut RemadeKeys,
    alter: &mut impl FnMut(Phase, TableChange),
) {
    let (old, new) = (&pair.old.primary_key, &pair.new.primary_key);
    let is_remade = |columns: &[String]| columns.iter().any(|column| touched.is_remade(column));
    if let (Some(old), Some(new)) = (old, new)
        && old.columns == new.columns
        && !is_remade(&old.columns)
    {
        if old.name != new.name {
            let (from, to) = (old.name.clone(), new.name.clone());
            alter(Phase::RenameIndexes, TableChange::RenameIndex { from, to });
        }
        return;
    }
    if let Some(old) = old {
        remade.push(old.columns.clone());
        alter(
            Phase::DropConstraints,
            TableChange::DropConstraint(old.name.clone()),
        );
    }
    if let Some(new) = new {
        alter(Phase::PrimaryKeys, TableChange::AddPrimaryKey(new.clone()));
    }
}

fn indexes(
    pair: Pair<'_>,
    touched: &Touched,
    remade: &mut RemadeKeys,
    alter: &mut impl FnMut(Phase, TableChange),
) {
    let mut kept: Vec<&str> = Vec::new();
    for old in &pair.old.indexes {
        let is_same = |new: &&Index| **new == *old;
        let is_otherwise_same = |new: &&Index| {
            let has_its_name = |own: &Index| own.name == new.name;
            Index {
                name: old.name.clone(),
                ..(*new).clone()
            } == *old
                && !pair.old.indexes.iter().any(has_its_name)
                && !kept.contains(&new.name.as_str())
        };
        if !depends(touched, old) {
            if let Some(new) = pair.new.indexes.iter().find(is_same) {
                kept.push(&new.name);
                continue;
            }
            let is_there = pair.new.indexes.iter().any(|new| new.name == old.name);
            if !is_there && let Some(new) = pair.new.indexes.iter().find(is_otherwise_same) {
                kept.push(&new.name);
                let (from, to) = (old.name.clone(), new.name.clone());
                alter(Phase::RenameIndexes, TableChange::RenameIndex { from, to });
                continue;
            }
        }
        if old.is_unique {
            let columns = old.columns.iter().filter_map(|column| match &column.on {
                Indexed::Field(name) => Some(name.clone()),
                Indexed::Expression(_) => None,
            });
            remade.push(columns.collect());
        }
        alter(Phase::DropIndexes, TableChange::DropIndex(old.name.clone()));
    }
    for new in &pair.new.indexes {
        if !kept.contains(&new.name.as_str()) {
            alter(Phase::Indexes, TableChange::CreateIndex(new.clone()));
        }
    }
}

/// Whether PostgreSQL cannot keep an index over what becomes of the columns.
fn depends(touched: &Touched, index: &Index) -> bool {
    let in_columns = index.columns.iter().any(|column| match &column.on {
        Indexed::Field(name) => {
            touched.is_remade(name) || (column.operator_class.is_some() && touched.is_touched(name))
        }
        Indexed::Expression(sql) => touched.is_named_in(sql),
    });
    in_columns || in_predicate(touched, index.predicate.as_ref())
}

fn excludes(touched: &Touched, exclusion: &Exclusion<String>) -> bool {
    let in_elements = exclusion
        .elements
        .iter()
        .any(|element| match &element.indexed {
            Indexed::Field(name) => touched.is_touched(name),
            Indexed::Expression(sql) => touched.is_named_in(sql),
        });
    in_elements || in_predicate(touched, exclusion.predicate.as_ref())
}

fn in_predicate(touched: &Touched, predicate: Option<&Predicate>) -> bool {
    match predicate {
        None => false,
        Some(Predicate::Raw(sql)) => touched.is_named_in(sql),
        Some(Predicate::All(conditions)) => {
            let mut columns = conditions.iter().map(|condition| &condition.column);
            columns.any(|column| touched.is_touched(column))
        }
    }
}

fn names(touched: &Touched, check: &CheckConstraint) -> bool {
    touched.is_named_in(&check.condition)
}

/// Whether a key refers to one that is made anew.
pub(super) fn refers_to(key: &ForeignKey, table: &ObjectName, remade: &RemadeKeys) -> bool {
    key.referenced_table == *table
        && remade.iter().any(|columns| {
            let mut columns = columns.clone();
            let mut referenced = key.referenced_columns.clone();
            columns.sort();
            referenced.sort();
            columns == referenced
        })
}
