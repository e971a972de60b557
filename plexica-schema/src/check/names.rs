use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::{
    ast::{Block, Field, File, Line, Name},
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{EnumId, ModelId, to_u32},
};

/// The first pass: which blocks there are, and what their names stand for.
pub(super) struct Declarations<'a> {
    pub(super) datasources: Vec<&'a Block>,
    pub(super) generators: Vec<&'a Block>,
    pub(super) tenancies: Vec<&'a Block>,
    /// Models and views.
    pub(super) models: Vec<&'a Block>,
    pub(super) enums: Vec<&'a Block>,
    /// What can be the type of a field.
    pub(super) types: FxHashMap<&'a str, (Declared, &'a Name)>,
    /// Their names, in the order of the source.
    names: Vec<&'a str>,
}

/// What a type's name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Model(ModelId),
    Enum(EnumId),
    /// A block that is refused where it is declared: a composite type, an unknown one.
    Refused,
}

const KEYWORDS: [&str; 7] = [
    "datasource",
    "generator",
    "tenancy",
    "model",
    "enum",
    "view",
    "type",
];

/// Names that a type of the schema may not have.
pub(super) const BUILT_IN: [&str; 9] = [
    "String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes",
];

/// Plexica's own scalar types. A schema of Prisma's may have a model of such a name, so they are
/// not reserved.
const NATIVE_SCALARS: [&str; 4] = ["Uuid", "Date", "Time", "Inet"];

pub(super) fn declare<'a>(files: &'a [File], sink: &mut Sink) -> Declarations<'a> {
    let mut declarations = Declarations {
        datasources: Vec::new(),
        generators: Vec::new(),
        tenancies: Vec::new(),
        models: Vec::new(),
        enums: Vec::new(),
        types: FxHashMap::default(),
        names: Vec::new(),
    };
    for block in files.iter().flat_map(|file| &file.blocks) {
        declarations.block(block, sink);
    }
    declarations
}

impl<'a> Declarations<'a> {
    fn block(&mut self, block: &'a Block, sink: &mut Sink) {
        match block.keyword.text.as_str() {
            "datasource" => {
                refuse_lines(block, sink);
                has_name(block, sink);
                self.datasources.push(block);
            }
            "generator" => {
                refuse_lines(block, sink);
                has_name(block, sink);
                self.generators.push(block);
            }
            "tenancy" => {
                refuse_lines(block, sink);
                self.tenancies.push(block);
            }
            "model" | "view" => {
                refuse_lines(block, sink);
                let id = ModelId(to_u32(self.models.len()));
                if self.r#type(block, Declared::Model(id), sink) {
                    self.models.push(block);
                }
            }
            "enum" => {
                refuse_lines(block, sink);
                let id = EnumId(to_u32(self.enums.len()));
                if self.r#type(block, Declared::Enum(id), sink) {
                    self.enums.push(block);
                }
            }
            "type" => {
                self.r#type(block, Declared::Refused, sink);
                sink.push(
                    Diagnostic::error(
                        "plx::unsupported::composite_type",
                        "composite types are not supported yet",
                    )
                    .at(block.header(), "declared here")
                    .help("take the block away, and the fields that use it"),
                );
            }
            unknown => {
                // What it declares is not unknown where it is used.
                if let Some(name) = &block.name {
                    let refused = (Declared::Refused, name);
                    self.types.entry(&name.text).or_insert_with(|| {
                        self.names.push(&name.text);
                        refused
                    });
                }
                let help = did_you_mean(unknown, KEYWORDS, || {
                    format!(
                        "the blocks are {}",
                        KEYWORDS.map(|k| format!("`{k}`")).join(", ")
                    )
                });
                sink.push(
                    Diagnostic::error(
                        "plx::syntax::unknown_block",
                        format!("`{unknown}` is not a kind of block"),
                    )
                    .at(block.keyword.span, "unknown keyword")
                    .help(help),
                );
            }
        }
    }

    /// Gives a type's name its meaning. Whether it could: a block without a name, or with one that
    /// is taken, is not looked at further, as nothing could refer to it.
    fn r#type(&mut self, block: &'a Block, declared: Declared, sink: &mut Sink) -> bool {
        let keyword = &block.keyword.text;
        let Some(name) = has_name(block, sink) else {
            return false;
        };
        check_identifier(name, keyword, sink);
        if BUILT_IN.contains(&name.text.as_str()) {
            sink.push(
                Diagnostic::error(
                    "plx::name::reserved",
                    format!("`{}` is a type of the language", name.text),
                )
                .at(name.span, "this name is taken")
                .help(format!("choose another name for the {keyword}, and keep its name in the database with `@@map(\"{}\")`", name.text)),
            );
            return false;
        }
        if let Some((_, first)) = self.types.get(name.text.as_str()) {
            let message = format!("`{}` is declared twice", name.text);
            sink.push(duplicate("plx::name::duplicate_type", message, name, first));
            return false;
        }
        self.types.insert(&name.text, (declared, name));
        self.names.push(&name.text);
        true
    }

    /// The model, enum or other type with this name.
    pub(super) fn find(&self, name: &str) -> Option<Declared> {
        self.types.get(name).map(|(declared, _)| *declared)
    }

    /// Whether the schema has a type of this name.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// The names that can be the type of a field.
    pub(super) fn type_names(&self) -> impl Iterator<Item = &'a str> {
        BUILT_IN
            .into_iter()
            .chain(NATIVE_SCALARS)
            .chain(self.names.iter().copied())
    }

    /// The names of the models, in the order of the source.
    pub(super) fn model_names(&self) -> impl Iterator<Item = &'a str> {
        let name = |block: &&'a Block| block.name.as_ref().map(|name| name.text.as_str());
        self.models.iter().filter_map(name)
    }
}

