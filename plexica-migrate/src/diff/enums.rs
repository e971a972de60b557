use plexica_codegen::sql::{
    Column, ColumnDefault, ColumnType, EnumType, Literal, ObjectName, PhysicalSchema,
};
use plexica_schema::schema::{Indexed, Predicate};

use super::{
    DiffError, Step,
    cut::cut,
    phases::{Phase, Phases},
};

/// How an enum that is in both databases becomes the new one.
#[derive(Debug, PartialEq, Eq)]
enum Change {
    None,
    /// Values are added where they stand.
    Add,
    /// Another type takes its place.
    Replace,
}

/// The steps for the enums of a scope. Gives those that another type of the same name replaces:
/// columns that have them are cast.
pub(super) fn compare(
    from: &PhysicalSchema,
    to: &PhysicalSchema,
    phases: &mut Phases,
) -> Vec<ObjectName> {
    let mut replaced = Vec::new();
    for new in &to.enums {
        match from.enums.iter().find(|old| old.name == new.name) {
            None => phases.add(Phase::Enums, Step::CreateEnum(new.clone())),
            Some(old) => match change(old, new, to) {
                Change::None => {}
                Change::Add => phases.extend(Phase::Enums, added(old, new)),
                Change::Replace => {
                    replace(new, from, to, phases);
                    replaced.push(new.name.clone());
                }
            },
        }
    }
    for old in &from.enums {
        if !to.enums.iter().any(|new| new.name == old.name) {
            phases.add(Phase::DropEnums, Step::DropEnum(old.name.clone()));
        }
    }
    replaced
}

/// Refuses to replace an enum of core that tenants' columns have.
pub(super) fn refuse_shared_losses(
    from: &PhysicalSchema,
    to: &PhysicalSchema,
    tenants: &PhysicalSchema,
) -> Result<(), DiffError> {
    let is_shared = |name: &ObjectName| {
        let mut columns = tenants.tables.iter().flat_map(|table| &table.columns);
        columns.any(|column| has(column, name))
    };
    for new in &to.enums {
        let old = from.enums.iter().find(|old| old.name == new.name);
        if old.is_some_and(|old| change(old, new, to) == Change::Replace) && is_shared(&new.name) {
            return Err(DiffError::SharedEnum {
                name: new.name.to_string(),
            });
        }
    }
    Ok(())
}

fn has(column: &Column, name: &ObjectName) -> bool {
    matches!(&column.r#type, ColumnType::Enum(own) if own == name)
}

fn change(old: &EnumType, new: &EnumType, to: &PhysicalSchema) -> Change {
    if old.values == new.values {
        return Change::None;
    }
    let mut rest = new.values.iter();
    let keeps_order = old.values.iter().all(|value| rest.any(|new| new == value));
    // PostgreSQL lets nobody use a value in the transaction that adds it.
    let uses_a_new_one = || {
        let mut added = new
            .values
            .iter()
            .filter(|value| !old.values.contains(value));
        added.any(|value| uses(to, &new.name, value))
    };
    if keeps_order && !uses_a_new_one() {
        Change::Add
    } else {
        Change::Replace
    }
}

fn added(old: &EnumType, new: &EnumType) -> Vec<Step> {
    let is_old = |value: &&String| old.values.contains(value);
    let mut steps = Vec::new();
    for (index, value) in new.values.iter().enumerate() {
        if is_old(&value) {
            continue;
        }
        steps.push(Step::AddEnumValue {
            r#enum: new.name.clone(),
            value: value.clone(),
            before: new.values[index + 1..].iter().find(is_old).cloned(),
        });
    }
    steps
}

fn replace(new: &EnumType, from: &PhysicalSchema, to: &PhysicalSchema, phases: &mut Phases) {
    // Room for what is put behind it.
    let mut name = format!("{}_old", cut(&new.name.name, 50));
    while is_taken(&name, from) || is_taken(&name, to) {
        name.push('_');
    }
    let old = ObjectName {
        schema: new.name.schema.clone(),
        name: name.clone(),
    };
    let from = new.name.clone();
    phases.add(Phase::Enums, Step::RenameEnum { from, to: name });
    phases.add(Phase::Enums, Step::CreateEnum(new.clone()));
    phases.add(Phase::DropEnums, Step::DropEnum(old));
}

fn is_taken(name: &str, schema: &PhysicalSchema) -> bool {
    let enums = schema.enums.iter().map(|r#enum| &r#enum.name.name);
    // A table has a type of its name.
    let tables = schema.tables.iter().map(|table| &table.name.name);
    enums.chain(tables).any(|taken| taken == name)
}

/// Whether a database names a value of an enum, in defaults or in SQL that an author wrote.
fn uses(schema: &PhysicalSchema, name: &ObjectName, value: &str) -> bool {
    let columns = || schema.tables.iter().flat_map(|table| &table.columns);
    let in_defaults = columns()
        .filter(|column| has(column, name))
        .filter_map(|column| column.default.as_ref())
        .any(|default| matches!(default, ColumnDefault::Literal(literal) if is(literal, value)));
    let quoted = format!("'{}'", value.replace('\'', "''"));
    in_defaults || sql_of(schema).any(|sql| sql.contains(&quoted))
}

fn is(literal: &Literal, value: &str) -> bool {
    match literal {
        Literal::Text(text) => text == value,
        Literal::Array(elements) => elements.iter().any(|element| is(element, value)),
        Literal::Number(_) | Literal::Boolean(_) => false,
    }
}

/// All SQL that an author wrote, and the predicates that are written for him.
fn sql_of(schema: &PhysicalSchema) -> impl Iterator<Item = String> {
    let mut sql: Vec<String> = schema.views.iter().map(|view| view.query.clone()).collect();
    let mut predicate = |predicate: &Option<Predicate>| match predicate {
        Some(Predicate::Raw(raw)) => sql.push(raw.clone()),
        Some(Predicate::All(conditions)) => {
            for condition in conditions {
                if let plexica_schema::schema::ConditionValue::String(text) = &condition.value {
                    sql.push(format!("'{}'", text.replace('\'', "''")));
                }
            }
        }
        None => {}
    };
    for table in &schema.tables {
        for index in &table.indexes {
            predicate(&index.predicate);
        }
        for exclusion in &table.exclusions {
            predicate(&exclusion.predicate);
        }
    }
    for table in &schema.tables {
        sql.extend(table.checks.iter().map(|check| check.condition.clone()));
        let columns = table.indexes.iter().flat_map(|index| &index.columns);
        let indexed = columns.map(|column| &column.on);
        let elements = table
            .exclusions
            .iter()
            .flat_map(|exclusion| &exclusion.elements);
        let indexed = indexed.chain(elements.map(|element| &element.indexed));
        sql.extend(indexed.filter_map(|on| match on {
            Indexed::Expression(sql) => Some(sql.clone()),
            Indexed::Field(_) => None,
        }));
        sql.extend(
            table
                .columns
                .iter()
                .filter_map(|column| match &column.default {
                    Some(ColumnDefault::Expression(sql) | ColumnDefault::Generated(sql)) => {
                        Some(sql.clone())
                    }
                    _ => None,
                }),
        );
    }
    sql.into_iter()
}
