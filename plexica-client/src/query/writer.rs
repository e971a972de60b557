use std::fmt::Write as _;

use tokio_postgres::types::Type;

use super::joins::Joins;
use crate::{
    model::{ColumnDef, ModelDef, ROOT_ALIAS, ScopeDef},
    value::{Parameter, PgType, Value},
};

/// A statement that can be sent.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) parameters: Vec<Parameter>,
    /// The model it is about, for its errors; none where somebody wrote it by hand.
    pub(crate) model: Option<&'static ModelDef>,
    /// Whether its text comes again, so that it is worth keeping prepared.
    pub(crate) is_kept: bool,
}

/// The one place where SQL for queries is put together: names are quoted and qualified here,
/// values become parameters here.
#[derive(Debug)]
pub struct Writer<'a> {
    pub(crate) sql: String,
    parameters: Vec<Parameter>,
    tenant_schema: &'a str,
    aliases: u32,
    pub(super) joins: Joins,
}

impl<'a> Writer<'a> {
    /// `tenant_schema` is empty in the core scope, whose accessors lead to no tenant's table; if
    /// one were named all the same, PostgreSQL refuses the empty identifier.
    pub(crate) fn new(tenant_schema: &'a str) -> Self {
        Self::with_room_for(2, tenant_schema)
    }

    /// [`new`](Self::new), where it is known how many parameters there will be.
    pub(crate) fn with_room_for(parameters: usize, tenant_schema: &'a str) -> Self {
        Self {
            sql: String::with_capacity(512),
            parameters: Vec::with_capacity(parameters),
            tenant_schema,
            aliases: 0,
            joins: Joins::default(),
        }
    }

    pub(crate) fn finish(self, model: &'static ModelDef) -> Statement {
        Statement {
            sql: self.sql,
            parameters: self.parameters,
            model: Some(model),
            is_kept: true,
        }
    }

