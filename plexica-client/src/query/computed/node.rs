use crate::{
    model::ModelDef,
    query::{Step, Writer},
    value::{PgType, Value},
};

/// What is computed of a row. Every value is of the type that it crosses the wire as: a column of
/// another one is cast where it is named.
#[derive(Debug, Clone)]
pub(in crate::query) enum Node {
    Column(u16),
    /// Of the one related row.
    Related(Step, Box<Node>),
    Function(Function, Box<Node>),
    /// The first of the two that is not `NULL`.
    Coalesce(Box<Node>, Right),
    Operation(Box<Node>, Operation, Right),
}

/// The other value that something is computed of.
#[derive(Debug, Clone)]
pub(in crate::query) enum Right {
    Value(Value),
    Node(Box<Node>),
}

#[derive(Debug, Clone, Copy)]
pub(in crate::query) enum Function {
    Lower,
    Upper,
    Trim,
    CharLength,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::query) enum Operation {
    Plus,
    Minus,
    Times,
    DividedBy,
    Concat,
}

impl Node {
    /// Writes it; `alias` is that of the table of `model`.
    pub(super) fn write(&self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        match self {
            Self::Column(place) => model.column(*place).select(&mut writer.sql, alias),
            Self::Related(step, of) => {
                let target = step.relation.target;
                let joined = writer.join_one(*step, alias);
                match step.relation.columns.first() {
                    // Of a row that is not there, there is no value to stand in.
                    Some((_, key)) if !of.is_null_of_nulls() => {
                        writer.push("CASE WHEN ");
                        target.column(*key).reference(&mut writer.sql, &joined);
                        writer.push(" IS NOT NULL THEN ");
                        of.write(writer, target, &joined);
                        writer.push(" END");
                    }
                    _ => of.write(writer, target, &joined),
                }
            }
            Self::Function(function, of) => {
                writer.push(match function {
                    Function::Lower => "lower(",
                    Function::Upper => "upper(",
                    Function::Trim => "btrim(",
                    Function::CharLength => "char_length(",
                });
                of.write(writer, model, alias);
                writer.push(")");
            }
            Self::Coalesce(left, right) => {
                writer.push("coalesce(");
                left.write(writer, model, alias);
                writer.push(", ");
                right.write(writer, left.r#type(model), model, alias);
                writer.push(")");
            }
            Self::Operation(left, operation, right) => {
                writer.push("(");
                left.write(writer, model, alias);
                writer.push(match operation {
                    Operation::Plus => " + ",
                    Operation::Minus => " - ",
                    Operation::Times => " * ",
                    Operation::DividedBy => " / ",
                    Operation::Concat => " || ",
                });
                let r#type = match operation {
                    // Not the column's: a `character(n)` that is a space is nothing.
                    Operation::Concat => PgType::Text,
                    _ => left.r#type(model),
                };
                right.write(writer, r#type, model, alias);
                writer.push(")");
            }
        }
    }

    /// Whether it is `NULL` where all columns of its row are.
    fn is_null_of_nulls(&self) -> bool {
        match self {
            Self::Column(_) | Self::Related(..) => true,
            Self::Function(_, of) => of.is_null_of_nulls(),
            Self::Coalesce(left, right) => left.is_null_of_nulls() && right.is_null_of_nulls(),
            Self::Operation(left, _, right) => left.is_null_of_nulls() || right.is_null_of_nulls(),
        }
    }

    /// The type of the column that decides what its values are sent as.
    fn r#type(&self, model: &'static ModelDef) -> PgType {
        match self {
            Self::Column(place) => model.column(*place).r#type,
            Self::Related(step, of) => of.r#type(step.relation.target),
            Self::Function(Function::CharLength, _) => PgType::Integer,
            Self::Function(..) | Self::Operation(_, Operation::Concat, _) => PgType::Text,
            Self::Coalesce(left, _) | Self::Operation(left, ..) => left.r#type(model),
        }
    }
}

impl Right {
    fn is_null_of_nulls(&self) -> bool {
        match self {
            Self::Value(_) => false,
            Self::Node(node) => node.is_null_of_nulls(),
        }
    }

    fn write(
        &self,
        writer: &mut Writer<'_>,
        r#type: PgType,
        model: &'static ModelDef,
        alias: &str,
    ) {
        match self {
            Self::Value(value) => writer.plain_parameter(r#type, value.clone()),
            Self::Node(node) => node.write(writer, model, alias),
        }
    }
}
