use crate::{
    check::draft::{Draft, RelationFieldDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, FieldType, RelationFieldId, Scope},
};

/// How the scopes of a relation's two models stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Crossing {
    /// Both are core models, or both are tenant models.
    None,
    /// From a tenant model to a core model.
    TenantToCore,
    /// From a core model to a tenant model.
    CoreToTenant,
    /// Where one of the models lives could not be told, which was reported.
    Unknown,
}

pub(super) fn crossing(draft: &Draft<'_>, field: &RelationFieldDraft<'_>) -> Crossing {
    let is_tenant = |id| Some(draft.model(id).scope.as_ref()?.is_tenant());
    match (is_tenant(field.model), is_tenant(field.target)) {
        (Some(true), Some(false)) => Crossing::TenantToCore,
        (Some(false), Some(true)) => Crossing::CoreToTenant,
        (None, _) | (_, None) => Crossing::Unknown,
        _ => Crossing::None,
    }
}

/// Reports a field of a core model that stands for rows of tenants.
pub(super) fn refuse_core_to_tenant(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) {
    let field = draft.relation_field(id);
    let (model, target) = (draft.model(field.model), draft.model(field.target));
    let help = if field.attribute.fields.is_some() {
        format!(
            "turn the relation round: give `{}` the foreign key, or make `{}` a `@@tenant` model too",
            target.name, model.name
        )
    } else {
        format!(
            "take the field away: the back-relation of a tenant's model is not written in a core model{}",
            other_side(draft, id)
        )
    };
    sink.push(
        Diagnostic::error(
            "plx::tenancy::core_to_tenant",
            format!(
                "the core model `{}` refers to the tenant model `{}`",
                model.name, target.name
            ),
        )
        .at(field.ast.span, format!("`{}` is there once", model.name))
        .at(
            target.span(),
            format!("`{}` is there once a tenant", target.name),
        )
        .help(help),
    );
}

/// Whether a tenant model's field is the back side of a core model's foreign key. That one is
/// reported; where it is put right, this one may be right too.
pub(super) fn is_back_of_core_key(draft: &Draft<'_>, id: RelationFieldId) -> bool {
    opposites(draft, id).any(|other| other.attribute.fields.is_some())
}

fn opposites<'a>(
    draft: &'a Draft<'a>,
    id: RelationFieldId,
) -> impl Iterator<Item = &'a RelationFieldDraft<'a>> {
    let field = draft.relation_field(id);
    draft.relation_fields.iter().filter(move |other| {
        other.model == field.target
            && other.target == field.model
            && other.attribute.name == field.attribute.name
    })
}

fn other_side(draft: &Draft<'_>, id: RelationFieldId) -> String {
    let field = draft.relation_field(id);
    match opposites(draft, id).next() {
        Some(other) if field.arity == Arity::List && other.arity == Arity::List => {
            format!(
                ". For many-to-many write a `@@tenant` model for the rows in between, in place of \
                 `{}.{}` too",
                draft.model(other.model).name,
                other.ast.name.text
            )
        }
        Some(other) => format!(
            "; `{}.{}` alone is enough",
            draft.model(other.model).name,
            other.ast.name.text
        ),
        None => String::new(),
    }
}

/// A core model's column cannot have a type that each tenant has its own of.
pub(super) fn check_enums(draft: &Draft<'_>, sink: &mut Sink) {
    for field in &draft.scalar_fields {
        let FieldType::Enum(id) = field.r#type else {
            continue;
        };
        let (model, r#enum) = (draft.model(field.model), draft.r#enum(id));
        let is_core = matches!(model.scope, Some(Scope::Core { .. }));
        if is_core && r#enum.scope == Some(Scope::Tenant) {
            sink.push(
                Diagnostic::error(
                    "plx::tenancy::core_uses_tenant_enum",
                    format!(
                        "the core model `{}` has a column of the tenant enum `{}`",
                        model.name, r#enum.name
                    ),
                )
                .at(field.ast.span, format!("`{}` is there once", model.name))
                .at(
                    r#enum.ast.header(),
                    format!("`{}` is there once a tenant", r#enum.name),
                )
                .help(format!(
                    "take `@@tenant` away from `{}`: tenant models can use an enum in core",
                    r#enum.name
                )),
            );
        }
    }
}
