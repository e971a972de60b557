use crate::{
    Span,
    check::{attribute_list::Attributes, expect, settings::Settings},
    diagnostics::{Diagnostic, Sink},
    schema::Scope,
};

/// How many schemas a message lists.
const LISTED: usize = 5;

/// `@@tenant`, `@@schema("core")`, or the only schema there is. Nothing where it cannot be told.
pub(super) fn take(
    attributes: &mut Attributes<'_>,
    settings: &Settings,
    owner: Span,
    sink: &mut Sink,
) -> Option<Scope> {
    let tenant = attributes.take("tenant", sink).map(|taken| {
        taken.arguments.finish(sink);
        taken.ast.span
    });
    let schema = attributes.take("schema", sink).map(|mut taken| {
        let value = taken.arguments.take_first("map", sink);
        if value.is_none() {
            let example = "@@schema(\"core\")";
            sink.push(expect::missing(
                "`@@schema`",
                taken.ast.span,
                "map",
                example,
            ));
        }
        taken.arguments.finish(sink);
        let name = value.and_then(|value| Some((expect::string(value, sink)?, value.span)));
        (name, taken.ast.span)
    });
    match (tenant, schema) {
        (Some(tenant), Some((_, schema))) => {
            sink.push(
                Diagnostic::error(
                    "plx::tenancy::tenant_and_schema",
                    "`@@tenant` and `@@schema` exclude each other",
                )
                .at(schema, "in a schema of the platform")
                .at(tenant, "in every tenant's schema")
                .help("take one of them away"),
            );
            None
        }
        (Some(_), None) => Some(Scope::Tenant),
        (None, Some((name, _))) => {
            let (name, span) = name?;
            declared(name, span, settings, sink)
        }
        (None, None) => only_schema(settings, owner, sink),
    }
}

fn declared(name: &str, span: Span, settings: &Settings, sink: &mut Sink) -> Option<Scope> {
    let schemas = &settings.datasource.schemas;
    if settings.schemas_span.is_some() && settings.schema_names.contains(name) {
        return Some(Scope::Core {
            schema: name.to_owned(),
        });
    }
    let diagnostic = Diagnostic::error(
        "plx::schema::undeclared",
        format!("the schema `{name}` is not declared"),
    )
    .at(span, "not in `schemas`");
    let diagnostic = match settings.schemas_span {
        Some(declared) => {
            let names = schemas.iter().map(String::as_str);
            let add = || format!("add `\"{name}\"` to `schemas`");
            let help = sink.did_you_mean(name, names, add);
            diagnostic.at(declared, "the declared schemas").help(help)
        }
        None => diagnostic.help(format!(
            "write `schemas = [\"{name}\"]` in the `datasource` block"
        )),
    };
    sink.push(diagnostic);
    None
}

fn only_schema(settings: &Settings, owner: Span, sink: &mut Sink) -> Option<Scope> {
    match settings.datasource.schemas.as_slice() {
        [only] => Some(Scope::Core {
            schema: only.clone(),
        }),
        several => {
            let names: Vec<_> = several
                .iter()
                .take(LISTED)
                .map(|name| format!("`@@schema(\"{name}\")`"))
                .collect();
            let mut diagnostic = Diagnostic::error(
                "plx::schema::missing",
                "with several schemas declared, each model and enum says which one it is in",
            )
            .at(owner, "in which schema is this?");
            if let Some(declared) = settings.schemas_span {
                diagnostic = diagnostic.at(declared, "the declared schemas");
            }
            sink.push(diagnostic.help(format!("write {} or `@@tenant`", names.join(" or "))));
            None
        }
    }
}
