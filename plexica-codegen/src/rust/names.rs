use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use plexica_schema::schema::{
    EnumId, EnumWalker, FieldWalker, IndexWalker, ModelId, ModelWalker, RelationFieldWalker,
    ScalarFieldWalker, Schema,
};
use proc_macro2::{Ident, Span};
use quote::format_ident;

/// What everything of a schema is called in Rust.
///
/// Decided in one place and in the order of the source, so that names are the same at every
/// build. Two names that Rust would write alike are told apart by a `_` at the end.
#[derive(Debug)]
pub(super) struct Names {
    models: Vec<ModelNames>,
    enums: Vec<EnumNames>,
}

#[derive(Debug)]
pub(super) struct ModelNames {
    /// `User`.
    pub(super) record: Ident,
    /// `user`: the module, and the accessor of a scope.
    pub(super) module: Ident,
    /// The accessor, where the module's name is a method of every handle.
    pub(super) accessor: Ident,
    /// The module's file, without its ending.
    pub(super) file: String,
    /// By scalar field's place in the model.
    scalars: Vec<FieldNames>,
    relations: Vec<RelationNames>,
    /// The constants of unique keys of several columns, by place among the model's keys.
    compound_keys: Vec<Option<Ident>>,
    /// `Create`, `Draft`, `Update`: apart from the record, whatever that is called.
    pub(super) create: Ident,
    pub(super) draft: Ident,
    pub(super) update: Ident,
    pub(super) locals: Locals,
}

/// What the functions in a model's file call their parameters and variables.
///
/// The file's constants are called as the model's fields are, and where Rust finds a constant of
/// a binding's name, it compares with the constant and binds nothing.
#[derive(Debug)]
pub(super) struct Locals {
    pub(super) create: Ident,
    pub(super) place: Ident,
    pub(super) query: Ident,
    /// A method beside the setters.
    pub(super) nested: Ident,
    /// Another.
    pub(super) returning: Ident,
    pub(super) row: Ident,
    pub(super) rows: Ident,
    pub(super) value: Ident,
    pub(super) values: Ident,
}

impl Locals {
    fn beside(mut constants: Taken) -> Self {
        let mut take = |name| constants.take(name, name);
        Self {
            create: take("create"),
            nested: take("nested"),
            place: take("place"),
            query: take("query"),
            returning: take("returning"),
            row: take("row"),
            rows: take("rows"),
            value: take("value"),
            values: take("values"),
        }
    }
}

#[derive(Debug)]
struct FieldNames {
    id: usize,
    name: Ident,
    /// The alias of its column's type, where that is one of the program's own.
    typed: Option<Ident>,
}

#[derive(Debug)]
struct RelationNames {
    id: usize,
    name: Ident,
    /// The relation's type, and the record's parameter for it.
    parameter: Ident,
}

#[derive(Debug)]
struct EnumNames {
    name: Ident,
    variants: Vec<Ident>,
}

/// Methods of the handles, which an accessor of the same name would hide behind.
const HANDLE_METHODS: [&str; 13] = [
    "key",
    "schema",
    "begin",
    "begin_with",
    "in_transaction",
    "in_transaction_with",
    "query_raw",
    "execute_raw",
    "commit",
    "rollback",
    "clone",
    "deref",
    "fmt",
];

/// What the types of `@rust` may name without a path. An alias of that name would hide it.
const LANGUAGE_TYPES: [&str; 3] = ["Vec", "Option", "String"];

/// Types that stand in a record beside its parameters, or in the impls for its relations.
const RECORD_TYPES: [&str; 13] = [
    "String",
    "Option",
    "Vec",
    "Unloaded",
    "Uuid",
    "IpInet",
    "Decimal",
    "Self",
    "With",
    "V",
    "Attach",
    "Relation",
    "RelationDef",
];

