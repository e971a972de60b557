//! What `#[plexica(…)]` says of a struct and of its fields.

use syn::{Attribute, Expr, LitStr, Path, meta::ParseNestedMeta};

/// Of a struct.
#[derive(Default)]
pub(crate) struct StructAttributes {
    /// The module of a model.
    pub(crate) model: Option<Path>,
    /// Where `plexica_client` is.
    pub(crate) client: Option<Path>,
}

/// Of a field. Two derives may stand on one struct, so each takes what is the other's.
#[derive(Default)]
pub(crate) struct FieldAttributes {
    /// What its column is called.
    pub(crate) rename: Option<String>,
    /// How a type of the program's own is in the database.
    pub(crate) codec: Option<Codec>,
    /// What is selected for it.
    pub(crate) select: Option<Expr>,
}

/// How a value of a type of the program's own is in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codec {
    Json,
    Text,
}

impl StructAttributes {
    pub(crate) fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("model") {
                let path = meta.value()?.parse()?;
                once(&mut found.model, path, &meta)
            } else if meta.path.is_ident("crate") {
                let path = meta.value()?.parse()?;
                once(&mut found.client, path, &meta)
            } else {
                Err(meta.error("of a struct, `plexica` takes `model = path` and `crate = path`"))
            }
        })?;
        Ok(found)
    }
}

impl FieldAttributes {
    pub(crate) fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename") {
                let name: LitStr = meta.value()?.parse()?;
                once(&mut found.rename, name.value(), &meta)
            } else if meta.path.is_ident("json") {
                once(&mut found.codec, Codec::Json, &meta)
            } else if meta.path.is_ident("text") {
                once(&mut found.codec, Codec::Text, &meta)
            } else if meta.path.is_ident("select") {
                let expression = meta.value()?.parse()?;
                once(&mut found.select, expression, &meta)
            } else {
                Err(meta.error(
                    "of a field, `plexica` takes `rename = \"…\"`, `json`, `text` and `select = …`",
                ))
            }
        })?;
        Ok(found)
    }
}

fn each(
    attributes: &[Attribute],
    mut take: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let own = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("plexica"));
    for attribute in own {
        attribute.parse_nested_meta(&mut take)?;
    }
    Ok(())
}

fn once<T>(place: &mut Option<T>, value: T, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(meta.error("this is said already")),
    }
}
