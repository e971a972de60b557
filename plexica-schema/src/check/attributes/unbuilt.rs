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

const ON_FIELDS: [Unbuilt; 1] = [Unbuilt {
    name: "ignore",
    code: "plx::unsupported::ignore",
    what: "ignoring a part of the schema is",
}];

const ON_MODELS: [Unbuilt; 2] = [
    Unbuilt {
        name: "ignore",
        code: "plx::unsupported::ignore",
        what: "ignoring a part of the schema is",
    },
    Unbuilt {
        name: "fulltext",
        code: "plx::unsupported::fulltext",
        what: "full-text indexes are",
    },
];

pub(super) fn refuse_on_field(attributes: &mut Attributes<'_>, sink: &mut Sink) -> bool {
    refuse(attributes, &ON_FIELDS, sink)
}

pub(super) fn refuse_on_model(attributes: &mut Attributes<'_>, sink: &mut Sink) -> bool {
    refuse(attributes, &ON_MODELS, sink)
}

/// Whether one of them was there.
fn refuse(attributes: &mut Attributes<'_>, list: &[Unbuilt], sink: &mut Sink) -> bool {
    let mut is_refused = false;
    for Unbuilt { name, code, what } in list {
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
