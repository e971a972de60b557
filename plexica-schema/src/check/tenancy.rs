use plexica_ident::SchemaPattern;

use super::{
    draft::{Draft, ModelField},
    expect,
    names::{Declarations, Declared},
    settings::{Properties, only},
};
use crate::{
    ast::{Block, Expression, Line},
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{
        Arity, FieldId, FieldType, ModelId, NativeType, ScalarFieldId, ScalarType, TenancyData,
    },
};

/// The fifth pass: the `tenancy` block, and that `@@tenant` has one.
pub(super) fn check_tenancy(
    draft: &mut Draft<'_>,
    declarations: &Declarations<'_>,
    sink: &mut Sink,
) {
    match only(&declarations.tenancies, sink) {
        Some(block) => draft.tenancy = tenancy(draft, declarations, block, sink),
        None => report_without_block(declarations, sink),
    }
}

fn report_without_block(declarations: &Declarations<'_>, sink: &mut Sink) {
    let lines = declarations
        .models
        .iter()
        .chain(&declarations.enums)
        .flat_map(|block| &block.lines);
    let mut tenants = lines.filter_map(|line| match line {
        Line::Attribute(attribute) if attribute.name.text == "tenant" => Some(attribute.span),
        _ => None,
    });
    let Some(first) = tenants.next() else { return };
    sink.push(
        Diagnostic::error(
            "plx::tenancy::missing",
            "`@@tenant` needs a `tenancy` block, and the schema has none",
        )
        .at(first, "which tenants?")
        .help(
            "write a block `tenancy { … }` with `registry = Tenant`, `key = slug` and \
             `schema = \"tenant_{key}\"`",
        ),
    );
}

fn tenancy(
    draft: &Draft<'_>,
    declarations: &Declarations<'_>,
    block: &Block,
    sink: &mut Sink,
) -> Option<TenancyData> {
    if let Some(name) = &block.name {
        sink.push(
            Diagnostic::error("plx::tenancy::name", "the `tenancy` block has no name")
                .at(name.span, "take this away")
                .help("write `tenancy {`"),
        );
    }
    let mut properties = Properties::of(block, sink);
    let registry = properties.take("registry");
    let key = properties.take("key");
    let status = properties.take("status");
    let pattern = properties.take("schema");
    if let Some(property) = properties.take_unbuilt("isolation") {
        sink.push(
            Diagnostic::error(
                "plx::unsupported::isolation",
                "a database role a tenant is not supported yet",
            )
            .at(property.span, "asked for here")
            .help("take `isolation` away"),
        );
    }
    let required = [
        (registry, "registry", "registry = Tenant"),
        (key, "key", "key = slug"),
        (pattern, "schema", "schema = \"tenant_{key}\""),
    ];
    for (value, name, example) in required {
        if value.is_none() && !properties.may_have(name) {
            sink.push(
                Diagnostic::error(
                    "plx::tenancy::incomplete",
                    format!("the `tenancy` block has no `{name}`"),
                )
                .at(block.header(), format!("`{name}` is missing"))
                .help(format!("write `{example}`")),
            );
        }
    }
    properties.finish(sink);

    let pattern = pattern.and_then(|value| schema_pattern(value, sink));
    let registry = registry_model(draft, declarations, registry?, sink)?;
    let key = key.and_then(|value| key_field(draft, registry, value, sink));
    let status = status.map(|value| status_field(draft, registry, value, sink));
    Some(TenancyData {
        registry,
        key: key?,
        status: match status {
            Some(status) => Some(status?),
            None => None,
        },
        pattern: pattern?,
    })
}

fn schema_pattern(value: &Expression, sink: &mut Sink) -> Option<SchemaPattern> {
    match SchemaPattern::parse(expect::string(value, sink)?) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            sink.push(
                Diagnostic::error("plx::tenancy::pattern", error.to_string())
                    .at(value.span, "this pattern cannot be used")
                    .help("write a pattern such as `\"tenant_{key}\"`"),
            );
            None
        }
    }
}

fn registry_model(
    draft: &Draft<'_>,
    declarations: &Declarations<'_>,
    value: &Expression,
    sink: &mut Sink,
) -> Option<ModelId> {
    let name = expect::word(value, sink)?;
    let Some(Declared::Model(id)) = declarations.find(name) else {
        sink.push(
            Diagnostic::error(
                "plx::tenancy::registry",
                format!("there is no model `{name}` to list the tenants"),
            )
            .at(value.span, "unknown model")
            .help(did_you_mean(name, declarations.model_names(), || {
                format!("declare `model {name} {{ … }}`")
            })),
        );
        return None;
    };
    let model = draft.model(id);
    if let Some((_, span)) = model.soft_delete {
        sink.push(
            Diagnostic::error(
                "plx::tenancy::soft_delete",
                format!("the registry `{name}` cannot keep deleted rows"),
            )
            .at(value.span, "this lists all tenants")
            .at(span, "a dropped tenant would stay in it")
            .help("take `@@softDelete` away; a `status` with the value `DELETED` keeps the row of a dropped tenant"),
        );
        return None;
    }
    if model.scope.as_ref().is_some_and(|scope| scope.is_tenant()) {
        sink.push(
            Diagnostic::error(
                "plx::tenancy::registry",
                format!("the registry `{name}` cannot be a tenant's model"),
            )
            .at(value.span, "this lists all tenants")
            .at(model.span(), "this is there once a tenant")
            .help(format!("take `@@tenant` away from `{name}`")),
        );
        return None;
    }
    let unseen = match (&model.view, model.ignored) {
        (Some(_), _) => Some((model.span(), "a view has no rows of its own")),
        (None, Some(ignored)) => Some((ignored, "programs do not see it")),
        (None, None) => None,
    };
    if let Some((span, label)) = unseen {
        sink.push(
            Diagnostic::error(
                "plx::tenancy::registry",
                format!("the registry `{name}` cannot be read and written by programs"),
            )
            .at(value.span, "this lists all tenants")
            .at(span, label)
            .help("name a model that programs can write"),
        );
        return None;
    }
    Some(id)
}

