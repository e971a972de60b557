use std::collections::VecDeque;

use futures_util::{Stream, TryStreamExt, stream};
use plexica_ident::TenantKey;

use super::{Registry, Scope, known_tenants::Registered};
use crate::{
    Error,
    model::ROOT_ALIAS,
    query::{Node, Operator, Select, Statement},
    value::Value,
};

/// How many keys are read at once, and so how many are in memory.
const PAGE: usize = 1_000;

/// The keys of all active tenants, in their order, a page at a time, read in core's scope. One that is made meanwhile
/// is among them or not.
pub(super) fn active_tenants(core: Scope) -> impl Stream<Item = Result<TenantKey, Error>> + Send {
    let pages = stream::try_unfold(Some(String::new()), move |after| {
        let core = core.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let keys = page(&core, after).await?;
            let last = keys.last().filter(|_| keys.len() == PAGE).cloned();
            let registry = core.shared().tenants()?;
            // A row that was made by hand may have a key that is none: no handle leads there.
            let checked: VecDeque<_> = keys.iter().flat_map(|key| registry.check(key)).collect();
            Ok::<_, Error>(Some((checked, last)))
        }
    });
    pages
        .map_ok(|keys| stream::iter(keys.into_iter().map(Ok)))
        .try_flatten()
}

/// The keys that come after one.
async fn page(core: &Scope, after: String) -> Result<Vec<String>, Error> {
    let registry = core.shared().tenants()?;
    let since = registry.moment(core.shared());
    let executor = core.executor().await?;
    let keys: Vec<String> = executor
        .rows(&statement(registry, after), |row| row.try_get(0))
        .await?;
    for key in keys.iter().flat_map(|key| registry.check(key)) {
        // Who gets a handle next needs no query, unless the tenant changes before.
        registry.remember(&key, Registered::Active, since);
    }
    Ok(keys)
}

fn statement(registry: &Registry, after: String) -> Statement {
    let model = registry.def.model;
    let key = model.column(registry.def.key);
    let mut filter = Node::Compare {
        place: registry.def.key,
        operator: Operator::Greater,
        value: Value::Text(after),
    };
    if let Some(status) = &registry.def.status {
        filter = filter.and(Node::Compare {
            place: status.column,
            operator: Operator::Equal,
            value: Value::Text(status.active.to_owned()),
        });
    }
    let mut statement = Select::only(filter).statement(model, "", |sql| {
        key.reference(sql, ROOT_ALIAS);
        sql.push_str("::text");
    });
    // By the column and not by its text, which may have another order.
    statement.sql.push_str(" ORDER BY ");
    key.reference(&mut statement.sql, ROOT_ALIAS);
    statement.sql.push_str(&format!(" LIMIT {PAGE}"));
    statement
}
