use std::error::Error;

use bytes::{BufMut, BytesMut};
use postgres_protocol::types::{
    ArrayDimension, array_to_sql, date_to_sql, text_to_sql, time_to_sql, timestamp_to_sql,
};
use tokio_postgres::types::{IsNull, Kind, ToSql, Type, to_sql_checked};

use super::Value;

/// A value and the protocol's type it is sent as.
#[derive(Debug, Clone)]
pub struct Parameter {
    pub(crate) value: Value,
    pub(crate) r#type: Type,
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Boolean(value) => return value.to_sql(ty, out),
            Self::SmallInt(value) => return value.to_sql(ty, out),
            Self::Integer(value) => return value.to_sql(ty, out),
            Self::BigInt(value) => return value.to_sql(ty, out),
            Self::Oid(value) => return value.to_sql(ty, out),
            Self::Real(value) => return value.to_sql(ty, out),
            Self::Double(value) => return value.to_sql(ty, out),
            #[cfg(feature = "decimal")]
            Self::Numeric(value) => return value.to_sql(ty, out),
            Self::Uuid(value) => return value.to_sql(ty, out),
            Self::Json(value) => return value.to_sql(ty, out),
            Self::Inet(value) => return value.to_sql(ty, out),
            Self::Text(value) => {
                if value.contains('\0') {
                    return Err("a text has a NUL character, which PostgreSQL cannot store".into());
                }
                text_to_sql(value, out);
            }
            // PostgreSQL has no label with a NUL character either.
            Self::Label(value) => text_to_sql(value, out),
            Self::Unwritable(problem) => return Err(problem.as_str().into()),
            Self::Bytes(value) => out.put_slice(value),
            Self::Timestamp(microseconds) => timestamp_to_sql(*microseconds, out),
            Self::Date(days) => date_to_sql(*days, out),
            Self::Time(microseconds) => time_to_sql(*microseconds, out),
            Self::TimeTz(microseconds, west) => {
                time_to_sql(*microseconds, out);
                out.put_i32(*west);
            }
            Self::Array(values) => {
                let Kind::Array(member) = ty.kind() else {
                    return Err(format!("a list was given where `{ty}` is wanted").into());
                };
                let length =
                    i32::try_from(values.len()).map_err(|_| "a list is too long for PostgreSQL")?;
                let dimension = ArrayDimension {
                    len: length,
                    lower_bound: 1,
                };
                array_to_sql(
                    Some(dimension).filter(|_| length > 0),
                    member.oid(),
                    values,
                    |value, out| {
                        value.to_sql(member, out).map(|is_null| match is_null {
                            IsNull::Yes => postgres_protocol::IsNull::Yes,
                            IsNull::No => postgres_protocol::IsNull::No,
                        })
                    },
                    out,
                )?;
            }
        }
        Ok(IsNull::No)
    }

    // A statement's writer chose the type that goes with the value.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
