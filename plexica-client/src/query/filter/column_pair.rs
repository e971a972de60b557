use crate::{model::ColumnDef, query::Writer, value::PgType};

/// Writes a comparison of two columns of one table.
///
/// They are of one Rust type, for which PostgreSQL may have several, not all of which it compares.
pub(super) fn write(
    writer: &mut Writer<'_>,
    alias: &str,
    left: &ColumnDef,
    operator: &str,
    right: &ColumnDef,
) {
    write_column(writer, alias, left, right.r#type);
    match right.r#type {
        PgType::Citext(_) => right.operator(&mut writer.sql, operator),
        _ => left.operator(&mut writer.sql, operator),
    }
    write_column(writer, alias, right, left.r#type);
}

fn write_column(writer: &mut Writer<'_>, alias: &str, column: &ColumnDef, other: PgType) {
    let suffix = if column.is_list { "[]" } else { "" };
    // A list that is `NULL` is empty.
    writer.push(if column.is_list { "coalesce(" } else { "" });
    match (column.r#type, other) {
        (own, other) if own == other => writer.comparable(column, alias),
        (PgType::Citext(_), _) => column.reference(&mut writer.sql, alias),
        (_, PgType::Citext(schema)) => {
            column.reference(&mut writer.sql, alias);
            writer.push("::text");
            writer.push(suffix);
            writer.push("::");
            writer.citext(schema);
            writer.push(suffix);
        }
        // A `timestamp` holds UTC. PostgreSQL would take it for a time of the session's zone.
        (PgType::Timestamp, PgType::Timestamptz) if !column.is_list => {
            writer.push("(");
            column.reference(&mut writer.sql, alias);
            writer.push(" AT TIME ZONE 'UTC')");
        }
        (own, _) => {
            column.reference(&mut writer.sql, alias);
            let shared = match own {
                PgType::Money => "::numeric",
                PgType::Json => "::jsonb",
                PgType::Xml | PgType::Bit | PgType::VarBit | PgType::VarChar => "::text",
                _ => "",
            };
            writer.push(shared);
            writer.push(if shared.is_empty() { "" } else { suffix });
        }
    }
    writer.push(if column.is_list { ", '{}')" } else { "" });
}
