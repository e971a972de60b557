use std::{
    marker::PhantomData,
    ops::{BitAnd, BitOr, Not},
};

use super::{RelatedRows, Writer};
use crate::{
    model::{ModelDef, ROOT_ALIAS},
    value::Value,
};

/// A condition on the rows of model `M`. Combined with `&`, `|` and `!`.
///
/// ```ignore
/// user::email.ends_with("@acme.test") & !user::first_name.is_null()
/// ```
#[must_use]
pub struct Filter<M> {
    pub(crate) node: Node,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Self::from_node(self.node.clone())
    }
}

impl<M> std::fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Node {
    Compare {
        place: u16,
        operator: Operator,
        value: Value,
    },
    Null {
        place: u16,
        negated: bool,
    },
    InList {
        place: u16,
        values: Value,
        negated: bool,
    },
    Like {
        place: u16,
        pattern: String,
        ignore_case: bool,
    },
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// False or unknown. `NOT` alone leaves what is unknown unknown.
    NotTrue(Box<Node>),
    /// The columns, taken together, equal one of the rows that the lists make side by side.
    InRows {
        columns: Vec<(u16, Value)>,
    },
    Related {
        rows: Box<RelatedRows>,
        negated: bool,
    },
    RelatedCount {
        rows: Box<RelatedRows>,
        operator: Operator,
        number: i64,
    },
    /// The columns, taken together, in the order of rows: by the first, then the second.
    CompareRow {
        columns: Vec<(u16, Value)>,
        operator: Operator,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl<M> Filter<M> {
    pub(crate) fn from_node(node: Node) -> Self {
        Self {
            node,
            of: PhantomData,
        }
    }

    pub(crate) fn compare(place: u16, operator: Operator, value: Value) -> Self {
        Self::from_node(match (operator, value) {
            (Operator::Equal, Value::Null) => Node::Null {
                place,
                negated: false,
            },
            (Operator::NotEqual, Value::Null) => Node::Null {
                place,
                negated: true,
            },
            (operator, value) => Node::Compare {
                place,
                operator,
                value,
            },
        })
    }

    pub(crate) fn null(place: u16, negated: bool) -> Self {
        Self::from_node(Node::Null { place, negated })
    }

    pub(crate) fn in_list(place: u16, values: Value, negated: bool) -> Self {
        Self::from_node(Node::InList {
            place,
            values,
            negated,
        })
    }

    pub(crate) fn like(place: u16, pattern: String, ignore_case: bool) -> Self {
        Self::from_node(Node::Like {
            place,
            pattern,
            ignore_case,
        })
    }

    pub(crate) fn related(rows: RelatedRows, negated: bool) -> Self {
        Self::from_node(Node::Related {
            rows: Box::new(rows),
            negated,
        })
    }

    /// Matches every row: the empty `&`. A start to add conditions to in a loop.
    pub fn all() -> Self {
        Self::from_node(Node::All(Vec::new()))
    }

    /// Matches no row: the empty `|`. A start to add alternatives to in a loop.
    pub fn none() -> Self {
        Self::from_node(Node::Any(Vec::new()))
    }
}

impl<M> BitAnd for Filter<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self::from_node(self.node.and(other.node))
    }
}

impl<M> BitOr for Filter<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self::from_node(match self.node {
            Node::Any(mut nodes) => {
                nodes.push(other.node);
                Node::Any(nodes)
            }
            node => Node::Any(vec![node, other.node]),
        })
    }
}

impl<M> Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::from_node(Node::Not(Box::new(self.node)))
    }
}

impl Node {
    pub(crate) fn and(self, other: Self) -> Self {
        match self {
            Self::All(nodes) if nodes.is_empty() => other,
            Self::All(mut nodes) => {
                nodes.push(other);
                Self::All(nodes)
            }
            node => Self::All(vec![node, other]),
        }
    }

    /// Whether it says nothing, so that a statement needs no `WHERE`.
    pub(crate) fn is_all(&self) -> bool {
        matches!(self, Self::All(nodes) if nodes.is_empty())
    }

