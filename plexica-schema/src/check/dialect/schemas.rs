use crate::{
    ast::{Block, File, Line, Property},
    check::expect,
    diagnostics::{Diagnostic, Sink},
};

/// Reports models and enums that do not say which schema they are in, where one is declared: in
/// Plexica they are in that one. Where several are, it is an error in Plexica as well.
pub(super) fn check(file: &File, files: &[File], sink: &mut Sink) {
    let settings = files.iter().flat_map(|file| &file.blocks);
    let declared = settings.filter(|block| block.keyword.text == "datasource");
    let Some(schemas) = declared.filter_map(schemas).next() else {
        return;
    };
    let [only] = expect::list(&schemas.value) else {
        return;
    };
    for block in &file.blocks {
        let keyword = block.keyword.text.as_str();
        if !matches!(keyword, "model" | "enum" | "view") || has_schema(block) {
            continue;
        }
        sink.push(
            Diagnostic::error(
                "plx::dialect::schema",
                format!("Prisma wants each {keyword} to say which schema it is in"),
            )
            .at(block.header(), "does not say it")
            .at(only.span, "the declared schema")
            .help("write `@@schema(\"…\")` with its name, or take `schemas` away"),
        );
    }
}

fn schemas(block: &Block) -> Option<&Property> {
    block.lines.iter().find_map(|line| match line {
        Line::Property(property) if property.name.text == "schemas" => Some(property),
        _ => None,
    })
}

fn has_schema(block: &Block) -> bool {
    block.lines.iter().any(|line| match line {
        Line::Attribute(attribute) => attribute.name.text == "schema",
        Line::Unknown(_) => true,
        Line::Field(_) | Line::Property(_) => false,
    })
}
