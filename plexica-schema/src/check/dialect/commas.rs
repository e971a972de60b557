use super::values::{Holder, visit};
use crate::{
    Span,
    ast::{File, Value},
    diagnostics::{Diagnostic, Sink},
};

/// Reports commas behind the last argument and behind the last item of a list.
pub(super) fn check(file: &File, text: &str, sink: &mut Sink) {
    visit(file, &mut |holder| {
        let (last, end) = match holder {
            Holder::Arguments(list) => (list.list.last().map(|last| last.span), list.span.end),
            Holder::Value(value) => match &value.value {
                Value::Array(items) => (items.last().map(|last| last.span), value.span.end),
                _ => return,
            },
        };
        if let Some(span) = last.and_then(|last| comma_behind(last, end, text)) {
            sink.push(
                Diagnostic::error(
                    "plx::dialect::trailing_comma",
                    "Prisma takes no comma behind the last argument or item",
                )
                .at(span, "nothing comes after it")
                .help("take the comma away, or let the file's name end in `.plx`"),
            );
        }
    });
}

fn comma_behind(last: Span, end: u32, text: &str) -> Option<Span> {
    let behind = text.get(last.end as usize..end as usize)?;
    let blanks = behind.find(|c: char| !c.is_whitespace())?;
    let at = last.end + crate::schema::to_u32(blanks);
    behind[blanks..].starts_with(',').then_some(Span {
        start: at,
        end: at + 1,
        ..last
    })
}
