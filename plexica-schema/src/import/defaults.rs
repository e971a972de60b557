use super::{
    changes::Changes,
    note::Note,
    provider::Provider,
    tree::{attribute, first_argument, string, type_name},
};
use crate::ast::{Attribute, Expression, Field, Function, Value};

/// Expressions of other databases' that make a UUID.
const UUIDS: [&str; 4] = ["newid()", "newsequentialid()", "uuid()", "(uuid())"];

/// Expressions of other databases' for this moment.
const MOMENTS: [&str; 6] = [
    "getdate()",
    "getutcdate()",
    "sysdatetime()",
    "sysutcdatetime()",
    "datetime('now')",
    "(datetime('now'))",
];

/// Expressions that PostgreSQL has as well.
const SHARED: [&str; 4] = [
    "now()",
    "current_timestamp",
    "gen_random_uuid()",
    "current_date",
];

/// `@default(…)` of another database.
pub(super) fn import(changes: &mut Changes<'_>, field: &Field, provider: Provider) {
    let Some(default) = attribute(field, "default") else {
        return;
    };
    let named = changes.remove_arguments(default.arguments.as_ref(), &["map"]);
    if let Some(&span) = named.first() {
        let message = "the name of a default is taken away: PostgreSQL's have none";
        changes.note(Note::changed(span, message));
    }
    let Some(value) = first_argument(default, "value") else {
        return;
    };
    let Value::Function(function) = &value.value else {
        return;
    };
    match function.name.text.as_str() {
        "auto" => import_auto(changes, field, default, value),
        "sequence" => import_sequence(changes, value, function),
        "dbgenerated" => import_expression(changes, field, value, function, provider),
        _ => {}
    }
}

/// MongoDB's identifiers, which its driver makes.
fn import_auto(changes: &mut Changes<'_>, field: &Field, default: &Attribute, value: &Expression) {
    if type_name(field) == Some("String") {
        changes.replace(value.span, "uuid()");
        let message = "`auto()` became `uuid()`";
        changes.note(
            Note::changed(value.span, message).help(
                "rows that are copied keep their identifiers: the column is text, and both fit",
            ),
        );
        return;
    }
    changes.remove(default.span);
    let message = "`@default(auto())` is taken away: only MongoDB makes such identifiers";
    changes.note(
        Note::warning(default.span, message)
            .help("write `String @id @default(uuid())`, or give the value in the program"),
    );
}

/// CockroachDB's sequences, which have arguments.
fn import_sequence(changes: &mut Changes<'_>, value: &Expression, function: &Function) {
    changes.replace(value.span, "autoincrement()");
    let written = changes.text(value.span);
    let message = format!("`{written}` became `autoincrement()`");
    changes.note(if function.arguments.list.is_empty() {
        Note::changed(value.span, message)
    } else {
        Note::warning(value.span, message).help(
            "it counts from 1 by 1; change its sequence in a migration, with ALTER SEQUENCE, where \
             that is not enough",
        )
    });
}

fn import_expression(
    changes: &mut Changes<'_>,
    field: &Field,
    default: &Expression,
    function: &Function,
    provider: Provider,
) {
    let Some(value) = function.arguments.list.first().map(|found| &found.value) else {
        return;
    };
    let Some(sql) = string(value) else { return };
    let plain = sql.trim().to_ascii_lowercase();
    if MOMENTS.contains(&plain.as_str()) && type_name(field) == Some("DateTime") {
        changes.replace(default.span, "now()");
        let message = format!("`{sql}` became `now()`");
        changes.note(Note::changed(value.span, message));
        return;
    }
    if UUIDS.contains(&plain.as_str()) {
        changes.replace(value.span, "\"gen_random_uuid()\"");
        let message = format!("`{sql}` became `gen_random_uuid()`");
        changes.note(Note::changed(value.span, message));
    } else if provider != Provider::CockroachDb && !SHARED.contains(&plain.as_str()) {
        let message = format!("`{sql}` is an expression of {provider}, and is left as it is");
        changes.note(Note::warning(value.span, message).help("write what it is in PostgreSQL"));
    }
}
