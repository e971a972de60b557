//! Conditions on what is inside JSON.

use std::marker::PhantomData;

use serde_json::Value as Json;

use super::{Filter, Node, Operator, TextOperator, Writer, pattern};
use crate::{
    model::{Column, ColumnDef, Model},
    value::{ColumnValue, JsonOrdered, Value},
};

/// What is at a path inside the JSON of a column: `user::settings.path(["theme", "colour"])`.
///
/// A row that has nothing there, because the column is `NULL` or something on the way is missing, is
/// like a row without a value: no comparison is true of it, and no negated one either. So it is with a
/// comparison with a value of another type where only one makes sense: text is not less than a number.
/// [`exists`](Self::exists), [`is_missing`](Self::is_missing) and [`is_json_null`](Self::is_json_null)
/// are true or false of every row.
#[must_use]
pub struct JsonPath<M> {
    target: Target,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for JsonPath<M> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
            of: PhantomData,
        }
    }
}

impl<M> std::fmt::Debug for JsonPath<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.target.fmt(f)
    }
}

/// A column and a path in it; without one, the whole value.
#[derive(Debug, Clone)]
struct Target {
    place: u16,
    path: Vec<Value>,
}

/// A condition on JSON.
#[derive(Debug, Clone)]
pub(crate) struct JsonNode {
    target: Target,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Compare(Operator, Json),
    /// With a value of the type that PostgreSQL calls so.
    Ordered(&'static str, Operator, Value),
    Text(TextOperator, String),
    Contains(Json),
    /// The parts of an array.
    ArrayContains(Json),
    /// The part of an array at this index, from its end if it is negative.
    Item(&'static str, Json),
    HasKeys(&'static str, Value),
    Missing(bool),
    JsonNull,
}

impl<M: Model, T: ColumnValue<Scalar = Json>> Column<M, T> {
    /// What is at a path inside the JSON: keys of objects, and indexes of arrays (`"0"`, or `"-1"` for
    /// the last).
    ///
    /// ```ignore
    /// user::settings.path(["theme", "colour"]).eq("red")
    /// ```
    pub fn path(self, path: impl IntoIterator<Item = impl Into<String>>) -> JsonPath<M> {
        let path = path.into_iter().map(|part| Value::Text(part.into()));
        JsonPath {
            target: Target {
                place: self.place(),
                path: path.collect(),
            },
            of: PhantomData,
        }
    }

    fn whole(self) -> JsonPath<M> {
        self.path([""; 0])
    }

    /// Contains the JSON, as PostgreSQL's `@>` has it: an object has at least these members, an array
    /// at least these items in whatever order, and so on inside them.
    ///
    /// ```ignore
    /// user::settings.contains_json(json!({"theme": {"colour": "red"}}))
    /// ```
    pub fn contains_json(self, json: impl Into<Json>) -> Filter<M> {
        self.whole().contains_json(json)
    }

    /// Is an object with the key.
    pub fn has_key(self, key: impl Into<String>) -> Filter<M> {
        self.whole().has_key(key)
    }

    /// Is an object with all of the keys.
    pub fn has_every_key(self, keys: impl IntoIterator<Item = impl Into<String>>) -> Filter<M> {
        self.whole().has_every_key(keys)
    }

    /// Is an object with at least one of the keys.
    pub fn has_some_key(self, keys: impl IntoIterator<Item = impl Into<String>>) -> Filter<M> {
        self.whole().has_some_key(keys)
    }

    /// Is the JSON `null`, which is a value. `NULL` of the database is none: that is `is_null`.
    pub fn is_json_null(self) -> Filter<M> {
        self.whole().is_json_null()
    }
}

impl<M: Model> JsonPath<M> {
    fn test(self, test: Test) -> Filter<M> {
        let target = self.target;
        Filter::from_node(Node::Json(Box::new(JsonNode { target, test })))
    }

    /// Equal to the JSON. Numbers are compared by value (1 and 1.0 are equal), objects without regard
    /// to the order of their members.
    pub fn eq(self, json: impl Into<Json>) -> Filter<M> {
        self.test(Test::Compare(Operator::Equal, json.into()))
    }

    /// There, and not equal to the JSON.
    pub fn ne(self, json: impl Into<Json>) -> Filter<M> {
        self.test(Test::Compare(Operator::NotEqual, json.into()))
    }

    fn ordered(self, operator: Operator, value: impl JsonOrdered) -> Filter<M> {
        let (r#type, value) = value.into_typed();
        self.test(Test::Ordered(r#type, operator, value))
    }

    /// A number less than this one, or a text before this one.
    pub fn lt(self, value: impl JsonOrdered) -> Filter<M> {
        self.ordered(Operator::Less, value)
    }

    /// A number less than this one or equal to it, or a text that is not after this one.
    pub fn lte(self, value: impl JsonOrdered) -> Filter<M> {
        self.ordered(Operator::LessOrEqual, value)
    }

    /// A number greater than this one, or a text after this one.
    ///
    /// ```ignore
    /// user::settings.path(["font", "size"]).gt(12)
    /// ```
    pub fn gt(self, value: impl JsonOrdered) -> Filter<M> {
        self.ordered(Operator::Greater, value)
    }

    /// A number greater than this one or equal to it, or a text that is not before this one.
    pub fn gte(self, value: impl JsonOrdered) -> Filter<M> {
        self.ordered(Operator::GreaterOrEqual, value)
    }

    /// A text with this one in it. `%`, `_` and `\` mean themselves.
    pub fn string_contains(self, text: impl AsRef<str>) -> Filter<M> {
        self.test(Test::Text(
            TextOperator::Like,
            pattern::containing(text.as_ref()),
        ))
    }

    /// A text that starts with this one. `%`, `_` and `\` mean themselves.
    pub fn string_starts_with(self, text: impl AsRef<str>) -> Filter<M> {
        self.test(Test::Text(
            TextOperator::Like,
            pattern::starting_with(text.as_ref()),
        ))
    }

    /// A text that ends with this one. `%`, `_` and `\` mean themselves.
    pub fn string_ends_with(self, text: impl AsRef<str>) -> Filter<M> {
        self.test(Test::Text(
            TextOperator::Like,
            pattern::ending_with(text.as_ref()),
        ))
    }

    /// A text with this one in it, upper and lower case being the same.
    pub fn string_contains_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.test(Test::Text(
            TextOperator::LikeIgnoreCase,
            pattern::containing(text.as_ref()),
        ))
    }

    /// A text that starts with this one, upper and lower case being the same.
    pub fn string_starts_with_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.test(Test::Text(
            TextOperator::LikeIgnoreCase,
            pattern::starting_with(text.as_ref()),
        ))
    }

    /// A text that ends with this one, upper and lower case being the same.
    pub fn string_ends_with_ignore_case(self, text: impl AsRef<str>) -> Filter<M> {
        self.test(Test::Text(
            TextOperator::LikeIgnoreCase,
            pattern::ending_with(text.as_ref()),
        ))
    }

    /// An array that contains all of these, as PostgreSQL's `@>` has it: an object is contained in one
    /// with more members.
    ///
    /// ```ignore
    /// user::settings.path(["languages"]).array_contains(["de", "fr"])
    /// ```
    pub fn array_contains(self, items: impl IntoIterator<Item = impl Into<Json>>) -> Filter<M> {
        let items = items.into_iter().map(Into::into).collect();
        self.test(Test::ArrayContains(Json::Array(items)))
    }

    /// An array whose first item is this.
    pub fn array_starts_with(self, item: impl Into<Json>) -> Filter<M> {
        self.test(Test::Item("0", item.into()))
    }

    /// An array whose last item is this.
    pub fn array_ends_with(self, item: impl Into<Json>) -> Filter<M> {
        self.test(Test::Item("-1", item.into()))
    }

    /// Contains the JSON, as PostgreSQL's `@>` has it: an object has at least these members, an array
    /// at least these items in whatever order, and so on inside them.
    pub fn contains_json(self, json: impl Into<Json>) -> Filter<M> {
        self.test(Test::Contains(json.into()))
    }

    fn keys(
        self,
        operator: &'static str,
        keys: impl IntoIterator<Item = impl Into<String>>,
    ) -> Filter<M> {
        let keys = keys.into_iter().map(|key| Value::Text(key.into()));
        self.test(Test::HasKeys(operator, Value::Array(keys.collect())))
    }

    /// An object with the key.
    pub fn has_key(self, key: impl Into<String>) -> Filter<M> {
        self.keys(" ?& ", [key])
    }

    /// An object with all of the keys.
    pub fn has_every_key(self, keys: impl IntoIterator<Item = impl Into<String>>) -> Filter<M> {
        self.keys(" ?& ", keys)
    }

    /// An object with at least one of the keys.
    pub fn has_some_key(self, keys: impl IntoIterator<Item = impl Into<String>>) -> Filter<M> {
        self.keys(" ?| ", keys)
    }

    /// Something is there, be it the JSON `null`.
    pub fn exists(self) -> Filter<M> {
        self.test(Test::Missing(false))
    }

    /// Nothing is there: the column is `NULL`, or something on the way is missing.
    pub fn is_missing(self) -> Filter<M> {
        self.test(Test::Missing(true))
    }

    /// The JSON `null` is there.
    pub fn is_json_null(self) -> Filter<M> {
        self.test(Test::JsonNull)
    }
}

impl JsonNode {
    pub(crate) fn write(self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str) {
        let target = self.target;
        match self.test {
            Test::Compare(operator, json) => {
                target.write(writer, column, alias);
                writer.push(" ");
                writer.push(operator.sql());
                writer.push(" ");
                writer.json_parameter(Value::Json(json));
            }
            Test::Ordered(r#type, operator, value) => {
                target.when(writer, column, alias, r#type);
                target.write(writer, column, alias);
                writer.push(" ");
                writer.push(operator.sql());
                writer.push(" ");
                writer.json_parameter(value);
                writer.push(" END");
            }
            Test::Text(operator, text) => {
                target.when(writer, column, alias, "string");
                target.write_text(writer, column, alias);
                writer.push(" ");
                writer.push(operator.sql());
                writer.push(" ");
                writer.text_parameter(text);
                writer.push(" END");
            }
            Test::Contains(json) => {
                target.write(writer, column, alias);
                writer.push(" @> ");
                writer.json_parameter(Value::Json(json));
            }
            Test::ArrayContains(items) => {
                target.when(writer, column, alias, "array");
                target.write(writer, column, alias);
                writer.push(" @> ");
                writer.json_parameter(Value::Json(items));
                writer.push(" END");
            }
            Test::Item(index, item) => {
                target.when(writer, column, alias, "array");
                target.write(writer, column, alias);
                writer.push(" -> ");
                writer.push(index);
                writer.push(" = ");
                writer.json_parameter(Value::Json(item));
                writer.push(" END");
            }
            Test::HasKeys(operator, keys) => {
                // Beside the operator, which an index may answer. It is for the items of arrays, too.
                writer.push("(");
                target.write(writer, column, alias);
                writer.push(operator);
                writer.texts_parameter(keys);
                writer.push(" AND jsonb_typeof(");
                target.write(writer, column, alias);
                writer.push(") = 'object')");
            }
            Test::Missing(missing) => {
                target.write(writer, column, alias);
                writer.push(if missing { " IS NULL" } else { " IS NOT NULL" });
            }
            Test::JsonNull => {
                target.write(writer, column, alias);
                writer.push(" IS NOT DISTINCT FROM ");
                writer.json_parameter(Value::Json(Json::Null));
            }
        }
    }

    pub(crate) fn place(&self) -> u16 {
        self.target.place
    }
}

impl Target {
    /// Writes what is there, as `jsonb`.
    fn write(&self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str) {
        self.extract(writer, column, alias, " #> ");
    }

    /// Writes what is there as text, without the quotes of a string.
    fn write_text(&self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str) {
        self.extract(writer, column, alias, " #>> ");
    }

    fn extract(&self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str, operator: &str) {
        if self.path.is_empty() && operator == " #> " {
            writer.comparable(column, alias);
            return;
        }
        writer.push("(");
        writer.comparable(column, alias);
        writer.push(operator);
        writer.texts_parameter(Value::Array(self.path.clone()));
        writer.push(")");
    }

    /// Writes the beginning of a condition on values of this type, unknown for others.
    fn when(&self, writer: &mut Writer<'_>, column: &ColumnDef, alias: &str, r#type: &str) {
        writer.push("CASE jsonb_typeof(");
        self.write(writer, column, alias);
        writer.push(") WHEN '");
        writer.push(r#type);
        writer.push("' THEN ");
    }
}
