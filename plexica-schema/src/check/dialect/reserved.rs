use crate::{
    ast::File,
    check::names::BUILT_IN,
    diagnostics::{Diagnostic, Sink},
};

/// What Prisma's TypeScript client cannot name a class (`reserved_model_names` in its `psl`).
const NAMES: [&str; 48] = [
    "PrismaClient",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "using",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Reports blocks that Prisma's client could not name.
pub(super) fn check(file: &File, sink: &mut Sink) {
    for block in &file.blocks {
        let keyword = block.keyword.text.as_str();
        let Some(name) = &block.name else { continue };
        // Models and enums cannot have such a name in Plexica either.
        if matches!(keyword, "datasource" | "generator") && BUILT_IN.contains(&name.text.as_str()) {
            sink.push(
                Diagnostic::error(
                    "plx::dialect::reserved_name",
                    format!("`{}` is the name of a type", name.text),
                )
                .at(block.header(), "a block has another name in Prisma")
                .help("choose another name, such as `db` or `client`"),
            );
        }
        if matches!(keyword, "model" | "enum" | "view") && NAMES.contains(&name.text.as_str()) {
            sink.push(
                Diagnostic::error(
                    "plx::dialect::reserved_name",
                    format!("Prisma's client cannot have a {keyword} `{}`", name.text),
                )
                .at(block.header(), "a word of TypeScript's, or of the client's")
                .help(format!(
                    "choose another name, and keep this one in the database with `@@map(\"{}\")`",
                    name.text
                )),
            );
        }
    }
}
