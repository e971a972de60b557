//! Conditions on columns of lists.
//!
//! Such a column may be `NULL`, as Prisma makes it, and a record then has an empty list. So it is
//! here: a list that is `NULL` is an empty one, and no condition on a list is ever unknown.

use super::{Filter, Node, Operator, Writer};
use crate::{
    model::{Column, ColumnDef, Model},
    value::{Bind, BindList, ListValue, Value},
};

/// A condition on a column of a list.
#[derive(Debug, Clone)]
pub(crate) enum ListNode {
    /// All of the values are members.
    HasEvery(Value),
    /// At least one of the values is a member.
    HasSome(Value),
    /// The number of members.
    Length(Operator, i64),
}

impl<M: Model, T: ListValue> Column<M, T> {
    fn list(self, node: ListNode) -> Filter<M> {
        Filter::from_node(Node::List {
            place: self.place(),
            node,
        })
    }

    /// The value is a member of the list.
    ///
    /// ```ignore
    /// post::tags.has("rust")
    /// ```
    pub fn has(self, value: impl Bind<T::Member>) -> Filter<M> {
        self.list(ListNode::HasEvery(Value::Array(vec![value.bind()])))
    }

    /// All of the values are members, in whatever order. Every list has all of no values.
    ///
    /// ```ignore
    /// post::tags.has_every(["rust", "sql"])
    /// ```
    pub fn has_every(self, values: impl BindList<T::Member>) -> Filter<M> {
        self.list(ListNode::HasEvery(values.bind_list()))
    }

    /// At least one of the values is a member. No list has any of no values.
    ///
    /// ```ignore
    /// post::tags.has_some(["rust", "sql"])
    /// ```
    pub fn has_some(self, values: impl BindList<T::Member>) -> Filter<M> {
        self.list(ListNode::HasSome(values.bind_list()))
    }

    /// Without members.
    pub fn is_empty(self) -> Filter<M> {
        self.list(ListNode::Length(Operator::Equal, 0))
    }

    /// With members.
    pub fn is_not_empty(self) -> Filter<M> {
        self.list(ListNode::Length(Operator::Greater, 0))
    }

    /// The number of members, to compare with a number.
    ///
    /// ```ignore
    /// post::tags.length().gte(3)
    /// ```
    pub fn length(self) -> ListLength<M, T> {
        ListLength(self)
    }
}

/// How many members a list has: `post::tags.length()`.
#[must_use]
pub struct ListLength<M, T>(Column<M, T>);

impl<M, T> std::fmt::Debug for ListLength<M, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ListLength").field(&self.0.place()).finish()
    }
}

impl<M: Model, T: ListValue> ListLength<M, T> {
    fn compare(self, operator: Operator, length: usize) -> Filter<M> {
        // No list in PostgreSQL has as many members as that.
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        self.0.list(ListNode::Length(operator, length))
    }

    /// As many members.
    pub fn eq(self, length: usize) -> Filter<M> {
        self.compare(Operator::Equal, length)
    }

    /// More or fewer members.
    pub fn ne(self, length: usize) -> Filter<M> {
        self.compare(Operator::NotEqual, length)
    }

    /// Fewer members.
    pub fn lt(self, length: usize) -> Filter<M> {
        self.compare(Operator::Less, length)
    }

    /// As many members or fewer.
    pub fn lte(self, length: usize) -> Filter<M> {
        self.compare(Operator::LessOrEqual, length)
    }

    /// More members.
    pub fn gt(self, length: usize) -> Filter<M> {
        self.compare(Operator::Greater, length)
    }

    /// As many members or more.
    pub fn gte(self, length: usize) -> Filter<M> {
        self.compare(Operator::GreaterOrEqual, length)
    }
}

impl ListNode {
    pub(crate) fn write(self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str) {
        match self {
            Self::HasEvery(values) if has_no_members(&values) => writer.push("TRUE"),
            Self::HasSome(values) if has_no_members(&values) => writer.push("FALSE"),
            Self::HasEvery(values) => write_compared(writer, column, alias, " @> ", values),
            Self::HasSome(values) => write_compared(writer, column, alias, " && ", values),
            Self::Length(operator, length) => {
                writer.push("coalesce(cardinality(");
                column.reference(&mut writer.sql, alias);
                writer.push("), 0) ");
                writer.push(operator.sql());
                writer.push(" ");
                writer.number_parameter(length);
            }
        }
    }
}

/// Writes that a list has just these members.
pub(super) fn write_equal(
    writer: &mut Writer<'_>,
    column: &ColumnDef,
    alias: &str,
    negated: bool,
    members: Value,
) {
    writer.push(if negated { "NOT " } else { "" });
    if has_no_members(&members) {
        writer.push("(");
        ListNode::Length(Operator::Equal, 0).write(writer, column, alias);
        writer.push(")");
    } else {
        write_compared(writer, column, alias, " = ", members);
    }
}

/// Writes that a list equals one of the lists.
pub(super) fn write_in(
    writer: &mut Writer<'_>,
    column: &ColumnDef,
    alias: &str,
    negated: bool,
    lists: Value,
) {
    writer.push(if negated { "NOT (FALSE" } else { "(FALSE" });
    if let Value::Array(lists) = lists {
        for members in lists {
            writer.push(" OR ");
            write_equal(writer, column, alias, false, members);
        }
    }
    writer.push(")");
}

/// With a test for `NULL` beside the operator, not around the column: an index is still used.
fn write_compared(
    writer: &mut Writer<'_>,
    column: &ColumnDef,
    alias: &str,
    operator: &str,
    members: Value,
) {
    writer.push("(");
    column.reference(&mut writer.sql, alias);
    writer.push(" IS NOT NULL AND ");
    writer.comparable(column, alias);
    writer.push(operator);
    writer.comparable_parameter(column, members);
    writer.push(")");
}

fn has_no_members(values: &Value) -> bool {
    matches!(values, Value::Array(values) if values.is_empty())
}
