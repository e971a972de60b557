use std::fmt;

use plexica_ident::QualifiedName;
use plexica_schema::schema::{
    CheckConstraint, Exclusion, Extension, IndexAlgorithm, Indexed, Predicate, ReferentialAction,
    Scope, SortOrder,
};

use super::{ColumnDefault, ColumnType, Comment};

/// Everything that a schema is in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseModel {
    /// The platform's own schemas and what is in them.
    pub core: PhysicalSchema,
    /// What is in every tenant's schema; `None` where the schema has no tenancy.
    pub tenant: Option<PhysicalSchema>,
}

/// The objects of one scope, in the order in which they are made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhysicalSchema {
    /// The PostgreSQL schemas to make. Empty for a tenant, whose schema is there before its
    /// objects are.
    pub schemas: Vec<String>,
    /// Extensions. None for a tenant: an extension is there once a database.
    pub extensions: Vec<Extension>,
    /// Enum types.
    pub enums: Vec<EnumType>,
    /// Tables with their keys and indexes.
    pub tables: Vec<Table>,
    /// Views, each behind those that it reads.
    pub views: Vec<View>,
    /// What is said of types, tables, views and columns.
    pub comments: Vec<Comment>,
}

/// The name of a table or a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectName {
    /// Its PostgreSQL schema; `None` where that is the tenant's, which the search path names.
    pub schema: Option<String>,
    /// Its own name.
    pub name: String,
}

/// `CREATE TYPE … AS ENUM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumType {
    /// The type's name.
    pub name: ObjectName,
    /// Its labels, in PostgreSQL's order.
    pub values: Vec<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The table's name.
    pub name: ObjectName,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Its unique indexes and its indexes.
    pub indexes: Vec<Index>,
    /// What every row fulfils.
    pub checks: Vec<CheckConstraint>,
    /// What no two rows may have together.
    pub exclusions: Vec<Exclusion<String>>,
    /// The foreign keys from it.
    pub foreign_keys: Vec<ForeignKey>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// The type of its values, or of its elements.
    pub r#type: ColumnType,
    /// Whether it holds an array of that type.
    pub is_array: bool,
    /// Whether it may be null. As with Prisma, an array may.
    pub is_nullable: bool,
    /// What the database fills in.
    pub default: Option<ColumnDefault>,
}

/// A primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// An index. It is in its table's schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The index's name.
    pub name: String,
    /// Whether no two rows may be equal in its columns.
    pub is_unique: bool,
    /// Its access method.
    pub algorithm: IndexAlgorithm,
    /// Its columns, in order.
    pub columns: Vec<IndexColumn>,
    /// The rows that are in it; all where there is none.
    pub predicate: Option<Predicate>,
}

/// A column of an index, or an expression in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexColumn {
    /// The column's name, or an expression.
    pub on: Indexed<String>,
    /// Its operator class as it stands in SQL, where it is not the type's usual one.
    pub operator_class: Option<String>,
    /// Its order in the index.
    pub order: SortOrder,
}

/// `CREATE VIEW`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The view's name.
    pub name: ObjectName,
    /// What it selects, as its author wrote it.
    pub query: String,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: String,
    /// The referring columns, in order.
    pub columns: Vec<String>,
    /// The table that they refer to.
    pub referenced_table: ObjectName,
    /// The columns that they refer to, in the same order.
    pub referenced_columns: Vec<String>,
    /// What a deleted referenced row does.
    pub on_delete: ReferentialAction,
    /// What a changed referenced key does.
    pub on_update: ReferentialAction,
}

impl DatabaseModel {
    /// The same database with everything in the order of names.
    ///
    /// Where a model or a field stands in the source is of no account to PostgreSQL: two models
    /// are the same database when they are equal in this form. The order of an enum's labels and
    /// of the columns in a key is kept, since it means something.
    #[must_use]
    pub fn canonical(self) -> Self {
        Self {
            core: self.core.canonical(),
            tenant: self.tenant.map(PhysicalSchema::canonical),
        }
    }
}

impl PhysicalSchema {
    fn canonical(mut self) -> Self {
        self.schemas.sort();
        self.extensions.sort();
        self.enums.sort_by(|a, b| a.name.cmp(&b.name));
        self.tables.sort_by(|a, b| a.name.cmp(&b.name));
        self.views.sort_by(|a, b| a.name.cmp(&b.name));
        self.comments.sort();
        for table in &mut self.tables {
            table.columns.sort_by(|a, b| a.name.cmp(&b.name));
            table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
            table.checks.sort();
            table.exclusions.sort_by(|a, b| a.name.cmp(&b.name));
            table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
        }
        self
    }
}

impl ObjectName {
    /// The name of an object in this scope.
    pub(super) fn of(scope: &Scope, name: &str) -> Self {
        Self {
            schema: match scope {
                Scope::Core { schema } => Some(schema.clone()),
                Scope::Tenant => None,
            },
            name: name.to_owned(),
        }
    }
}

/// As SQL, quoted.
impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        QualifiedName {
            schema: self.schema.as_deref(),
            name: &self.name,
        }
        .fmt(f)
    }
}
