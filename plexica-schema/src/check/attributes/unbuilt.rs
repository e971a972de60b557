//! Attributes that belong to the language but are not built yet. They are refused by name, so
//! that nobody believes they have an effect.

use crate::{
    check::attribute_list::Attributes,
    diagnostics::{Diagnostic, Sink},
};

struct Unbuilt {
    name: &'static str,
    code: &'static str,
    what: &'static str,
}

const ON_MODELS: [Unbuilt; 1] = [Unbuilt {
    name: "fulltext",
    code: "plx::unsupported::fulltext",
    what: "full-text indexes are",
}];

/// Whether one of them was there.
pub(super) fn refuse_on_model(attributes: &mut Attributes<'_>, sink: &mut Sink) -> bool {
    let mut is_refused = false;
    for Unbuilt { name, code, what } in ON_MODELS {
        for taken in attributes.take_unbuilt(name) {
            taken.arguments.discard();
            is_refused = true;
            sink.push(
                Diagnostic::error(code, format!("{what} not supported yet"))
                    .at(taken.ast.span, "asked for here")
                    .help("take the attribute away"),
            );
        }
    }
    is_refused
}
