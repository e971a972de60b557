use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use plexica_ident::MAX_IDENTIFIER_BYTES;

use super::{
    attributes::exclusion_name_span,
    draft::{DatabaseName, Draft, ModelDraft},
};
use crate::{
    Span, constraint_name,
    diagnostics::{Diagnostic, Sink},
    schema::{FieldId, IndexKind, ModelId, Scope},
};

/// Columns that every PostgreSQL table has (PostgreSQL manual, section 5.6).
const SYSTEM_COLUMNS: [&str; 6] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// What Plexica's own tables start with.
const RESERVED_PREFIX: &str = "_plexica";

/// The last pass: names that would meet in the database.
pub(super) fn check_database_names(draft: &Draft<'_>, sink: &mut Sink) {
    for model in &draft.models {
        check_table(model, sink);
        check_columns(draft, model, sink);
    }
    for r#enum in &draft.enums {
        check_length("an enum", "@@map", &r#enum.database_name, sink);
    }
    check_types(draft, sink);
    check_relations(draft, sink);
    check_foreign_keys(draft, sink);
}

/// What a foreign key meets that is named like an index of its table.
const INDEX: &str = "index";

/// Where a name was first seen, and what it names.
type Seen<'d, K> = FxHashMap<K, (Span, &'d str)>;

/// A name in a PostgreSQL schema.
type InSchema<'d> = (&'d Scope, String);

fn check_table(model: &ModelDraft<'_>, sink: &mut Sink) {
    let name = &model.database_name;
    check_length("a table", "@@map", name, sink);
    if name.text.starts_with(RESERVED_PREFIX) {
        sink.push(
            Diagnostic::error(
                "plx::name::reserved_prefix",
                format!("the table name `{}` belongs to Plexica", name.text),
            )
            .at(name.span, format!("starts with `{RESERVED_PREFIX}`"))
            .help("choose another name with `@@map(\"name\")`"),
        );
    }
}

fn check_columns(draft: &Draft<'_>, model: &ModelDraft<'_>, sink: &mut Sink) {
    let mut seen: Seen<'_, &str> =
        FxHashMap::with_capacity_and_hasher(model.fields.len(), FxBuildHasher);
    for field in &model.fields {
        let FieldId::Scalar(id) = field else { continue };
        let column = &draft.scalar(*id).database_name;
        check_length("a column", "@map", column, sink);
        if SYSTEM_COLUMNS.contains(&column.text.as_str()) {
            sink.push(
                Diagnostic::error(
                    "plx::name::system_column",
                    format!(
                        "every table in PostgreSQL has a column `{}` already",
                        column.text
                    ),
                )
                .at(column.span, "this name is taken")
                .help(format!(
                    "choose another name, such as `@map(\"{}_\")`",
                    column.text
                )),
            );
        }
        match seen.get(column.text.as_str()) {
            None => {
                seen.insert(&column.text, (column.span, "a column"));
            }
            Some((first, _)) => sink.push(
                Diagnostic::error(
                    "plx::name::duplicate_column",
                    format!("`{}` has two columns `{}`", model.name, column.text),
                )
                .at(column.span, "again here")
                .at(*first, "first here")
                .help("give one of them another `@map`"),
            ),
        }
    }
}

/// Names that are made from the schema's own; those given by hand were checked when they were
/// read.
fn check_length(what: &str, map: &str, name: &DatabaseName, sink: &mut Sink) {
    if name.text.len() <= MAX_IDENTIFIER_BYTES {
        return;
    }
    sink.push(
        Diagnostic::error(
            "plx::name::too_long",
            format!(
                "the name of {what} would have {} bytes; PostgreSQL keeps {MAX_IDENTIFIER_BYTES}",
                name.text.len()
            ),
        )
        .at(name.span, "too long")
        .help(format!("write a shorter one as `{map}(\"short_name\")`")),
    );
}

/// Enum types share one namespace a schema with the row types of tables.
fn check_types(draft: &Draft<'_>, sink: &mut Sink) {
    let mut seen: Seen<'_, (&Scope, &str)> = FxHashMap::default();
    for model in &draft.models {
        let Some(scope) = &model.scope else { continue };
        let key = (scope, model.database_name.text.as_str());
        seen.entry(key)
            .or_insert((model.database_name.span, "table"));
    }
    for r#enum in &draft.enums {
        let Some(scope) = &r#enum.scope else { continue };
        let name = &r#enum.database_name;
        match seen.get(&(scope, name.text.as_str())) {
            None => {
                seen.insert((scope, &name.text), (name.span, "enum"));
            }
            Some((first, what)) => sink.push(
                Diagnostic::error(
                    "plx::name::duplicate_database_type",
                    format!(
                        "{} have the name `{}` in the database",
                        if *what == "table" {
                            "a table and an enum"
                        } else {
                            "two enums"
                        },
                        name.text
                    ),
                )
                .at(name.span, "this enum")
                .at(*first, format!("this {what}"))
                .help(match *what {
                    "table" => {
                        "PostgreSQL makes a type of every table: give the enum another `@@map`"
                    }
                    _ => "give one of them another `@@map`",
                }),
            ),
        }
    }
}

