use std::sync::{Arc, Weak};

use super::{Pool, PooledConnection, preferred_slot};
use crate::Error;

/// A few connections on which the queries of many tasks go out side by side. They go back to the
/// pool with this, whoever still has one of them in mind.
#[derive(Debug)]
pub(crate) struct Lanes(Vec<Arc<PooledConnection>>);

impl Lanes {
    /// Waits for one connection, and takes others only where they are free: whoever held some and
    /// waited for more could wait for one who does the same.
    pub(crate) async fn open(pool: &Arc<Pool>, at_most: usize) -> Result<Self, Error> {
        let mut lanes = vec![Arc::new(pool.get("").await?)];
        while lanes.len() < at_most
            && let Some(connection) = pool.get_if_free("").await
        {
            lanes.push(Arc::new(connection?));
        }
        Ok(Self(lanes))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The connection for this tenant's schema, the same each time.
    pub(crate) fn of(&self, tenant_schema: &str) -> Weak<PooledConnection> {
        Arc::downgrade(&self.0[preferred_slot(tenant_schema, self.0.len())])
    }
}
