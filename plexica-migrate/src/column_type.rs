//! Which type of the client's a column has, and how a person writes a value of it.

use cidr::IpInet;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use plexica_client::value::{EnumDef, PgType, Scalar, TimeWithOffset, Value};
use plexica_schema::schema::{
    Arity, EnumWalker, FieldType, NativeType, ScalarFieldWalker, ScalarType,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{closest, leak};

/// Why a text is not a value of a column.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unfit {
    /// What the column takes: `a whole number from 1 to 5`.
    pub(crate) wanted: String,
    /// What was probably meant.
    pub(crate) suggestion: Option<String>,
}

/// The type of a column, or of its elements. `enums` are the schema's, in their order.
pub(crate) fn of(field: ScalarFieldWalker<'_>, enums: &[&'static EnumDef]) -> PgType {
    match field.r#type() {
        FieldType::Scalar(scalar) => match native_type(field, *scalar) {
            NativeType::Citext => {
                let schema = field.schema().datasource().schema_of_extension("citext");
                PgType::Citext(leak::text(schema))
            }
            native => of_native(native),
        },
        FieldType::Enum(id) => PgType::Enum(enums[id.index()]),
        // Never asked for: programs do not see such a column.
        FieldType::Unsupported(_) => PgType::Text,
    }
}

fn native_type(field: ScalarFieldWalker<'_>, scalar: ScalarType) -> NativeType {
    field
        .native_type()
        .unwrap_or_else(|| NativeType::default_for(scalar))
}

fn of_native(native: NativeType) -> PgType {
    match native {
        NativeType::SmallInt => PgType::SmallInt,
        NativeType::Integer => PgType::Integer,
        NativeType::BigInt => PgType::BigInt,
        NativeType::Decimal(_) => PgType::Numeric,
        NativeType::Money => PgType::Money,
        NativeType::Inet => PgType::Inet,
        NativeType::Oid => PgType::Oid,
        // As text, where the extension's schema is not known.
        NativeType::Citext => PgType::Text,
        NativeType::Real => PgType::Real,
        NativeType::DoublePrecision => PgType::Double,
        NativeType::VarChar(_) => PgType::VarChar,
        NativeType::Char(_) => PgType::Char,
        NativeType::Text => PgType::Text,
        NativeType::ByteA => PgType::Bytea,
        NativeType::Timestamp(_) => PgType::Timestamp,
        NativeType::Timestamptz(_) => PgType::Timestamptz,
        NativeType::Date => PgType::Date,
        NativeType::Time(_) => PgType::Time,
        NativeType::Timetz(_) => PgType::Timetz,
        NativeType::Boolean => PgType::Boolean,
        NativeType::Bit(_) => PgType::Bit,
        NativeType::VarBit(_) => PgType::VarBit,
        NativeType::Uuid => PgType::Uuid,
        NativeType::Xml => PgType::Xml,
        NativeType::Json => PgType::Json,
        NativeType::JsonB => PgType::JsonB,
    }
}

/// The value that a text stands for in a column. A list is written as a JSON array.
pub(crate) fn read(field: ScalarFieldWalker<'_>, text: &str) -> Result<Value, Unfit> {
    if field.arity() != Arity::List {
        return read_one(field, text);
    }
    let not_a_list = || Unfit {
        wanted: "a list in JSON, as in `[\"a\", \"b\"]`".to_owned(),
        suggestion: None,
    };
    let items: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|_| not_a_list())?;
    let items = items.into_iter().map(|item| match item {
        serde_json::Value::String(text) => read_one(field, &text),
        other => read_one(field, &other.to_string()),
    });
    Ok(Value::Array(items.collect::<Result<_, _>>()?))
}

fn read_one(field: ScalarFieldWalker<'_>, text: &str) -> Result<Value, Unfit> {
    match field.r#type() {
        FieldType::Scalar(scalar) => {
            let native = native_type(field, *scalar);
            read_native(native, text).ok_or_else(|| Unfit {
                wanted: wanted(native),
                suggestion: None,
            })
        }
        FieldType::Enum(id) => read_enum(field.schema().walk(*id), text),
        FieldType::Unsupported(sql) => Err(Unfit {
            wanted: format!("SQL of the type `{sql}`, which only the database knows"),
            suggestion: None,
        }),
    }
}