/// What the generated files call by its bare name: imports from the runtime, and Rust's own. A
/// model or an enum of that name would hide it, or not compile beside it.
const BARE_NAMES: [&str; 58] = [
    "Accessor",
    "Attach",
    "Bind",
    "Catalog",
    "Change",
    "Clone",
    "Column",
    "ColumnDef",
    "ColumnLists",
    "ColumnValue",
    "CompoundKey",
    "Copy",
    "Debug",
    "Detached",
    "EnumDef",
    "EnumScalar",
    "Err",
    "Error",
    "From",
    "GeneratedValue",
    "Include",
    "Into",
    "IntoBatchQuery",
    "IntoFuture",
    "IntoTree",
    "KeyDef",
    "MigrationDef",
    "Model",
    "ModelDef",
    "NewRecord",
    "None",
    "Ok",
    "Option",
    "PgType",
    "Result",
    "RelatedChanges",
    "RowChanges",
    "RowValues",
    "RunWrite",
    "Scope",
    "ScopeDef",
    "Self",
    "Some",
    "String",
    "Tree",
    "Unique",
    "Unloaded",
    "UpdatingMany",
    "UpdatingManyReturning",
    "Value",
    "Vec",
    "Write",
    // As modules.
    "generated",
    "queries",
    "records",
    "relation",
    "serde",
    "str",
];

impl Names {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut types = Taken::of(BARE_NAMES);
        let enums: Vec<EnumNames> = schema
            .enums()
            .map(|r#enum| {
                let mut variants = Taken::default();
                EnumNames {
                    name: types.take(&r#enum.name().to_upper_camel_case(), r#enum.name()),
                    variants: r#enum
                        .values()
                        .map(|value| variants.take(&value.name.to_upper_camel_case(), value.name))
                        .collect(),
                }
            })
            .collect();
        // Those that programs do not see too, so that a model's id is its place.
        let records: Vec<Ident> = schema
            .declared_models()
            .map(|model| types.take(&model.name().to_upper_camel_case(), model.name()))
            .collect();
        // Modules share a namespace with types.
        let mut modules = types;
        let models = schema
            .declared_models()
            .zip(records)
            .map(|(model, record)| ModelNames::new(model, record, &mut modules))
            .collect();
        Self { models, enums }
    }

    pub(super) fn model(&self, id: ModelId) -> &ModelNames {
        &self.models[id.index()]
    }

    pub(super) fn r#enum(&self, id: EnumId) -> &Ident {
        &self.enums[id.index()].name
    }

    pub(super) fn variants(&self, r#enum: EnumWalker<'_>) -> &[Ident] {
        &self.enums[r#enum.id().index()].variants
    }

    /// The constant of the column.
    pub(super) fn field(&self, field: ScalarFieldWalker<'_>) -> &Ident {
        &self.field_names(field).name
    }

    /// The alias of the column's type, where that is one of the program's own.
    pub(super) fn typed(&self, field: ScalarFieldWalker<'_>) -> Option<&Ident> {
        self.field_names(field).typed.as_ref()
    }

    fn field_names(&self, field: ScalarFieldWalker<'_>) -> &FieldNames {
        let scalars = &self.model(field.model().id()).scalars;
        // Fields of a model are in the order of their ids.
        let place = scalars.partition_point(|names| names.id < field.id().index());
        &scalars[place]
    }

    fn relation_names(&self, field: RelationFieldWalker<'_>) -> &RelationNames {
        let relations = &self.model(field.model().id()).relations;
        let place = relations.partition_point(|names| names.id < field.id().index());
        &relations[place]
    }

    pub(super) fn relation(&self, field: RelationFieldWalker<'_>) -> &Ident {
        &self.relation_names(field).name
    }

    /// The relation's type, and the record's parameter for it.
    pub(super) fn parameter(&self, field: RelationFieldWalker<'_>) -> &Ident {
        &self.relation_names(field).parameter
    }

    /// The constant of a unique key of several columns.
    pub(super) fn compound_key(&self, model: ModelWalker<'_>, place: usize) -> Option<&Ident> {
        self.model(model.id()).compound_keys.get(place)?.as_ref()
    }
}

