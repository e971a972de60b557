//! The derives of `plexica-client`, which exports them again and says what they do.

mod attributes;
#[cfg(test)]
mod expansion_tests;
mod from_row;
mod record;
mod select_as;

use proc_macro::TokenStream;

/// Makes a struct the row of raw SQL, by the names of its columns.
///
/// ```ignore
/// #[derive(plexica_client::FromRow)]
/// struct Author {
///     email: String,
///     age: Option<i32>,
///     #[plexica(rename = "count")]
///     posts: i64,
/// }
///
/// let authors: Vec<Author> = acme
///     .query_raw("SELECT email, age, count(*) FROM {tenant}.users JOIN … GROUP BY 1, 2")
///     .await?;
/// ```
///
/// Each field is read from the column of its name; the order of the columns is of no account, and
/// those without a field are left alone. A column that may be `NULL` has an `Option`. A column that
/// is missing, or of another type than its field, is an error before the statement runs, behind a
/// pooler (`statements=unnamed`) with its first row.
///
/// Of a field, `#[plexica(…)]` says
/// - `rename = "…"`: what its column is called.
/// - `json`: it is a type of your own that serde reads from `json` or `jsonb`.
/// - `text`: it is a type of your own, parsed from text with `FromStr`.
///
/// and of the struct
/// - `crate = path`: where `plexica_client` is, for a program that has it through another crate.
#[proc_macro_derive(FromRow, attributes(plexica))]
pub fn derive_from_row(input: TokenStream) -> TokenStream {
    expand(input, from_row::expand)
}

/// Makes a struct what `select_as` reads, and says which columns it is made of.
///
/// ```ignore
/// #[derive(plexica_client::SelectAs)]
/// #[plexica(model = db::post)]
/// struct Headline {
///     id: i32,
///     title: String,
///     #[plexica(select = db::post::author.select(db::user::email))]
///     author: String,
///     #[plexica(select = db::post::comments.count())]
///     comments: u64,
/// }
///
/// let headlines: Vec<Headline> = acme.post().find_many().select_as().await?;
/// ```
///
/// `model` is the module of a model in the generated client. Each field is the column of the same
/// name in it, or what `select = …` says: anything that `select` takes. A field that is no column, or
/// is of another type, does not compile. Nothing but these columns is read.
///
/// `crate = path` says where `plexica_client` is, for a program that has it through another crate.
#[proc_macro_derive(SelectAs, attributes(plexica))]
pub fn derive_select_as(input: TokenStream) -> TokenStream {
    expand(input, select_as::expand)
}

fn expand(
    input: TokenStream,
    expand: impl FnOnce(&syn::DeriveInput) -> syn::Result<proc_macro2::TokenStream>,
) -> TokenStream {
    syn::parse(input)
        .and_then(|input| expand(&input))
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
