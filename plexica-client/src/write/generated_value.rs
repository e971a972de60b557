use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;

use super::RowValues;
use crate::{
    model::ModelDef,
    value::{PgType, Value},
};

/// A value that the client makes for a column of a new row that was given none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GeneratedValue {
    /// `uuid()`: random.
    UuidV4,
    /// `uuid(7)`: ordered by time.
    UuidV7,
    /// `@updatedAt`: the time of the write, by the client's clock, as Prisma has it.
    Now,
}

impl GeneratedValue {
    fn make(self, r#type: PgType) -> Value {
        match self {
            Self::UuidV4 => uuid(Uuid::new_v4(), r#type),
            Self::UuidV7 => uuid(Uuid::now_v7(), r#type),
            Self::Now => now(r#type),
        }
    }
}

fn uuid(uuid: Uuid, r#type: PgType) -> Value {
    if r#type == PgType::Uuid {
        Value::Uuid(uuid)
    } else {
        Value::Text(uuid.to_string())
    }
}

/// Seconds from 1970 to 2000, where PostgreSQL starts to count.
const EPOCH_SECONDS: i64 = 946_684_800;

fn now(r#type: PgType) -> Value {
    let microseconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
        // A clock that stands before 1970.
        Err(until) => -i64::try_from(until.duration().as_micros()).unwrap_or(i64::MAX),
    };
    let since_2000 = microseconds - EPOCH_SECONDS * 1_000_000;
    match r#type {
        PgType::Date => {
            let days = since_2000.div_euclid(86_400_000_000);
            Value::Date(i32::try_from(days).unwrap_or(i32::MAX))
        }
        PgType::Time => Value::Time(since_2000.rem_euclid(86_400_000_000)),
        _ => Value::Timestamp(since_2000),
    }
}

/// Gives a new row the values that the client makes.
pub(crate) fn complete_new(model: &'static ModelDef, values: &mut RowValues) {
    for (place, column) in (0..).zip(model.columns) {
        if let Some(generated) = column.on_create
            && values.get(place).is_none()
        {
            values.set(place, generated.make(column.r#type));
        }
    }
}

/// Gives changes the time of the write in columns with `@updatedAt`.
pub(crate) fn complete_changes(model: &'static ModelDef, values: &mut RowValues) {
    if values.is_empty() {
        return;
    }
    for place in model.updated_at {
        if values.get(*place).is_none() {
            values.set(*place, now(model.column(*place).r#type));
        }
    }
}