/// Tables and indexes share one namespace a schema.
fn check_relations(draft: &Draft<'_>, sink: &mut Sink) {
    let mut seen: Seen<'_, InSchema<'_>> = FxHashMap::default();
    // The indexes of a second model with the same table would all meet those of the first.
    let mut doubles = FxHashSet::default();
    for id in draft.model_ids() {
        let model = draft.model(id);
        let Some(scope) = &model.scope else { continue };
        let name = &model.database_name;
        let key = (scope, name.text.clone());
        let Some((first, _)) = seen.get(&key) else {
            seen.insert(key, (name.span, "table"));
            continue;
        };
        doubles.insert(id);
        sink.push(
            Diagnostic::error(
                "plx::name::duplicate_table",
                format!(
                    "two models or views have the name `{}` in the database",
                    name.text
                ),
            )
            .at(name.span, "again here")
            .at(*first, "first here")
            .help("give one of them another `@@map`"),
        );
    }
    for table in &draft.join_tables {
        let field = draft.relation_field(table.sides[0]);
        let Some(scope) = &draft.model(field.model).scope else {
            continue;
        };
        let key = (scope, table.database_name.clone());
        let Some((first, what)) = seen.get(&key) else {
            let index = constraint_name::join_table_index(&table.database_name);
            let primary_key = constraint_name::join_table_key(&table.database_name);
            for name in [index, primary_key] {
                seen.insert((scope, name), (field.ast.span, "relation"));
            }
            seen.insert(key, (field.ast.span, "relation"));
            continue;
        };
        sink.push(
            Diagnostic::error(
                "plx::name::duplicate_table",
                format!(
                    "the table of a many-to-many relation would be named `{}`, which is taken",
                    key.1
                ),
            )
            .at(field.ast.span, "this relation")
            .at(*first, format!("this {what}"))
            .help("give both fields of the relation another name: `@relation(\"Name\")`"),
        );
    }
    for (key, span, is_given) in index_names(draft, &doubles) {
        match seen.get(&key) {
            None => {
                seen.insert(key, (span, "index"));
            }
            Some((first, what)) => {
                for diagnostic in duplicate_constraint(&key.1, span, *first, what, is_given) {
                    sink.push(diagnostic);
                }
            }
        }
    }
}

/// The names of indexes, those of exclusion constraints among them; whether each is given by hand.
fn index_names<'d>(
    draft: &'d Draft<'_>,
    without: &FxHashSet<ModelId>,
) -> Vec<(InSchema<'d>, Span, bool)> {
    let mut names = Vec::new();
    let mut add = |id: ModelId, name: String, span: Span, is_given: bool| {
        let model = draft.model(id);
        if let Some(scope) = &model.scope
            && model.view.is_none()
            && !without.contains(&id)
        {
            names.push(((scope, name), span, is_given));
        }
    };
    let mut with_primary = FxHashSet::default();
    for index in &draft.indexes {
        // A second primary key was reported as such.
        if index.kind == IndexKind::Primary && !with_primary.insert(index.model) {
            continue;
        }
        let span = index.map.as_ref().map_or(index.span, |map| map.span);
        let is_given = index.map.is_some();
        add(index.model, draft.index_name(index), span, is_given);
    }
    for id in draft.model_ids() {
        let model = draft.model(id);
        for exclusion in &model.exclusions {
            let name = draft.exclusion_name(model, exclusion);
            let is_given = exclusion.map.is_some();
            add(id, name, exclusion_name_span(exclusion), is_given);
        }
    }
    names
}

/// Constraint names belong to their table.
fn check_foreign_keys(draft: &Draft<'_>, sink: &mut Sink) {
    let mut seen: Seen<'_, (ModelId, String)> = FxHashMap::default();
    for index in &draft.indexes {
        if index.kind == IndexKind::Primary {
            let span = index.map.as_ref().map_or(index.span, |map| map.span);
            let key = (index.model, draft.index_name(index));
            seen.entry(key).or_insert((span, "primary key"));
        }
    }
    for id in draft.model_ids() {
        let model = draft.model(id);
        for exclusion in &model.exclusions {
            let key = (id, draft.exclusion_name(model, exclusion));
            let place = (exclusion_name_span(exclusion), "exclusion constraint");
            seen.entry(key).or_insert(place);
        }
        for check in &model.checks {
            let name = &check.name;
            match seen.get(&(id, name.text.clone())) {
                None => {
                    seen.insert((id, name.text.clone()), (name.span, "check"));
                }
                Some((first, what)) => {
                    for diagnostic in
                        duplicate_constraint(&name.text, name.span, *first, what, true)
                    {
                        sink.push(diagnostic);
                    }
                }
            }
        }
    }
    // Prisma's rule. PostgreSQL has indexes in another namespace.
    for index in &draft.indexes {
        let span = index.map.as_ref().map_or(index.span, |map| map.span);
        let key = (index.model, draft.index_name(index));
        seen.entry(key).or_insert((span, INDEX));
    }
    for relation in &draft.relations {
        let field = draft.relation_field(relation.forward);
        let name = draft.foreign_key_name(relation);
        let map = field.attribute.map.as_ref();
        let span = map.map_or(field.ast.span, |map| map.span);
        match seen.get(&(field.model, name.clone())) {
            None => {
                seen.insert((field.model, name), (span, "foreign key"));
            }
            Some((first, what)) => {
                let ends = duplicate_constraint(&name, span, *first, what, map.is_some());
                let told = if *what == INDEX { 1 } else { 2 };
                ends.into_iter().take(told).for_each(|end| sink.push(end));
            }
        }
    }
}

/// The two ends of a clash: either may be the one to rename.
fn duplicate_constraint(
    name: &str,
    span: Span,
    first: Span,
    what: &str,
    is_given: bool,
) -> [Diagnostic; 2] {
    let help = if is_given {
        "choose another `map`"
    } else {
        "give it a name of its own: `map: \"name\"`"
    };
    let diagnostic = || {
        Diagnostic::error(
            "plx::name::duplicate_constraint",
            format!("the name `{name}` is taken in the database"),
        )
    };
    [
        diagnostic()
            .at(span, format!("this would be named `{name}`"))
            .at(first, format!("so is this {what}"))
            .help(help),
        diagnostic()
            .at(first, format!("this {what} is named `{name}`"))
            .at(span, "and so would this be")
            .help(help),
    ]
}
