use super::{
    Exclusion, FieldWalker, IndexKind, IndexWalker, ModelId, RelationFieldWalker,
    ScalarFieldWalker, Walker,
    arena::{FieldId, ModelData},
};

/// Where a table or a type lives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In this PostgreSQL schema of the platform.
    Core {
        /// One of the schemas that the `datasource` declares.
        schema: String,
    },
    /// In every tenant's schema.
    Tenant,
}

impl Scope {
    /// Whether it is in every tenant's schema.
    #[must_use]
    pub fn is_tenant(&self) -> bool {
        matches!(self, Self::Tenant)
    }
}

/// `@@check`: what every row of a table fulfils.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckConstraint {
    /// Its constraint name.
    pub name: String,
    /// An SQL condition.
    pub condition: String,
}

/// A model.
pub type ModelWalker<'db> = Walker<'db, ModelId>;

impl<'db> ModelWalker<'db> {
    fn data(self) -> &'db ModelData {
        &self.db.models[self.id.index()]
    }

    /// What the schema calls it.
    #[must_use]
    pub fn name(self) -> &'db str {
        &self.data().name
    }

    /// The table's name.
    #[must_use]
    pub fn database_name(self) -> &'db str {
        &self.data().database_name
    }

    /// Its `///` comment.
    #[must_use]
    pub fn documentation(self) -> Option<&'db str> {
        self.data().documentation.as_deref()
    }

    /// Where the table lives.
    #[must_use]
    pub fn scope(self) -> &'db Scope {
        &self.data().scope
    }

    /// Every field, in the order of the source.
    pub fn fields(self) -> impl Iterator<Item = FieldWalker<'db>> + Clone {
        self.data().fields.iter().map(move |field| match field {
            FieldId::Scalar(id) => FieldWalker::Scalar(self.walk(*id)),
            FieldId::Relation(id) => FieldWalker::Relation(self.walk(*id)),
        })
    }

    /// The fields that are columns, in the order of the source, which is the columns' order.
    pub fn scalar_fields(self) -> impl Iterator<Item = ScalarFieldWalker<'db>> + Clone {
        self.fields().filter_map(|field| match field {
            FieldWalker::Scalar(field) => Some(field),
            FieldWalker::Relation(_) => None,
        })
    }

    /// The fields that stand for related rows, in the order of the source.
    pub fn relation_fields(self) -> impl Iterator<Item = RelationFieldWalker<'db>> + Clone {
        self.fields().filter_map(|field| match field {
            FieldWalker::Relation(field) => Some(field),
            FieldWalker::Scalar(_) => None,
        })
    }

    /// Primary key, unique keys and indexes, in the order of the source.
    pub fn indexes(self) -> impl Iterator<Item = IndexWalker<'db>> + Clone {
        self.data().indexes.iter().map(move |id| self.walk(*id))
    }

    /// What every row fulfils, in the order of the source.
    #[must_use]
    pub fn checks(self) -> &'db [CheckConstraint] {
        &self.data().checks
    }

    /// What no two rows may have together, in the order of the source.
    #[must_use]
    pub fn exclusions(self) -> &'db [Exclusion] {
        &self.data().exclusions
    }

    /// The field with `@version`: each update of a row counts it up.
    #[must_use]
    pub fn version(self) -> Option<ScalarFieldWalker<'db>> {
        self.data().version.map(|id| self.walk(id))
    }

    /// The field that `@@softDelete` names: when a row was deleted.
    #[must_use]
    pub fn soft_delete(self) -> Option<ScalarFieldWalker<'db>> {
        self.data().soft_delete.map(|id| self.walk(id))
    }

    /// The primary key. A model without one has a unique key of required fields.
    #[must_use]
    pub fn primary_key(self) -> Option<IndexWalker<'db>> {
        self.indexes()
            .find(|index| index.kind() == IndexKind::Primary)
    }

    /// The keys that tell one row from all others: the primary key and the unique keys.
    pub fn unique_keys(self) -> impl Iterator<Item = IndexWalker<'db>> + Clone {
        self.indexes().filter(|index| index.kind().is_key())
    }
}
