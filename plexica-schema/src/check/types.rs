use super::{
    draft::{
        DatabaseName, Draft, EnumValueDraft, ModelField, RelationAttribute, RelationFieldDraft,
        ScalarFieldDraft,
    },
    names::{Declarations, Declared, distinct_fields},
    unsupported,
};
use crate::{
    ast::{Field, Line, TypeReference},
    diagnostics::{Diagnostic, Sink},
    schema::{
        Arity, EnumId, FieldId, FieldType, ModelId, NativeType, RelationFieldId, ScalarFieldId,
        ScalarType, to_u32,
    },
};

/// The second pass: what every field is.
pub(super) fn resolve_types<'a>(
    draft: &mut Draft<'a>,
    declarations: &Declarations<'a>,
    sink: &mut Sink,
) {
    for index in 0..draft.enums.len() {
        resolve_enum(draft, EnumId(to_u32(index)), sink);
    }
    for model in draft.model_ids() {
        let block = draft.model(model).ast;
        for field in distinct_fields(block, "field", "plx::name::duplicate_field", sink) {
            let resolved = resolve_field(draft, declarations, model, field, sink);
            let model = draft.model_mut(model);
            match resolved {
                ModelField::Scalar(id) => model.fields.push(FieldId::Scalar(id)),
                ModelField::Relation(id) => model.fields.push(FieldId::Relation(id)),
                ModelField::Refused => model.is_partial = true,
            }
            model.fields_by_name.insert(&field.name.text, resolved);
        }
        // What a line that was not understood meant to declare is not unknown.
        let unknown = block.lines.iter().filter_map(unknown_word);
        let by_name = &mut draft.model_mut(model).fields_by_name;
        unknown.for_each(|name| {
            by_name.entry(name).or_insert(ModelField::Refused);
        });
        draft.model_mut(model).collect_refused();
        let model = draft.model(model);
        let has_columns = model
            .fields
            .iter()
            .any(|field| matches!(field, FieldId::Scalar(_)));
        if !has_columns && !model.is_partial {
            let (what, label, help) = match model.view {
                None => (
                    "model",
                    "a table needs a column",
                    "write a key, such as `id Int @id @default(autoincrement())`",
                ),
                Some(_) => (
                    "view",
                    "nothing could be read from it",
                    "write the columns that it selects, such as `id Int @unique`",
                ),
            };
            sink.push(
                Diagnostic::error(
                    "plx::model::empty",
                    format!("the {what} `{}` has no column", model.name),
                )
                .at(model.span(), label)
                .help(help),
            );
        }
    }
}

