use super::{
    Arity, ModelWalker, RelationFieldWalker, RelationId, ScalarFieldWalker, Walker,
    arena::RelationData,
};

/// What becomes of the referring rows when a referenced row is deleted or its key changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are PostgreSQL's own")]
pub enum ReferentialAction {
    Cascade,
    Restrict,
    NoAction,
    SetNull,
    SetDefault,
}

/// A relation between two models, held by a foreign key.
pub type RelationWalker<'db> = Walker<'db, RelationId>;

impl<'db> RelationWalker<'db> {
    fn data(self) -> &'db RelationData {
        &self.db.relations[self.id.index()]
    }

    /// The name that `@relation("…")` gives it.
    #[must_use]
    pub fn name(self) -> Option<&'db str> {
        self.data().name.as_deref()
    }

    /// The side with the foreign key.
    #[must_use]
    pub fn forward(self) -> RelationFieldWalker<'db> {
        self.walk(self.data().forward)
    }

    /// The other side; a relation from a tenant's model to a core model has none.
    #[must_use]
    pub fn back(self) -> Option<RelationFieldWalker<'db>> {
        self.data().back.map(|id| self.walk(id))
    }

    /// The model that has the foreign key.
    #[must_use]
    pub fn referencing_model(self) -> ModelWalker<'db> {
        self.forward().model()
    }

    /// The model that the foreign key points to.
    #[must_use]
    pub fn referenced_model(self) -> ModelWalker<'db> {
        self.walk(self.data().referenced_model)
    }

    /// The columns of the foreign key, in order. At least one.
    pub fn fields(self) -> impl ExactSizeIterator<Item = ScalarFieldWalker<'db>> + Clone {
        self.data().fields.iter().map(move |id| self.walk(*id))
    }

    /// The columns they point to, in the same order.
    pub fn references(self) -> impl ExactSizeIterator<Item = ScalarFieldWalker<'db>> + Clone {
        self.data().references.iter().map(move |id| self.walk(*id))
    }

    /// What a deleted referenced row does: as written, or Prisma's default (`Restrict` where all
    /// columns are required, otherwise `SetNull`).
    #[must_use]
    pub fn on_delete(self) -> ReferentialAction {
        self.data().on_delete.unwrap_or(if self.is_required() {
            ReferentialAction::Restrict
        } else {
            ReferentialAction::SetNull
        })
    }

    /// What a changed referenced key does: as written, or Prisma's default, `Cascade`.
    #[must_use]
    pub fn on_update(self) -> ReferentialAction {
        self.data().on_update.unwrap_or(ReferentialAction::Cascade)
    }

    /// The foreign key's constraint name.
    #[must_use]
    pub fn constraint_name(self) -> &'db str {
        &self.data().constraint_name
    }

    /// Whether every referring row has a referenced row.
    #[must_use]
    pub fn is_required(self) -> bool {
        self.forward().arity() == Arity::Required
    }

    /// Whether it leads from a tenant's model to a core model.
    #[must_use]
    pub fn crosses_scopes(self) -> bool {
        self.referencing_model().scope() != self.referenced_model().scope()
            && self.referencing_model().scope().is_tenant()
    }
}