    /// Writes the condition; `alias` is the alias of the table of `model`.
    pub(crate) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        match self {
            Self::Compare {
                place,
                operator,
                value,
            } => {
                let column = model.column(place);
                column.reference(&mut writer.sql, alias);
                column.operator(&mut writer.sql, operator.sql());
                writer.parameter(column, value);
            }
            Self::Null { place, negated } => {
                model.column(place).reference(&mut writer.sql, alias);
                writer.push(if negated { " IS NOT NULL" } else { " IS NULL" });
            }
            Self::InList {
                place,
                values,
                negated,
            } => {
                let column = model.column(place);
                column.reference(&mut writer.sql, alias);
                let (operator, quantifier) = if negated {
                    ("<>", "ALL(")
                } else {
                    ("=", "ANY(")
                };
                column.operator(&mut writer.sql, operator);
                writer.push(quantifier);
                writer.list_parameter(column, values);
                writer.push(")");
            }
            Self::Like {
                place,
                pattern,
                ignore_case,
            } => {
                let column = model.column(place);
                column.reference(&mut writer.sql, alias);
                // What `LIKE` and `ILIKE` stand for (PostgreSQL manual, section 9.7.1).
                column.operator(&mut writer.sql, if ignore_case { "~~*" } else { "~~" });
                writer.text_parameter(pattern);
            }
            Self::All(nodes) => write_joined(nodes, " AND ", "TRUE", writer, model, alias),
            Self::Any(nodes) => write_joined(nodes, " OR ", "FALSE", writer, model, alias),
            Self::Not(node) => {
                writer.push("NOT (");
                node.write(writer, model, alias);
                writer.push(")");
            }
            Self::NotTrue(node) => {
                writer.push("(");
                node.write(writer, model, alias);
                writer.push(") IS NOT TRUE");
            }
            Self::InRows { columns } => {
                let places: Vec<u16> = columns.iter().map(|(place, _)| *place).collect();
                let rows = writer.next_alias();
                writer.push("EXISTS (SELECT 1 FROM unnest(");
                for (index, (place, values)) in columns.into_iter().enumerate() {
                    if index > 0 {
                        writer.push(", ");
                    }
                    writer.list_parameter(model.column(place), values);
                }
                writer.push(") AS ");
                writer.push(&rows);
                for index in 0..places.len() {
                    writer.push(if index == 0 { " (c" } else { ", c" });
                    writer.push(&index.to_string());
                }
                writer.push(") WHERE ");
                for (index, place) in places.into_iter().enumerate() {
                    if index > 0 {
                        writer.push(" AND ");
                    }
                    let column = model.column(place);
                    column.reference(&mut writer.sql, alias);
                    column.operator(&mut writer.sql, "=");
                    writer.push(&format!("{rows}.c{index}"));
                }
                writer.push(")");
            }
            Self::Related { rows, negated } => {
                writer.push(if negated {
                    "NOT EXISTS (SELECT 1 "
                } else {
                    "EXISTS (SELECT 1 "
                });
                rows.write_from(writer, model, alias);
                writer.push(")");
            }
            Self::RelatedCount {
                rows,
                operator,
                number,
            } => {
                rows.write_count(writer, model, alias);
                writer.push(" ");
                writer.push(operator.sql());
                writer.push(" ");
                writer.number_parameter(number);
            }
            Self::CompareRow { columns, operator } => {
                for (index, (place, _)) in columns.iter().enumerate() {
                    writer.push(if index == 0 { "(" } else { ", " });
                    model.column(*place).reference(&mut writer.sql, alias);
                }
                writer.push(") ");
                writer.push(operator.sql());
                for (index, (place, value)) in columns.into_iter().enumerate() {
                    writer.push(if index == 0 { " (" } else { ", " });
                    writer.parameter(model.column(place), value);
                }
                writer.push(")");
            }
        }
    }

    /// Writes ` WHERE …` for a statement on the table of `model`, or nothing.
    pub(crate) fn write_where(self, writer: &mut Writer<'_>, model: &'static ModelDef) {
        if !self.is_all() {
            writer.push(" WHERE ");
            self.write(writer, model, ROOT_ALIAS);
        }
    }
}

fn write_joined(
    nodes: Vec<Node>,
    separator: &str,
    empty: &str,
    writer: &mut Writer<'_>,
    model: &'static ModelDef,
    alias: &str,
) {
    if nodes.is_empty() {
        writer.push(empty);
        return;
    }
    writer.push("(");
    for (index, node) in nodes.into_iter().enumerate() {
        if index > 0 {
            writer.push(separator);
        }
        node.write(writer, model, alias);
    }
    writer.push(")");
}
