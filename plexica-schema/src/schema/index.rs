use super::{
    IndexId, ModelWalker, ScalarFieldId, ScalarFieldWalker, Walker,
    arena::{IndexColumnData, IndexData},
};

/// What a key or an index promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IndexKind {
    /// `@id`, `@@id`.
    Primary,
    /// `@unique`, `@@unique`.
    Unique,
    /// `@unique` or `@@unique` with `where`, or over an expression: tells rows apart, and is no key
    /// of the table.
    UniqueIndex,
    /// `@@index`.
    Normal,
}

impl IndexKind {
    /// Whether it tells one row from all others.
    #[must_use]
    pub fn is_key(self) -> bool {
        matches!(self, Self::Primary | Self::Unique)
    }
}

/// The rows that are in a partial index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predicate {
    /// `raw("…")`: an SQL condition.
    Raw(String),
    /// `{ a: 1, b: null }`: all of these.
    All(Vec<Condition>),
}

/// What is in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Indexed<F> {
    /// A field's column.
    Field(F),
    /// `raw("…")`: an SQL expression.
    Expression(String),
}

/// What a [`Predicate`] asks of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The column's name.
    pub column: String,
    /// `{ not: value }`.
    pub is_negated: bool,
    /// The value.
    pub value: ConditionValue,
}

/// A value in a [`Condition`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ConditionValue {
    Null,
    Boolean(bool),
    /// As written.
    Number(String),
    String(String),
}

/// The access method of an index, where one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are PostgreSQL's own")]
pub enum IndexAlgorithm {
    BTree,
    Hash,
    Gist,
    Gin,
    SpGist,
    Brin,
}

/// The order of a column in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortOrder {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A primary key, a unique key or an index.
pub type IndexWalker<'db> = Walker<'db, IndexId>;

impl<'db> IndexWalker<'db> {
    fn data(self) -> &'db IndexData {
        &self.db.indexes[self.id.index()]
    }

    /// The model it is on.
    #[must_use]
    pub fn model(self) -> ModelWalker<'db> {
        self.walk(self.data().model)
    }

    /// What it promises.
    #[must_use]
    pub fn kind(self) -> IndexKind {
        self.data().kind
    }

    /// What is in it, in order. At least one.
    pub fn columns(self) -> impl ExactSizeIterator<Item = IndexColumnWalker<'db>> + Clone {
        self.data()
            .columns
            .iter()
            .map(move |data| IndexColumnWalker { index: self, data })
    }

    /// The fields in it, in order. Of a key they are all that is in it.
    pub fn fields(self) -> impl Iterator<Item = ScalarFieldWalker<'db>> + Clone {
        self.columns().filter_map(IndexColumnWalker::field)
    }

    /// The `name:` argument: what the client calls a compound key.
    #[must_use]
    pub fn name(self) -> Option<&'db str> {
        self.data().name.as_deref()
    }

    /// Its constraint name.
    #[must_use]
    pub fn constraint_name(self) -> &'db str {
        &self.data().constraint_name
    }

    /// The rows that are in it; all where there is none.
    #[must_use]
    pub fn predicate(self) -> Option<&'db Predicate> {
        self.data().predicate.as_ref()
    }

    /// Its access method, where one is written.
    #[must_use]
    pub fn algorithm(self) -> Option<IndexAlgorithm> {
        self.data().algorithm
    }
}

/// A column of an index.
#[derive(Debug, Clone, Copy)]
pub struct IndexColumnWalker<'db> {
    index: IndexWalker<'db>,
    data: &'db IndexColumnData,
}

impl<'db> IndexColumnWalker<'db> {
    /// The index.
    #[must_use]
    pub fn index(self) -> IndexWalker<'db> {
        self.index
    }

    /// What it is of. A field's id is one of the index's schema.
    #[must_use]
    pub fn indexed(self) -> &'db Indexed<ScalarFieldId> {
        &self.data.indexed
    }

    /// The field that it is of.
    #[must_use]
    pub fn field(self) -> Option<ScalarFieldWalker<'db>> {
        match self.indexed() {
            Indexed::Field(id) => Some(self.index.walk(*id)),
            Indexed::Expression(_) => None,
        }
    }

    /// Its order, where one is written.
    #[must_use]
    pub fn sort(self) -> Option<SortOrder> {
        self.data.sort
    }

    /// Its operator class as it stands in SQL, where one is written: `jsonb_path_ops`.
    #[must_use]
    pub fn operator_class(self) -> Option<&'db str> {
        self.data.operator_class.as_deref()
    }
}
