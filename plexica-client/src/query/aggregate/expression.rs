use std::marker::PhantomData;

use crate::{
    model::{ColumnDef, Model, ModelDef},
    query::{Filter, GroupOrder, Having, Node, Operator, Writer},
    value::{Bind, ColumnValue, Ordered, PgType, RowCount, Value},
};

/// Something that is worked out of many rows of model `M`, and gives a `V`: `post::views.sum()`.
///
/// To read with `aggregate` or `group_by`; and to compare in `having` and to order by, where rows are
/// grouped.
#[must_use]
pub struct Aggregate<M, V> {
    expression: Expression,
    of: PhantomData<fn() -> (M, V)>,
}

impl<M, V> Clone for Aggregate<M, V> {
    fn clone(&self) -> Self {
        Self::new(self.expression.clone())
    }
}

impl<M, V> std::fmt::Debug for Aggregate<M, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.expression.fmt(f)
    }
}

/// An aggregate of one column, or of rows as such.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    function: Function,
    /// Of the rows that match it only.
    filter: Option<Node>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Function {
    CountRows,
    Count(u16),
    CountDistinct(u16),
    Sum(u16),
    Average(u16),
    Min(u16),
    Max(u16),
}

/// A comparison of an aggregate; with `NULL` in place of a value, a test for it.
#[derive(Debug, Clone)]
pub(crate) struct AggregateCondition {
    expression: Expression,
    operator: Operator,
    value: Value,
}

impl<M, V> Aggregate<M, V> {
    fn new(expression: Expression) -> Self {
        Self {
            expression,
            of: PhantomData,
        }
    }

    pub(super) fn of(function: Function) -> Self {
        Self::new(Expression {
            function,
            filter: None,
        })
    }

    pub(super) fn expression(&self) -> &Expression {
        &self.expression
    }
}

impl<M: Model> Aggregate<M, RowCount> {
    /// How many rows there are, whatever is in them.
    ///
    /// ```ignore
    /// acme.post().group_by(post::status).aggregate(Aggregate::rows()).await?;
    /// ```
    pub fn rows() -> Self {
        Self::of(Function::CountRows)
    }
}

impl<M: Model, V: ColumnValue> Aggregate<M, V> {
    /// Of the rows that match only; several calls must all match.
    ///
    /// ```ignore
    /// let (all, long) = acme.post()
    ///     .aggregate((post::id.count(), post::id.count().filter(post::words.gt(1000))))
    ///     .await?;
    /// ```
    pub fn filter(mut self, filter: Filter<M>) -> Self {
        let before = self.expression.filter.take();
        self.expression.filter = Some(match before {
            Some(before) => before.and(filter.node),
            None => filter.node,
        });
        self
    }

    fn compare(self, operator: Operator, value: Value) -> Having<M> {
        Having::new(AggregateCondition {
            expression: self.expression,
            operator,
            value,
        })
    }

    /// Equal to the value. `None` means `NULL`, which is what there is without rows.
    pub fn eq(self, value: impl Bind<V::Optional>) -> Having<M> {
        self.compare(Operator::Equal, value.bind())
    }

    /// Not equal to the value; `None` means not `NULL`.
    pub fn ne(self, value: impl Bind<V::Optional>) -> Having<M> {
        self.compare(Operator::NotEqual, value.bind())
    }

    /// The group with the least first.
    pub fn asc(self) -> GroupOrder<M> {
        GroupOrder::ascending(self.expression)
    }

    /// The group with the greatest first.
    pub fn desc(self) -> GroupOrder<M> {
        GroupOrder::descending(self.expression)
    }
}

impl<M: Model, V: ColumnValue> Aggregate<M, V>
where
    V::Scalar: Ordered,
{
    /// Less than the value.
    pub fn lt(self, value: impl Bind<V::Key>) -> Having<M> {
        self.compare(Operator::Less, value.bind())
    }

    /// Less than the value or equal to it.
    pub fn lte(self, value: impl Bind<V::Key>) -> Having<M> {
        self.compare(Operator::LessOrEqual, value.bind())
    }

    /// Greater than the value.
    pub fn gt(self, value: impl Bind<V::Key>) -> Having<M> {
        self.compare(Operator::Greater, value.bind())
    }

    /// Greater than the value or equal to it.
    pub fn gte(self, value: impl Bind<V::Key>) -> Having<M> {
        self.compare(Operator::GreaterOrEqual, value.bind())
    }
}

impl Function {
    fn place(self) -> Option<u16> {
        match self {
            Self::CountRows => None,
            Self::Count(place)
            | Self::CountDistinct(place)
            | Self::Sum(place)
            | Self::Average(place)
            | Self::Min(place)
            | Self::Max(place) => Some(place),
        }
    }

