use plexica_codegen::sql::{Comment, Commented, ObjectName, PhysicalSchema};
use plexica_schema::schema::Extension;

use super::{
    Renames, Step, TableChange, enums,
    phases::{Phase, Phases},
    tables, views,
};

/// The steps from one scope's objects to another's.
pub(super) fn steps(
    original: &PhysicalSchema,
    to: &PhysicalSchema,
    renames: &Renames,
) -> Vec<Step> {
    let mut phases = Phases::default();
    let from = renames.applied(original);
    rename(original, renames, &mut phases);
    schemas(&from, to, &mut phases);
    extensions(&from, to, &mut phases);
    let replaced_enums = enums::compare(&from, to, &mut phases);
    tables::compare(original, &from, to, &replaced_enums, &mut phases);
    let views = views::compare(&from, to, &mut phases);
    comments(&from, to, &replaced_enums, &views, &mut phases);
    phases.in_order()
}

fn rename(original: &PhysicalSchema, renames: &Renames, phases: &mut Phases) {
    for (from, to) in renames.tables_of(original) {
        let (from, to) = (from.clone(), to.clone());
        phases.add(Phase::Renames, Step::RenameTable { from, to });
    }
    for table in &original.tables {
        for (from, to) in renames.columns_of(table) {
            let (from, to) = (from.clone(), to.clone());
            phases.add(
                Phase::Renames,
                Step::AlterTable {
                    table: renames.table_name(&table.name),
                    change: TableChange::RenameColumn { from, to },
                    is_new: false,
                },
            );
        }
    }
}

fn schemas(from: &PhysicalSchema, to: &PhysicalSchema, phases: &mut Phases) {
    let made = to
        .schemas
        .iter()
        .filter(|name| !from.schemas.contains(name));
    phases.extend(Phase::Schemas, made.cloned().map(Step::CreateSchema));
    let gone = from
        .schemas
        .iter()
        .filter(|name| !to.schemas.contains(name));
    phases.extend(Phase::DropSchemas, gone.cloned().map(Step::DropSchema));
}

fn extensions(from: &PhysicalSchema, to: &PhysicalSchema, phases: &mut Phases) {
    for new in &to.extensions {
        match from.extensions.iter().find(|old| old.name == new.name) {
            None => phases.add(Phase::Extensions, Step::CreateExtension(new.clone())),
            Some(old) => phases.extend(Phase::Extensions, change(old, new)),
        }
    }
    for old in &from.extensions {
        if !to.extensions.iter().any(|new| new.name == old.name) {
            phases.add(Phase::DropExtensions, Step::DropExtension(old.name.clone()));
        }
    }
}

fn change(old: &Extension, new: &Extension) -> Vec<Step> {
    let name = || new.name.clone();
    let mut steps = Vec::new();
    if old.schema != new.schema {
        let schema = new.schema.clone().unwrap_or_else(|| "public".to_owned());
        steps.push(Step::MoveExtension {
            name: name(),
            schema,
        });
    }
    if old.version != new.version {
        let version = new.version.clone();
        steps.push(Step::UpdateExtension {
            name: name(),
            version,
        });
    }
    steps
}

/// What is made anew has lost its comments; what is gone needs none taken away.
fn comments(
    from: &PhysicalSchema,
    to: &PhysicalSchema,
    replaced_enums: &[ObjectName],
    made_views: &[ObjectName],
    phases: &mut Phases,
) {
    let mut remade: Vec<Commented> = Vec::new();
    for step in phases.steps() {
        if let Step::AlterTable {
            table,
            change: TableChange::AddColumn(column),
            ..
        } = step
        {
            remade.push(Commented::Column(table.clone(), column.name.clone()));
        }
    }
    let is_made = |object: &Commented| {
        remade.contains(object)
            || match object {
                Commented::Type(name) => {
                    replaced_enums.contains(name) || !from.enums.iter().any(|old| old.name == *name)
                }
                Commented::Table(name) => !has_table(from, name),
                Commented::View(name) => made_views.contains(name),
                Commented::Column(name, _) => {
                    made_views.contains(name)
                        || !(has_table(from, name)
                            || from.views.iter().any(|view| view.name == *name))
                }
            }
    };
    for new in &to.comments {
        if !from.comments.contains(new) || is_made(&new.object) {
            phases.add(Phase::Comments, Step::SetComment(new.clone()));
        }
    }
    for Comment { object, .. } in &from.comments {
        let is_said = to.comments.iter().any(|new| new.object == *object);
        if !is_said && !is_made(object) && is_there(to, object) {
            phases.add(Phase::Comments, Step::DropComment(object.clone()));
        }
    }
}

fn has_table(schema: &PhysicalSchema, name: &ObjectName) -> bool {
    schema.tables.iter().any(|table| table.name == *name)
}

fn is_there(schema: &PhysicalSchema, object: &Commented) -> bool {
    let has_view = |name: &ObjectName| schema.views.iter().any(|view| view.name == *name);
    match object {
        Commented::Type(name) => schema.enums.iter().any(|own| own.name == *name),
        Commented::Table(name) => has_table(schema, name),
        Commented::View(name) => has_view(name),
        Commented::Column(name, column) => {
            let table = schema.tables.iter().find(|table| table.name == *name);
            match table {
                Some(table) => table.columns.iter().any(|own| own.name == *column),
                // A view's columns are not known here; one that is kept has those it had.
                None => has_view(name),
            }
        }
    }
}
