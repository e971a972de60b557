use super::{changes::Changes, note::Note, provider::Provider};
use crate::ast::Field;

/// A column of a type that Prisma does not know: its name is in the other database's words.
pub(super) fn import(changes: &mut Changes<'_>, field: &Field, provider: Provider) {
    let Some(reference) = &field.r#type else {
        return;
    };
    if reference.name.text == "Unsupported" && provider != Provider::CockroachDb {
        let written = changes.text(reference.span);
        let message = format!("`{written}` is a type of {provider}, and is left as it is");
        changes.note(
            Note::warning(reference.span, message)
                .help("write what it is in PostgreSQL, or take the field away"),
        );
    }
}
