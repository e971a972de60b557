use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;

use super::{RowChanges, RowValues};
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
    /// `cuid()`.
    #[cfg(feature = "ids")]
    Cuid,
    /// `cuid(2)`.
    #[cfg(feature = "ids")]
    Cuid2,
    /// `ulid()`.
    #[cfg(feature = "ids")]
    Ulid,
    /// `nanoid()`, of so many characters.
    #[cfg(feature = "ids")]
    Nanoid(u8),
    /// `@updatedAt`: the time of the write, by the client's clock, as Prisma has it.
    Now,
}

impl GeneratedValue {
    fn make(self, r#type: PgType) -> Value {
        match self {
            Self::UuidV4 => uuid(Uuid::new_v4(), r#type),
            Self::UuidV7 => uuid(Uuid::now_v7(), r#type),
            #[cfg(feature = "ids")]
            Self::Cuid => Value::Text(cuid::cuid1()),
            #[cfg(feature = "ids")]
            Self::Cuid2 => Value::Text(cuid::cuid2()),
            #[cfg(feature = "ids")]
            Self::Ulid => Value::Text(ulid::Ulid::generate().to_string()),
            #[cfg(feature = "ids")]
            Self::Nanoid(length) => Value::Text(nanoid::nanoid!(usize::from(length))),
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
        PgType::Timetz => Value::TimeTz(since_2000.rem_euclid(86_400_000_000), 0),
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
pub(crate) fn complete_changes(model: &'static ModelDef, changes: &mut RowChanges) {
    if changes.is_empty() {
        return;
    }
    for place in model.updated_at {
        if !changes.has(*place) {
            changes.set(*place, now(model.column(*place).r#type));
        }
    }
}

/// The changes that delete a row of a model with `@@softDelete`.
pub(super) fn deletion(model: &'static ModelDef) -> RowChanges {
    let mut changes = RowChanges::default();
    if let Some(place) = model.soft_delete {
        changes.set(place, now(model.column(place).r#type));
    }
    complete_changes(model, &mut changes);
    changes
}

#[cfg(all(test, feature = "ids"))]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_its_length_and_is_another_each_time() {
        for (kind, length) in [
            (GeneratedValue::Cuid, 25),
            (GeneratedValue::Cuid2, 24),
            (GeneratedValue::Ulid, 26),
            (GeneratedValue::Nanoid(12), 12),
        ] {
            let [first, second] = [kind, kind].map(|kind| kind.make(PgType::Text));
            assert_ne!(first, second);
            let Value::Text(text) = first else {
                panic!("{kind:?} is no text")
            };
            assert_eq!(text.len(), length, "{kind:?}");
        }
    }
}
