use super::{
    changes::{Changes, taken_away},
    note::Note,
    tree::{block_attributes, fields, first_argument, items, name, string, word},
};
use crate::ast::{Attribute, Block, Value};

/// `@id`, `@unique`, `@@id`, `@@unique` or `@@index` of another database.
pub(super) fn import(changes: &mut Changes<'_>, attribute: &Attribute) {
    let kind = attribute.name.text.as_str();
    if !matches!(kind, "id" | "unique" | "index") {
        return;
    }
    let columns = first_argument(attribute, "fields").map(items);
    let columns = columns.unwrap_or_default();
    if columns
        .iter()
        .filter_map(word)
        .any(|name| name.contains('.'))
    {
        return without_inner_fields(changes, attribute);
    }
    for span in changes.remove_arguments(attribute.arguments.as_ref(), &["clustered"]) {
        let message = "`clustered` is taken away: PostgreSQL's tables have no such order";
        changes.note(Note::changed(span, message));
    }
    let lengths = changes.remove_arguments(attribute.arguments.as_ref(), &["length"]);
    let of_columns = columns.iter().flat_map(|column| match &column.value {
        Value::Function(function) => {
            changes.remove_arguments(Some(&function.arguments), &["length"])
        }
        _ => Vec::new(),
    });
    let of_columns: Vec<_> = of_columns.collect();
    for span in lengths.into_iter().chain(of_columns) {
        let message = "`length` is taken away: PostgreSQL's indexes have the whole value";
        let note = match kind {
            "index" => Note::changed(span, message),
            _ => Note::warning(span, message).help(
                "values that only differ behind that length are different now; a value of more \
                 than 2,700 bytes does not fit an index",
            ),
        };
        changes.note(note);
    }
}

/// An index over what is inside of a composite type.
fn without_inner_fields(changes: &mut Changes<'_>, attribute: &Attribute) {
    let comments = changes.remove_line(attribute.span);
    let written = changes.text(attribute.span);
    let gone = taken_away(format_args!("`{written}`"), &comments);
    let message = format!("{gone}: its columns are inside of `Json` now");
    changes.note(
        Note::warning(attribute.span, message)
            .help("make it in a migration, over an expression such as `(address ->> 'city')`"),
    );
}

/// `@@fulltext`, which MySQL and MongoDB have.
pub(super) fn import_fulltext(changes: &mut Changes<'_>, attribute: &Attribute, model: &Block) {
    let columns = first_argument(attribute, "fields").map(items);
    let columns: Vec<_> = columns
        .unwrap_or_default()
        .iter()
        .filter_map(word)
        .map(|column| column_name(model, column))
        .collect();
    let comments = changes.remove_line(attribute.span);
    let written = changes.text(attribute.span);
    let message = taken_away(format_args!("`{written}`"), &comments);
    let vector = columns
        .iter()
        .map(|column| format!("coalesce(\"{column}\", '')"))
        .collect::<Vec<_>>()
        .join(" || ' ' || ");
    changes.note(Note::warning(attribute.span, message).help(format!(
        "make it in a migration: CREATE INDEX ON \"{}\" USING gin (to_tsvector('simple', {vector}))",
        table_name(model)
    )));
}

/// The name of a model's table.
pub(super) fn table_name(model: &Block) -> &str {
    let mapped = block_attributes(model).find(|attribute| attribute.name.text == "map");
    let mapped = mapped.and_then(|attribute| mapped_name(attribute));
    mapped.or(name(model)).unwrap_or_default()
}

fn column_name<'a>(model: &'a Block, field: &'a str) -> &'a str {
    let mut of_model = fields(model);
    let found = of_model.find(|found| found.name.text == field);
    let mut mapped = found.iter().flat_map(|found| &found.attributes);
    let mapped = mapped.find(|attribute| attribute.name.text == "map");
    mapped.and_then(mapped_name).unwrap_or(field)
}

fn mapped_name(attribute: &Attribute) -> Option<&str> {
    first_argument(attribute, "name").and_then(string)
}
