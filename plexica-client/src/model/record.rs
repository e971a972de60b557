use tokio_postgres::Row;

use super::{ModelDef, Relation};
use crate::{value::Value, write::RowValues};

/// In place of a relation that a query did not ask for.
///
/// It has no fields and no methods: reading a relation that was not loaded does not compile.
/// Generated structs leave it out when they are serialized.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unloaded;

/// Whether a relation's field holds [`Unloaded`], which serde then leaves out. For generated code.
///
/// Told by size, since the field's type is a parameter: a list, an `Option` of a record and a
/// record all have one.
#[doc(hidden)]
#[must_use]
pub fn is_unloaded<T>(_: &T) -> bool {
    size_of::<T>() == 0
}

impl serde::Serialize for Unloaded {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// A generated struct, with none of its relations loaded: a row of a model or of a view.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a model of the schema")]
pub trait Model: Columns<Model = Self> + Sized + Clone + Send + Sync + 'static {
    /// The table.
    fn def() -> &'static ModelDef;

    /// Reads a row whose columns stand in the order of [`ModelDef::columns`].
    ///
    /// # Errors
    /// When a column holds what its field cannot.
    fn decode(row: &Row) -> Result<Self, tokio_postgres::Error>;

    /// The value of a column, of those that relations are held by.
    #[doc(hidden)]
    fn relation_key(&self, place: u16) -> Value {
        self.column_value(place)
    }
}

/// A generated struct, whichever of its relations are loaded: a row to page from.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a record of the schema")]
pub trait Columns {
    /// The model, with none of its relations loaded.
    type Model: Model;

    /// The value of a column, by its place in [`ModelDef::columns`]; `NULL` where there is none.
    fn column_value(&self, place: u16) -> Value;
}

/// A model whose rows are made, changed and deleted. A view is none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a view, and cannot be written",
    label = "write the tables that it reads"
)]
pub trait Writable: Model {
    /// A new row on its way to the query `Q`; generated, since each optional field is a setter of its
    /// own.
    type Draft<Q>;

    /// Changes of rows on their way to the query `Q`.
    type Changes<Q>;

    #[doc(hidden)]
    fn draft<Q>(query: Q, values: RowValues) -> Self::Draft<Q>;

    #[doc(hidden)]
    fn changes<Q>(query: Q) -> Self::Changes<Q>;
}

/// A record that can take the rows of relation `R`: those of the relation are not loaded yet.
#[diagnostic::on_unimplemented(
    message = "this relation cannot be loaded into `{Self}`",
    label = "either it is loaded already, or it belongs to another model"
)]
pub trait Attach<R: Relation>: Sized {
    /// The record with the relation loaded as a `V`.
    type With<V>;

    /// Puts the related rows in.
    fn attach<V>(self, rows: V) -> Self::With<V>;
}
