use super::{
    changes::{Changes, taken_away},
    note::Note,
    parts::Parts,
    provider::Provider,
    tree::{settings, string},
};
use crate::ast::{Block, Property, Value};

/// Settings that Plexica has no use for.
const WITHOUT_USE: [(&str, &str); 2] = [
    (
        "directUrl",
        "migrations use the URL that the command is given",
    ),
    ("shadowDatabaseUrl", "no shadow database is needed"),
];

/// Settings that the tables may need.
const OF_TABLES: [&str; 2] = ["extensions", "relationMode"];

pub(super) fn import(changes: &mut Changes<'_>, block: &Block, parts: &Parts<'_>) {
    let of_result = parts.datasource().map(|kept| kept.span);
    if parts.is_tenant(block.span.file) && of_result != Some(block.span) {
        let comments = changes.remove_block(block);
        let gone = taken_away("the `datasource` of the tenants' schema", &comments);
        let message = format!("{gone}: there is one for both");
        changes.note(Note::changed(block.header(), message));
        for property in settings(block) {
            if OF_TABLES.contains(&property.name.text.as_str()) {
                let message = format!("its `{}` is taken away with it", property.name.text);
                changes.note(
                    Note::warning(property.span, message)
                        .help("write it in the platform's `datasource`, where it is needed"),
                );
            }
        }
        return;
    }
    let provider = parts.of_file(block.span.file).provider;
    for property in settings(block) {
        match property.name.text.as_str() {
            "provider" => import_provider(changes, property, provider),
            "url" => import_url(changes, property, provider),
            "relationMode" | "referentialIntegrity" => {
                import_relation_mode(changes, property, provider);
            }
            setting => {
                if let Some((_, reason)) = WITHOUT_USE.iter().find(|(name, _)| *name == setting) {
                    take_away(changes, property, reason);
                }
            }
        }
    }
}

fn take_away(changes: &mut Changes<'_>, property: &Property, reason: &str) {
    let comments = changes.remove_line(property.span);
    let gone = taken_away(format_args!("`{}`", property.name.text), &comments);
    changes.note(Note::changed(property.span, format!("{gone}: {reason}")));
}

fn import_provider(changes: &mut Changes<'_>, property: &Property, provider: Provider) {
    let is_list = matches!(property.value.value, Value::Array(_));
    if provider == Provider::PostgreSql && !is_list {
        return;
    }
    changes.replace(property.value.span, "\"postgresql\"");
    let written = changes.text(property.value.span);
    let message = format!("the provider {written} became \"postgresql\"");
    changes.note(match provider {
        Provider::PostgreSql => Note::changed(property.value.span, message),
        _ => Note::warning(property.value.span, message).help(format!(
            "the tables are made anew in PostgreSQL; the rows in {provider} have to be copied"
        )),
    });
}

/// A URL that is written out and leads to another database, or to a proxy of Prisma's.
fn import_url(changes: &mut Changes<'_>, property: &Property, provider: Provider) {
    let Some(url) = string(&property.value) else {
        return;
    };
    if provider == Provider::PostgreSql && !url.starts_with("prisma") {
        return;
    }
    changes.replace(property.value.span, "env(\"DATABASE_URL\")");
    // The URL itself may hold a password.
    let message = "the URL of another database became `env(\"DATABASE_URL\")`";
    changes.note(Note::warning(property.value.span, message).help(
        "set DATABASE_URL to a PostgreSQL database: \
             postgresql://user:password@host:5432/database",
    ));
}

fn import_relation_mode(changes: &mut Changes<'_>, property: &Property, provider: Provider) {
    let setting = &property.name.text;
    if provider != Provider::PostgreSql {
        let reason = "PostgreSQL has foreign keys, and they are made";
        take_away(changes, property, reason);
        return;
    }
    if setting == "referentialIntegrity" {
        changes.replace(property.name.span, "relationMode");
        let message = "`referentialIntegrity` became `relationMode`, its name since Prisma 4.5";
        changes.note(Note::changed(property.name.span, message));
    }
}
