//! New rows without related ones: several a statement.

use super::plan::{Answer, Write};
use crate::{
    model::Writable,
    write::{
        RowValues,
        create_many::insert_all,
        statement::{OnConflict, Returning},
    },
};

pub(super) fn insert_flat<'a, M: Writable>(
    schema: &str,
    rows: Vec<RowValues>,
) -> impl Iterator<Item = Write<'a>> {
    insert_all::<M>(schema, rows, || OnConflict::Fail, Returning::Count)
        .into_iter()
        .map(|statement| Write::new(statement, Answer::Any))
}
