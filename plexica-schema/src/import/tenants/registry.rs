use super::selection::{Tenants, model};
use crate::{
    ast::{Attribute, Block, Field},
    diagnostics::did_you_mean,
    import::{
        ImportError, Options,
        changes::Changes,
        declarations::Declarations,
        note::Note,
        parts::Parts,
        tree::{argument, block_attributes, fields, first_argument, items, name, type_name, word},
    },
};

/// The model that lists the tenants, and its fields that count.
pub(super) struct Registry<'a> {
    model: &'a Block,
    key: &'a str,
    status: Option<&'a str>,
    is_guessed: bool,
}

impl<'a> Registry<'a> {
    pub(super) fn name(&self) -> &'a str {
        name(self.model).unwrap_or_default()
    }
}

/// What people call the model of their tenants; a table's name may be the plural.
const MODELS: [&str; 7] = [
    "organization",
    "organisation",
    "org",
    "company",
    "customer",
    "team",
    "workspace",
];

/// What they call the field that a tenant is named by, the likeliest first.
const KEYS: [&str; 6] = ["slug", "key", "subdomain", "handle", "identifier", "code"];

pub(super) fn find<'a>(
    declarations: &Declarations<'a>,
    tenants: &Tenants<'_>,
    options: &Options,
) -> Result<Option<Registry<'a>>, ImportError> {
    let Some(wanted) = &options.registry else {
        return Ok(guess(declarations, tenants));
    };
    let block = model(declarations, wanted)?;
    if tenants.has(wanted) {
        return Err(ImportError::RegistryOfTenants {
            name: wanted.clone(),
        });
    }
    let key = match &options.key {
        Some(key) => field(block, key)?,
        None => guess_key(block).ok_or_else(|| ImportError::NoKey {
            model: wanted.clone(),
        })?,
    };
    Ok(Some(Registry {
        model: block,
        key,
        status: status(declarations, block),
        is_guessed: false,
    }))
}

fn field<'a>(model: &'a Block, wanted: &str) -> Result<&'a str, ImportError> {
    let names = || fields(model).map(|field| field.name.text.as_str());
    names().find(|name| *name == wanted).ok_or_else(|| {
        let all = || format!("its fields are {}", names().collect::<Vec<_>>().join(", "));
        ImportError::UnknownField {
            model: name(model).unwrap_or_default().to_owned(),
            name: wanted.to_owned(),
            help: did_you_mean(wanted, names(), all),
        }
    })
}

/// The one core model that looks like a list of tenants.
fn guess<'a>(declarations: &Declarations<'a>, tenants: &Tenants<'_>) -> Option<Registry<'a>> {
    let of_names = |names: &[&str]| {
        let core = declarations.models.iter().copied();
        let candidates = core.filter(|model| {
            let name = name(model).unwrap_or_default().to_ascii_lowercase();
            let singular = match name.strip_suffix("ies") {
                Some(stem) => format!("{stem}y"),
                None => name.strip_suffix('s').unwrap_or(&name).to_owned(),
            };
            names.contains(&singular.as_str()) && !tenants.has_model(model)
        });
        candidates
            .filter_map(|model| Some((model, guess_key(model)?)))
            .collect::<Vec<_>>()
    };
    let mut found = of_names(&["tenant"]);
    if found.is_empty() {
        found = of_names(&MODELS);
    }
    match found.as_slice() {
        &[(model, key)] => Some(Registry {
            model,
            key,
            status: status(declarations, model),
            is_guessed: true,
        }),
        _ => None,
    }
}

fn guess_key(model: &Block) -> Option<&str> {
    KEYS.into_iter().find_map(|key| {
        let field = fields(model).find(|field| field.name.text == key)?;
        can_be_key(model, field).then_some(field.name.text.as_str())
    })
}

fn can_be_key(model: &Block, field: &Field) -> bool {
    let is_required = is_required(field) && type_name(field) == Some("String");
    let is_partial = |found: &&Attribute| argument(found, "where").is_some();
    let is_key = |name: &str| matches!(name, "unique" | "id");
    let mut attributes = field.attributes.iter();
    let by_itself = attributes.any(|found| is_key(&found.name.text) && !is_partial(&found));
    let by_model = block_attributes(model)
        .filter(|found| is_key(&found.name.text) && !is_partial(found))
        .filter_map(|found| first_argument(found, "fields"))
        .any(|columns| match items(columns) {
            [only] => word(only) == Some(&field.name.text),
            _ => false,
        });
    is_required && (by_itself || by_model) && !has_other_type(field)
}

/// Whether the column has a native type that is none for words of any length.
fn has_other_type(field: &Field) -> bool {
    field.attributes.iter().any(|attribute| {
        let native = attribute
            .name
            .text
            .split_once('.')
            .map(|(_, native)| native);
        matches!(
            native,
            Some(
                "Uuid" | "UniqueIdentifier" | "Char" | "NChar" | "Inet" | "Xml" | "Bit" | "VarBit"
            )
        )
    })
}

fn is_required(field: &Field) -> bool {
    let reference = field.r#type.as_ref();
    reference.is_some_and(|found| !found.is_list && !found.is_optional)
}

/// The only field whose enum can say whether a tenant is active.
fn status<'a>(declarations: &Declarations<'a>, model: &'a Block) -> Option<&'a str> {
    let is_status = |field: &&Field| {
        let mut enums = declarations.enums.iter();
        let r#enum = enums.find(|found| name(found) == type_name(field));
        let has = |value: &str| {
            let mut values = r#enum.into_iter().flat_map(|found| fields(found));
            values.any(|found| found.name.text.eq_ignore_ascii_case(value))
        };
        is_required(field) && has("active") && has("suspended")
    };
    let mut found = fields(model).filter(is_status);
    let status = found.next()?;
    found.next().is_none().then_some(status.name.text.as_str())
}

/// Writes the `tenancy` block, or says what to write.
pub(super) fn write(
    changes: &mut Changes<'_>,
    declarations: &Declarations<'_>,
    parts: &Parts<'_>,
    tenants: &Tenants<'_>,
) {
    if declarations.tenancy.is_some() {
        return;
    }
    let Some(registry) = &tenants.registry else {
        let marked = declarations
            .models
            .iter()
            .find(|model| tenants.has_model(model));
        if let Some(first) = marked {
            let message = "it cannot be told which model lists the tenants";
            changes.note(Note::warning(first.header(), message).help(
                "name it, and its required, unique `String` field that a tenant is named by, in a \
                 block `tenancy { … }` with `registry = Tenant`, `key = slug` and \
                 `schema = \"tenant_{key}\"` on lines of their own",
            ));
        }
        return;
    };
    let (model, key) = (registry.name(), registry.key);
    let status = registry
        .status
        .map(|field| format!("  status   = {field}\n"));
    let block = format!(
        "tenancy {{\n  registry = {model}\n  key      = {key}\n{}  schema   = \"tenant_{{key}}\"\n}}",
        status.unwrap_or_default()
    );
    match parts.datasource() {
        Some(datasource) => changes.add_below(datasource, &block),
        None => changes.add_at_top(registry.model.span.file, &block),
    }
    let by = match registry.status {
        Some(status) => format!("by `{key}`, and `{status}` says which are active"),
        None => format!("by `{key}`"),
    };
    let message = format!("a `tenancy` block is added: `{model}` lists the tenants, {by}");
    let note = Note::changed(registry.model.header(), message);
    changes.note(if registry.is_guessed {
        note.help("change the block, if another model does")
    } else {
        note
    });
}
