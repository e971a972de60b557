use super::{
    DefaultValue, EnumId, ModelWalker, NativeType, RelationFieldId, RelationWalker, RustType,
    ScalarFieldId, Walker,
    arena::{RelationFieldData, ScalarFieldData},
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

    /// The relation it is a side of.
    #[must_use]
    pub fn relation(self) -> RelationWalker<'db> {
        self.walk(self.data().relation)
    }

    /// Whether it is the side with the foreign key.
    #[must_use]
    pub fn is_forward(self) -> bool {
        self.relation().forward().id == self.id
    }

    /// The model of the related rows.
    #[must_use]
    pub fn related_model(self) -> ModelWalker<'db> {
        if self.is_forward() {
            self.relation().referenced_model()
        } else {
            self.relation().forward().model()
        }
    }
}
