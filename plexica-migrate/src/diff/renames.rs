use std::collections::BTreeMap;

use plexica_codegen::sql::{
    Commented, DatabaseModel, Index, ObjectName, PhysicalSchema, PrimaryKey, Table,
};
use plexica_schema::schema::{Exclusion, Indexed, Predicate};

/// Tables and columns that keep what they hold under another name.
#[derive(Debug, Clone, Default)]
pub struct Renames {
    tables: BTreeMap<ObjectName, String>,
    /// By the table as it was called.
    columns: BTreeMap<(ObjectName, String), String>,
}

/// A rename that cannot be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum RenameError {
    /// The old name is not there.
    #[error("{what} is to be renamed, and is not there")]
    NotThere {
        /// What was to be renamed.
        what: String,
    },
    /// The new name is not there.
    #[error("{what} is to be renamed to {to}, which the new schema does not have")]
    NotWanted {
        /// What was to be renamed.
        what: String,
        /// The new name.
        to: String,
    },
    /// The old name is still there, or the new one was there before.
    #[error(
        "{what} is to be renamed to {to}, but {taken} is in the schema before and after: rename by \
         way of a third name, in a migration of its own"
    )]
    Taken {
        /// What was to be renamed.
        what: String,
        /// The new name.
        to: String,
        /// The name that is in both.
        taken: String,
    },
}

impl Renames {
    /// A table keeps its rows under another name, in the same schema.
    pub fn table(&mut self, from: ObjectName, to: impl Into<String>) {
        self.tables.insert(from, to.into());
    }

    /// A column keeps its values under another name. `table` is the table as it was called.
    pub fn column(&mut self, table: ObjectName, from: impl Into<String>, to: impl Into<String>) {
        self.columns.insert((table, from.into()), to.into());
    }

    pub(super) fn check(
        &self,
        from: &DatabaseModel,
        to: &DatabaseModel,
    ) -> Result<(), RenameError> {
        for (old, new) in &self.tables {
            let new_name = self.table_name(old);
            check_one(
                format!("the table {old}"),
                plexica_ident::quote(new),
                (find(from, old).is_some(), find(to, &new_name).is_some()),
                [
                    (find(to, old).is_some(), old.to_string()),
                    (find(from, &new_name).is_some(), new_name.to_string()),
                ],
            )?;
        }
        for ((table, old), new) in &self.columns {
            let has = |model: &DatabaseModel, table: &ObjectName, column: &str| {
                let table = find(model, table);
                table.is_some_and(|table| table.columns.iter().any(|own| own.name == column))
            };
            let after = self.table_name(table);
            check_one(
                format!("the column {} of {table}", plexica_ident::quote(old)),
                plexica_ident::quote(new),
                (has(from, table, old), has(to, &after, new)),
                [
                    (has(to, &after, old), plexica_ident::quote(old)),
                    (has(from, table, new), plexica_ident::quote(new)),
                ],
            )?;
        }
        Ok(())
    }

    /// The renamed tables of a schema, and what they are called.
    pub(super) fn tables_of<'a>(
        &'a self,
        schema: &'a PhysicalSchema,
    ) -> impl Iterator<Item = (&'a ObjectName, &'a String)> {
        let tables = schema.tables.iter().map(|table| &table.name);
        tables.filter_map(|name| Some((name, self.tables.get(name)?)))
    }

    /// The renamed columns of a table, and what they are called. The table as it was called.
    pub(super) fn columns_of<'a>(
        &'a self,
        table: &'a Table,
    ) -> impl Iterator<Item = (&'a String, &'a String)> {
        let renamed = self.columns.iter();
        renamed
            .filter(|((of, _), _)| *of == table.name)
            .map(|((_, from), to)| (from, to))
    }

    /// What a table is called afterwards.
    pub(super) fn table_name(&self, table: &ObjectName) -> ObjectName {
        match self.tables.get(table) {
            Some(name) => ObjectName {
                schema: table.schema.clone(),
                name: name.clone(),
            },
            None => table.clone(),
        }
    }

    /// What a column is called afterwards. The table as it was called.
    fn column_name(&self, table: &ObjectName, column: &str) -> String {
        let renamed = self.columns.get(&(table.clone(), column.to_owned()));
        renamed.cloned().unwrap_or_else(|| column.to_owned())
    }

    /// The schema with the new names, as PostgreSQL has it after the renames.
    pub(super) fn applied(&self, schema: &PhysicalSchema) -> PhysicalSchema {
        let mut renamed = schema.clone();
        for table in &mut renamed.tables {
            self.apply(table);
        }
        for comment in &mut renamed.comments {
            comment.object = match &comment.object {
                Commented::Table(table) => Commented::Table(self.table_name(table)),
                Commented::Column(table, column) => {
                    Commented::Column(self.table_name(table), self.column_name(table, column))
                }
                other => other.clone(),
            };
        }
        renamed
    }

    fn apply(&self, table: &mut Table) {
        let old = table.name.clone();
        let rename = |column: &mut String| *column = self.column_name(&old, column);
        table.name = self.table_name(&old);
        table
            .columns
            .iter_mut()
            .for_each(|column| rename(&mut column.name));
        if let Some(PrimaryKey { columns, .. }) = &mut table.primary_key {
            columns.iter_mut().for_each(rename);
        }
        for Index {
            columns, predicate, ..
        } in &mut table.indexes
        {
            columns
                .iter_mut()
                .for_each(|column| rename_indexed(&mut column.on, rename));
            rename_predicate(predicate, rename);
        }
        for Exclusion {
            elements,
            predicate,
            ..
        } in &mut table.exclusions
        {
            elements
                .iter_mut()
                .for_each(|element| rename_indexed(&mut element.indexed, rename));
            rename_predicate(predicate, rename);
        }
        for key in &mut table.foreign_keys {
            key.columns.iter_mut().for_each(rename);
            for column in &mut key.referenced_columns {
                *column = self.column_name(&key.referenced_table, column);
            }
            key.referenced_table = self.table_name(&key.referenced_table);
        }
    }
}

fn rename_indexed(indexed: &mut Indexed<String>, rename: impl Fn(&mut String)) {
    if let Indexed::Field(column) = indexed {
        rename(column);
    }
}

fn rename_predicate(predicate: &mut Option<Predicate>, rename: impl Fn(&mut String)) {
    if let Some(Predicate::All(conditions)) = predicate {
        conditions
            .iter_mut()
            .for_each(|condition| rename(&mut condition.column));
    }
}

fn find<'a>(model: &'a DatabaseModel, name: &ObjectName) -> Option<&'a Table> {
    let tenant = model.tenant.iter().flat_map(|tenant| &tenant.tables);
    let mut tables = model.core.tables.iter().chain(tenant);
    tables.find(|table| table.name == *name)
}

fn check_one(
    what: String,
    to: String,
    (was_there, will_be_there): (bool, bool),
    taken: [(bool, String); 2],
) -> Result<(), RenameError> {
    if !was_there {
        return Err(RenameError::NotThere { what });
    }
    if !will_be_there {
        return Err(RenameError::NotWanted { what, to });
    }
    match taken.into_iter().find(|(is_taken, _)| *is_taken) {
        Some((_, taken)) => Err(RenameError::Taken { what, to, taken }),
        None => Ok(()),
    }
}
