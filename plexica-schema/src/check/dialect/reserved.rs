use crate::{
    ast::File,
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
