//! What a model's rows are made and changed with: `Create`, `Draft` and `Update`.

use plexica_schema::schema::{ModelWalker, ScalarFieldWalker};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{
    column::{column_type, rust_type, takes_changes},
    definition::place,
    docs::comment,
    names::{Locals, Names},
    relation::is_nestable,
};

pub(super) fn emit(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    // Without it no program can make a row: a column that it does not see would stay empty.
    let create = model.is_creatable().then(|| create(model, names));
    let draft = draft(model, names);
    let update = update(model, names);
    quote! { #create #draft #update }
}

fn required(field: &ScalarFieldWalker<'_>) -> bool {
    !field.is_optional_on_create()
}

fn create(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(model.id());
    let (record, create, draft) = (&own.record, &own.create, &own.draft);
    let Locals {
        create: created,
        values,
        query,
        ..
    } = &own.locals;
    let type_docs = format!(" A new {}: the fields that it must have.", model.name());
    let required: Vec<_> = model.scalar_fields().filter(required).collect();
    let fields = required.iter().map(|field| {
        let (name, r#type) = (names.field(*field), rust_type(*field, names));
        let docs = comment(field.documentation());
        quote! { #docs pub #name: #r#type }
    });
    let (count, sets) = (
        Literal::usize_unsuffixed(required.len()),
        required.iter().map(|field| {
            let (name, place) = (names.field(*field), place(*field));
            let r#type = column_type(*field, names);
            quote! { #values.set(#place, <#r#type as ColumnValue>::into_value(#created.#name)); }
        }),
    );
    let (binding, set) = if required.is_empty() {
        (quote! { _ }, quote! { RowValues::default() })
    } else {
        (
            quote! { #created },
            quote! {{
                let mut #values = RowValues::with_capacity(#count);
                #(#sets)*
                #values
            }},
        )
    };
    quote! {
        #[doc = #type_docs]
        #[derive(Debug, Clone)]
        pub struct #create {
            #(#fields),*
        }

        impl #create {
            /// The new row with optional fields to set, for `create_many`, `upsert` and to keep.
            pub fn draft(self) -> #draft {
                self.into()
            }
        }

        impl From<#create> for #draft {
            fn from(#binding: #create) -> Self {
                Self { #values: #set, #query: Detached }
            }
        }

        impl NewRecord<#record> for #create {
            fn into_values(self) -> RowValues {
                <#draft as From<Self>>::from(self).#values
            }
        }
    }
}

fn draft(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(model.id());
    let (record, draft) = (&own.record, &own.draft);
    let Locals { values, query, .. } = &own.locals;
    let nesting = nesting(model, names, draft, quote! { RowValues });
    let tree = nesting.is_some().then(|| {
        quote! {
            impl<'a> plexica_client::write::NewRelated<'a, #record> for #draft<Tree<'a>> {
                fn into_tree(self) -> (RowValues, Tree<'a>) {
                    (self.#values, self.#query)
                }
            }
        }
    });
    let type_docs = format!(
        " A new {} with the optional fields that were set, by itself or on its way.",
        model.name()
    );
    let setters = model
        .scalar_fields()
        .filter(|field| !required(field) && field.is_writable())
        .map(|field| setter(field, names));
    quote! {
        #[doc = #type_docs]
        #[must_use = "a query does nothing until it is awaited"]
        #[derive(Debug, Clone)]
        pub struct #draft<Q = Detached> {
            #values: RowValues,
            #query: Q,
        }

        impl<Q> #draft<Q> {
            #(#setters)*

            #nesting
        }

        #tree

        impl NewRecord<#record> for #draft {
            fn into_values(self) -> RowValues {
                self.#values
            }
        }

        impl<Q: RunWrite<RowValues>> IntoBatchQuery for #draft<Q> {
            type Query = Write<Q, RowValues>;

            fn into_batch_query(self) -> Self::Query {
                Write::new(self.#query, self.#values)
            }
        }

        impl<Q: RunWrite<RowValues>> IntoFuture for #draft<Q> {
            type Output = Result<Q::Output, Error>;
            type IntoFuture = Q::Future;

            fn into_future(self) -> Q::Future {
                self.#query.run(self.#values)
            }
        }
    }
}

