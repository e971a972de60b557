//! Looking for a row by a key of the new one, where another statement decides what comes of it.

use tokio_postgres::types::Type;

use super::{
    plan::{Answer, Step, Write},
    tree::Tree,
};
use crate::{
    Error,
    model::{ModelDef, Writable},
    query::{Lock, Node, Operator, Select, Statement},
    value::{Parameter, Value},
    write::{RowValues, generated_value::complete_new},
};

/// The values of the key that the new row has.
pub(in crate::write) fn key_of(
    model: &'static ModelDef,
    places: &[u16],
    values: &RowValues,
    tree: &Tree<'_>,
) -> Result<Vec<(u16, Value)>, Error> {
    let value = |place: &u16| Some((*place, values.get(*place)?.clone()));
    let key: Option<Vec<_>> = places.iter().map(value).collect();
    match key {
        Some(key) if !tree.makes_its_row() => Ok(key),
        _ => Err(Error::upsert_without_key(model)),
    }
}

pub(in crate::write) fn equal(key: Vec<(u16, Value)>) -> Node {
    let equal = |(place, value)| Node::Compare {
        place,
        operator: Operator::Equal,
        value,
    };
    Node::All(key.into_iter().map(equal).collect())
}

/// The row with the key, for this transaction alone.
pub(in crate::write) fn locking(key: &[(u16, Value)]) -> Select {
    Select {
        lock: Some(Lock::update()),
        ..Select::only(equal(key.to_vec()))
    }
}

/// Keeps other upserts of the key out. The lock is one a name; a name that two keys share makes one of
/// them wait.
pub(in crate::write) fn lock(
    model: &'static ModelDef,
    schema: &str,
    key: &[(u16, Value)],
) -> Statement {
    let name = format!("upsert {schema} {} {key:?}", model.table);
    Statement {
        sql: "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended($1, 5788205))".to_owned(),
        parameters: vec![Parameter {
            value: Value::Text(name),
            r#type: Type::TEXT,
        }],
        model: Some(model),
        is_kept: true,
    }
}

/// What a look for the row with a new one's key has given.
pub(super) enum Looked<'a> {
    /// It is there: the condition for it, and its values in the columns that were asked for.
    Found(Node, Vec<Value>),
    /// It is not, and this is the new one.
    New(RowValues, Tree<'a>),
}

/// Looks for the row with the new one's key first: what is written with a new row is not written with
/// one that is there. `of` are the columns whose values are asked for, one at least.
pub(super) fn look_first<'a, M: Writable>(
    schema: &str,
    unique: &[u16],
    (mut values, tree): (RowValues, Tree<'a>),
    of: Vec<u16>,
    then: impl FnOnce(&str, Looked<'a>) -> Result<Vec<Write<'a>>, Error> + Send + 'a,
) -> Result<Vec<Write<'a>>, Error> {
    let model = M::def();
    complete_new(model, &mut values);
    let key = key_of(model, unique, &values, &tree)?;
    let lock = Write::new(lock(model, schema, &key), Answer::Any);
    let columns = |sql: &mut String| sql.push_str(model.select_list());
    let select = locking(&key).statement(model, schema, columns);
    let step = Step {
        places: of,
        plan: Box::new(move |schema, row| {
            let looked = match row.is_empty() {
                true => Looked::New(values, tree),
                false => Looked::Found(equal(key), row),
            };
            then(schema, looked)
        }),
    };
    Ok(vec![lock, Write::awaited::<M>(select, vec![step], None)])
}
