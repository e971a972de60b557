//! What the derives make of a struct, as text.

use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_quote};

use crate::{from_row, select_as};

/// Without the spaces that tokens have between them when they are text.
fn text(expanded: syn::Result<TokenStream>) -> String {
    match expanded {
        Ok(tokens) => tokens.to_string().replace(' ', ""),
        Err(error) => panic!("{error}"),
    }
}

fn error(expanded: syn::Result<TokenStream>) -> String {
    match expanded {
        Ok(tokens) => panic!("it expands: {tokens}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_column_has_the_name_of_its_field_unless_it_is_said() {
    let input: DeriveInput = parse_quote! {
        struct Row {
            r#type: i32,
            #[plexica(rename = "e_mail")]
            email: String,
        }
    };
    let text = text(from_row::expand(&input));
    assert!(text.contains(r#"place::<i32>("type","type")"#), "{text}");
    assert!(
        text.contains(r#"place::<String>("email","e_mail")"#),
        "{text}"
    );
}

#[test]
fn a_type_of_ones_own_is_read_by_its_codec_within_an_option_too() {
    let input: DeriveInput = parse_quote! {
        struct Row {
            #[plexica(json)]
            whole: Vec<Option<Own>>,
            #[plexica(text)]
            part: core::option::Option<Own>,
        }
    };
    let text = text(from_row::expand(&input));
    let value = "::plexica_client::value::";
    assert!(
        text.contains(&format!("{value}Typed<Vec<Option<Own>>,{value}AsJson>")),
        "{text}"
    );
    assert!(
        text.contains(&format!("{value}OptionalTyped<Own,{value}AsText>")),
        "{text}"
    );
}

#[test]
fn the_client_may_be_elsewhere_and_a_struct_generic() {
    let input: DeriveInput = parse_quote! {
        #[plexica(crate = platform::client, model = platform::db::user)]
        struct Row<'a, T: Clone> where T: Copy {
            email: Cow<'a, T>,
        }
    };
    let raw = text(from_row::expand(&input));
    let head = "impl<'a,T:Clone>platform::client::FromRowforRow<'a,T>whereT:Copy{";
    assert!(raw.contains(head), "{raw}");
    let selected = text(select_as::expand(&input));
    assert!(
        selected.contains("typeModel=platform::db::user::Record;"),
        "{selected}"
    );
    assert!(
        selected.contains("__columns.add(&platform::db::user::email);"),
        "{selected}"
    );
    for text in [raw, selected] {
        assert!(!text.contains("::plexica_client"), "{text}");
    }
}

#[test]
fn what_a_derive_is_told_wrong_is_an_error_that_says_what_is_right() {
    let wrong: [(DeriveInput, &str); 6] = [
        (parse_quote! { enum Row { A } }, "named fields"),
        (parse_quote! { struct Row; }, "named fields"),
        (parse_quote! { struct Row(i32); }, "named fields"),
        (
            parse_quote! { #[plexica(table = "a")] struct Row { a: i32 } },
            "`model = path`",
        ),
        (
            parse_quote! { struct Row { #[plexica(name = "b")] a: i32 } },
            "`rename = \"…\"`",
        ),
        (
            parse_quote! { struct Row { #[plexica(json, text)] a: i32 } },
            "already",
        ),
    ];
    for (input, says) in wrong {
        let of_raw = error(from_row::expand(&input));
        let of_selection = error(select_as::expand(&input));
        assert!(of_raw.contains(says), "{of_raw}");
        assert_eq!(of_raw, of_selection);
    }
    let no_model = error(select_as::expand(&parse_quote! { struct Row { a: i32 } }));
    assert!(
        no_model.contains("#[plexica(model = db::user)]"),
        "{no_model}"
    );
    let nothing = parse_quote! { #[plexica(model = db::user)] struct Row {} };
    assert!(error(select_as::expand(&nothing)).contains("nothing to select"));
}
