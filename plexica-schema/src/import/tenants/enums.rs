use std::collections::HashMap;

use super::{mark::mark_block, selection::Tenants};
use crate::import::{
    changes::Changes,
    declarations::Declarations,
    note::Note,
    parts::Parts,
    tree::{fields, name, type_name},
};

/// The models that have a column of an enum.
#[derive(Default)]
struct Users<'a> {
    of_tenants: Option<&'a str>,
    of_core: Option<&'a str>,
}

/// Marks the enums that only tenants' models use. One that core models use as well stays there:
/// tenants' tables can use it.
pub(super) fn mark(
    changes: &mut Changes<'_>,
    declarations: &Declarations<'_>,
    parts: &Parts<'_>,
    tenants: &Tenants<'_>,
) {
    let mut users: HashMap<&str, Users<'_>> = HashMap::new();
    for model in &declarations.models {
        for field in fields(model) {
            let Some(r#type) = type_name(field) else {
                continue;
            };
            let users = users.entry(r#type).or_default();
            if tenants.has_model(model) {
                users.of_tenants = users.of_tenants.or(name(model));
            } else {
                users.of_core = users.of_core.or(name(model));
            }
        }
    }
    for block in &declarations.enums {
        let Some(r#enum) = name(block) else { continue };
        let found = users.get(r#enum);
        let of_tenants = found.and_then(|users| users.of_tenants);
        let is_of_part = parts.is_tenant(block.span.file);
        match (of_tenants, found.and_then(|users| users.of_core)) {
            (Some(tenant), Some(core)) => {
                let message = format!(
                    "the enum `{}` stays where it is: `{core}` uses it as well as the tenants' \
                     `{tenant}`",
                    r#enum
                );
                changes.note(Note::changed(block.header(), message));
            }
            (Some(tenant), None) => {
                mark_block(changes, block);
                if !is_of_part {
                    let message = format!(
                        "the enum `{}` is `@@tenant` too: only tenants' models such as `{tenant}` \
                         use it",
                        r#enum
                    );
                    changes.note(Note::changed(block.header(), message));
                }
            }
            (None, None) if is_of_part => mark_block(changes, block),
            (None, _) => {}
        }
    }
}