    pub(crate) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    fn schema(&self, scope: ScopeDef) -> &'a str {
        match scope {
            ScopeDef::Core(schema) => schema,
            ScopeDef::Tenant => self.tenant_schema,
        }
    }

    /// A table's full name, without an alias: for `INSERT INTO`.
    pub(crate) fn table_name(&mut self, model: &ModelDef) {
        self.qualified(model.scope, model.table);
    }

    /// The full name of a table or a type.
    pub(crate) fn qualified(&mut self, scope: ScopeDef, name: &str) {
        let schema = self.schema(scope);
        plexica_ident::quote_into(&mut self.sql, schema);
        self.sql.push('.');
        plexica_ident::quote_into(&mut self.sql, name);
    }

    /// A name alone.
    pub(crate) fn identifier(&mut self, name: &str) {
        plexica_ident::quote_into(&mut self.sql, name);
    }

    /// A table with an alias.
    pub(crate) fn table(&mut self, model: &ModelDef, alias: &str) {
        self.table_name(model);
        self.push(" AS ");
        self.push(alias);
    }

    /// The table that the statement is about.
    pub(crate) fn root(&mut self, model: &ModelDef) {
        self.table(model, ROOT_ALIAS);
    }

    /// An alias that this statement has not used.
    pub(crate) fn next_alias(&mut self) -> String {
        self.aliases += 1;
        format!("t{}", self.aliases)
    }

    /// A value of a column.
    pub(crate) fn parameter(&mut self, column: &ColumnDef, value: Value) {
        if column.is_list {
            self.list_parameter(column, value);
        } else {
            self.add(value, column.r#type.parameter());
            self.cast(column.r#type, "");
        }
    }

    /// A value of a column, of the type that it crosses the wire as.
    pub(crate) fn uncast_parameter(&mut self, column: &ColumnDef, value: Value) {
        self.add(value, column.r#type.parameter());
    }

    /// Values of a column, as an array.
    pub(crate) fn list_parameter(&mut self, column: &ColumnDef, values: Value) {
        self.add(values, column.r#type.array_parameter());
        self.cast(column.r#type, "[]");
    }

    /// A column in the form in which PostgreSQL can tell whether it is equal to another value.
    pub(crate) fn comparable(&mut self, column: &ColumnDef, alias: &str) {
        column.reference(&mut self.sql, alias);
        self.compared_as(column.r#type, if column.is_list { "[]" } else { "" });
    }

    /// A value of a column, to compare with what [`comparable`](Self::comparable) writes.
    pub(crate) fn comparable_parameter(&mut self, column: &ColumnDef, value: Value) {
        self.parameter(column, value);
        self.compared_as(column.r#type, if column.is_list { "[]" } else { "" });
    }

    /// Values of a column as an array, to compare with what [`comparable`](Self::comparable) writes.
    pub(crate) fn comparable_list_parameter(&mut self, column: &ColumnDef, values: Value) {
        self.list_parameter(column, values);
        self.compared_as(column.r#type, "[]");
    }

    fn compared_as(&mut self, r#type: PgType, suffix: &str) {
        if let Some(compared_as) = r#type.compared_as() {
            self.push("::");
            self.push(compared_as);
            self.push(suffix);
        }
    }

    /// The name of `citext`, an extension's type.
    pub(crate) fn citext(&mut self, schema: &'static str) {
        self.qualified(ScopeDef::Core(schema), "citext");
    }

    /// A column as a text, for operators on texts: not every type that Rust has as one is one.
    pub(crate) fn text(&mut self, column: &ColumnDef, alias: &str) {
        column.reference(&mut self.sql, alias);
        if column.r#type.is_no_text() {
            self.push("::text");
        }
    }

    /// A value of a type of PostgreSQL's own: what an aggregate is compared with.
    pub(crate) fn plain_parameter(&mut self, r#type: PgType, value: Value) {
        self.add(value, r#type.parameter());
    }

    /// Turns what was written of a column into the type that crosses the wire.
    pub(crate) fn cast_result(&mut self, column: &ColumnDef) {
        if let Some(crosses_as) = column.r#type.crosses_as() {
            self.push("::");
            self.push(crosses_as);
            self.push(if column.is_list { "[]" } else { "" });
        }
    }

    /// JSON that is no column's value.
    pub(crate) fn json_parameter(&mut self, json: Value) {
        self.add(json, Type::JSONB);
    }

    /// Texts that are no column's value, as an array: a path, keys.
    pub(crate) fn texts_parameter(&mut self, texts: Value) {
        self.add(texts, Type::TEXT_ARRAY);
    }

    /// A text that is no column's value: a pattern.
    pub(crate) fn text_parameter(&mut self, text: String) {
        self.add(Value::Text(text), Type::TEXT);
    }

    /// A number that is no column's value: `LIMIT`, `OFFSET`.
    pub(crate) fn number_parameter(&mut self, number: i64) {
        self.add(Value::BigInt(number), Type::INT8);
    }

    fn add(&mut self, value: Value, r#type: Type) {
        self.parameters.push(Parameter { value, r#type });
        self.sql.push('$');
        match u8::try_from(self.parameters.len()) {
            // Most statements have a few, and formatting costs as much as all the rest of this.
            Ok(number @ 1..=9) => self.sql.push(char::from(b'0' + number)),
            _ => {
                // Writing into a `String` cannot fail.
                let _ = write!(self.sql, "{}", self.parameters.len());
            }
        }
    }

    /// Turns a parameter that crosses the wire as another type into the column's, on the server.
    fn cast(&mut self, r#type: PgType, suffix: &str) {
        let Some(sent_as) = r#type.crosses_as() else {
            return;
        };
        self.push("::");
        self.push(sent_as);
        self.push(suffix);
        self.push("::");
        match r#type {
            PgType::Enum(def) => self.qualified(def.scope, def.name),
            PgType::Citext(schema) => self.citext(schema),
            _ => self.push(r#type.cast_name()),
        }
        self.push(suffix);
    }
}
