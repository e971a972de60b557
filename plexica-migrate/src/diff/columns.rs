use std::collections::BTreeSet;

use plexica_codegen::sql::{Column, ColumnDefault, ColumnType, ObjectName, Table};
use plexica_schema::schema::NativeType;

use super::{
    Step, TableChange,
    cast::cast,
    cut::cut,
    mention::mentions,
    phases::{Phase, Phases},
};

/// What became of a table's columns, for what depends on them.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Of another type now.
    pub(super) retyped: BTreeSet<String>,
    /// Gone, or made anew.
    pub(super) remade: BTreeSet<String>,
}

impl Touched {
    pub(super) fn is_remade(&self, column: &str) -> bool {
        self.remade.contains(column)
    }

    pub(super) fn is_touched(&self, column: &str) -> bool {
        self.retyped.contains(column) || self.is_remade(column)
    }

    /// Whether SQL that an author wrote names one of them.
    pub(super) fn is_named_in(&self, sql: &str) -> bool {
        let mut columns = self.retyped.iter().chain(&self.remade);
        columns.any(|column| mentions(sql, column))
    }
}

/// A table before, after the renames, and afterwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) old: &'a Table,
    pub(super) new: &'a Table,
    /// The table with its columns before the renames.
    pub(super) original: &'a Table,
    /// Enums that another type of the same name replaces.
    pub(super) replaced_enums: &'a [ObjectName],
}

/// The steps for the columns of a table that is in both databases.
pub(super) fn compare(pair: Pair<'_>, phases: &mut Phases) -> Touched {
    let touched = touched(pair);
    let alter = |change| Step::AlterTable {
        table: pair.new.name.clone(),
        change,
        is_new: false,
    };
    for (place, old) in pair.old.columns.iter().enumerate() {
        match column(pair.new, &old.name) {
            Some(new) if !touched.is_remade(&old.name) => {
                let original = &pair.original.columns[place];
                change(pair, (old, original), new, &touched, phases);
            }
            _ => {
                let drop = alter(TableChange::DropColumn(old.clone()));
                // Before the columns that it is computed from.
                let phase = match generated(old) {
                    Some(_) => Phase::DropGeneratedColumns,
                    None => Phase::DropColumns,
                };
                phases.add(phase, drop);
            }
        }
    }
    for new in &pair.new.columns {
        if column(pair.old, &new.name).is_none() || touched.is_remade(&new.name) {
            let phase = match generated(new) {
                Some(_) => Phase::AddGeneratedColumns,
                None => Phase::AddColumns,
            };
            phases.add(phase, alter(TableChange::AddColumn(new.clone())));
        }
    }
    touched
}

fn touched(pair: Pair<'_>) -> Touched {
    let mut touched = Touched::default();
    for old in &pair.old.columns {
        let Some(new) = column(pair.new, &old.name) else {
            touched.remade.insert(old.name.clone());
            continue;
        };
        if generated(new).is_some() && generated(old) != generated(new) {
            // What it is computed by cannot be changed.
            touched.remade.insert(old.name.clone());
        } else if is_retyped(pair, old, new) {
            touched.retyped.insert(old.name.clone());
        }
    }
    // A column that is computed from one whose type changes is in the way.
    for new in &pair.new.columns {
        let is_kept = column(pair.old, &new.name).is_some();
        if is_kept && generated(new).is_some_and(|sql| touched.is_named_in(sql)) {
            touched.remade.insert(new.name.clone());
            touched.retyped.remove(&new.name);
        }
        if generated(new).is_some() && touched.retyped.remove(&new.name) {
            touched.remade.insert(new.name.clone());
        }
    }
    touched
}

fn is_retyped(pair: Pair<'_>, old: &Column, new: &Column) -> bool {
    let is_replaced =
        matches!(&new.r#type, ColumnType::Enum(name) if pair.replaced_enums.contains(name));
    old.r#type != new.r#type || old.is_array != new.is_array || is_replaced
}

pub(super) fn column<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| column.name == name)
}

fn generated(column: &Column) -> Option<&str> {
    match &column.default {
        Some(ColumnDefault::Generated(sql)) => Some(sql),
        _ => None,
    }
}

