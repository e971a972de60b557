//! Dates and times as PostgreSQL stores them, and the two libraries that name them in Rust.
//!
//! `timestamp` and `timestamptz` are both instants here: a `timestamp` column holds UTC, as
//! Prisma writes it. PostgreSQL keeps microseconds; what is finer is cut off towards the past.

use std::error::Error;

use postgres_protocol::types::{date_from_sql, time_from_sql, timestamp_from_sql};
use tokio_postgres::types::{FromSql, Type, accepts};

type Raw<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// A `timestamp` or `timestamptz`: microseconds since 2000-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy)]
pub struct PgTimestamp(pub i64);

/// A `date`: days since 2000-01-01.
#[derive(Debug, Clone, Copy)]
pub struct PgDate(pub i32);

/// A `time`: microseconds since midnight.
#[derive(Debug, Clone, Copy)]
pub struct PgTime(pub i64);

impl<'a> FromSql<'a> for PgTimestamp {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Raw<Self> {
        timestamp_from_sql(raw).map(Self)
    }

    accepts!(TIMESTAMP, TIMESTAMPTZ);
}

impl<'a> FromSql<'a> for PgDate {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Raw<Self> {
        date_from_sql(raw).map(Self)
    }

    accepts!(DATE);
}

impl<'a> FromSql<'a> for PgTime {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Raw<Self> {
        time_from_sql(raw).map(Self)
    }

    accepts!(TIME);
}

#[cfg(any(feature = "jiff", feature = "chrono"))]
const INFINITE: &str =
    "the column holds `infinity`, which this type cannot; read it as a string or mend the row";

#[cfg(feature = "jiff")]
mod with_jiff {
    use jiff::{
        Timestamp,
        civil::{Date, Time, date, time},
    };

    use super::{INFINITE, PgDate, PgTime, PgTimestamp, Raw};
    use crate::value::{Ordered, Scalar, Value};

    /// 2000-01-01 00:00 UTC in microseconds since 1970.
    const EPOCH_MICROSECONDS: i64 = 946_684_800_000_000;

    impl Scalar for Timestamp {
        type Raw<'a> = PgTimestamp;

        fn from_raw(raw: PgTimestamp) -> Raw<Self> {
            if matches!(raw.0, i64::MAX | i64::MIN) {
                return Err(INFINITE.into());
            }
            let microseconds = raw.0.checked_add(EPOCH_MICROSECONDS).ok_or(INFINITE)?;
            Ok(Timestamp::from_microsecond(microseconds)?)
        }

        fn into_value(self) -> Value {
            // Euclidean, so that times before 1970 are cut off in the same direction.
            let microseconds = self.as_nanosecond().div_euclid(1000);
            // A `Timestamp` lies within the years -9999 to 9999.
            Value::Timestamp(i64::try_from(microseconds).unwrap_or(i64::MAX) - EPOCH_MICROSECONDS)
        }

        fn to_value(&self) -> Value {
            self.into_value()
        }
    }

    impl Ordered for Timestamp {}

    impl Scalar for Date {
        type Raw<'a> = PgDate;

        fn from_raw(raw: PgDate) -> Raw<Self> {
            if matches!(raw.0, i32::MAX | i32::MIN) {
                return Err(INFINITE.into());
            }
            let days = jiff::Span::new().try_days(raw.0)?;
            Ok(date(2000, 1, 1).checked_add(days)?)
        }

        fn into_value(self) -> Value {
            let days = date(2000, 1, 1).duration_until(self).as_hours() / 24;
            // A `Date` lies within the years -9999 to 9999: some seven million days.
            Value::Date(i32::try_from(days).unwrap_or(i32::MAX))
        }

        fn to_value(&self) -> Value {
            self.into_value()
        }
    }

    impl Ordered for Date {}

    impl Scalar for Time {
        type Raw<'a> = PgTime;

        fn from_raw(raw: PgTime) -> Raw<Self> {
            Ok(time(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_micros(raw.0))?)
        }

        fn into_value(self) -> Value {
            let since_midnight = time(0, 0, 0, 0).duration_until(self);
            // Less than a day.
            Value::Time(i64::try_from(since_midnight.as_micros()).unwrap_or(0))
        }

        fn to_value(&self) -> Value {
            self.into_value()
        }
    }

    impl Ordered for Time {}

    #[cfg(test)]
    mod tests {
        use super::*;

        fn round_trip<T: for<'a> Scalar<Raw<'a> = PgTimestamp>>(value: T) -> T {
            let Value::Timestamp(raw) = value.into_value() else {
                panic!("not a timestamp")
            };
            T::from_raw(PgTimestamp(raw)).unwrap()
        }

