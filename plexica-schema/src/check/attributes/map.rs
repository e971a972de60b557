use plexica_ident::MAX_IDENTIFIER_BYTES;

use crate::{
    ast::Expression,
    check::{attribute_list::Attributes, draft::DatabaseName, expect},
    diagnostics::{Diagnostic, Sink},
};

/// `@map("name")` or `@@map("name")`.
pub(super) fn take(attributes: &mut Attributes<'_>, sink: &mut Sink) -> Option<DatabaseName> {
    let mut taken = attributes.take("map", sink)?;
    let value = taken.arguments.take_first("name", sink);
    if value.is_none() {
        let owner = taken.arguments.owner();
        let example = owner.with_arguments("\"name_in_the_database\"");
        sink.push(expect::missing(owner, taken.ast.span, "name", &example));
    }
    taken.arguments.finish(sink);
    database_name(value?, sink)
}

/// A name that the database shall know, as given by hand.
pub(super) fn database_name(value: &Expression, sink: &mut Sink) -> Option<DatabaseName> {
    let text = expect::string(value, sink)?;
    let problem = if text.is_empty() {
        "a name in the database cannot be empty".to_owned()
    } else if text.len() > MAX_IDENTIFIER_BYTES {
        format!(
            "this name has {} bytes; PostgreSQL keeps {MAX_IDENTIFIER_BYTES}",
            text.len()
        )
    } else {
        return Some(DatabaseName {
            text: text.to_owned(),
            span: value.span,
        });
    };
    sink.push(
        Diagnostic::error("plx::name::database_name", problem)
            .at(value.span, "this name cannot be used")
            .help(format!("write a name of 1 to {MAX_IDENTIFIER_BYTES} bytes")),
    );
    None
}