fn read_native(native: NativeType, text: &str) -> Option<Value> {
    Some(match native {
        NativeType::Boolean => Value::Boolean(text.parse().ok()?),
        NativeType::SmallInt => Value::SmallInt(text.parse().ok()?),
        NativeType::Integer => Value::Integer(text.parse().ok()?),
        NativeType::BigInt => Value::BigInt(text.parse().ok()?),
        NativeType::Oid => Value::Oid(text.parse().ok()?),
        NativeType::Real => Value::Real(text.parse().ok()?),
        NativeType::DoublePrecision => Value::Double(text.parse().ok()?),
        NativeType::Decimal(_) | NativeType::Money => text.parse::<Decimal>().ok()?.into_value(),
        NativeType::Uuid => Value::Uuid(Uuid::try_parse(text).ok()?),
        NativeType::Inet => Value::Inet(text.parse::<IpInet>().ok()?),
        NativeType::Json | NativeType::JsonB => Value::Json(serde_json::from_str(text).ok()?),
        NativeType::ByteA => Value::Bytes(read_hexadecimal(text)?),
        NativeType::Timestamp(_) | NativeType::Timestamptz(_) => {
            text.parse::<Timestamp>().ok()?.into_value()
        }
        NativeType::Date => text.parse::<Date>().ok()?.into_value(),
        NativeType::Time(_) => text.parse::<Time>().ok()?.into_value(),
        NativeType::Timetz(_) => read_time_with_offset(text)?,
        NativeType::VarChar(max) | NativeType::Char(max) => {
            let fits = max.is_none_or(|max| text.chars().count() <= max as usize);
            fits.then(|| Value::Text(text.to_owned()))?
        }
        // PostgreSQL reads these itself.
        NativeType::Text
        | NativeType::Citext
        | NativeType::Xml
        | NativeType::Bit(_)
        | NativeType::VarBit(_) => Value::Text(text.to_owned()),
    })
}

/// What a person can write for a type, to end the sentence "this field takes …".
fn wanted(native: NativeType) -> String {
    match native {
        NativeType::Boolean => "`true` or `false`".to_owned(),
        NativeType::SmallInt => whole_number(i16::MIN, i16::MAX),
        NativeType::Integer => whole_number(i32::MIN, i32::MAX),
        NativeType::BigInt => whole_number(i64::MIN, i64::MAX),
        NativeType::Oid => whole_number(u32::MIN, u32::MAX),
        NativeType::Real
        | NativeType::DoublePrecision
        | NativeType::Decimal(_)
        | NativeType::Money => "a number, as in `12.5`".to_owned(),
        NativeType::Uuid => "a UUID, as in `6f9619ff-8b86-4011-b42d-00cf4fc964ff`".to_owned(),
        NativeType::Inet => "an IP address, as in `192.0.2.7` or `192.0.2.0/24`".to_owned(),
        NativeType::Json | NativeType::JsonB => "JSON, as in `{\"a\": 1}`".to_owned(),
        NativeType::ByteA => "bytes in hexadecimal, as in `\\x00ff`".to_owned(),
        NativeType::Timestamp(_) | NativeType::Timestamptz(_) => {
            "a time in the form of RFC 3339, as in `2026-01-31T12:00:00Z`".to_owned()
        }
        NativeType::Date => "a date, as in `2026-01-31`".to_owned(),
        NativeType::Time(_) => "a time of day, as in `12:30:00`".to_owned(),
        NativeType::Timetz(_) => "a time of day and its offset, as in `12:30:00+02:00`".to_owned(),
        NativeType::VarChar(Some(max)) | NativeType::Char(Some(max)) => {
            format!("a text of at most {max} characters")
        }
        _ => "a text".to_owned(),
    }
}

fn whole_number<T: std::fmt::Display>(least: T, most: T) -> String {
    format!("a whole number from {least} to {most}")
}

/// An enum's value by its name in the schema, or else by its label in PostgreSQL.
fn read_enum(r#enum: EnumWalker<'_>, text: &str) -> Result<Value, Unfit> {
    let by_name = r#enum.values().find(|value| value.name == text);
    let by_label = || r#enum.values().find(|value| value.database_name == text);
    if let Some(value) = by_name.or_else(by_label) {
        return Ok(Value::Text(value.database_name.to_owned()));
    }
    let names: Vec<&str> = r#enum.values().map(|value| value.name).collect();
    Err(Unfit {
        wanted: format!("one of {}", quoted(&names)),
        suggestion: closest(text, names).map(str::to_owned),
    })
}

/// `` `a`, `b`, `c` ``.
pub(crate) fn quoted<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    quoted.join(", ")
}

/// `12:30:00+02:00`.
fn read_time_with_offset(text: &str) -> Option<Value> {
    let (time, offset) = text.split_at(text.rfind(['+', '-'])?);
    let (hours, minutes) = offset[1..].split_once(':').unwrap_or((&offset[1..], "0"));
    let part = |text: &str| text.parse::<u8>().ok().map(i32::from);
    let seconds = part(hours)? * 3600 + part(minutes)? * 60;
    let offset = if offset.starts_with('-') {
        -seconds
    } else {
        seconds
    };
    let time = time.parse::<Time>().ok()?;
    Some(TimeWithOffset { time, offset }.into_value())
}

/// Bytes as PostgreSQL prints them: `\x` and two digits a byte.
fn read_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text
        .strip_prefix("\\x")?
        .chars()
        .map(|digit| digit.to_digit(16))
        .collect();
    let digits = digits?;
    let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).ok();
    (digits.len() % 2 == 0).then(|| digits.chunks_exact(2).map(byte).collect())?
}