        #[test]
        fn a_timestamp_keeps_its_microseconds() {
            for text in [
                "2026-01-14T09:50:39.123456Z",
                "1969-12-31T23:59:59.999999Z",
                "0001-01-01T00:00:00Z",
            ] {
                let timestamp: Timestamp = text.parse().unwrap();
                assert_eq!(round_trip(timestamp), timestamp);
            }
        }

        #[test]
        fn what_is_finer_than_a_microsecond_is_cut_off_towards_the_past() {
            let before: Timestamp = "1969-12-31T23:59:59.9999995Z".parse().unwrap();
            assert_eq!(
                round_trip(before).to_string(),
                "1969-12-31T23:59:59.999999Z"
            );
        }

        #[test]
        fn infinity_is_an_error() {
            assert!(Timestamp::from_raw(PgTimestamp(i64::MAX)).is_err());
            assert!(Date::from_raw(PgDate(i32::MIN)).is_err());
        }

        #[test]
        fn dates_and_times_count_from_their_zero() {
            assert_eq!(date(2000, 1, 2).into_value(), Value::Date(1));
            assert_eq!(date(1999, 12, 31).into_value(), Value::Date(-1));
            assert_eq!(Date::from_raw(PgDate(-730_119)).unwrap(), date(1, 1, 1));
            assert_eq!(
                time(1, 0, 0, 5_000).into_value(),
                Value::Time(3_600_000_005)
            );
            assert_eq!(
                Time::from_raw(PgTime(3_600_000_005)).unwrap(),
                time(1, 0, 0, 5_000)
            );
        }
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

    use super::{INFINITE, PgDate, PgTime, PgTimestamp, Raw};
    use crate::value::{Ordered, Scalar, Value};

    const EPOCH_MICROSECONDS: i64 = 946_684_800_000_000;
    /// 2000-01-01 in days since the first day of the common era, as chrono counts.
    const EPOCH_DAYS: i32 = 730_120;

    impl Scalar for DateTime<Utc> {
        type Raw<'a> = PgTimestamp;

        fn from_raw(raw: PgTimestamp) -> Raw<Self> {
            if matches!(raw.0, i64::MAX | i64::MIN) {
                return Err(INFINITE.into());
            }
            let microseconds = raw.0.checked_add(EPOCH_MICROSECONDS).ok_or(INFINITE)?;
            Ok(DateTime::from_timestamp_micros(microseconds)
                .ok_or("the time is out of chrono's range")?)
        }

        fn into_value(self) -> Value {
            Value::Timestamp(self.timestamp_micros().saturating_sub(EPOCH_MICROSECONDS))
        }

        fn to_value(&self) -> Value {
            self.into_value()
        }
    }

    impl Ordered for DateTime<Utc> {}

    impl Scalar for NaiveDate {
        type Raw<'a> = PgDate;

        fn from_raw(raw: PgDate) -> Raw<Self> {
            if matches!(raw.0, i32::MAX | i32::MIN) {
                return Err(INFINITE.into());
            }
            let days = raw.0.checked_add(EPOCH_DAYS).ok_or(INFINITE)?;
            Ok(NaiveDate::from_num_days_from_ce_opt(days)
                .ok_or("the date is out of chrono's range")?)
        }

        fn into_value(self) -> Value {
            Value::Date(self.num_days_from_ce() - EPOCH_DAYS)
        }

        fn to_value(&self) -> Value {
            self.into_value()
        }
    }

    impl Ordered for NaiveDate {}

    impl Scalar for NaiveTime {
        type Raw<'a> = PgTime;

        fn from_raw(raw: PgTime) -> Raw<Self> {
            Ok(NaiveTime::MIN + TimeDelta::microseconds(raw.0))
        }

        fn into_value(self) -> Value {
            let seconds = i64::from(self.num_seconds_from_midnight());
            Value::Time(seconds * 1_000_000 + i64::from(self.nanosecond() / 1000))
        }

        fn to_value(&self) -> Value {
            self.into_value()
        }
    }

    impl Ordered for NaiveTime {}

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_timestamp_keeps_its_microseconds() {
            let timestamp = DateTime::from_timestamp_micros(-1).unwrap();
            let Value::Timestamp(raw) = timestamp.into_value() else {
                panic!("not a timestamp")
            };
            assert_eq!(
                DateTime::<Utc>::from_raw(PgTimestamp(raw)).unwrap(),
                timestamp
            );
        }

        #[test]
        fn a_date_counts_from_2000() {
            let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
            assert_eq!(first.into_value(), Value::Date(0));
            assert_eq!(NaiveDate::from_raw(PgDate(0)).unwrap(), first);
        }
    }
}
