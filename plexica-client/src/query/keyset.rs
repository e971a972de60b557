//! Pages that begin or end at a row, by its values of what the rows are ordered by.

use super::{Direction, Node, Operator, OrderItem};
use crate::{
    Error,
    model::{Columns, ModelDef},
    value::{PgType, Value},
};

/// A row's values, in the order of its model's columns.
#[derive(Debug, Clone)]
pub(crate) struct Cursor(Vec<Value>);

impl Cursor {
    pub(super) fn at<R: Columns>(row: &R, model: &ModelDef) -> Self {
        // Which of them are asked for, the order says, and that may not be known yet.
        let places = 0..u16::try_from(model.columns.len()).unwrap_or(u16::MAX);
        Self(places.map(|place| row.column_value(place)).collect())
    }

    fn value(&self, place: u16) -> Value {
        self.0
            .get(usize::from(place))
            .cloned()
            .unwrap_or(Value::Null)
    }

    /// The condition that a row comes after this one in the order, all of whose items are by own
    /// columns and which ends in a key.
    pub(super) fn before_rows(&self, order: &[OrderItem], model: &'static ModelDef) -> Node {
        let items: Vec<Item> = order
            .iter()
            .filter_map(|item| {
                let place = item.own_column()?;
                Some(Item::new(item, place, self.value(place), model))
            })
            .collect();
        match as_one_comparison(&items) {
            Some(comparison) => comparison,
            None => expanded(&items),
        }
    }
}

/// The order with a key at its end, so that no two rows are equal in it. The order's last
/// direction goes on: an index over all of it can be read either way.
pub(super) fn complete(
    order: &[OrderItem],
    model: &'static ModelDef,
) -> Result<Vec<OrderItem>, Error> {
    let mut order = order.to_vec();
    if order.iter().any(|item| item.own_column().is_none()) {
        return Err(Error::cursor_without_value(model));
    }
    let has =
        |order: &[OrderItem], place: u16| order.iter().any(|item| item.own_column() == Some(place));
    let mut keys = model.keys.iter().filter(|key| {
        let mut columns = key.columns.iter().map(|place| model.column(*place));
        columns.all(|column| !column.is_nullable())
    });
    let all = |key: &[u16]| key.iter().all(|place| has(&order, *place));
    if keys.clone().any(|key| all(key.columns)) {
        return Ok(order);
    }
    let key = keys
        .next()
        .ok_or_else(|| Error::cursor_without_key(model))?;
    let direction = order
        .last()
        .map_or(Direction::Ascending, OrderItem::direction);
    for place in key.columns {
        if !has(&order, *place) {
            order.push(OrderItem::by_column(*place, direction));
        }
    }
    Ok(order)
}

/// A column of the order and the cursor's value of it.
struct Item {
    place: u16,
    value: Value,
    ascending: bool,
    nulls_first: bool,
    nullable: bool,
    /// Whether the comparison of rows, which names no schema, would take another operator.
    has_own_operator: bool,
}

impl Item {
    fn new(item: &OrderItem, place: u16, value: Value, model: &'static ModelDef) -> Self {
        let column = model.column(place);
        Self {
            place,
            value,
            ascending: item.direction() == Direction::Ascending,
            nulls_first: item.are_nulls_first(),
            nullable: column.is_nullable(),
            has_own_operator: matches!(column.r#type, PgType::Citext(_)),
        }
    }

    fn compare(&self, operator: Operator) -> Node {
        Node::Compare {
            place: self.place,
            operator,
            value: self.value.clone(),
        }
    }

    fn null(&self, negated: bool) -> Node {
        Node::Null {
            place: self.place,
            negated,
        }
    }

    fn operator(&self) -> Operator {
        match self.ascending {
            true => Operator::Greater,
            false => Operator::Less,
        }
    }

    /// A row comes later by this column alone; `None` where no row does.
    fn later(&self) -> Option<Node> {
        if self.value.is_null() {
            return self.nulls_first.then(|| self.null(true));
        }
        let later = self.compare(self.operator());
        Some(match self.nullable && !self.nulls_first {
            true => Node::Any(vec![later, self.null(false)]),
            false => later,
        })
    }

    fn same(&self) -> Node {
        match self.value.is_null() {
            true => self.null(false),
            false => self.compare(Operator::Equal),
        }
    }
}

/// `(a, b) > ($1, $2)`, which is one range of an index, where that means the same.
fn as_one_comparison(items: &[Item]) -> Option<Node> {
    let first = items.first()?;
    if let [only] = items {
        return (!only.nullable).then(|| only.compare(only.operator()));
    }
    let is_plain =
        |item: &Item| item.ascending == first.ascending && !item.nullable && !item.has_own_operator;
    if !items.iter().all(is_plain) {
        return None;
    }
    let columns = items.iter().map(|item| (item.place, item.value.clone()));
    Some(Node::CompareRow {
        columns: columns.collect(),
        operator: first.operator(),
    })
}

/// Later by the first column, or the same there and later by the second, and so on.
fn expanded(items: &[Item]) -> Node {
    let mut later = Node::Any(Vec::new());
    for item in items.iter().rev() {
        let mut ways: Vec<Node> = item.later().into_iter().collect();
        if !matches!(&later, Node::Any(ways) if ways.is_empty()) {
            ways.push(Node::All(vec![item.same(), later]));
        }
        later = Node::Any(ways);
    }
    match items {
        // Said beforehand, so that an index of the first column is read from there on.
        [first, _, ..] if !first.nullable => {
            let from_there = match first.ascending {
                true => Operator::GreaterOrEqual,
                false => Operator::LessOrEqual,
            };
            Node::All(vec![first.compare(from_there), later])
        }
        _ => later,
    }
}
