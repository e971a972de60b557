//! How many rows a query gives, as types.

use std::marker::PhantomData;

use crate::Error;

/// How many rows a query gives.
pub trait Rows: Send + Sync {
    /// The rows together.
    type Output<T: Send>: Send;

    #[doc(hidden)]
    fn output<T: Send>(rows: Vec<T>, model: &'static str) -> Result<Self::Output<T>, Error>;
}

/// Any number of rows: a `Vec`.
#[derive(Debug)]
pub struct ManyRows;

/// One row or none: an `Option`. `K` is how it was asked for.
#[derive(Debug)]
pub struct AtMostOne<K>(PhantomData<K>);

/// One row; none is an error.
#[derive(Debug)]
pub struct Exactly<K>(PhantomData<K>);

/// Asked for by conditions and an order.
#[derive(Debug)]
pub struct Listing;

/// Asked for by a unique key.
#[derive(Debug)]
pub struct Keyed;

impl Rows for ManyRows {
    type Output<T: Send> = Vec<T>;

    fn output<T: Send>(rows: Vec<T>, _: &'static str) -> Result<Vec<T>, Error> {
        Ok(rows)
    }
}

impl<K: Send + Sync> Rows for AtMostOne<K> {
    type Output<T: Send> = Option<T>;

    fn output<T: Send>(mut rows: Vec<T>, _: &'static str) -> Result<Option<T>, Error> {
        Ok(rows.pop())
    }
}

impl<K: Send + Sync> Rows for Exactly<K> {
    type Output<T: Send> = T;

    fn output<T: Send>(mut rows: Vec<T>, model: &'static str) -> Result<T, Error> {
        rows.pop().ok_or_else(|| Error::not_found(model))
    }
}

/// A query that takes conditions and an order.
pub trait Conditional {}

impl Conditional for ManyRows {}
impl Conditional for AtMostOne<Listing> {}
impl Conditional for Exactly<Listing> {}

/// A query that gives any number of rows.
pub trait Several: Conditional {}

impl Several for ManyRows {}

/// A query that may give no row.
pub trait Optional {
    /// The query for which no row is an error.
    type Required;
}

impl<K> Optional for AtMostOne<K> {
    type Required = Exactly<K>;
}
