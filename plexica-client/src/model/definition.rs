use std::{fmt, sync::OnceLock};

use crate::{value::PgType, write::GeneratedValue};

/// Where a table or a type lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeDef {
    /// In this PostgreSQL schema of the platform.
    Core(&'static str),
    /// In every tenant's schema.
    Tenant,
}

/// A model's table.
pub struct ModelDef {
    /// What the schema calls the model.
    pub name: &'static str,
    /// The table's name.
    pub table: &'static str,
    /// Where the table lives.
    pub scope: ScopeDef,
    /// The columns, in the order of the generated struct's fields.
    pub columns: &'static [ColumnDef],
    /// The primary key and the unique keys, the primary key first.
    pub keys: &'static [KeyDef],
    /// The foreign keys' constraint names, with the columns they are on.
    pub foreign_keys: &'static [KeyDef],
    /// The columns with `@updatedAt`.
    pub updated_at: &'static [u16],
    /// The column with `@version`.
    pub version: Option<u16>,
    /// The column that `@@softDelete` names.
    pub soft_delete: Option<u16>,
    /// The list of all columns as SQL, written at first use.
    pub lists: ColumnLists,
}

/// All columns of a table as they stand in a statement, written at first use.
#[derive(Debug, Default)]
pub struct ColumnLists {
    select: OnceLock<String>,
    returning: OnceLock<String>,
}

impl ColumnLists {
    /// Not written yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            select: OnceLock::new(),
            returning: OnceLock::new(),
        }
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnDef {
    /// What the schema calls the field.
    pub field: &'static str,
    /// The column's name.
    pub name: &'static str,
    /// Its type; of a list, the members' type.
    pub r#type: PgType,
    /// Whether it holds a list.
    pub is_list: bool,
    /// Whether a row may be without a value of it.
    pub is_optional: bool,
    /// Whether the database computes it always, so that no statement gives it a value.
    pub is_generated: bool,
    /// What the client puts into it in a new row that was given nothing.
    pub on_create: Option<GeneratedValue>,
}

/// A primary key, a unique key or a foreign key.
#[derive(Debug, Clone, Copy)]
pub struct KeyDef {
    /// The constraint's or index's name.
    pub constraint: &'static str,
    /// The columns, as places in [`ModelDef::columns`].
    pub columns: &'static [u16],
}

/// A relation, seen from one side.
#[derive(Debug)]
pub struct RelationDef {
    /// What the schema calls the field.
    pub field: &'static str,
    /// The model with the field.
    pub source: &'static ModelDef,
    /// The model of the related rows.
    pub target: &'static ModelDef,
    /// Pairs of columns that are equal: of the source and of the target. With a join table, the
    /// one pair of keys that its rows hold.
    pub columns: &'static [(u16, u16)],
    /// The join table of an implicit many-to-many relation.
    pub through: Option<ThroughDef>,
}

/// A join table, seen from one side: a row a pair of keys.
#[derive(Debug, Clone, Copy)]
pub struct ThroughDef {
    /// The table's name.
    pub table: &'static str,
    /// Where the table lives.
    pub scope: ScopeDef,
    /// Its column with keys of the source.
    pub source: &'static str,
    /// Its column with keys of the target.
    pub target: &'static str,
}

/// The alias of the table that a statement is about. A relation's table inside it is `t1`, …
pub(crate) const ROOT_ALIAS: &str = "t0";

impl ModelDef {
    /// A column by its place.
    ///
    /// # Panics
    /// When there is no such column. Places come from generated constants of the same model.
    #[must_use]
    pub fn column(&self, place: u16) -> &'static ColumnDef {
        &self.columns[usize::from(place)]
    }

    /// All columns for a `SELECT` from this table under the alias [`ROOT_ALIAS`].
    pub(crate) fn select_list(&self) -> &str {
        self.lists
            .select
            .get_or_init(|| self.list(|column, sql| column.select(sql, ROOT_ALIAS)))
    }

    /// All columns for a `RETURNING`, by their bare names.
    pub(crate) fn returning_list(&self) -> &str {
        self.lists.returning.get_or_init(|| {
            self.list(|column, sql| {
                plexica_ident::quote_into(sql, column.name);
                column.cast_result(sql);
            })
        })
    }

    fn list(&self, write: impl Fn(&ColumnDef, &mut String)) -> String {
        let mut sql = String::new();
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                sql.push_str(", ");
            }
            write(column, &mut sql);
        }
        sql
    }
}

impl ColumnDef {
    /// Whether the column may hold `NULL`, which a list's may, though its field is no `Option`.
    pub(crate) fn is_nullable(&self) -> bool {
        self.is_optional || self.is_list
    }

    /// Writes the column as a query's result: as text where its type crosses the wire so.
    pub(crate) fn select(&self, sql: &mut String, alias: &str) {
        self.reference(sql, alias);
        self.cast_result(sql);
    }

    fn cast_result(&self, sql: &mut String) {
        let Some(r#type) = self.r#type.crosses_as() else {
            return;
        };
        sql.push_str("::");
        sql.push_str(r#type);
        if self.is_list {
            sql.push_str("[]");
        }
    }

    /// Writes an operator behind the column. Those of an extension's type are in the extension's
    /// schema, which no search path names, and without them PostgreSQL would compare as text.
    pub(crate) fn operator(&self, sql: &mut String, operator: &str) {
        match self.r#type {
            PgType::Citext(schema) if !self.is_list => {
                sql.push_str(" OPERATOR(");
                plexica_ident::quote_into(sql, schema);
                sql.push('.');
                sql.push_str(operator);
                sql.push_str(") ");
            }
            _ => {
                sql.push(' ');
                sql.push_str(operator);
                sql.push(' ');
            }
        }
    }

    /// Writes the column as part of a condition or an order.
    pub(crate) fn reference(&self, sql: &mut String, alias: &str) {
        sql.push_str(alias);
        sql.push('.');
        plexica_ident::quote_into(sql, self.name);
    }
}

impl fmt::Debug for ModelDef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Relations make models refer to each other in circles, so no deeper than the names.
        f.debug_struct("ModelDef")
            .field("name", &self.name)
            .field("table", &self.table)
            .finish_non_exhaustive()
    }
}
