//! Columns whose values have a type of the user's: `@rust("crate::billing::Address")`.

use std::{error::Error, fmt::Display, marker::PhantomData, str::FromStr};

use serde::{Serialize, de::DeserializeOwned};
use tokio_postgres::{
    Row,
    types::{FromSql, Json, Type},
};

use super::{Bind, ColumnValue, Nullable, Required, Scalar, Value};

/// A column whose values are `T`s, written in the way of `C`.
///
/// Stands in a [`Column`](crate::model::Column)'s type only; a record's field is a `T`.
#[derive(Debug)]
pub struct Typed<T, C>(PhantomData<fn() -> (T, C)>);

/// A [`Typed`] column that may be `NULL`; a record's field is an `Option<T>`.
#[derive(Debug)]
pub struct OptionalTyped<T, C>(PhantomData<fn() -> (T, C)>);

/// A column of a list of `T`s; a record's field is a `Vec<T>`.
#[derive(Debug)]
pub struct TypedList<T, C>(PhantomData<fn() -> (T, C)>);

/// How values of `T` are in the database: [`AsJson`] or [`AsText`].
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be the type of this column",
    note = "of a `Json` it is `serde::Serialize + serde::de::DeserializeOwned`",
    note = "of a `String` it is `std::str::FromStr + std::fmt::Display`"
)]
pub trait Codec<T>: Send + Sync + 'static {
    /// The scalar that crosses the wire.
    type Scalar: Scalar;

    #[doc(hidden)]
    fn read(ty: &Type, raw: &[u8]) -> Result<T, Box<dyn Error + Sync + Send>>;

    #[doc(hidden)]
    fn accepts(ty: &Type) -> bool;

    #[doc(hidden)]
    fn write(value: &T) -> Value;
}

/// As JSON, by serde.
#[derive(Debug, Clone, Copy)]
pub struct AsJson;

/// As text: what the type displays as, and parses.
#[derive(Debug, Clone, Copy)]
pub struct AsText;

impl<T: Serialize + DeserializeOwned> Codec<T> for AsJson {
    type Scalar = serde_json::Value;

    fn read(ty: &Type, raw: &[u8]) -> Result<T, Box<dyn Error + Sync + Send>> {
        Json::<T>::from_sql(ty, raw).map(|json| json.0)
    }

    fn accepts(ty: &Type) -> bool {
        <Json<T> as FromSql<'_>>::accepts(ty)
    }

    fn write(value: &T) -> Value {
        match serde_json::to_value(value) {
            Ok(json) => Value::Json(json),
            Err(error) => Value::Unwritable(error.to_string()),
        }
    }
}

impl<T: FromStr<Err: Display> + Display> Codec<T> for AsText {
    type Scalar = String;

    fn read(ty: &Type, raw: &[u8]) -> Result<T, Box<dyn Error + Sync + Send>> {
        let text = <&str>::from_sql(ty, raw)?;
        // The user's error need not be `Send`, and its message says it.
        text.parse()
            .map_err(|error: T::Err| error.to_string().into())
    }

    fn accepts(ty: &Type) -> bool {
        <&str as FromSql<'_>>::accepts(ty)
    }

    fn write(value: &T) -> Value {
        Value::Text(value.to_string())
    }
}

/// A value that was read in the way of `C`.
struct Read<T, C>(T, PhantomData<C>);

impl<'a, T, C: Codec<T>> FromSql<'a> for Read<T, C> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        C::read(ty, raw).map(|value| Self(value, PhantomData))
    }

    fn accepts(ty: &Type) -> bool {
        C::accepts(ty)
    }
}

impl<T: Send + Sync + 'static, C: Codec<T>> ColumnValue for Typed<T, C> {
    type Rust = T;
    type Scalar = C::Scalar;
    type Nullability = Required;
    type Key = Self;
    type Optional = OptionalTyped<T, C>;

    fn accepts(r#type: &Type) -> bool {
        C::accepts(r#type)
    }

    fn decode(row: &Row, column: usize) -> Result<T, tokio_postgres::Error> {
        row.try_get::<_, Read<T, C>>(column).map(|read| read.0)
    }

    fn into_value(value: T) -> Value {
        C::write(&value)
    }

    fn to_value(value: &T) -> Value {
        C::write(value)
    }
}

impl<T: Send + Sync + 'static, C: Codec<T>> ColumnValue for OptionalTyped<T, C> {
    type Rust = Option<T>;
    type Scalar = C::Scalar;
    type Nullability = Nullable;
    type Key = Typed<T, C>;
    type Optional = Self;

    fn accepts(r#type: &Type) -> bool {
        C::accepts(r#type)
    }

    fn decode(row: &Row, column: usize) -> Result<Option<T>, tokio_postgres::Error> {
        row.try_get::<_, Option<Read<T, C>>>(column)
            .map(|read| read.map(|read| read.0))
    }

    fn into_value(value: Option<T>) -> Value {
        Self::to_value(&value)
    }

    fn to_value(value: &Option<T>) -> Value {
        value.as_ref().map_or(Value::Null, C::write)
    }
}

impl<T: Send + Sync + 'static, C: Codec<T>> ColumnValue for TypedList<T, C>
where
    Vec<C::Scalar>: Scalar,
{
    type Rust = Vec<T>;
    type Scalar = Vec<C::Scalar>;
    type Nullability = Required;
    type Key = Self;
    type Optional = Self;

    fn accepts(r#type: &Type) -> bool {
        <Vec<Read<T, C>> as FromSql<'_>>::accepts(r#type)
    }

    /// A list that is `NULL` is empty, as for every other list.
    fn decode(row: &Row, column: usize) -> Result<Vec<T>, tokio_postgres::Error> {
        let read = row.try_get::<_, Option<Vec<Read<T, C>>>>(column)?;
        let members = read.into_iter().flatten();
        Ok(members.map(|read| read.0).collect())
    }

    fn into_value(value: Vec<T>) -> Value {
        Self::to_value(&value)
    }

    fn to_value(value: &Vec<T>) -> Value {
        Value::Array(value.iter().map(C::write).collect())
    }
}

// Not recommended where a column of another type is given something wrong.
#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static, C: Codec<T>> Bind<Typed<T, C>> for T {
    fn bind(self) -> Value {
        C::write(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static, C: Codec<T>> Bind<OptionalTyped<T, C>> for T {
    fn bind(self) -> Value {
        C::write(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static, C: Codec<T>> Bind<OptionalTyped<T, C>> for Option<T> {
    fn bind(self) -> Value {
        self.as_ref().map_or(Value::Null, C::write)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static, C: Codec<T>> Bind<TypedList<T, C>> for Vec<T> {
    fn bind(self) -> Value {
        Value::Array(self.iter().map(C::write).collect())
    }
}
