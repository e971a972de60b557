use super::{choices::Choices, schema::Model};

const MAX_RELATIONS: usize = 5;
const ACTIONS: [&str; 10] = [
    "",
    "",
    ", onDelete: Cascade",
    ", onDelete: SetNull",
    ", onUpdate: NoAction, onDelete: Restrict",
    ", onDelete: SetDefault",
    ", map: \"User_pkey\"",
    ", map: \"fk\"",
    ", onUpdate: Restrict",
    ",",
];
const NAMES: [&str; 5] = ["", "", "\"R\", ", "name: \"S\", ", "\"\", "];
const FIELDS: [&str; 6] = ["one", "two", "owner", "self", "posts", "id"];
const OTHERS: [&str; 6] = ["many", "few", "of", "crate", "likes", "name"];

/// Adds relations between the models: most with both sides and a key that fits.
pub(super) fn add(choices: &mut Choices<'_>, models: &mut [Model]) {
    for index in 0..choices.below(MAX_RELATIONS) {
        let (one, other) = (choices.below(models.len()), choices.below(models.len()));
        let name = choices.one_of(&NAMES);
        let (field, back) = (FIELDS[index], choices.one_of(&OTHERS));
        let (from, to) = (models[one].name, models[other].name);
        if choices.below(6) == 5 {
            models[one].lines.push(list(field, to, name));
            models[other].lines.push(list(back, from, name));
            continue;
        }
        let action = choices.one_of(&ACTIONS);
        let optional = choices.one_of(&["", "?"]);
        let unique = choices.one_of(&["", "", "@unique", "@id", "@map(\"key\")"]);
        let parts = choices.below(8);
        let Some(target) = models[other].columns.first() else {
            continue;
        };
        let key = format!("{field}Id");
        let (scalar, native) = target
            .r#type
            .split_once(' ')
            .unwrap_or((&target.r#type, ""));
        let column = format!("{key} {scalar}{optional} {native} {unique}");
        let references = target.name;
        let arguments = format!("{name}fields: [{key}], references: [{references}]{action}");
        let side = format!("{field} {to}{optional} @relation({arguments})");
        let lines = &mut models[one].lines;
        match parts {
            // What the formatter adds.
            0 => lines.push(format!("{field} {to}")),
            1 => lines.push(side),
            _ => lines.extend([column, side]),
        }
        let arity = if unique.is_empty() { "[]" } else { "?" };
        match parts {
            2 => {}
            _ if name.is_empty() => models[other].lines.push(format!("{back} {from}{arity}")),
            _ => {
                let name = name.trim_end_matches(", ");
                let line = format!("{back} {from}{arity} @relation({name})");
                models[other].lines.push(line);
            }
        }
    }
}

fn list(field: &str, model: &str, name: &str) -> String {
    match name.trim_end_matches(", ") {
        "" => format!("{field} {model}[]"),
        name => format!("{field} {model}[] @relation({name})"),
    }
}
