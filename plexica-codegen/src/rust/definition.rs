//! The constants that describe a model's table to the client.

use plexica_schema::schema::{IndexKind, ModelWalker, RelationWalker, ScalarFieldWalker};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{column, names::Names};

/// A column's place among its model's columns, as a number in the code.
pub(super) fn place(field: ScalarFieldWalker<'_>) -> Literal {
    let before = field
        .model()
        .scalar_fields()
        .take_while(|other| other.id() != field.id());
    Literal::usize_unsuffixed(before.count())
}

pub(super) fn emit(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let (name, table) = (model.name(), model.database_name());
    let scope = column::scope(model.scope());
    let columns = model
        .scalar_fields()
        .map(|field| column::definition(field, names));
    let mut keys: Vec<_> = model.unique_keys().collect();
    keys.sort_by_key(|key| key.kind() != IndexKind::Primary);
    let keys = keys
        .into_iter()
        .map(|key| key_def(key.constraint_name(), key.fields()));
    let foreign_keys =
        visible_foreign_keys(model).map(|key| key_def(key.constraint_name(), key.fields()));
    let updated_at = model
        .scalar_fields()
        .filter(|field| field.is_updated_at())
        .map(place);
    let optional = |field: Option<ScalarFieldWalker<'_>>| match field.map(place) {
        Some(place) => quote! { Some(#place) },
        None => quote! { None },
    };
    let (version, soft_delete) = (optional(model.version()), optional(model.soft_delete()));
    quote! {
        /// The table, as the client knows it.
        #[doc(hidden)]
        pub static TABLE: ModelDef = ModelDef {
            name: #name,
            table: #table,
            scope: #scope,
            columns: &[#(#columns),*],
            keys: &[#(#keys),*],
            foreign_keys: &[#(#foreign_keys),*],
            updated_at: &[#(#updated_at),*],
            version: #version,
            soft_delete: #soft_delete,
            lists: ColumnLists::new(),
        };
    }
}

/// Whether the table has a key of any kind to describe.
pub(super) fn has_keys(model: ModelWalker<'_>) -> bool {
    model.unique_keys().next().is_some() || visible_foreign_keys(model).next().is_some()
}

/// The foreign keys of columns that programs see.
fn visible_foreign_keys(model: ModelWalker<'_>) -> impl Iterator<Item = RelationWalker<'_>> {
    model
        .foreign_keys()
        .filter(|key| key.fields().all(ScalarFieldWalker::is_visible))
}

fn key_def<'db>(
    constraint: &str,
    fields: impl Iterator<Item = ScalarFieldWalker<'db>>,
) -> TokenStream {
    let columns = fields.map(place);
    quote! { KeyDef { constraint: #constraint, columns: &[#(#columns),*] } }
}
