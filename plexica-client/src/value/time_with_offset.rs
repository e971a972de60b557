//! `timetz`: a time of day and its distance from UTC.

use std::{error::Error, fmt};

use postgres_protocol::types::time_from_sql;
use tokio_postgres::types::{FromSql, Type, accepts};

use super::{Ordered, PgTime, Scalar, Value};

type Raw<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// A time of day at a place some seconds from UTC: a `timetz` column. `T` is the time's type in the
/// library that the schema chose.
///
/// Two are equal when both parts are. PostgreSQL orders them by the moment first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeWithOffset<T> {
    /// What the clock there shows.
    pub time: T,
    /// Seconds east of UTC: 7,200 for `+02:00`. PostgreSQL takes less than 16 hours either way.
    pub offset: i32,
}

/// As PostgreSQL writes it: `12:30:00+02:00`.
impl<T: fmt::Display> fmt::Display for TimeWithOffset<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let seconds = self.offset.unsigned_abs();
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}{sign}{hours:02}:{minutes:02}", self.time)?;
        if seconds > 0 {
            write!(f, ":{seconds:02}")?;
        }
        Ok(())
    }
}

impl<T: fmt::Display> serde::Serialize for TimeWithOffset<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A `timetz` as it crosses the wire.
#[derive(Debug, Clone, Copy)]
pub struct PgTimeTz {
    time: PgTime,
    /// Seconds west of UTC.
    west: i32,
}

impl<'a> FromSql<'a> for PgTimeTz {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Raw<Self> {
        match raw.split_at_checked(8) {
            Some((time, &[a, b, c, d])) => Ok(Self {
                time: PgTime(time_from_sql(time)?),
                west: i32::from_be_bytes([a, b, c, d]),
            }),
            _ => Err("a `timetz` of another length than 12 bytes".into()),
        }
    }

    accepts!(TIMETZ);
}

impl<T> Scalar for TimeWithOffset<T>
where
    T: for<'a> Scalar<Raw<'a> = PgTime>,
{
    type Raw<'a> = PgTimeTz;

    fn from_raw(raw: PgTimeTz) -> Raw<Self> {
        Ok(Self {
            time: T::from_raw(raw.time)?,
            offset: -raw.west,
        })
    }

    fn into_value(self) -> Value {
        self.to_value()
    }

    fn to_value(&self) -> Value {
        match self.time.to_value() {
            Value::Time(microseconds) => Value::TimeTz(microseconds, -self.offset),
            // A time of day is sent as one.
            other => other,
        }
    }
}

impl<T> Ordered for TimeWithOffset<T> where T: for<'a> Scalar<Raw<'a> = PgTime> {}

impl<T> Scalar for Vec<TimeWithOffset<T>>
where
    T: for<'a> Scalar<Raw<'a> = PgTime>,
{
    type Raw<'a> = Vec<PgTimeTz>;

    fn from_raw(raw: Vec<PgTimeTz>) -> Raw<Self> {
        raw.into_iter().map(TimeWithOffset::from_raw).collect()
    }

    fn from_null() -> Option<Self> {
        Some(Vec::new())
    }

    fn into_value(self) -> Value {
        self.to_value()
    }

    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(Scalar::to_value).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_postgresql_writes_it() {
        let at = |offset| TimeWithOffset {
            time: "12:30:00",
            offset,
        };
        assert_eq!(at(0).to_string(), "12:30:00+00:00");
        assert_eq!(at(7200).to_string(), "12:30:00+02:00");
        assert_eq!(at(-12_645).to_string(), "12:30:00-03:30:45");
    }
}
