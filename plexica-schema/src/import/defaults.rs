use super::{
    changes::Changes,
    note::Note,
    provider::Provider,
    tree::{attribute, first_argument, string, type_name},
};
use crate::ast::{Attribute, Expression, Field, Function, Value};

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

/// SQL of another database, in `dbgenerated("…")`.
fn import_expression(
    changes: &mut Changes<'_>,
    field: &Field,
    default: &Expression,
    function: &Function,
    provider: Provider,
) {
    // CockroachDB's SQL is PostgreSQL's.
    if provider == Provider::CockroachDb {
        return;
    }
    let Some(value) = function.arguments.list.first().map(|found| &found.value) else {
        return;
    };
    let Some(sql) = string(value) else { return };
    let plain = sql.trim().to_ascii_lowercase();
    if is_shared(&plain) {
        return;
    }
    let Some(target) = translated(&plain, type_name(field)) else {
        let message = format!("`{sql}` is an expression of {provider}, and is left as it is");
        changes.note(Note::warning(value.span, message).help("write what it is in PostgreSQL"));
        return;
    };
    changes.replace(default.span, target);
    let written = changes.text(default.span);
    let message = format!("`{written}` became `{target}`");
    changes.note(Note::changed(default.span, message));
}

/// Whether PostgreSQL has the expression as well.
fn is_shared(sql: &str) -> bool {
    let moment = sql.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')'));
    matches!(moment, "current_timestamp" | "current_date" | "now")
}

/// What to write for an expression, in lower case, of a field of this type.
fn translated(sql: &str, field: Option<&str>) -> Option<&'static str> {
    Some(match (field?, sql) {
        ("String", "newid()" | "newsequentialid()" | "uuid()" | "(uuid())") => {
            "dbgenerated(\"gen_random_uuid()\")"
        }
        (
            "DateTime",
            "getdate()" | "getutcdate()" | "sysdatetime()" | "sysutcdatetime()" | "datetime('now')"
            | "(datetime('now'))",
        ) => "now()",
        // How MySQL writes the bit that stands for a boolean.
        ("Boolean", "b'0'") => "false",
        ("Boolean", "b'1'") => "true",
        _ => return None,
    })
}
