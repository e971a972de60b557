use proc_macro2::TokenStream;
use quote::quote;

/// A documentation comment: the schema's own words, otherwise `otherwise`.
pub(super) fn docs(documentation: Option<&str>, otherwise: &str) -> TokenStream {
    comment(documentation.or(Some(otherwise)))
}

/// A documentation comment of the schema's own words, where there are any.
pub(super) fn comment(documentation: Option<&str>) -> TokenStream {
    let lines = documentation.into_iter().flat_map(str::lines).map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {}", escape(line.trim()))
        }
    });
    quote! { #(#[doc = #lines])* }
}

/// Text of a schema's comment as Markdown that rustdoc takes as it is meant: `<T>` and `[x]` are
/// no tags and no links, a bare address is one.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut in_code = false;
    for character in line.chars() {
        match character {
            '`' => in_code = !in_code,
            '<' | '>' | '[' | ']' if !in_code => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}
