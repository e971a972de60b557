use super::{
    Exclusion, FieldWalker, Holder, IndexKind, IndexWalker, ModelId, RelationFieldWalker,
    RelationWalker, ScalarFieldWalker, Walker,
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

    /// Whether it is a `view`: programs read it and do not write it.
    #[must_use]
    pub fn is_view(self) -> bool {
        self.data().view.is_some()
    }

    /// What a view selects, as its file says; nothing for a model, or where there is no such file.
    #[must_use]
    pub fn query(self) -> Option<&'db str> {
        self.data().view.as_ref()?.query.as_deref()
    }

    /// Whether programs see it: it has no `@@ignore`.
    #[must_use]
    pub fn is_visible(self) -> bool {
        !self.data().is_ignored
    }

    fn all_fields(self) -> impl Iterator<Item = FieldWalker<'db>> + Clone {
        self.data().fields.iter().map(move |field| match field {
            FieldId::Scalar(id) => FieldWalker::Scalar(self.walk(*id)),
            FieldId::Relation(id) => FieldWalker::Relation(self.walk(*id)),
        })
    }

    /// The fields that programs see, in the order of the source.
    pub fn fields(self) -> impl Iterator<Item = FieldWalker<'db>> + Clone {
        self.all_fields().filter(|field| match field {
            FieldWalker::Scalar(field) => field.is_visible(),
            FieldWalker::Relation(field) => field.is_visible(),
        })
    }

    /// Every column of the table, those that programs do not see too, in the order of the source,
    /// which is the columns' order.
    pub fn columns(self) -> impl Iterator<Item = ScalarFieldWalker<'db>> + Clone {
        self.all_fields().filter_map(|field| match field {
            FieldWalker::Scalar(field) => Some(field),
            FieldWalker::Relation(_) => None,
        })
    }

    /// Every relation that a foreign key of the table holds, those that programs do not see too, in
    /// the order of the source.
    pub fn foreign_keys(self) -> impl Iterator<Item = RelationWalker<'db>> + Clone {
        self.all_fields().filter_map(|field| match field {
            FieldWalker::Relation(field) if field.is_forward() => match field.holder() {
                Holder::ForeignKey(relation) => Some(relation),
                Holder::JoinTable(_) => None,
            },
            _ => None,
        })
    }

    /// The columns that programs see, in the order of the source.
    pub fn scalar_fields(self) -> impl Iterator<Item = ScalarFieldWalker<'db>> + Clone {
        self.fields().filter_map(|field| match field {
            FieldWalker::Scalar(field) => Some(field),
            FieldWalker::Relation(_) => None,
        })
    }

    /// The fields that stand for related rows and that programs see, in the order of the source.
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

    /// The keys that tell one row from all others, of columns that programs see: the primary key
    /// and the unique keys.
    pub fn unique_keys(self) -> impl Iterator<Item = IndexWalker<'db>> + Clone {
        self.indexes().filter(|index| {
            index.kind().is_key() && index.fields().all(ScalarFieldWalker::is_visible)
        })
    }

    /// Whether a program can make a row: it is no view, and the database fills in every column that programs do not
    /// see.
    #[must_use]
    pub fn is_creatable(self) -> bool {
        !self.is_view()
            && self
                .columns()
                .all(|column| column.is_visible() || column.is_filled_by_database())
    }
}
