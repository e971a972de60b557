use super::{
    Cursor, Deleted, Lock, Node, OrderItem, Statement, Writer, distinct, keyset, per_parent,
};
use crate::{
    Error,
    database::Scope,
    model::{ModelDef, ROOT_ALIAS},
};

/// What a `SELECT` from one table says, apart from its columns.
#[derive(Debug, Clone)]
pub struct Select {
    pub(crate) filter: Node,
    pub(crate) order: Vec<OrderItem>,
    pub(crate) take: Option<u64>,
    pub(crate) skip: Option<u64>,
    pub(crate) after: Option<Cursor>,
    pub(crate) before: Option<Cursor>,
    /// Of the rows that are equal in these columns, the first.
    pub(crate) distinct: Vec<u16>,
    pub(crate) deleted: Deleted,
    pub(crate) lock: Option<Lock>,
}

impl Select {
    pub(crate) fn everything() -> Self {
        Self {
            filter: Node::All(Vec::new()),
            order: Vec::new(),
            take: None,
            skip: None,
            after: None,
            before: None,
            distinct: Vec::new(),
            deleted: Deleted::LeftOut,
            lock: None,
        }
    }

    pub(crate) fn only(filter: Node) -> Self {
        Self {
            filter,
            ..Self::everything()
        }
    }

    /// Only what also matches `filter`.
    pub(crate) fn narrow(&mut self, filter: Node) {
        let before = std::mem::replace(&mut self.filter, Node::All(Vec::new()));
        self.filter = before.and(filter);
    }

    /// Whether it can be asked for in this scope.
    pub(crate) fn check(&self, model: &'static ModelDef, scope: &Scope) -> Result<(), Error> {
        if self.lock.is_some() && !scope.is_in_transaction() {
            return Err(Error::lock_outside_transaction());
        }
        if self.lock.is_some() && !self.distinct.is_empty() {
            return Err(Error::lock_of_distinct_rows());
        }
        if self.has_cursor() {
            keyset::complete(&self.order, model)?;
        }
        Ok(())
    }

    fn has_cursor(&self) -> bool {
        self.after.is_some() || self.before.is_some()
    }

    /// Whether it is about so many rows and not about all.
    pub(crate) fn is_limited(&self) -> bool {
        self.take.is_some() || self.skip.is_some()
    }

    /// Whether the rows come in the reverse of their order: those nearest to the row that they come
    /// before.
    pub(crate) fn is_backwards(&self) -> bool {
        self.before.is_some() && self.after.is_none() && self.is_limited()
    }

    /// The statement, with `columns` writing what stands between `SELECT` and `FROM`.
    pub(crate) fn statement(
        self,
        model: &'static ModelDef,
        tenant_schema: &str,
        columns: impl FnOnce(&mut String),
    ) -> Statement {
        self.statement_of(model, tenant_schema, |writer| columns(&mut writer.sql))
    }

    /// [`statement`](Self::statement), where what is selected has values too.
    pub(crate) fn statement_of(
        self,
        model: &'static ModelDef,
        tenant_schema: &str,
        columns: impl FnOnce(&mut Writer<'_>),
    ) -> Statement {
        let mut writer = Writer::new(tenant_schema);
        self.write(&mut writer, model, columns);
        writer.finish(model)
    }

    /// The statement that asks whether there is a row.
    pub(crate) fn exists(self, model: &'static ModelDef, tenant_schema: &str) -> Statement {
        let mut writer = Writer::new(tenant_schema);
        writer.push("SELECT EXISTS (");
        self.write(&mut writer, model, |writer| writer.push("1"));
        writer.push(")");
        writer.finish(model)
    }

    /// Writes what gives the rows whole, under their columns' own names.
    pub(super) fn write_rows(self, writer: &mut Writer<'_>, model: &'static ModelDef) {
        self.write(writer, model, |writer| {
            writer.push(ROOT_ALIAS);
            writer.push(".*");
        });
    }

    fn write(
        mut self,
        writer: &mut Writer<'_>,
        model: &'static ModelDef,
        columns: impl FnOnce(&mut Writer<'_>),
    ) {
        let is_backwards = self.is_backwards();
        let mut filter = self.deleted.narrow(model, self.filter);
        let mut page = Node::All(Vec::new());
        if self.after.is_some() || self.before.is_some() {
            // An order that cannot be paged by was refused before this is sent.
            self.order = keyset::complete(&self.order, model).unwrap_or(self.order);
            if let Some(row) = &self.after {
                page = page.and(row.before_rows(&self.order, model));
            }
            if let Some(row) = &self.before {
                let reversed: Vec<_> = self.order.iter().map(OrderItem::reversed).collect();
                page = page.and(row.before_rows(&reversed, model));
            }
        }
        writer.push("SELECT ");
        let is_page = !page.is_all();
        let is_within = distinct::is_within(&self.distinct, &self.order, is_page);
        if !is_within && !self.distinct.is_empty() {
            columns(writer);
            writer.push(" FROM (SELECT ");
            distinct::write_on(writer, model, &self.distinct);
            distinct::write_first_rows(writer, model, &self.distinct, &self.order, filter);
            filter = Node::All(Vec::new());
        } else {
            distinct::write_on(writer, model, &self.distinct);
            columns(writer);
            writer.push(" FROM ");
            writer.root(model);
        }
        if is_backwards {
            self.order = self.order.iter().map(OrderItem::reversed).collect();
        }
        writer.write_joins();
        let order = OrderItem::join(&self.order, writer, model);
        if is_page {
            filter = filter.and(page);
        }
        filter.write_where(writer, model);
        order.write(writer);
        per_parent::write_limit(writer, self.take, self.skip);
        if let Some(lock) = self.lock {
            lock.write(writer);
        }
    }
}
