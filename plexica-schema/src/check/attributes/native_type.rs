use super::native_type_arguments::Limits;
use crate::{
    check::{attribute_list::Taken, draft::Draft},
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{FieldType, NativeType, ScalarFieldId, ScalarType},
};

/// Every native type, and the scalar types that can be stored in it, as in Prisma.
const TYPES: [(&str, ScalarType); 26] = {
    use ScalarType::*;
    [
        ("SmallInt", Int),
        ("Integer", Int),
        ("Oid", Int),
        ("BigInt", BigInt),
        ("Decimal", Decimal),
        ("Money", Decimal),
        ("Inet", String),
        ("Citext", String),
        ("Real", Float),
        ("DoublePrecision", Float),
        ("VarChar", String),
        ("Char", String),
        ("Text", String),
        ("ByteA", Bytes),
        ("Timestamp", DateTime),
        ("Timestamptz", DateTime),
        ("Date", DateTime),
        ("Time", DateTime),
        ("Timetz", DateTime),
        ("Boolean", Boolean),
        ("Bit", String),
        ("VarBit", String),
        ("Uuid", String),
        ("Xml", String),
        ("Json", Json),
        ("JsonB", Json),
    ]
};

/// `@db.VarChar(63)`.
pub(super) fn check(
    draft: &Draft<'_>,
    field: ScalarFieldId,
    natives: Vec<Taken<'_>>,
    sink: &mut Sink,
) -> Option<NativeType> {
    let mut natives = natives.into_iter();
    let mut taken = natives.next()?;
    for again in natives {
        again.arguments.discard();
        sink.push(
            Diagnostic::error(
                "plx::native_type::duplicate",
                "a column has one native type",
            )
            .at(again.ast.span, "again here")
            .at(taken.ast.span, "first here")
            .help("take one of them away"),
        );
    }
    let prefix = &draft.settings.datasource.name;
    let name = &taken.ast.name.text[prefix.len() + 1..];
    let Some((name, scalar)) = TYPES.iter().copied().find(|(known, _)| *known == name) else {
        taken.arguments.discard();
        let known = TYPES.iter().map(|(known, _)| *known);
        let help = did_you_mean(name, known, || {
            "write the name of a PostgreSQL type as Prisma spells it, such as `VarChar(63)`"
                .to_owned()
        });
        sink.push(
            Diagnostic::error(
                "plx::native_type::unknown",
                format!("unknown native type `{name}`"),
            )
            .at(
                taken.ast.name.span,
                "PostgreSQL has no such type, or Plexica does not know it",
            )
            .help(help),
        );
        return None;
    };
    let span = taken.ast.span;
    let mut limits = Limits::new(&mut taken.arguments, sink);
    let native = match name {
        "SmallInt" => NativeType::SmallInt,
        "Integer" => NativeType::Integer,
        "Oid" => NativeType::Oid,
        "BigInt" => NativeType::BigInt,
        "Decimal" => NativeType::Decimal(limits.precision_and_scale()),
        "Money" => NativeType::Money,
        "Inet" => NativeType::Inet,
        "Citext" => NativeType::Citext,
        "Real" => NativeType::Real,
        "DoublePrecision" => NativeType::DoublePrecision,
        "VarChar" => NativeType::VarChar(limits.length(10_485_760)),
        "Char" => NativeType::Char(limits.length(10_485_760)),
        "Text" => NativeType::Text,
        "ByteA" => NativeType::ByteA,
        "Timestamp" => NativeType::Timestamp(limits.fraction()),
        "Timestamptz" => NativeType::Timestamptz(limits.fraction()),
        "Date" => NativeType::Date,
        "Time" => NativeType::Time(limits.fraction()),
        "Timetz" => NativeType::Timetz(limits.fraction()),
        "Boolean" => NativeType::Boolean,
        "Bit" => NativeType::Bit(limits.length(83_886_080)),
        "VarBit" => NativeType::VarBit(limits.length(83_886_080)),
        "Uuid" => NativeType::Uuid,
        "Xml" => NativeType::Xml,
        "Json" => NativeType::Json,
        _ => NativeType::JsonB,
    };
    taken.arguments.finish(sink);
    let field = draft.scalar(field);
    if field.r#type == FieldType::Scalar(scalar) {
        return Some(native);
    }
    let r#type = field.ast.r#type.as_ref();
    let found = r#type.map_or("", |reference| &reference.name.text);
    sink.push(
        Diagnostic::error(
            "plx::native_type::incompatible",
            format!("the type `{found}` cannot be stored as `{name}`"),
        )
        .at(span, format!("this is for `{scalar:?}`"))
        .at(
            r#type.map_or(span, |reference| reference.span),
            "the field's type",
        )
        .help(match field.r#type {
            FieldType::Scalar(_) => {
                format!("write the type `{scalar:?}`, or take the attribute away")
            }
            FieldType::Enum(_) => {
                "take the attribute away: an enum is a type of its own".to_owned()
            }
            FieldType::Unsupported(_) => {
                "take the attribute away: the type is the one in the quotes".to_owned()
            }
        }),
    );
    None
}

/// Reports `@db.` types of a field whose type is one already: `Uuid`, `Date`.
pub(super) fn refuse_second(
    draft: &Draft<'_>,
    id: ScalarFieldId,
    natives: Vec<Taken<'_>>,
    sink: &mut Sink,
) {
    let field = draft.scalar(id).ast;
    for taken in natives {
        taken.arguments.discard();
        let (name, span) = match &field.r#type {
            Some(reference) => (reference.name.text.as_str(), reference.span),
            None => ("", field.span),
        };
        let plain = match name {
            "Uuid" | "Inet" => "String",
            _ => "DateTime",
        };
        let native = &taken.ast.name.text;
        sink.push(
            Diagnostic::error(
                "plx::native_type::of_native",
                format!("`{name}` is a type of PostgreSQL's already"),
            )
            .at(taken.ast.span, "a second one")
            .at(span, "the first")
            .help(format!("take it away, or write `{plain} @{native}`")),
        );
    }
}

/// Reports `@other.VarChar` where the datasource is named `db`.
pub(super) fn refuse_prefix(draft: &Draft<'_>, taken: Taken<'_>, sink: &mut Sink) {
    taken.arguments.discard();
    let name = &taken.ast.name.text;
    let datasource = &draft.settings.datasource.name;
    let r#type = name.split('.').next_back().unwrap_or_default();
    sink.push(
        Diagnostic::error(
            "plx::native_type::prefix",
            format!("`@{name}` does not start with the name of the datasource"),
        )
        .at(
            taken.ast.name.span,
            format!("the datasource is `{datasource}`"),
        )
        .help(format!("write `@{datasource}.{type}`")),
    );
}
