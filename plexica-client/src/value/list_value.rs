use super::{Codec, ColumnValue, EnumScalar, PgTime, Scalar, TimeWithOffset, Typed, TypedList};

/// What a column of a list is of: `String[]`, `Int[]` and so on.
pub trait ListValue: ColumnValue {
    /// What a member is of.
    type Member: ColumnValue;
}

impl<E: EnumScalar> ListValue for Vec<E> {
    type Member = E;
}

impl<T> ListValue for Vec<TimeWithOffset<T>>
where
    T: for<'a> Scalar<Raw<'a> = PgTime>,
{
    type Member = TimeWithOffset<T>;
}

impl<T: Send + Sync + 'static, C: Codec<T>> ListValue for TypedList<T, C>
where
    Vec<C::Scalar>: Scalar,
{
    type Member = Typed<T, C>;
}
