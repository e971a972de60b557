use super::{
    DefaultValue, EnumId, Holder, JoinTableWalker, ModelWalker, NativeType, RelationFieldId,
    RustType, ScalarFieldId, Walker,
    arena::{HolderId, RelationFieldData, ScalarFieldData},
};

/// How many values a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arity {
    /// One: `String`.
    Required,
    /// One or none: `String?`.
    Optional,
    /// Any number: `String[]`.
    List,
}

/// The type of a field that is a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// A type of the language.
    Scalar(ScalarType),
    /// An enum of the schema.
    Enum(EnumId),
    /// `Unsupported("…")`: a type of PostgreSQL's by its name in SQL. Programs do not see such a
    /// field.
    Unsupported(String),
}

/// The scalar types of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the language's own")]
pub enum ScalarType {
    String,
    Boolean,
    Int,
    BigInt,
    Float,
    Decimal,
    DateTime,
    Json,
    Bytes,
}

/// A field of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldWalker<'db> {
    /// A column.
    Scalar(ScalarFieldWalker<'db>),
    /// Related rows.
    Relation(RelationFieldWalker<'db>),
}

/// A field that is a column.
pub type ScalarFieldWalker<'db> = Walker<'db, ScalarFieldId>;

impl<'db> ScalarFieldWalker<'db> {
    fn data(self) -> &'db ScalarFieldData {
        &self.db.scalar_fields[self.id.index()]
    }

    /// What the schema calls it.
    #[must_use]
    pub fn name(self) -> &'db str {
        &self.data().name
    }

    /// The column's name.
    #[must_use]
    pub fn database_name(self) -> &'db str {
        &self.data().database_name
    }

    /// Its `///` comment.
    #[must_use]
    pub fn documentation(self) -> Option<&'db str> {
        self.data().documentation.as_deref()
    }

    /// The model it is a field of.
    #[must_use]
    pub fn model(self) -> ModelWalker<'db> {
        self.walk(self.data().model)
    }

    /// How many values it holds.
    #[must_use]
    pub fn arity(self) -> Arity {
        self.data().arity
    }

    /// Whether programs see it: it has no `@ignore`, and a type that the language knows.
    #[must_use]
    pub fn is_visible(self) -> bool {
        !self.data().is_ignored && !matches!(self.r#type(), FieldType::Unsupported(_))
    }

    /// Its type.
    #[must_use]
    pub fn r#type(self) -> &'db FieldType {
        &self.data().r#type
    }

    /// The `@db.` type, where one is written; otherwise the scalar's usual one is meant
    /// ([`NativeType::default_for`]).
    #[must_use]
    pub fn native_type(self) -> Option<NativeType> {
        self.data().native_type
    }

    /// What a new row gets where nothing is given.
    #[must_use]
    pub fn default(self) -> Option<&'db DefaultValue> {
        self.data().default.as_ref()
    }

    /// Whether the database has a value for it where none is given: it may be null, or has a
    /// default that is not the client's to make.
    #[must_use]
    pub fn is_filled_by_database(self) -> bool {
        let is_made_by_client = matches!(
            self.default(),
            None | Some(
                DefaultValue::Uuid(_)
                    | DefaultValue::Cuid(_)
                    | DefaultValue::Ulid
                    | DefaultValue::Nanoid(_)
            )
        );
        self.arity() != Arity::Required || self.generated().is_some() || !is_made_by_client
    }

    /// Whether it has `@updatedAt`: set to the time of every write that does not set it.
    #[must_use]
    pub fn is_updated_at(self) -> bool {
        self.data().is_updated_at
    }

    /// `@generated`: the SQL expression that the database computes it by, always.
    #[must_use]
    pub fn generated(self) -> Option<&'db str> {
        self.data().generated.as_deref()
    }

    /// `@rust`: the type of its values in the generated client, on a `Json` or a `String`.
    #[must_use]
    pub fn rust_type(self) -> Option<&'db RustType> {
        self.data().rust_type.as_ref()
    }

    /// Whether it has `@version`: the client counts it up at each update.
    #[must_use]
    pub fn is_version(self) -> bool {
        self.model().version() == Some(self)
    }

    /// Whether a write can give it a value: not where the database computes it, or the client counts
    /// it up.
    #[must_use]
    pub fn is_writable(self) -> bool {
        self.generated().is_none() && !self.is_version()
    }

    /// Whether a write may leave it out: it is optional, a list, has a default or `@updatedAt`, or
    /// cannot be written.
    #[must_use]
    pub fn is_optional_on_create(self) -> bool {
        self.arity() != Arity::Required
            || self.default().is_some()
            || self.is_updated_at()
            || !self.is_writable()
    }
}

/// A field that stands for related rows.
pub type RelationFieldWalker<'db> = Walker<'db, RelationFieldId>;

impl<'db> RelationFieldWalker<'db> {
    fn data(self) -> &'db RelationFieldData {
        &self.db.relation_fields[self.id.index()]
    }

    /// What the schema calls it.
    #[must_use]
    pub fn name(self) -> &'db str {
        &self.data().name
    }

    /// Its `///` comment.
    #[must_use]
    pub fn documentation(self) -> Option<&'db str> {
        self.data().documentation.as_deref()
    }

    /// The model it is a field of.
    #[must_use]
    pub fn model(self) -> ModelWalker<'db> {
        self.walk(self.data().model)
    }

    /// How many rows it stands for.
    #[must_use]
    pub fn arity(self) -> Arity {
        self.data().arity
    }

    /// Whether programs see it: neither it nor the other model has an ignore mark, and programs
    /// see the columns that hold it.
    #[must_use]
    pub fn is_visible(self) -> bool {
        let sees_columns = match self.holder() {
            Holder::ForeignKey(relation) => relation
                .fields()
                .chain(relation.references())
                .all(ScalarFieldWalker::is_visible),
            Holder::JoinTable(table) => JoinTableWalker::SIDES
                .into_iter()
                .all(|side| table.key(side).is_visible()),
        };
        !self.data().is_ignored && self.related_model().is_visible() && sees_columns
    }

    /// What holds the relation it is a side of.
    #[must_use]
    pub fn holder(self) -> Holder<'db> {
        match self.data().holder {
            HolderId::ForeignKey(id) => Holder::ForeignKey(self.walk(id)),
            HolderId::JoinTable(id) => Holder::JoinTable(self.walk(id)),
        }
    }

    /// Whether it is the side with the foreign key.
    #[must_use]
    pub fn is_forward(self) -> bool {
        match self.holder() {
            Holder::ForeignKey(relation) => relation.forward().id == self.id,
            Holder::JoinTable(_) => false,
        }
    }

    /// The model of the related rows.
    #[must_use]
    pub fn related_model(self) -> ModelWalker<'db> {
        match self.holder() {
            Holder::ForeignKey(relation) if self.is_forward() => relation.referenced_model(),
            Holder::ForeignKey(relation) => relation.forward().model(),
            Holder::JoinTable(table) => table.field(table.side_of(self).other()).model(),
        }
    }
}
