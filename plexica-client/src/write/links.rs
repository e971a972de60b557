//! The links of a many-to-many relation: rows of its join table.

use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{ManyToMany, RelationDef, ThroughDef},
    query::{Statement, Writer},
    value::Value,
};

/// Makes links from one row to others, takes them away, or both. One statement; it says how many
/// links it made, or took away where it makes none.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct ChangeLinks<'a, R> {
    scope: &'a Scope,
    change: LinkChange,
    source: Value,
    targets: Value,
    of: PhantomData<fn() -> R>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkChange {
    /// Those that are there stay as they are.
    Connect,
    /// Those that are not there are passed over.
    Disconnect,
    /// Afterwards there are just these.
    Set,
}

impl<'a, R: ManyToMany> ChangeLinks<'a, R> {
    pub(crate) fn new(scope: &'a Scope, change: LinkChange, source: Value, targets: Value) -> Self {
        Self {
            scope,
            change,
            source,
            targets,
            of: PhantomData,
        }
    }
}

impl<'a, R: ManyToMany> IntoFuture for ChangeLinks<'a, R> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<R: ManyToMany> BatchQuery for ChangeLinks<'_, R> {
    type Output = u64;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<u64, Error> {
        let relation = R::def();
        // Generated together: a many-to-many relation has a join table.
        let Some(through) = &relation.through else {
            return Ok(0);
        };
        let writer = Writer::new(executor.tenant_schema());
        let (source, targets) = (self.source, self.targets);
        let statement = statement(writer, relation, through, self.change, source, targets);
        executor.execute(&statement).await
    }
}

pub(super) fn statement(
    mut writer: Writer<'_>,
    relation: &'static RelationDef,
    through: &ThroughDef,
    change: LinkChange,
    source: Value,
    targets: Value,
) -> Statement {
    match change {
        LinkChange::Connect => {}
        LinkChange::Disconnect => {
            let keys = (source, targets);
            write_delete(&mut writer, relation, through, keys, ("=", "ANY("));
            return writer.finish(relation.source);
        }
        LinkChange::Set => {
            writer.push("WITH others AS (");
            let keys = (source.clone(), targets.clone());
            write_delete(&mut writer, relation, through, keys, ("<>", "ALL("));
            writer.push(") ");
        }
    }
    writer.push("INSERT INTO ");
    writer.qualified(through.scope, through.table);
    writer.push(" (");
    writer.identifier(through.source);
    writer.push(", ");
    writer.identifier(through.target);
    writer.push(") SELECT ");
    write_source(&mut writer, relation, source);
    writer.push(", targets.key FROM unnest(");
    write_targets(&mut writer, relation, targets);
    writer.push(") AS targets (key) ON CONFLICT DO NOTHING");
    writer.finish(relation.source)
}

fn write_delete(
    writer: &mut Writer<'_>,
    relation: &RelationDef,
    through: &ThroughDef,
    (source, targets): (Value, Value),
    (operator, quantifier): (&str, &str),
) {
    writer.push("DELETE FROM ");
    writer.qualified(through.scope, through.table);
    writer.push(" WHERE ");
    writer.identifier(through.source);
    for (own, _) in relation.columns {
        let own = relation.source.column(*own);
        own.operator(&mut writer.sql, "=");
    }
    write_source(writer, relation, source);
    writer.push(" AND ");
    writer.identifier(through.target);
    for (_, other) in relation.columns {
        let other = relation.target.column(*other);
        other.operator(&mut writer.sql, operator);
    }
    writer.push(quantifier);
    write_targets(writer, relation, targets);
    writer.push(")");
}

fn write_source(writer: &mut Writer<'_>, relation: &RelationDef, key: Value) {
    for (source, _) in relation.columns {
        writer.parameter(relation.source.column(*source), key.clone());
    }
}

fn write_targets(writer: &mut Writer<'_>, relation: &RelationDef, keys: Value) {
    for (_, target) in relation.columns {
        writer.list_parameter(relation.target.column(*target), keys.clone());
    }
}