/// The name of a block that needs one.
fn has_name<'a>(block: &'a Block, sink: &mut Sink) -> Option<&'a Name> {
    if block.name.is_none() {
        let keyword = block.keyword.text.as_str();
        let example = match keyword {
            "datasource" => "db",
            "generator" => "client",
            _ => "Name",
        };
        sink.push(
            Diagnostic::error(
                "plx::name::missing",
                format!("this `{keyword}` has no name"),
            )
            .at(block.keyword.span, "a name is missing behind it")
            .help(format!("write `{keyword} {example} {{`")),
        );
    }
    block.name.as_ref()
}

/// The fields of a model or the values of an enum, each name once.
pub(super) fn distinct_fields<'a>(
    block: &'a Block,
    what: &'static str,
    code: &'static str,
    sink: &mut Sink,
) -> Vec<&'a Field> {
    let most = block.lines.len();
    let mut seen: FxHashMap<&str, &Name> = FxHashMap::with_capacity_and_hasher(most, FxBuildHasher);
    let mut fields = Vec::with_capacity(most);
    for line in &block.lines {
        let Line::Field(field) = line else { continue };
        check_identifier(&field.name, what, sink);
        match seen.get(field.name.text.as_str()) {
            Some(first) => sink.push(duplicate(
                code,
                format!("the {what} `{}` is declared twice", field.name.text),
                &field.name,
                first,
            )),
            None => {
                seen.insert(&field.name.text, &field.name);
                fields.push(field);
            }
        }
    }
    fields
}

fn duplicate(code: &'static str, message: String, again: &Name, first: &Name) -> Diagnostic {
    Diagnostic::error(code, message)
        .at(again.span, "again here")
        .at(first.span, "first here")
        .help("rename or remove one of them")
}

/// Refuses lines that a block of this kind does not have.
fn refuse_lines(block: &Block, sink: &mut Sink) {
    let keyword = block.keyword.text.as_str();
    let has_fields = matches!(keyword, "model" | "enum" | "view");
    for line in &block.lines {
        let (span, found, help) = match line {
            Line::Property(property) if has_fields => (
                property.span,
                "a setting",
                "write a field as `name Type`; settings stand in `datasource`, `generator` and \
                 `tenancy` blocks",
            ),
            Line::Field(field) if !has_fields => {
                (field.span, "a field", "write a setting as `name = value`")
            }
            Line::Attribute(attribute) if !has_fields => (
                attribute.span,
                "an attribute",
                "take it away; block attributes stand in models, views and enums",
            ),
            _ => continue,
        };
        sink.push(
            Diagnostic::error(
                "plx::syntax::misplaced",
                format!("{found} cannot stand in `{keyword}` blocks"),
            )
            .at(span, format!("this is {found}"))
            .help(help),
        );
    }
}

/// Prisma's rule: an ASCII letter, then ASCII letters, digits and `_`.
pub(super) fn check_identifier(name: &Name, what: &str, sink: &mut Sink) {
    let text = &name.text;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if starts_well && text.bytes().all(|byte| fits(byte.into())) {
        return;
    }
    let mut suggestion: String = text
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    if !suggestion.starts_with(|c: char| c.is_ascii_alphabetic()) {
        suggestion.insert(0, 'x');
    }
    let keep = match what {
        "model" | "enum" | "view" => {
            format!(", and keep the one in the database with `@@map(\"{text}\")`")
        }
        "field" | "value" => format!(", and keep the one in the database with `@map(\"{text}\")`"),
        _ => String::new(),
    };
    sink.push(
        Diagnostic::error(
            "plx::name::identifier",
            format!("`{text}` cannot be the name of a {what}"),
        )
        .at(
            name.span,
            "a name is a letter, then letters, digits and `_`",
        )
        .help(format!("choose a name such as `{suggestion}`{keep}")),
    );
}
