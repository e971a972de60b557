//! A model's relations: a type and a constant each, and how a record takes the related rows.

use plexica_schema::schema::{Arity, FieldWalker, Holder, ModelWalker, RelationFieldWalker, Scope};
use proc_macro2::TokenStream;
use quote::quote;

use super::{
    column::{key_type, scalar_type, scope},
    definition::place,
    docs::docs,
    names::Names,
    record::generics,
};

/// The constants: `user::memberships`.
pub(super) fn constants(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let constants = model.relation_fields().map(|field| {
        let (name, parameter) = (names.relation(field), names.parameter(field));
        let otherwise = format!(
            "The relation `{}`, to {}.",
            field.name(),
            field.related_model().name()
        );
        let docs = docs(field.documentation(), &otherwise);
        let direction = field
            .is_forward()
            .then(|| quote! { , (), plexica_client::query::Forward });
        quote! {
            #docs
            pub const #name: Include<relation::#parameter #direction> = Include::new();
        }
    });
    quote! { #(#constants)* }
}

/// The module of the relations' types, and the impls that put related rows into records.
pub(super) fn types(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    if model.relation_fields().next().is_none() {
        return TokenStream::new();
    }
    let types = model
        .relation_fields()
        .map(|field| relation_type(field, names));
    let keys_of_links = model
        .relation_fields()
        .filter_map(|field| keys_of_links(field, names));
    let nestable = model
        .relation_fields()
        .filter_map(|field| nestable(field, names));
    let attach = model
        .relation_fields()
        .map(|field| attach(model, field, names));
    quote! {
        /// The relations, as types.
        pub mod relation {
            use ::plexica_client::model::{self, Relation, RelationDef};

            #(#types)*
        }

        #(#attach)*

        #(#keys_of_links)*

        #(#nestable)*
    }
}

fn relation_type(field: RelationFieldWalker<'_>, names: &Names) -> TokenStream {
    let (own, other) = (
        names.model(field.model().id()),
        names.model(field.related_model().id()),
    );
    let (source, parameter, name) = (&own.record, names.parameter(field), field.name());
    let (target_module, target) = (&other.module, &other.record);
    let arity = match (field.is_forward(), field.arity()) {
        (true, Arity::Required) => quote! { model::One },
        (true, _) | (false, Arity::Optional | Arity::Required) => quote! { model::Maybe },
        (false, Arity::List) => quote! { model::Many },
    };
    let pairs = column_pairs(field);
    let through = through(field);
    let type_docs = format!(" `{}.{}`.", field.model().name(), name);
    quote! {
        #[doc = #type_docs]
        #[derive(Debug)]
        pub struct #parameter;

        impl Relation for #parameter {
            type Source = super::#source;
            type Target = super::super::#target_module::#target;
            type Arity = #arity;

            fn def() -> &'static RelationDef {
                static DEF: RelationDef = RelationDef {
                    field: #name,
                    source: &super::TABLE,
                    target: &super::super::#target_module::TABLE,
                    columns: &[#(#pairs),*],
                    through: #through,
                };
                &DEF
            }
        }
    }
}

