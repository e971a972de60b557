use std::fmt::Write as _;

use plexica_schema::schema::{DefaultValue, FieldType, ScalarFieldWalker, ScalarType};

use crate::sql::{ColumnDefault, Literal, base64, date_time::date_time};

/// The database's part in a default: none where the client makes the value.
pub(super) fn column_default(
    field: ScalarFieldWalker<'_>,
    default: &DefaultValue,
) -> Option<ColumnDefault> {
    match default {
        DefaultValue::Now => Some(ColumnDefault::CurrentTimestamp),
        DefaultValue::Autoincrement => Some(ColumnDefault::Sequence),
        DefaultValue::Sequence(options) => Some(ColumnDefault::Identity(*options)),
        DefaultValue::DatabaseGenerated(expression) => {
            expression.clone().map(ColumnDefault::Expression)
        }
        constant => literal(field, constant).map(ColumnDefault::Literal),
    }
}

/// A constant as the column's type wants it; `None` for what is not a constant.
fn literal(field: ScalarFieldWalker<'_>, value: &DefaultValue) -> Option<Literal> {
    match value {
        DefaultValue::String(text) => Some(Literal::Text(text_form(field, text))),
        DefaultValue::Integer(number) | DefaultValue::Float(number) => {
            Some(Literal::Number(number.clone()))
        }
        DefaultValue::Boolean(value) => Some(Literal::Boolean(*value)),
        DefaultValue::EnumValue(name) => Some(Literal::Text(enum_label(field, name))),
        DefaultValue::List(values) => values
            .iter()
            .map(|value| literal(field, value))
            .collect::<Option<_>>()
            .map(Literal::Array),
        DefaultValue::Now
        | DefaultValue::Autoincrement
        | DefaultValue::Sequence(_)
        | DefaultValue::Uuid(_)
        | DefaultValue::Cuid(_)
        | DefaultValue::Ulid
        | DefaultValue::Nanoid(_)
        | DefaultValue::DatabaseGenerated(_) => None,
    }
}

/// A string default in the form in which PostgreSQL reads it for the column's type.
fn text_form(field: ScalarFieldWalker<'_>, text: &str) -> String {
    match field.r#type() {
        // The checks have decoded it before; if not, PostgreSQL's own message is the best there is.
        FieldType::Scalar(ScalarType::Bytes) => match base64::decode(text) {
            Some(bytes) => hex(&bytes),
            None => text.to_owned(),
        },
        FieldType::Scalar(ScalarType::DateTime) => {
            date_time(text).unwrap_or_else(|| text.to_owned())
        }
        _ => text.to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("\\x".to_owned(), |mut hex, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn enum_label(field: ScalarFieldWalker<'_>, name: &str) -> String {
    let FieldType::Enum(id) = field.r#type() else {
        return name.to_owned();
    };
    let mut values = field.schema().walk(*id).values();
    values
        .find(|value| value.name == name)
        .map_or(name, |value| value.database_name)
        .to_owned()
}
