use super::{Node, Operator, column_pair, in_rows};
use crate::{
    model::{ModelDef, ROOT_ALIAS},
    query::{TextOperator, Writer, list},
};

impl Node {
    /// Writes the condition; `alias` is the alias of the table of `model`.
    pub(crate) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        match self {
            Self::Compare {
                place,
                operator,
                value,
            } => {
                let column = model.column(place);
                if column.is_list {
                    let negated = operator == Operator::NotEqual;
                    return list::write_equal(writer, column, alias, negated, value);
                }
                writer.comparable(column, alias);
                column.operator(&mut writer.sql, operator.sql());
                writer.comparable_parameter(column, value);
            }
            Self::CompareColumns {
                place,
                operator,
                other,
            } => {
                let (left, right) = (model.column(place), model.column(other));
                column_pair::write(writer, alias, left, operator.sql(), right);
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
                if column.is_list {
                    return list::write_in(writer, column, alias, negated, values);
                }
                writer.comparable(column, alias);
                let (operator, quantifier) = if negated {
                    ("<>", "ALL(")
                } else {
                    ("=", "ANY(")
                };
                column.operator(&mut writer.sql, operator);
                writer.push(quantifier);
                writer.comparable_list_parameter(column, values);
                writer.push(")");
            }
            Self::Text {
                place,
                operator,
                text,
            } => {
                let column = model.column(place);
                writer.text(column, alias);
                column.operator(&mut writer.sql, operator.sql());
                writer.text_parameter(text);
            }
            Self::TextInList { place, patterns } => {
                let column = model.column(place);
                writer.text(column, alias);
                column.operator(&mut writer.sql, TextOperator::LikeIgnoreCase.sql());
                writer.push("ANY(");
                writer.texts_parameter(patterns);
                writer.push(")");
            }
            Self::Search(node) => node.write(writer, model, alias),
            Self::Json(node) => {
                let column = model.column(node.place());
                node.write(writer, column, alias);
            }
            Self::Network { place, node } => node.write(writer, model.column(place), alias),
            Self::List { place, node } => node.write(writer, model.column(place), alias),
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
            Self::InRows { columns } => in_rows::write(columns, writer, model, alias),
            Self::Aggregate(condition) => condition.write(writer, model, alias),
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