fn resolve_enum(draft: &mut Draft<'_>, id: EnumId, sink: &mut Sink) {
    let r#enum = &mut draft.enums[id.index()];
    let values = distinct_fields(r#enum.ast, "value", "plx::name::duplicate_value", sink);
    for value in &values {
        if let Some(reference) = &value.r#type {
            sink.push(
                Diagnostic::error("plx::enum::value_type", "a value of an enum has no type")
                    .at(reference.span, "take this away")
                    .help(format!("write `{}` alone on its line", value.name.text)),
            );
        }
    }
    if values.is_empty() && !r#enum.ast.lines.iter().any(is_unknown) {
        sink.push(
            Diagnostic::error(
                "plx::enum::empty",
                format!("the enum `{}` has no value", r#enum.name),
            )
            .at(r#enum.ast.header(), "nothing could be stored")
            .help("write a value on a line of its own, such as `ACTIVE`"),
        );
    }
    let unknown = r#enum.ast.lines.iter().filter_map(unknown_word);
    r#enum.values_by_name = unknown.map(|name| (name, false)).collect();
    let names = values.iter().map(|value| (value.name.text.as_str(), true));
    r#enum.values_by_name.extend(names);
    r#enum.values = values
        .into_iter()
        .map(|ast| EnumValueDraft {
            ast,
            database_name: ast.name.text.clone(),
        })
        .collect();
}

fn is_unknown(line: &Line) -> bool {
    matches!(line, Line::Unknown(_))
}

/// The word that a line starts with that was not understood.
pub(super) fn unknown_word(line: &Line) -> Option<&str> {
    match line {
        Line::Unknown(line) => line.first_word.as_deref(),
        _ => None,
    }
}

fn resolve_field<'a>(
    draft: &mut Draft<'a>,
    declarations: &Declarations<'a>,
    model: ModelId,
    field: &'a Field,
    sink: &mut Sink,
) -> ModelField {
    let Some(reference) = &field.r#type else {
        sink.push(
            Diagnostic::error(
                "plx::type::missing",
                format!("the field `{}` has no type", field.name.text),
            )
            .at(field.name.span, "a type is missing behind it")
            .help(format!(
                "write `{} String`, or another type",
                field.name.text
            )),
        );
        return ModelField::Refused;
    };
    let Some(arity) = arity(reference, sink) else {
        return ModelField::Refused;
    };
    let name = reference.name.text.as_str();
    if name == "Unsupported" && !declarations.declares(name) {
        return match unsupported::read(reference, sink) {
            Some(sql) => {
                let r#type = FieldType::Unsupported(sql);
                add_scalar(draft, model, field, arity, r#type, None)
            }
            None => ModelField::Refused,
        };
    }
    if let Some(arguments) = &reference.arguments {
        sink.push(
            Diagnostic::error(
                "plx::type::arguments",
                format!("the type `{name}` takes no arguments"),
            )
            .at(arguments.span, "take these away")
            .help("the length or precision of a column is written as `@db.VarChar(63)`"),
        );
    }
    if let Some(scalar) = scalar_type(name) {
        return add_scalar(draft, model, field, arity, FieldType::Scalar(scalar), None);
    }
    match declarations.find(name) {
        Some(Declared::Enum(id)) => {
            add_scalar(draft, model, field, arity, FieldType::Enum(id), None)
        }
        Some(Declared::Model(target)) => {
            let id = RelationFieldId(to_u32(draft.relation_fields.len()));
            draft.relation_fields.push(RelationFieldDraft {
                ast: field,
                model,
                target,
                arity,
                attribute: RelationAttribute::default(),
                holder: None,
                is_ignored: false,
            });
            ModelField::Relation(id)
        }
        Some(Declared::Refused) => ModelField::Refused,
        None => match native_scalar(name) {
            Some((scalar, native)) => {
                let r#type = FieldType::Scalar(scalar);
                add_scalar(draft, model, field, arity, r#type, Some(native))
            }
            None => {
                let help = sink.did_you_mean(name, declarations.type_names(), || {
                    format!(
                        "declare `model {name} {{ … }}` or `enum {name} {{ … }}`, or use a built-in \
                         type such as `String`"
                    )
                });
                sink.push(
                    Diagnostic::error("plx::type::unknown", format!("unknown type `{name}`"))
                        .at(
                            reference.name.span,
                            "neither a built-in type, nor a model, nor an enum",
                        )
                        .help(help),
                );
                ModelField::Refused
            }
        },
    }
}

/// Plexica's own scalar types: each is another with a native type. Prisma has none of them, so a
/// model of such a name comes first.
fn native_scalar(name: &str) -> Option<(ScalarType, NativeType)> {
    Some(match name {
        "Uuid" => (ScalarType::String, NativeType::Uuid),
        "Inet" => (ScalarType::String, NativeType::Inet),
        "Date" => (ScalarType::DateTime, NativeType::Date),
        "Time" => (ScalarType::DateTime, NativeType::Time(None)),
        _ => return None,
    })
}

fn add_scalar<'a>(
    draft: &mut Draft<'a>,
    model: ModelId,
    ast: &'a Field,
    arity: Arity,
    r#type: FieldType,
    native_type: Option<NativeType>,
) -> ModelField {
    let id = ScalarFieldId(to_u32(draft.scalar_fields.len()));
    draft.scalar_fields.push(ScalarFieldDraft {
        ast,
        model,
        arity,
        r#type,
        database_name: DatabaseName {
            text: ast.name.text.clone(),
            span: ast.name.span,
        },
        native_type,
        default: None,
        is_updated_at: false,
        is_ignored: false,
        generated: None,
        rust_type: None,
    });
    ModelField::Scalar(id)
}

fn arity(reference: &TypeReference, sink: &mut Sink) -> Option<Arity> {
    match (reference.is_list, reference.is_optional) {
        (false, false) => Some(Arity::Required),
        (false, true) => Some(Arity::Optional),
        (true, false) => Some(Arity::List),
        (true, true) => {
            let name = &reference.name.text;
            sink.push(
                Diagnostic::error("plx::type::optional_list", "a list cannot be optional")
                    .at(reference.span, "both `[]` and `?`")
                    .help(format!(
                        "write `{name}[]`: a list that holds nothing is empty"
                    )),
            );
            None
        }
    }
}

fn scalar_type(name: &str) -> Option<ScalarType> {
    Some(match name {
        "String" => ScalarType::String,
        "Boolean" => ScalarType::Boolean,
        "Int" => ScalarType::Int,
        "BigInt" => ScalarType::BigInt,
        "Float" => ScalarType::Float,
        "Decimal" => ScalarType::Decimal,
        "DateTime" => ScalarType::DateTime,
        "Json" => ScalarType::Json,
        "Bytes" => ScalarType::Bytes,
        _ => return None,
    })
}
