use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures_util::future::{FutureExt, join};

use super::PooledConnection;
use crate::Error;

/// A transaction on a connection of its own. Dropped before it is committed, it is rolled back.
///
/// `BEGIN` goes out with the first statement, in the same flight.
#[derive(Debug)]
pub(crate) struct TransactionState {
    connection: PooledConnection,
    begun: AtomicBool,
    over: AtomicBool,
    /// A statement failed: all that is left is to roll back.
    failed: AtomicBool,
    /// Statements that were sent and whose end nobody has seen: under way, or abandoned.
    unseen: AtomicUsize,
    /// The rows of a statement are being read as they come.
    streaming: AtomicBool,
}

impl TransactionState {
    pub(crate) fn new(connection: PooledConnection) -> Self {
        Self {
            connection,
            begun: AtomicBool::new(false),
            over: AtomicBool::new(false),
            failed: AtomicBool::new(false),
            unseen: AtomicUsize::new(0),
            streaming: AtomicBool::new(false),
        }
    }

    pub(crate) fn connection(&self) -> &PooledConnection {
        &self.connection
    }

    /// Whether the caller is the first, and so has to send `BEGIN` before its statement.
    pub(crate) fn is_first(&self) -> bool {
        !self.begun.swap(true, Ordering::AcqRel)
    }

    pub(crate) fn sent(&self) {
        self.unseen.fetch_add(1, Ordering::AcqRel);
    }

    /// Nothing but a rollback is left.
    pub(crate) fn fail(&self) {
        self.failed.store(true, Ordering::Release);
    }

    pub(crate) fn seen(&self, succeeded: bool) {
        self.unseen.fetch_sub(1, Ordering::AcqRel);
        if !succeeded {
            self.failed.store(true, Ordering::Release);
        }
    }

    pub(crate) fn is_streaming(&self) -> bool {
        self.streaming.load(Ordering::Acquire)
    }

    pub(super) fn set_streaming(&self, streaming: bool) {
        self.streaming.store(streaming, Ordering::Release);
    }

    /// Commits; an error means that nothing of it happened, except when the connection is lost
    /// at that moment.
    pub(crate) async fn commit(&self) -> Result<(), Error> {
        if !self.begun.load(Ordering::Acquire) {
            self.over.store(true, Ordering::Release);
            return Ok(());
        }
        if self.failed.load(Ordering::Acquire) {
            return Err(Error::transaction_failed());
        }
        let client = &self.connection.client;
        // From here on `COMMIT` is on its way, and a `ROLLBACK` after it would mean nothing.
        self.over.store(true, Ordering::Release);
        if self.unseen.load(Ordering::Acquire) > 0 {
            // Someone stopped waiting for a statement. If it failed, `COMMIT` rolls back and says
            // nothing; a statement before it fails, and says so.
            let (probe, commit) = join(
                client.query_typed("SELECT 1", &[]),
                client.batch_execute("COMMIT"),
            )
            .await;
            commit.map_err(|error| Error::from_postgres(error, "COMMIT", None, &[]))?;
            self.connection.settled();
            return probe.map(drop).map_err(|_| Error::transaction_failed());
        }
        client
            .batch_execute("COMMIT")
            .await
            .map_err(|error| Error::from_postgres(error, "COMMIT", None, &[]))
    }

    pub(crate) async fn rollback(&self) -> Result<(), Error> {
        if self.over.swap(true, Ordering::AcqRel) || !self.begun.load(Ordering::Acquire) {
            return Ok(());
        }
        self.connection
            .client
            .batch_execute("ROLLBACK")
            .await
            .map_err(|error| Error::from_postgres(error, "ROLLBACK", None, &[]))?;
        self.connection.settled();
        Ok(())
    }
}

impl Drop for TransactionState {
    fn drop(&mut self) {
        if self.begun.load(Ordering::Acquire) && !self.over.load(Ordering::Acquire) {
            // One poll puts the message on the connection; whoever uses it next comes after.
            let _ = self
                .connection
                .client
                .batch_execute("ROLLBACK")
                .now_or_never();
        }
    }
}
