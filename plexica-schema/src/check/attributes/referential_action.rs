use crate::{Span, ast::Expression, check::expect, diagnostics::Sink, schema::ReferentialAction};

const NAMES: [&str; 5] = ["Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"];

/// The value of `onDelete` or `onUpdate`.
pub(super) fn check(
    argument: &str,
    value: &Expression,
    sink: &mut Sink,
) -> Option<(ReferentialAction, Span)> {
    let action = match expect::word(value, sink)? {
        "Cascade" => ReferentialAction::Cascade,
        "Restrict" => ReferentialAction::Restrict,
        "NoAction" => ReferentialAction::NoAction,
        "SetNull" => ReferentialAction::SetNull,
        "SetDefault" => ReferentialAction::SetDefault,
        other => return expect::unknown_value(argument, other, &NAMES, value.span, sink),
    };
    Some((action, value.span))
}
