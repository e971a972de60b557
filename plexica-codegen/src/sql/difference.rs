use std::collections::{BTreeMap, BTreeSet};

use super::{DatabaseModel, EnumType, ObjectName, PhysicalSchema, Table, View};

impl DatabaseModel {
    /// The tables, enums and schemas that are not the same in two models, by their names as SQL.
    /// Empty when both are the same database.
    #[must_use]
    pub fn differing_objects(&self, other: &Self) -> Vec<String> {
        let (one, other) = (self.clone().canonical(), other.clone().canonical());
        let mut names = differing(&one.core, &other.core);
        let empty = PhysicalSchema::default();
        names.extend(differing(
            one.tenant.as_ref().unwrap_or(&empty),
            other.tenant.as_ref().unwrap_or(&empty),
        ));
        names.into_iter().collect()
    }
}

fn differing(one: &PhysicalSchema, other: &PhysicalSchema) -> BTreeSet<String> {
    let schemas = |of: &PhysicalSchema| of.schemas.iter().cloned().collect::<BTreeSet<_>>();
    let mut names: BTreeSet<String> = schemas(one)
        .symmetric_difference(&schemas(other))
        .map(|schema| plexica_ident::quote(schema))
        .collect();
    let extensions = |of: &PhysicalSchema| of.extensions.iter().cloned().collect::<BTreeSet<_>>();
    names.extend(
        extensions(one)
            .symmetric_difference(&extensions(other))
            .map(|extension| plexica_ident::quote(&extension.name)),
    );
    names.extend(unequal(&enums(one), &enums(other)));
    names.extend(unequal(&tables(one), &tables(other)));
    names.extend(unequal(&views(one), &views(other)));
    names.extend(differing_comments(one, other));
    names
}

fn enums(schema: &PhysicalSchema) -> BTreeMap<&ObjectName, &EnumType> {
    let named = schema.enums.iter().map(|r#enum| (&r#enum.name, r#enum));
    named.collect()
}

fn tables(schema: &PhysicalSchema) -> BTreeMap<&ObjectName, &Table> {
    schema
        .tables
        .iter()
        .map(|table| (&table.name, table))
        .collect()
}

fn views(schema: &PhysicalSchema) -> BTreeMap<&ObjectName, &View> {
    schema.views.iter().map(|view| (&view.name, view)).collect()
}

fn unequal<'a, T: PartialEq>(
    one: &BTreeMap<&'a ObjectName, T>,
    other: &BTreeMap<&'a ObjectName, T>,
) -> Vec<String> {
    let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .map(ToString::to_string)
        .collect()
}

/// The objects of which one side says what the other does not.
fn differing_comments(one: &PhysicalSchema, other: &PhysicalSchema) -> Vec<String> {
    let comments = |of: &PhysicalSchema| of.comments.iter().cloned().collect::<BTreeSet<_>>();
    comments(one)
        .symmetric_difference(&comments(other))
        .map(|comment| comment.object.object().to_string())
        .collect()
}
