use super::{
    changes::Changes,
    declarations::Declarations,
    note::Note,
    tree::{argument, attribute, type_name},
};
use crate::ast::Field;

const OF_A_KEY: [&str; 5] = ["fields", "references", "onDelete", "onUpdate", "map"];

/// MongoDB's relations between many and many: a list of keys on both sides.
pub(super) fn import(changes: &mut Changes<'_>, field: &Field, declarations: &Declarations<'_>) {
    let is_list = field.r#type.as_ref().is_some_and(|found| found.is_list);
    let target = type_name(field).and_then(|name| declarations.model(name));
    let Some(relation) = attribute(field, "relation") else {
        return;
    };
    let Some(keys) = argument(relation, "fields").filter(|_| is_list && target.is_some()) else {
        return;
    };
    let arguments = relation.arguments.iter().flat_map(|found| &found.list);
    let is_of_key = |name: &crate::ast::Name| OF_A_KEY.contains(&name.text.as_str());
    if arguments
        .map(|found| &found.name)
        .all(|name| name.as_ref().is_some_and(is_of_key))
    {
        changes.remove(relation.span);
    } else {
        changes.remove_arguments(relation.arguments.as_ref(), &OF_A_KEY);
    }
    let keys = changes.text(keys.span);
    let message = format!(
        "the keys {keys} of `{}` are taken away from its relation: the pairs are in a table of \
         their own now",
        field.name.text
    );
    changes.note(
        Note::warning(relation.span, message)
            .help("take the column of keys away, once its pairs are copied"),
    );
}
