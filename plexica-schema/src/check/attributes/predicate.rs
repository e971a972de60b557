use crate::{
    ast::{Expression, Function, ObjectEntry, Value},
    check::{
        arguments::Arguments,
        draft::{Draft, ScalarFieldDraft},
        expect, sql_text,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{
        Arity, Condition, ConditionValue, FieldType, IndexKind, ModelId, Predicate, ScalarType,
    },
};

use super::column_list;

const EXAMPLE: &str = "write `where: raw(\"deleted_at IS NULL\")` or `where: { deletedAt: null }`";

/// The predicate of an index, and the kind of index that it makes.
pub(super) fn of(
    draft: &Draft<'_>,
    model: ModelId,
    kind: IndexKind,
    value: Option<&Expression>,
    sink: &mut Sink,
) -> (IndexKind, Option<Predicate>) {
    let Some(value) = value else {
        return (kind, None);
    };
    let kind = match kind {
        IndexKind::Unique => IndexKind::UniqueIndex,
        other => other,
    };
    (kind, read(draft, model, value, sink))
}

/// What `where` says.
pub(super) fn read(
    draft: &Draft<'_>,
    model: ModelId,
    value: &Expression,
    sink: &mut Sink,
) -> Option<Predicate> {
    match &value.value {
        Value::Function(function) if function.name.text == "raw" => raw(function, sink),
        Value::Object(entries) if entries.is_empty() => {
            sink.push(
                Diagnostic::error(
                    "plx::index::empty_predicate",
                    "the predicate of an index says nothing",
                )
                .at(value.span, "no condition in it")
                .help(EXAMPLE),
            );
            None
        }
        Value::Object(entries) => {
            let conditions: Vec<_> = entries
                .iter()
                .filter_map(|entry| condition(draft, model, entry, sink))
                .collect();
            (conditions.len() == entries.len()).then_some(Predicate::All(conditions))
        }
        _ => expect::wrong(value, "`raw(…)` or an object", EXAMPLE, sink),
    }
}

fn raw(function: &Function, sink: &mut Sink) -> Option<Predicate> {
    let mut arguments = Arguments::of_function(function);
    let sql = arguments.take_unnamed();
    arguments.finish(sink);
    let Some(value) = sql else {
        let span = function.arguments.span;
        let example = "raw(\"deleted_at IS NULL\")";
        sink.push(expect::missing("`raw()`", span, "sql", example));
        return None;
    };
    let sql = expect::string(value, sink)?;
    if sql.trim().is_empty() {
        sink.push(
            Diagnostic::error(
                "plx::index::empty_predicate",
                "the predicate of an index says nothing",
            )
            .at(value.span, "nothing between the quotes")
            .help(EXAMPLE),
        );
        return None;
    }
    sql_text::check(sql, value.span, sink).then(|| Predicate::Raw(sql.to_owned()))
}

fn condition(
    draft: &Draft<'_>,
    model: ModelId,
    entry: &ObjectEntry,
    sink: &mut Sink,
) -> Option<Condition> {
    let id = column_list::column(draft, model, &entry.key.text, entry.key.span, sink)?;
    let field = draft.scalar(id);
    let (is_negated, value) = match &entry.value.value {
        Value::Object(entries) => match entries.as_slice() {
            [not] if not.key.text == "not" => (true, &not.value),
            _ => {
                return expect::wrong(
                    &entry.value,
                    "a value or `{ not: value }`",
                    "write a condition of another form as `raw(\"…\")`",
                    sink,
                );
            }
        },
        _ => (false, &entry.value),
    };
    Some(Condition {
        column: field.database_name.text.clone(),
        is_negated,
        value: condition_value(field, value, sink)?,
    })
}

fn condition_value(
    field: &ScalarFieldDraft<'_>,
    value: &Expression,
    sink: &mut Sink,
) -> Option<ConditionValue> {
    use ScalarType::{BigInt, Boolean, DateTime, Decimal, Float, Int, String};
    let scalar = match field.r#type {
        FieldType::Scalar(scalar) if field.arity != Arity::List => Some(scalar),
        _ => None,
    };
    let found = match (&value.value, scalar) {
        (Value::Constant(word), _) if word == "null" => Some(ConditionValue::Null),
        (Value::Constant(word), Some(Boolean)) if word == "true" || word == "false" => {
            Some(ConditionValue::Boolean(word == "true"))
        }
        (Value::Number(number), Some(Float | Decimal)) => {
            Some(ConditionValue::Number(number.clone()))
        }
        (Value::Number(number), Some(Int | BigInt)) if !number.contains('.') => {
            Some(ConditionValue::Number(number.clone()))
        }
        (Value::String(text), Some(String | DateTime)) => {
            Some(ConditionValue::String(text.clone()))
        }
        _ => None,
    };
    if found.is_none() {
        sink.push(
            Diagnostic::error(
                "plx::index::predicate_value",
                format!(
                    "{} cannot be compared with `{}`",
                    value.describe(),
                    field.name()
                ),
            )
            .at(value.span, "not a value of the column's type")
            .at(field.ast.span, "the column")
            .help("write a value of the column's type, or the condition as `raw(\"…\")`"),
        );
    }
    found
}
