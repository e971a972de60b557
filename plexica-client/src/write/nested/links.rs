//! Nested writes of a relation that a join table holds.

use super::plan::{Answer, Step, Write, not_found};
use crate::{
    model::{Key, Model, Relation, RelationDef, ThroughDef},
    query::{Deleted, Node, Writer},
    value::Value,
    write::links::{self, LinkChange},
};

/// The join table, the one key of the source and the columns that the table pairs.
fn held<R: Relation>(key: &[Value]) -> Option<(&'static ThroughDef, Value, (u16, u16))> {
    let relation = R::def();
    let through = relation.through.as_ref()?;
    Some((through, key.first()?.clone(), *relation.columns.first()?))
}

/// What relates a new row as soon as its key is known; `None` where a foreign key does.
pub(super) fn step<'a, R: Relation>(key: &[Value]) -> Option<Step<'a>> {
    let (through, source, (_, target)) = held::<R>(key)?;
    Some(Step {
        places: vec![target],
        plan: Box::new(move |schema, key| {
            let change = LinkChange::Connect;
            let (writer, keys) = (Writer::new(schema), Value::Array(key));
            let statement = links::statement(writer, R::def(), through, change, source, keys);
            Ok(vec![Write::new(statement, Answer::Any)])
        }),
    })
}

/// Relates a row that has to be there. A link that is there already is no error, so that not the
/// new links are counted but the rows found.
pub(super) fn connect<'a, R: Relation>(
    schema: &str,
    key: &[Value],
    row: Key<R::Target>,
) -> Option<Write<'a>> {
    let (through, source, pair) = held::<R>(key)?;
    let relation = R::def();
    let mut writer = Writer::new(schema);
    writer.push("WITH found AS (");
    write_keys(&mut writer, relation, pair, row.into_node());
    writer.push("), made AS (INSERT INTO ");
    writer.qualified(through.scope, through.table);
    writer.push(" (");
    writer.identifier(through.source);
    writer.push(", ");
    writer.identifier(through.target);
    writer.push(") SELECT ");
    writer.parameter(relation.source.column(pair.0), source);
    writer.push(", found.key FROM found ON CONFLICT DO NOTHING) SELECT 1 FROM found");
    let statement = writer.finish(R::Target::def());
    Some(Write::new(statement, Answer::One { missing: not_found }))
}

/// Takes links to the rows that match away.
pub(super) fn sever<'a, R: Relation>(
    schema: &str,
    key: &[Value],
    rows: &Node,
) -> Option<Write<'a>> {
    let (through, source, pair) = held::<R>(key)?;
    let relation = R::def();
    let own = relation.source.column(pair.0);
    let mut writer = Writer::new(schema);
    writer.push("DELETE FROM ");
    writer.qualified(through.scope, through.table);
    writer.push(" WHERE ");
    writer.identifier(through.source);
    own.operator(&mut writer.sql, "=");
    writer.parameter(own, source);
    writer.push(" AND ");
    writer.identifier(through.target);
    relation
        .target
        .column(pair.1)
        .operator(&mut writer.sql, "=");
    writer.push("ANY(ARRAY(");
    write_keys(&mut writer, relation, pair, rows.clone());
    writer.push("))");
    Some(Write::new(writer.finish(relation.source), Answer::Any))
}

/// The keys of the target's rows that match.
fn write_keys(writer: &mut Writer<'_>, relation: &RelationDef, pair: (u16, u16), rows: Node) {
    let target = relation.target;
    writer.push("SELECT ");
    target
        .column(pair.1)
        .reference(&mut writer.sql, crate::model::ROOT_ALIAS);
    writer.push(" AS key FROM ");
    writer.root(target);
    Deleted::LeftOut
        .narrow(target, rows)
        .write_where(writer, target);
}