fn update(model: ModelWalker<'_>, names: &Names) -> TokenStream {
    let own = names.model(model.id());
    let (record, update) = (&own.record, &own.update);
    let nesting = nesting(model, names, update, quote! { RowChanges });
    let Locals {
        values,
        query,
        returning,
        ..
    } = &own.locals;
    let type_docs = format!(
        " Changes of a {}, by themselves or on their way.",
        model.name()
    );
    let setters = model
        .scalar_fields()
        .filter(|field| field.is_writable())
        .map(|field| match takes_changes(field) {
            true => changing_setter(field, names),
            false => setter(field, names),
        });
    quote! {
        #[doc = #type_docs]
        #[must_use = "a query does nothing until it is awaited"]
        #[derive(Debug, Clone)]
        pub struct #update<Q = Detached> {
            #values: RowChanges,
            #query: Q,
        }

        impl<Q> #update<Q> {
            #(#setters)*

            #nesting
        }

        impl<'a> #update<UpdatingMany<'a, #record>> {
            /// Gives the changed rows back, in no particular order.
            pub fn #returning(self) -> #update<UpdatingManyReturning<'a, #record>> {
                #update { #values: self.#values, #query: self.#query.returning() }
            }
        }

        impl<'a, Q: IntoTree<'a>> RelatedChanges<'a, #record> for #update<Q> {
            fn into_tree(self) -> (RowChanges, Tree<'a>) {
                (self.#values, self.#query.into_tree())
            }
        }

        impl<Q: RunWrite<RowChanges>> IntoBatchQuery for #update<Q> {
            type Query = Write<Q, RowChanges>;

            fn into_batch_query(self) -> Self::Query {
                Write::new(self.#query, self.#values)
            }
        }

        impl<Q: RunWrite<RowChanges>> IntoFuture for #update<Q> {
            type Output = Result<Q::Output, Error>;
            type IntoFuture = Q::Future;

            fn into_future(self) -> Q::Future {
                self.#query.run(self.#values)
            }
        }
    }
}

/// The method that takes related rows, where there are such.
fn nesting(
    model: ModelWalker<'_>,
    names: &Names,
    around: &Ident,
    written: TokenStream,
) -> Option<TokenStream> {
    if !model.relation_fields().any(is_nestable) {
        return None;
    }
    let own = names.model(model.id());
    let record = &own.record;
    let Locals {
        nested,
        values,
        query,
        ..
    } = &own.locals;
    Some(quote! {
        /// Writes related rows with this one, in one transaction: `model::relation.create(…)`.
        pub fn #nested<'a>(
            self,
            #nested: impl plexica_client::write::NestedFor<'a, #record, #written>,
        ) -> #around<Q::With>
        where
            Q: plexica_client::write::Nest<'a>,
        {
            #around { #values: self.#values, #query: self.#query.nest(#nested.into_part()) }
        }
    })
}

fn setter(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    let (name, place, r#type) = (names.field(field), place(field), column_type(field, names));
    let Locals { value, values, .. } = &names.model(field.model().id()).locals;
    let docs = comment(field.documentation());
    quote! {
        #docs
        pub fn #name(mut self, #value: impl Bind<#r#type>) -> Self {
            self.#values.set(#place, #value.bind());
            self
        }
    }
}

/// A setter of an update for a column that can also be changed by what it is.
fn changing_setter(field: ScalarFieldWalker<'_>, names: &Names) -> TokenStream {
    let (name, place, r#type) = (names.field(field), place(field), column_type(field, names));
    let Locals { value, values, .. } = &names.model(field.model().id()).locals;
    let docs = comment(field.documentation());
    quote! {
        #docs
        pub fn #name(mut self, #value: impl Change<#r#type>) -> Self {
            self.#values.change(#place, #value.into_change());
            self
        }
    }
}
