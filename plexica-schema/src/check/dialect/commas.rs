use crate::{
    Span,
    ast::{Arguments, Attribute, File, Line},
    diagnostics::{Diagnostic, Sink},
};

/// Reports commas behind an attribute's last argument.
pub(super) fn check(file: &File, text: &str, sink: &mut Sink) {
    for line in file.blocks.iter().flat_map(|block| &block.lines) {
        match line {
            Line::Field(field) => {
                for attribute in &field.attributes {
                    check_attribute(attribute, text, sink);
                }
            }
            Line::Attribute(attribute) => check_attribute(attribute, text, sink),
            Line::Property(_) | Line::Unknown(_) => {}
        }
    }
}

fn check_attribute(attribute: &Attribute, text: &str, sink: &mut Sink) {
    let comma = attribute
        .arguments
        .as_ref()
        .and_then(|arguments| trailing_comma(arguments, text));
    if let Some(span) = comma {
        sink.push(
            Diagnostic::error(
                "plx::dialect::trailing_comma",
                "Prisma takes no comma behind the last argument",
            )
            .at(span, "nothing comes after it")
            .help("take the comma away, or let the file's name end in `.plx`"),
        );
    }
}

fn trailing_comma(arguments: &Arguments, text: &str) -> Option<Span> {
    let last = arguments.list.last()?;
    let behind = text.get(last.span.end as usize..arguments.span.end as usize)?;
    let blanks = behind.find(|c: char| !c.is_whitespace())?;
    let at = last.span.end + crate::schema::to_u32(blanks);
    behind[blanks..].starts_with(',').then_some(Span {
        start: at,
        end: at + 1,
        ..last.span
    })
}
