use super::create::one;
use crate::{
    Error,
    connection::Executor,
    model::Model,
    query::{Deleted, Node, Select},
};

/// The one row that a write by a key gives back. Without one, it is told whether the row is there at
/// another version, where a version was asked for: `at_any_version` is the key then. `deleted` says
/// which rows the write was about.
pub(super) async fn one_at_version<M: Model>(
    executor: &Executor<'_>,
    rows: Vec<M>,
    at_any_version: Option<Node>,
    deleted: Deleted,
) -> Result<M, Error> {
    if rows.is_empty()
        && let Some(key) = at_any_version
    {
        let (def, schema) = (M::def(), executor.tenant_schema());
        let select = Select {
            deleted,
            ..Select::only(key)
        };
        let found = select.statement(def, schema, |sql| sql.push('1'));
        if !executor.rows(&found, |_| Ok(())).await?.is_empty() {
            return Err(Error::stale_version(def));
        }
    }
    one(rows, M::def().name)
}
