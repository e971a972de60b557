use super::{ColumnValue, Scalar};

/// Whether a value may be `NULL`: [`Required`] or [`Nullable`].
pub trait Nullability {
    /// What a value of this scalar is then of.
    type Of<S: Scalar>: ColumnValue;

    /// Of something that is `NULL` where one of two values is.
    type With<N: Nullability>: Nullability;
}

/// There is a value.
#[derive(Debug)]
pub struct Required;

/// There may be none.
#[derive(Debug)]
pub struct Nullable;

impl Nullability for Required {
    type Of<S: Scalar> = S;
    type With<N: Nullability> = N;
}

impl Nullability for Nullable {
    type Of<S: Scalar> = Option<S>;
    type With<N: Nullability> = Nullable;
}