/// The columns that are equal, of the own model and of the other; with a join table, those whose
/// values it pairs.
fn column_pairs(field: RelationFieldWalker<'_>) -> Vec<TokenStream> {
    match field.holder() {
        Holder::ForeignKey(relation) => relation
            .fields()
            .zip(relation.references())
            .map(|(referencing, referenced)| {
                let (referencing, referenced) = (place(referencing), place(referenced));
                if field.is_forward() {
                    quote! { (#referencing, #referenced) }
                } else {
                    quote! { (#referenced, #referencing) }
                }
            })
            .collect(),
        Holder::JoinTable(table) => {
            let side = table.side_of(field);
            let (own, other) = (place(table.key(side)), place(table.key(side.other())));
            vec![quote! { (#own, #other) }]
        }
    }
}

fn through(field: RelationFieldWalker<'_>) -> TokenStream {
    let Holder::JoinTable(table) = field.holder() else {
        return quote! { None };
    };
    let (name, scope) = (table.database_name(), scope(table.scope()));
    let side = table.side_of(field);
    let (own, other) = (side.column(), side.other().column());
    quote! {
        Some(model::ThroughDef {
            table: #name,
            scope: model::#scope,
            source: #own,
            target: #other,
        })
    }
}

/// What the links of a many-to-many relation are made with.
fn keys_of_links(field: RelationFieldWalker<'_>, names: &Names) -> Option<TokenStream> {
    let Holder::JoinTable(table) = field.holder() else {
        return None;
    };
    let (side, parameter) = (table.side_of(field), names.parameter(field));
    let own = scalar_type(table.key(side), names);
    let other = scalar_type(table.key(side.other()), names);
    Some(quote! {
        impl ::plexica_client::model::ManyToMany for relation::#parameter {
            type SourceKey = #own;
            type TargetKey = #other;
        }
    })
}

/// Whether rows of the relation can be written with one of this model, or at least one of them can be
/// referred to.
pub(super) fn is_nestable(field: RelationFieldWalker<'_>) -> bool {
    let is_written = !field.model().is_view() && !field.related_model().is_view();
    is_written
        && match field.holder() {
            Holder::JoinTable(_) => true,
            Holder::ForeignKey(relation) => relation.fields().all(|field| field.is_writable()),
        }
}

/// What related rows are written with.
fn nestable(field: RelationFieldWalker<'_>, names: &Names) -> Option<TokenStream> {
    if !is_nestable(field) {
        return None;
    }
    let parameter = names.parameter(field);
    let model = quote! { ::plexica_client::model };
    let (key, severed, back) = match field.holder() {
        Holder::JoinTable(table) => {
            let key = key_type(table.key(table.side_of(field)), names);
            (key, Some(Vec::new()), None)
        }
        Holder::ForeignKey(relation) => {
            let keys: Vec<_> = relation
                .references()
                .map(|referenced| key_type(referenced, names))
                .collect();
            let key = match keys.as_slice() {
                [key] => key.clone(),
                keys => quote! { (#(#keys),*) },
            };
            let optional: Vec<_> = relation
                .fields()
                .filter(|field| field.arity() == Arity::Optional)
                .map(place)
                .collect();
            let back = (!field.is_forward())
                .then(|| quote! { impl #model::BackRelation for relation::#parameter {} });
            (key, (!optional.is_empty()).then_some(optional), back)
        }
    };
    // What a tenant's row refers to in core, the tenant's handle does not write.
    let is_own = field.model().scope() == field.related_model().scope()
        || matches!(field.model().scope(), Scope::Core { .. });
    let nesting = match is_own {
        true => quote! { Nestable },
        false => quote! { Connectable },
    };
    let severable = severed.map(|columns| {
        quote! {
            impl #model::Severable for relation::#parameter {
                const COLUMNS: &'static [u16] = &[#(#columns),*];
            }
        }
    });
    Some(quote! {
        impl #model::#nesting for relation::#parameter {
            type Key = #key;
        }

        #back

        #severable
    })
}

fn attach(model: ModelWalker<'_>, loaded: RelationFieldWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(model.id());
    let (record, rows) = (&own.record, &own.locals.rows);
    let relation = names.parameter(loaded);
    let others = model
        .relation_fields()
        .filter(|field| field.id() != loaded.id())
        .map(|field| names.parameter(field));
    let others = generics(quote! { #(#others),* });
    let parameters = |this: TokenStream| {
        let parameters: Vec<TokenStream> = model
            .relation_fields()
            .map(|field| {
                if field.id() == loaded.id() {
                    return this.clone();
                }
                let parameter = names.parameter(field);
                quote! { #parameter }
            })
            .collect();
        quote! { <#(#parameters),*> }
    };
    let (before, after) = (parameters(quote! { Unloaded }), parameters(quote! { V }));
    let fields = model.fields().map(|field| match field {
        FieldWalker::Scalar(field) => {
            let name = names.field(field);
            quote! { #name: self.#name }
        }
        FieldWalker::Relation(field) if field.id() == loaded.id() => {
            let name = names.relation(field);
            quote! { #name: #rows }
        }
        FieldWalker::Relation(field) => {
            let name = names.relation(field);
            quote! { #name: self.#name }
        }
    });
    quote! {
        impl #others Attach<relation::#relation> for #record #before {
            type With<V> = #record #after;

            fn attach<V>(self, #rows: V) -> #record #after {
                #record { #(#fields),* }
            }
        }
    }
}
