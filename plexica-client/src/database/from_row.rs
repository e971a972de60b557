//! What a row of raw SQL becomes, and how its columns are found.

use std::{any::type_name, fmt};

use tokio_postgres::{
    Column, Row,
    types::{Kind, Type},
};

use crate::value::ColumnValue;

/// What a raw query's row becomes: a struct with `#[derive(FromRow)]`, by the names of its columns,
/// or a tuple of at most twelve columns, in their order.
#[diagnostic::on_unimplemented(
    message = "a row of raw SQL cannot become a `{Self}`",
    note = "it becomes a struct with `#[derive(plexica_client::FromRow)]`",
    note = "or a tuple of at most twelve columns; of one column, `(T,)`"
)]
pub trait FromRow: Sized + Send {
    /// Where its columns stand in the rows of one statement.
    type Places: Send + Sync;

    /// Finds its columns, once a statement.
    ///
    /// # Errors
    /// When one is not there, or is of another type.
    fn places(columns: &RowColumns<'_>) -> Result<Self::Places, RowMismatch>;

    /// Reads it.
    ///
    /// # Errors
    /// When a column holds what its field cannot.
    fn from_row(row: &Row, places: &Self::Places) -> Result<Self, tokio_postgres::Error>;
}

/// The columns that the rows of a statement have.
#[derive(Debug)]
pub struct RowColumns<'a>(&'a [Column]);

/// The rows of a statement are not what they are to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMismatch {
    message: String,
    pub(crate) help: &'static str,
}

impl<'a> RowColumns<'a> {
    pub(crate) fn new(columns: &'a [Column]) -> Self {
        Self(columns)
    }

    /// The place of a column that a field's values are read from, as a `T`.
    ///
    /// # Errors
    /// When no column is called so, or several are, or its type is not one that a `T` is read from.
    pub fn place<T: ColumnValue>(&self, field: &str, column: &str) -> Result<usize, RowMismatch> {
        let columns = self.0.iter().map(Column::name);
        let place = find(columns, column)?;
        let r#type = self.0[place].type_();
        if T::accepts(r#type) {
            Ok(place)
        } else {
            Err(of_another_type(
                field,
                column,
                r#type,
                type_name::<T::Rust>(),
            ))
        }
    }
}

fn find<'n>(
    names: impl Iterator<Item = &'n str> + Clone,
    wanted: &str,
) -> Result<usize, RowMismatch> {
    let mut places = names
        .clone()
        .enumerate()
        .filter(|(_, name)| *name == wanted);
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Ok(place),
        (Some(_), Some(_)) => Err(RowMismatch {
            message: format!("several columns are called `{wanted}`"),
            help: "name each as its field is called, with `AS`",
        }),
        (None, _) => {
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            let there = match names.as_slice() {
                [] => "there are no columns".to_owned(),
                names => format!("there are {}", names.join(", ")),
            };
            Err(RowMismatch {
                message: format!("no column is called `{wanted}`; {there}"),
                help: "select it, name it with `AS`, or say what it is called with \
                       `#[plexica(rename = \"…\")]` on the field",
            })
        }
    }
}

fn of_another_type(field: &str, column: &str, r#type: &Type, rust: &str) -> RowMismatch {
    RowMismatch {
        message: format!(
            "the column `{column}` is of the type `{}`, and the field `{field}` a `{}`",
            r#type.name(),
            short_name(rust)
        ),
        // PostgreSQL's own types have numbers below this one (`FirstNormalObjectId`).
        help: match (r#type.kind(), r#type.oid() < 16_384) {
            (Kind::Simple | Kind::Array(_), true) => {
                "change the field's type, or cast the column in the SQL: `total::bigint`"
            }
            _ => {
                "select a type that is not PostgreSQL's own as text: `mood::text`, `moods::text[]`"
            }
        },
    }
}

/// A type's name without the paths in it.
pub(crate) fn short_name(full: &str) -> String {
    let mut short = String::new();
    for part in full.split_inclusive(|character: char| {
        !(character.is_alphanumeric() || matches!(character, '_' | ':'))
    }) {
        let from = part.rfind("::").map_or(0, |at| at + "::".len());
        short.push_str(&part[from..]);
    }
    short
}

impl fmt::Display for RowMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RowMismatch {}

/// Rows that nobody reads.
#[derive(Debug)]
pub(crate) struct Unread;

impl FromRow for Unread {
    type Places = ();

    fn places(_: &RowColumns<'_>) -> Result<(), RowMismatch> {
        Ok(())
    }

    fn from_row(_: &Row, (): &()) -> Result<Self, tokio_postgres::Error> {
        Ok(Self)
    }
}

macro_rules! tuples {
    ($($column:ident $place:tt),*) => {
        impl<$($column: ColumnValue<Rust = $column>),*> FromRow for ($($column,)*) {
            type Places = ();

            fn places(_: &RowColumns<'_>) -> Result<(), RowMismatch> {
                Ok(())
            }

            fn from_row(row: &Row, (): &()) -> Result<Self, tokio_postgres::Error> {
                Ok(($($column::decode(row, $place)?,)*))
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], wanted: &str) -> Result<usize, String> {
        find(names.iter().copied(), wanted).map_err(|mismatch| mismatch.to_string())
    }

    #[test]
    fn a_column_is_found_by_its_name_and_by_nothing_else() {
        assert_eq!(found(&["id", "email"], "email"), Ok(1));
        assert_eq!(
            found(&["id", "Email"], "email").unwrap_err(),
            "no column is called `email`; there are `id`, `Email`"
        );
        assert_eq!(
            found(&[], "email").unwrap_err(),
            "no column is called `email`; there are no columns"
        );
        assert_eq!(
            found(&["id", "name", "id"], "id").unwrap_err(),
            "several columns are called `id`"
        );
        assert_eq!(found(&["id", "name", "id"], "name"), Ok(1));
    }

    #[test]
    fn the_name_of_a_type_is_shown_without_its_paths() {
        for (full, short) in [
            (type_name::<i64>(), "i64"),
            (type_name::<Option<String>>(), "Option<String>"),
            (type_name::<Vec<Option<uuid::Uuid>>>(), "Vec<Option<Uuid>>"),
            (type_name::<(String, i16)>(), "(String, i16)"),
        ] {
            assert_eq!(short_name(full), short);
        }
    }

    #[test]
    fn what_to_do_about_a_type_depends_on_whose_it_is() {
        let mismatch = of_another_type("total", "sum", &Type::NUMERIC, type_name::<i64>());
        assert_eq!(
            mismatch.to_string(),
            "the column `sum` is of the type `numeric`, and the field `total` a `i64`"
        );
        assert!(mismatch.help.contains("total::bigint"));
        let labels = Kind::Enum(vec!["CALM".to_owned()]);
        let mood = Type::new("mood".to_owned(), 16_390, labels, "tenant_acme".to_owned());
        let mismatch = of_another_type("mood", "mood", &mood, type_name::<String>());
        assert!(mismatch.help.contains("mood::text"));
    }
}
