//! How the values of one type become those of another.
//!
//! Where PostgreSQL casts on assignment it is left to do so: such a cast fails on what does not fit,
//! where an explicit one may cut it off (`'too long'::VARCHAR(3)`). Otherwise the cast is written
//! (`USING`), by the type's own where there is one (`pg_cast`), and else by the value's text, which
//! fails on what cannot be read. A `timestamp` is in UTC, whatever the session's time zone.

use plexica_codegen::sql::{Column, ColumnType, Statement};
use plexica_schema::schema::NativeType;

use super::CastEffect;

/// A change of a column's type.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) using: Option<String>,
    pub(super) effect: CastEffect,
}

/// How a column's values become those of another column's type.
pub(super) fn cast(from: &Column, to: &Column) -> Cast {
    match (from.is_array, to.is_array) {
        (false, false) => scalar(from, to),
        (true, true) => elements(from, to),
        (false, true) => into_array(from, to),
        (true, false) => first_element(from, to),
    }
}

fn scalar(from: &Column, to: &Column) -> Cast {
    let (way, effect) = way(&from.r#type, &to.r#type);
    let column = || Statement::new("").name(&from.name);
    let cast_to = |statement: Statement| statement.keywords("::").sql(&to.r#type).finish();
    let using = match way {
        Way::Assignment => None,
        Way::Explicit => Some(cast_to(column())),
        Way::ByText => Some(cast_to(column().keywords("::TEXT"))),
        Way::AtUtc => Some(column().keywords(" AT TIME ZONE 'UTC'").finish()),
        Way::ThroughTimestamp => Some(column().keywords("::TIMESTAMP AT TIME ZONE 'UTC'").finish()),
        Way::OutOfUtc => Some(cast_to(
            Statement::new("(")
                .name(&from.name)
                .keywords(" AT TIME ZONE 'UTC')"),
        )),
    };
    Cast { using, effect }
}

/// Arrays cast as their elements do, and always explicitly.
fn elements(from: &Column, to: &Column) -> Cast {
    let (way, effect) = way(&from.r#type, &to.r#type);
    let column = Statement::new("").name(&from.name);
    let column = match way {
        Way::Assignment => {
            return Cast {
                using: None,
                effect,
            };
        }
        Way::Explicit | Way::AtUtc | Way::ThroughTimestamp | Way::OutOfUtc => column,
        Way::ByText => column.keywords("::TEXT[]"),
    };
    Cast {
        using: Some(
            column
                .keywords("::")
                .sql(&to.r#type)
                .keywords("[]")
                .finish(),
        ),
        effect,
    }
}

/// A list of one; no value is an empty list.
fn into_array(from: &Column, to: &Column) -> Cast {
    let element = scalar(from, to);
    let value = element
        .using
        .unwrap_or_else(|| Statement::new("").name(&from.name).finish());
    let empty = Statement::new("ARRAY[]::").sql(&to.r#type).keywords("[]");
    let using = Statement::new("CASE WHEN ")
        .name(&from.name)
        .keywords(" IS NULL THEN ")
        .sql(empty.finish())
        .keywords(" ELSE ARRAY[")
        .sql(value)
        .keywords("]::")
        .sql(&to.r#type)
        .keywords("[] END");
    let effect = match element.effect {
        CastEffect::KeepsStorage => CastEffect::KeepsValues,
        effect => effect,
    };
    Cast {
        using: Some(using.finish()),
        effect,
    }
}

fn first_element(from: &Column, to: &Column) -> Cast {
    let element = Statement::new("(").name(&from.name).keywords(")[1]");
    let element = match way(&from.r#type, &to.r#type).0 {
        Way::ByText => element.keywords("::TEXT"),
        _ => element,
    };
    Cast {
        using: Some(element.keywords("::").sql(&to.r#type).finish()),
        effect: CastEffect::KeepsFirstElement,
    }
}

/// By what a value becomes one of another type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// PostgreSQL does it by itself.
    Assignment,
    /// `::type`.
    Explicit,
    /// `::text::type`.
    ByText,
    /// Between `timestamp` and `timestamptz`.
    AtUtc,
    /// A date becomes an instant: its midnight in UTC.
    ThroughTimestamp,
    /// An instant becomes a date or a time of day: those in UTC.
    OutOfUtc,
}

fn way(from: &ColumnType, to: &ColumnType) -> (Way, CastEffect) {
    use CastEffect::{KeepsStorage, KeepsValues, MayFail, MayRound};
    use NativeType as N;
    let (from, to) = match (from, to) {
        (ColumnType::Native(from), ColumnType::Native(to)) => (*from, *to),
        (_, ColumnType::Native(to)) if is_text(*to) => {
            return (Way::Assignment, text_effect(*to));
        }
        _ => return (Way::ByText, MayFail),
    };
    match (from, to) {
        (N::VarChar(Some(old)), N::VarChar(Some(new))) if new >= old => {
            (Way::Assignment, KeepsStorage)
        }
        (N::VarChar(_) | N::Text, N::VarChar(None) | N::Text) => (Way::Assignment, KeepsStorage),
        // What pads a CHAR is no part of it.
        (_, to) if is_text(to) => (Way::Assignment, text_effect(to)),
        (from, to) if whole(from) < whole(to) && whole(from).is_some() => {
            (Way::Assignment, KeepsValues)
        }
        (from, to) if whole(from).is_some() && whole(to).is_some() => (Way::Assignment, MayFail),
        (from, N::Decimal(None)) if whole(from).is_some() => (Way::Assignment, KeepsValues),
        (from, N::Decimal(Some(_)) | N::Real | N::DoublePrecision) if whole(from).is_some() => {
            (Way::Assignment, MayRound)
        }
        (N::Real, N::DoublePrecision) => (Way::Assignment, KeepsValues),
        (
            N::Decimal(_) | N::Real | N::DoublePrecision,
            N::Decimal(_) | N::Real | N::DoublePrecision,
        ) => (Way::Assignment, MayRound),
        (N::Decimal(_) | N::Real | N::DoublePrecision, to) if whole(to).is_some() => {
            (Way::Assignment, MayRound)
        }
        (N::Money, N::Decimal(_)) | (N::Decimal(_) | N::Integer | N::BigInt, N::Money) => {
            (Way::Assignment, MayRound)
        }
        (N::Integer, N::Boolean) | (N::Boolean, N::Integer) => (Way::Explicit, KeepsValues),
        (N::SmallInt | N::Integer | N::BigInt, N::Oid) | (N::Oid, N::Integer | N::BigInt) => {
            (Way::Assignment, MayFail)
        }
        (N::Date, N::Timestamp(_)) => (Way::Assignment, KeepsValues),
        (N::Date, N::Timestamptz(_)) => (Way::ThroughTimestamp, KeepsValues),
        (N::Timestamp(_), N::Timestamptz(_)) | (N::Timestamptz(_), N::Timestamp(_)) => {
            (Way::AtUtc, precision(from, to))
        }
        (N::Timestamp(_), N::Timestamp(_))
        | (N::Timestamptz(_), N::Timestamptz(_))
        | (N::Time(_), N::Time(_))
        | (N::Timetz(_), N::Timetz(_)) => (Way::Assignment, precision(from, to)),
        (N::Timestamp(_), N::Date | N::Time(_)) => (Way::Assignment, MayRound),
        (N::Timestamptz(_), N::Date | N::Time(_)) => (Way::OutOfUtc, MayRound),
        (N::Json, N::JsonB) | (N::JsonB, N::Json) => (Way::Assignment, KeepsValues),
        (N::Bit(_), N::VarBit(None)) => (Way::Assignment, KeepsValues),
        (N::Bit(_) | N::VarBit(_), N::Bit(_) | N::VarBit(_)) => (Way::Assignment, MayFail),
        _ => (Way::ByText, MayFail),
    }
}

/// `KeepsValues` into what takes any text, `MayFail` where its length is limited.
fn text_effect(to: NativeType) -> CastEffect {
    match to {
        NativeType::Text | NativeType::Citext | NativeType::VarChar(None) => {
            CastEffect::KeepsValues
        }
        _ => CastEffect::MayFail,
    }
}

fn is_text(native: NativeType) -> bool {
    matches!(
        native,
        NativeType::Text | NativeType::VarChar(_) | NativeType::Char(_) | NativeType::Citext
    )
}

/// The bytes of a whole-number type.
fn whole(native: NativeType) -> Option<u8> {
    match native {
        NativeType::SmallInt => Some(2),
        NativeType::Integer => Some(4),
        NativeType::BigInt => Some(8),
        _ => None,
    }
}

/// Whether the digits of a second's fraction stay.
fn precision(from: NativeType, to: NativeType) -> CastEffect {
    let digits = |native| match native {
        NativeType::Timestamp(digits)
        | NativeType::Timestamptz(digits)
        | NativeType::Time(digits)
        | NativeType::Timetz(digits) => digits.unwrap_or(6),
        _ => 6,
    };
    if digits(to) >= digits(from) {
        CastEffect::KeepsValues
    } else {
        CastEffect::MayRound
    }
}