/// The steps for a column that stays.
fn change(
    pair: Pair<'_>,
    (old, original): (&Column, &Column),
    new: &Column,
    touched: &Touched,
    phases: &mut Phases,
) {
    let name = || new.name.clone();
    let mut alter = |phase, change| {
        let table = pair.new.name.clone();
        phases.add(
            phase,
            Step::AlterTable {
                table,
                change,
                is_new: false,
            },
        );
    };
    let is_retyped = touched.retyped.contains(&new.name);
    let counts_on = counts(old) && old.default == new.default;
    let is_refilled = !counts_on && (old.default != new.default || is_retyped);
    if is_refilled && let Some(default) = &old.default {
        let drop = match default {
            ColumnDefault::Sequence => TableChange::DropSequence {
                column: name(),
                sequence: sequence(pair.original, original),
            },
            ColumnDefault::Identity(_) => TableChange::DropIdentity(name()),
            ColumnDefault::Generated(_) => TableChange::DropExpression(name()),
            ColumnDefault::CurrentTimestamp
            | ColumnDefault::Literal(_)
            | ColumnDefault::Expression(_) => TableChange::DropDefault(name()),
        };
        let is_overwritten = matches!(drop, TableChange::DropDefault(_))
            && !is_retyped
            && new.default.as_ref().is_some_and(is_plain);
        if !is_overwritten {
            alter(Phase::DropDefaults, drop);
        }
    }
    if !old.is_nullable && new.is_nullable {
        alter(Phase::DropDefaults, TableChange::DropNotNull(name()));
    }
    if is_retyped {
        let cast = cast(old, new);
        let change = TableChange::SetType {
            from: old.clone(),
            to: new.clone(),
            using: cast.using,
            effect: cast.effect,
        };
        alter(Phase::AlterColumns, change);
        // An identity column's sequence follows by itself.
        if counts_on && old.default == Some(ColumnDefault::Sequence) {
            let change = TableChange::SetSequenceType {
                sequence: sequence(pair.original, original),
                column: new.clone(),
            };
            alter(Phase::AlterColumns, change);
        }
    }
    if is_refilled && new.default.as_ref().is_some_and(is_plain) {
        alter(Phase::SetDefaults, TableChange::SetDefault(new.clone()));
    }
    if old.is_nullable && !new.is_nullable {
        alter(Phase::SetDefaults, TableChange::SetNotNull(name()));
    }
    if is_refilled {
        match &new.default {
            Some(ColumnDefault::Sequence) => {
                alter(Phase::SetDefaults, TableChange::AddSequence(new.clone()));
            }
            Some(ColumnDefault::Identity(_)) => {
                alter(Phase::SetDefaults, TableChange::AddIdentity(new.clone()));
            }
            _ => {}
        }
    }
}

/// Whether it takes numbers of a sequence of its own.
fn counts(column: &Column) -> bool {
    let is_whole = matches!(
        column.r#type,
        ColumnType::Native(NativeType::SmallInt | NativeType::Integer | NativeType::BigInt)
    );
    let takes_numbers = matches!(
        column.default,
        Some(ColumnDefault::Sequence | ColumnDefault::Identity(_))
    );
    is_whole && takes_numbers
}

/// Whether it is written behind `DEFAULT`.
fn is_plain(default: &ColumnDefault) -> bool {
    match default {
        ColumnDefault::CurrentTimestamp
        | ColumnDefault::Literal(_)
        | ColumnDefault::Expression(_) => true,
        ColumnDefault::Sequence | ColumnDefault::Identity(_) | ColumnDefault::Generated(_) => false,
    }
}

/// The sequence that `SERIAL` made for a column, by the names that were then.
fn sequence(table: &Table, column: &Column) -> ObjectName {
    sequence_of(&table.name, &column.name)
}

/// The sequence that `SERIAL` makes for a column: called by table, column and `seq`, the longer of
/// the names cut until it fits (PostgreSQL's `makeObjectName`).
pub(super) fn sequence_of(table: &ObjectName, column: &str) -> ObjectName {
    const ROOM: usize = 63 - "__seq".len();
    let (mut one, mut other) = (table.name.len(), column.len());
    while one + other > ROOM {
        if one > other {
            one -= 1;
        } else {
            other -= 1;
        }
    }
    let (one, other) = (cut(&table.name, one), cut(column, other));
    ObjectName {
        schema: table.schema.clone(),
        name: format!("{one}_{other}_seq"),
    }
}