    /// Writes the call.
    fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        match self {
            Self::CountRows => writer.push("count(*)"),
            // A list that is `NULL` is a list all the same: an empty one.
            Self::Count(place) if model.column(place).is_list => writer.push("count(*)"),
            Self::Count(place) => {
                writer.push("count(");
                model.column(place).reference(&mut writer.sql, alias);
                writer.push(")");
            }
            Self::CountDistinct(place) => {
                let column = model.column(place);
                let is_list = column.is_list;
                writer.push(if is_list {
                    "count(DISTINCT coalesce("
                } else {
                    "count(DISTINCT "
                });
                writer.comparable(column, alias);
                writer.push(if is_list { ", '{}'))" } else { ")" });
            }
            Self::Sum(place) => write_of_number(writer, "sum", model.column(place), alias),
            Self::Average(place) => write_of_number(writer, "avg", model.column(place), alias),
            Self::Min(place) => write_of_ordered(writer, "min", model.column(place), alias),
            Self::Max(place) => write_of_ordered(writer, "max", model.column(place), alias),
        }
    }

    /// What to cast the result to, for it to be what the client decodes.
    fn cast(self, model: &ModelDef) -> Option<&'static str> {
        match self {
            Self::CountRows | Self::Count(_) | Self::CountDistinct(_) => None,
            Self::Sum(place) => match model.column(place).r#type {
                PgType::BigInt => Some("int8"),
                _ => None,
            },
            Self::Average(place) => match model.column(place).r#type {
                PgType::Numeric | PgType::Money => None,
                _ => Some("float8"),
            },
            Self::Min(place) | Self::Max(place) => model.column(place).r#type.crosses_as(),
        }
    }

    /// Writes a value to compare the result with.
    fn write_parameter(self, writer: &mut Writer<'_>, model: &ModelDef, value: Value) {
        let column = self.place().map(|place| model.column(place));
        match (self, column) {
            (Self::Min(_) | Self::Max(_), Some(column)) if column.r#type.is_no_text() => {
                writer.plain_parameter(PgType::Text, value);
            }
            (Self::Min(_) | Self::Max(_), Some(column)) => writer.parameter(column, value),
            (_, _) => {
                let r#type = match &value {
                    Value::Double(_) => PgType::Double,
                    Value::BigInt(_) => PgType::BigInt,
                    _ => PgType::Numeric,
                };
                writer.plain_parameter(r#type, value);
            }
        }
    }
}

/// Writes `sum` or `avg`. That of `real` is taken of the wider type, and `money` is a decimal.
fn write_of_number(writer: &mut Writer<'_>, function: &str, column: &ColumnDef, alias: &str) {
    writer.push(function);
    writer.push("(");
    column.reference(&mut writer.sql, alias);
    writer.push(match column.r#type {
        PgType::Real => "::float8",
        PgType::Money => "::numeric",
        _ => "",
    });
    writer.push(")");
}

/// Writes `min` or `max`. That of an extension's type is in the extension's schema.
fn write_of_ordered(writer: &mut Writer<'_>, function: &str, column: &ColumnDef, alias: &str) {
    if let PgType::Citext(schema) = column.r#type {
        writer.identifier(schema);
        writer.push(".");
    }
    writer.push(function);
    writer.push("(");
    column.reference(&mut writer.sql, alias);
    writer.push(if column.r#type.is_no_text() {
        "::text"
    } else {
        ""
    });
    writer.push(")");
}

impl Expression {
    pub(crate) fn place(&self) -> Option<u16> {
        self.function.place()
    }

    /// Writes the aggregate as part of a condition or an order.
    pub(crate) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        self.function.write(writer, model, alias);
        if let Some(filter) = self.filter {
            writer.push(" FILTER (WHERE ");
            filter.write(writer, model, alias);
            writer.push(")");
        }
    }

    /// Writes the aggregate as a query's result.
    pub(crate) fn select(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        let cast = self.function.cast(model);
        self.write(writer, model, alias);
        if let Some(cast) = cast {
            writer.push("::");
            writer.push(cast);
        }
    }
}

impl AggregateCondition {
    pub(crate) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        let function = self.expression.function;
        self.expression.write(writer, model, alias);
        if self.value.is_null() {
            writer.push(match self.operator {
                Operator::Equal => " IS NULL",
                _ => " IS NOT NULL",
            });
            return;
        }
        match (function, function.place()) {
            (Function::Min(_) | Function::Max(_), Some(place)) => {
                model
                    .column(place)
                    .operator(&mut writer.sql, self.operator.sql());
            }
            _ => {
                writer.push(" ");
                writer.push(self.operator.sql());
                writer.push(" ");
            }
        }
        function.write_parameter(writer, model, self.value);
    }
}
