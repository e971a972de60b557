use tokio_postgres::types::{FromSql, ToSql, Type};

use super::{ColumnDef, Relation};
use crate::value::{Codec, Scalar, Typed, Value};

type Read<T> = Result<T, Box<dyn std::error::Error + Sync + Send>>;

/// A relation whose related rows can be written with a row of its source. Generated.
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` cannot be written with this one",
    label = "write them by themselves, where they are"
)]
pub trait Nestable: Relation {
    /// What the related rows refer to: the type of a column, or a tuple of several.
    type Key: RelationKey;
}

/// A relation by which a row can refer to one that is there already, which another scope may have.
/// Generated for those that are not [`Nestable`].
#[diagnostic::on_unimplemented(
    message = "no row of `{Self}` can be referred to here",
    label = "set the foreign key"
)]
pub trait Connectable: Relation {
    /// What is referred to: the type of a column, or a tuple of several.
    type Key: RelationKey;
}

impl<R: Nestable> Connectable for R {
    type Key = <R as Nestable>::Key;
}

/// A [`Nestable`] relation whose foreign key is on the related rows. Generated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not held by a foreign key of the related rows",
    label = "its rows are related to others too: change them by themselves"
)]
pub trait BackRelation: Nestable {}

/// A relation that rows can be without: it is held by a join table, or by a foreign key that may be
/// `NULL`. Generated.
#[diagnostic::on_unimplemented(
    message = "rows cannot be without the relation `{Self}`",
    label = "its foreign key is required: delete the rows that have it, or relate them to another row"
)]
pub trait Severable: Relation {
    /// The columns of the foreign key that are `NULL` then.
    #[doc(hidden)]
    const COLUMNS: &'static [u16];
}

/// The type of a column that a foreign key refers to.
pub trait KeyPart {
    /// What a record's field is.
    type Rust;

    #[doc(hidden)]
    fn read(r#type: &Type, raw: &[u8]) -> Read<Self::Rust>;
}

impl<T: Scalar> KeyPart for T {
    type Rust = T;

    fn read(r#type: &Type, raw: &[u8]) -> Read<T> {
        T::from_raw(T::Raw::from_sql(r#type, raw)?)
    }
}

impl<T: Send + Sync + 'static, C: Codec<T>> KeyPart for Typed<T, C> {
    type Rust = T;

    fn read(r#type: &Type, raw: &[u8]) -> Read<T> {
        C::read(r#type, raw)
    }
}

/// The types of the columns that a foreign key refers to: one, or a tuple.
pub trait RelationKey {
    /// The values, as the records' fields are.
    type Values;

    /// The values as Rust has them. As many as the key has columns.
    #[doc(hidden)]
    fn read(columns: &[&ColumnDef], values: &[Value]) -> Read<Self::Values>;
}

/// A value by the way it crosses the wire, whose two ends each type has.
fn part<P: KeyPart>(columns: &[&ColumnDef], values: &[Value], index: usize) -> Read<P::Rust> {
    let (Some(column), Some(value)) = (columns.get(index), values.get(index)) else {
        return Err("a key has fewer columns than its type".into());
    };
    let (r#type, mut raw) = (column.r#type.parameter(), bytes::BytesMut::new());
    let _ = value.to_sql(&r#type, &mut raw)?;
    P::read(&r#type, &raw)
}

impl<P: KeyPart> RelationKey for P {
    type Values = P::Rust;

    fn read(columns: &[&ColumnDef], values: &[Value]) -> Read<P::Rust> {
        part::<P>(columns, values, 0)
    }
}

macro_rules! tuples {
    ($($part:ident $index:tt),*) => {
        impl<$($part: KeyPart),*> RelationKey for ($($part,)*) {
            type Values = ($($part::Rust,)*);

            fn read(columns: &[&ColumnDef], values: &[Value]) -> Read<Self::Values> {
                Ok(($(part::<$part>(columns, values, $index)?,)*))
            }
        }
    };
}

tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