/// The registry's field that a setting names.
fn registry_field(
    draft: &Draft<'_>,
    registry: ModelId,
    value: &Expression,
    sink: &mut Sink,
) -> Option<ScalarFieldId> {
    let name = expect::word(value, sink)?;
    let model = draft.model(registry);
    match model.fields_by_name.get(name) {
        Some(ModelField::Scalar(id)) if draft.scalar(*id).is_visible() => {
            let field = draft.scalar(*id);
            if let Some((_, span)) = field.generated {
                sink.push(
                    Diagnostic::error(
                        "plx::tenancy::generated",
                        format!("the client writes `{name}`, and the database generates it"),
                    )
                    .at(value.span, "written for a new tenant")
                    .at(span, "the database computes it always")
                    .help("name another column, or take `@generated` away"),
                );
                return None;
            }
            Some(*id)
        }
        Some(ModelField::Refused) => None,
        found => {
            let columns = model.fields.iter().filter_map(|field| match field {
                FieldId::Scalar(id) => Some(draft.scalar(*id).name()),
                FieldId::Relation(_) => None,
            });
            let label = match found {
                Some(ModelField::Scalar(_)) => "programs do not see this column",
                Some(_) => "this is a relation, not a column",
                None => "unknown field",
            };
            sink.push(
                Diagnostic::error(
                    "plx::tenancy::field",
                    format!("`{}` has no column `{name}`", model.name),
                )
                .at(value.span, label)
                .at(model.span(), "the registry")
                .help(did_you_mean(name, columns, || {
                    format!("name a column of `{}`", model.name)
                })),
            );
            None
        }
    }
}

fn key_field(
    draft: &Draft<'_>,
    registry: ModelId,
    value: &Expression,
    sink: &mut Sink,
) -> Option<ScalarFieldId> {
    let id = registry_field(draft, registry, value, sink)?;
    let field = draft.scalar(id);
    // Not `Char`, which comes back with blanks at its end.
    let is_text = matches!(
        field.column_type(),
        Some(NativeType::Text | NativeType::VarChar(_) | NativeType::Citext)
    );
    let is_string = field.r#type == FieldType::Scalar(ScalarType::String) && is_text;
    let is_unique = draft.model(registry).indexes.iter().any(|index| {
        let index = &draft.indexes[index.index()];
        let is_alone = index.fields().eq([id]);
        is_alone && index.kind.is_key()
    });
    if is_string && is_unique && field.arity == Arity::Required {
        return Some(id);
    }
    sink.push(
        Diagnostic::error(
            "plx::tenancy::key",
            format!(
                "the key `{}` must be a required, unique `String`",
                field.name()
            ),
        )
        .at(value.span, "what a caller names a tenant by")
        .at(field.ast.span, "the column")
        .help(format!("write `{} String @unique`", field.name())),
    );
    None
}

fn status_field(
    draft: &Draft<'_>,
    registry: ModelId,
    value: &Expression,
    sink: &mut Sink,
) -> Option<ScalarFieldId> {
    let id = registry_field(draft, registry, value, sink)?;
    let field = draft.scalar(id);
    let diagnostic = Diagnostic::error(
        "plx::tenancy::status",
        format!("`{}` cannot be the status of a tenant", field.name()),
    )
    .at(value.span, "the life cycle of a tenant");
    let FieldType::Enum(enum_id) = field.r#type else {
        let help = "give it an enum with the values `ACTIVE` and `SUSPENDED`";
        sink.push(diagnostic.at(field.ast.span, "not an enum").help(help));
        return None;
    };
    if field.arity != Arity::Required {
        let help = "make it required: every tenant has a status";
        sink.push(diagnostic.at(field.ast.span, "not required").help(help));
        return None;
    }
    let r#enum = draft.r#enum(enum_id);
    let has = |name: &&&str| {
        let mut values = r#enum.values.iter();
        values.any(|value| value.ast.name.text.eq_ignore_ascii_case(name))
    };
    let missing: Vec<_> = ["ACTIVE", "SUSPENDED"]
        .iter()
        .filter(|name| !has(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if missing.is_empty() {
        return Some(id);
    }
    let missing = missing.join(" and ");
    sink.push(
        diagnostic
            .at(r#enum.ast.header(), format!("{missing} is missing here"))
            .help(format!("add {missing} to `enum {}`", r#enum.name)),
    );
    None
}
