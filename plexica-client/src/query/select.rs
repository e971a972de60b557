use super::{Deleted, Lock, Node, OrderItem, Statement, Writer};
use crate::{Error, database::Scope, model::ModelDef};

/// What a `SELECT` from one table says, apart from its columns.
#[derive(Debug, Clone)]
pub struct Select {
    pub(crate) filter: Node,
    pub(crate) order: Vec<OrderItem>,
    pub(crate) take: Option<u64>,
    pub(crate) skip: Option<u64>,
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
    pub(crate) fn check(&self, scope: &Scope) -> Result<(), Error> {
        if self.lock.is_some() && !scope.is_in_transaction() {
            return Err(Error::lock_outside_transaction());
        }
        Ok(())
    }

    /// The statement, with `columns` writing what stands between `SELECT` and `FROM`.
    pub(crate) fn statement(
        self,
        model: &'static ModelDef,
        tenant_schema: &str,
        columns: impl FnOnce(&mut String),
    ) -> Statement {
        let mut writer = Writer::new(tenant_schema);
        self.write(&mut writer, model, columns);
        writer.finish(model)
    }

    /// The statement that asks whether there is a row.
    pub(crate) fn exists(self, model: &'static ModelDef, tenant_schema: &str) -> Statement {
        let mut writer = Writer::new(tenant_schema);
        writer.push("SELECT EXISTS (");
        self.write(&mut writer, model, |sql| sql.push('1'));
        writer.push(")");
        writer.finish(model)
    }

    fn write(
        self,
        writer: &mut Writer<'_>,
        model: &'static ModelDef,
        columns: impl FnOnce(&mut String),
    ) {
        writer.push("SELECT ");
        columns(&mut writer.sql);
        writer.push(" FROM ");
        writer.root(model);
        let order = OrderItem::join(&self.order, writer, model);
        let filter = self.deleted.narrow(model, self.filter);
        filter.write_where(writer, model);
        order.write(writer);
        // As parameters, so that every page is the same statement to the server.
        if let Some(take) = self.take {
            writer.push(" LIMIT ");
            writer.number_parameter(i64::try_from(take).unwrap_or(i64::MAX));
        }
        if let Some(skip) = self.skip {
            writer.push(" OFFSET ");
            writer.number_parameter(i64::try_from(skip).unwrap_or(i64::MAX));
        }
        if let Some(lock) = self.lock {
            lock.write(writer);
        }
    }
}