impl ModelNames {
    fn new(model: ModelWalker<'_>, record: Ident, modules: &mut Taken) -> Self {
        let module = modules.take(&model.name().to_snake_case(), model.name());
        let file = module.to_string().trim_start_matches("r#").to_owned();
        let accessor = if HANDLE_METHODS.contains(&file.as_str()) {
            format_ident!("{file}_")
        } else {
            module.clone()
        };
        let mut constants = Taken::default();
        let mut parameters = Taken::of(RECORD_TYPES);
        parameters.names.insert(record.to_string());
        let mut typed = Taken::of(LANGUAGE_TYPES);
        let mut scalars = Vec::new();
        let mut relations = Vec::new();
        for field in model.fields() {
            match field {
                FieldWalker::Scalar(field) => {
                    // An enum's type stands in the record too.
                    if let plexica_schema::schema::FieldType::Enum(id) = field.r#type() {
                        let name = model.schema().walk(*id).name().to_upper_camel_case();
                        parameters.names.insert(name);
                    }
                    let name = constants.take(&field.name().to_snake_case(), field.name());
                    scalars.push(FieldNames {
                        id: field.id().index(),
                        name,
                        typed: field
                            .rust_type()
                            .map(|_| typed.take(&field.name().to_upper_camel_case(), field.name())),
                    });
                }
                FieldWalker::Relation(field) => {
                    let name = constants.take(&field.name().to_snake_case(), field.name());
                    relations.push((field, name));
                }
            }
        }
        let relations = relations
            .into_iter()
            .map(|(field, name)| RelationNames {
                id: field.id().index(),
                name,
                parameter: parameters.take(&field.name().to_upper_camel_case(), field.name()),
            })
            .collect();
        let compound_keys = model
            .unique_keys()
            .map(|key| compound_key(key, &mut constants))
            .collect();
        let mut own_types = Taken::of([record.to_string()]);
        Self {
            create: own_types.take("Create", "Create"),
            draft: own_types.take("Draft", "Draft"),
            update: own_types.take("Update", "Update"),
            record,
            module,
            accessor,
            file,
            scalars,
            relations,
            compound_keys,
            locals: Locals::beside(constants),
        }
    }
}

fn compound_key(key: IndexWalker<'_>, constants: &mut Taken) -> Option<Ident> {
    if key.columns().len() < 2 {
        return None;
    }
    let name = key.name().map_or_else(
        || {
            key.fields()
                .map(|field| field.name().to_snake_case())
                .collect::<Vec<_>>()
                .join("_")
        },
        ToSnakeCase::to_snake_case,
    );
    Some(constants.take(&name, &name))
}

/// The names of one namespace that are in use.
#[derive(Debug, Default)]
struct Taken {
    names: HashSet<String>,
}

impl Taken {
    fn of<I: IntoIterator>(names: I) -> Self
    where
        I::Item: Into<String>,
    {
        Self {
            names: names.into_iter().map(Into::into).collect(),
        }
    }

    /// Takes `wanted`; `raw` where nothing is left of `wanted` (a name of underscores).
    fn take(&mut self, wanted: &str, raw: &str) -> Ident {
        let mut name = if wanted.is_empty() {
            raw.to_owned()
        } else {
            wanted.to_owned()
        };
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            name.insert(0, '_');
        }
        while !self.names.insert(name.clone()) {
            name.push('_');
        }
        identifier(&name)
    }
}

/// Rust's keywords, strict and reserved, of the editions up to 2024 (The Rust Reference).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// A name as an identifier, raw where it is a keyword.
pub(super) fn identifier(name: &str) -> Ident {
    match name {
        // These cannot be raw.
        "self" | "Self" | "super" | "crate" | "_" => format_ident!("{name}_"),
        _ if KEYWORDS.contains(&name) => Ident::new_raw(name, Span::call_site()),
        _ => Ident::new(name, Span::call_site()),
    }
}
