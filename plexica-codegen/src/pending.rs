use std::path::Path;

use crate::{
    generate::load,
    migrations::{Migration, SNAPSHOT, VIEWS},
    sql::DatabaseModel,
};

/// How many names a warning gives before it says "and others".
const MAX_NAMES: usize = 3;

/// A warning when the last migration does not lead to this model, or when that cannot be known.
pub(crate) fn warning(
    model: &DatabaseModel,
    migrations: &Path,
    last: &Migration,
) -> Option<String> {
    let id = &last.id;
    let snapshot = migrations.join(id).join(SNAPSHOT);
    if !snapshot.exists() {
        return Some(format!(
            "the last migration, `{id}`, has no `{SNAPSHOT}`, so it is not known whether the \
             migrations lead to the schema: put the schema that it leads to beside its SQL"
        ));
    }
    let Ok(checked) = load(&snapshot) else {
        return Some(format!(
            "`{}` has errors, so it is not known whether the migrations lead to the schema",
            snapshot.display()
        ));
    };
    let names = model.differing_objects(&DatabaseModel::from(&checked.schema));
    if names.is_empty() {
        return None;
    }
    let shown = names[..names.len().min(MAX_NAMES)].join(", ");
    let others = if names.len() > MAX_NAMES {
        " and others"
    } else {
        ""
    };
    // A view without its file is another view.
    let views = snapshot.with_file_name(VIEWS);
    let lacks_views = checked.schema.views().any(|view| view.query().is_none()) && !views.exists();
    let or_views = if lacks_views {
        format!(", or put the folder `{VIEWS}` of its schema into it")
    } else {
        String::new()
    };
    Some(format!(
        "the schema has changes that no migration holds, in {shown}{others}: write a migration \
         that follows `{id}`{or_views}"
    ))
}
