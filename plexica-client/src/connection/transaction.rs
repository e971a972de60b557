use std::{
    pin::Pin,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use futures_util::future::{BoxFuture, FutureExt, MaybeDone, OptionFuture, join3, maybe_done};
use tokio_postgres::error::SqlState;

use super::{
    PooledConnection,
    ahead::{Ahead, SavepointId},
};
use crate::{Error, error::is_lost};

/// A transaction on a connection of its own. Dropped before it is committed, it is rolled back.
///
/// `BEGIN` goes out with the first statement, in the same flight, and a `SAVEPOINT` and its end
/// with the next one.
#[derive(Debug)]
pub(crate) struct TransactionState {
    connection: PooledConnection,
    ahead: Mutex<Ahead>,
    begun: AtomicBool,
    over: AtomicBool,
    /// A statement failed: all that is left is to roll back.
    failed: AtomicBool,
    /// It failed since another transaction was in the way, or the connection was lost before its
    /// `COMMIT` was sent: it may succeed from its start.
    can_run_again: AtomicBool,
    /// Statements that were sent and whose end nobody has seen: under way, or abandoned.
    unseen: AtomicUsize,
    /// The rows of a statement are being read as they come.
    streaming: AtomicBool,
}

/// What went out ahead of a statement, and has yet to be answered.
type Answer<'a> = MaybeDone<BoxFuture<'a, Result<(), tokio_postgres::Error>>>;

impl TransactionState {
    /// `begin` is the SQL that it begins with.
    pub(crate) fn new(connection: PooledConnection, begin: String) -> Self {
        Self {
            connection,
            ahead: Mutex::new(Ahead::begin(begin)),
            begun: AtomicBool::new(false),
            over: AtomicBool::new(false),
            failed: AtomicBool::new(false),
            can_run_again: AtomicBool::new(false),
            unseen: AtomicUsize::new(0),
            streaming: AtomicBool::new(false),
        }
    }

    pub(crate) fn connection(&self) -> &PooledConnection {
        &self.connection
    }

    fn ahead(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends what has to go out before the next statement, if anything. It is on the connection
    /// when this returns, before a statement of another task can be.
    pub(crate) fn send_ahead(&self) -> Option<Answer<'_>> {
        let mut ahead = self.ahead();
        let sql = ahead.take()?;
        self.begun.store(true, Ordering::Release);
        let client = &self.connection.client;
        let mut answer = maybe_done(async move { client.batch_execute(&sql).await }.boxed());
        // One poll puts it there.
        let _ = Pin::new(&mut answer).now_or_never();
        Some(answer)
    }

    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    pub(crate) fn can_run_again(&self) -> bool {
        self.can_run_again.load(Ordering::Acquire)
    }

    pub(crate) fn sent(&self) {
        self.unseen.fetch_add(1, Ordering::AcqRel);
    }

    /// No statement may follow, not even after a rollback to a savepoint.
    pub(super) fn cannot_go_on(&self) {
        self.over.store(true, Ordering::Release);
        self.fail();
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

    /// Notes why a statement failed.
    pub(crate) fn failed_with(&self, error: &tokio_postgres::Error) {
        let is_undone = is_lost(error) && !self.is_over();
        let has_met_another = matches!(
            error.code(),
            Some(
                &SqlState::T_R_SERIALIZATION_FAILURE
                    | &SqlState::T_R_DEADLOCK_DETECTED
                    // A plan that DDL has overtaken.
                    | &SqlState::FEATURE_NOT_SUPPORTED
                    | &SqlState::INVALID_SQL_STATEMENT_NAME
            )
        );
        if has_met_another || is_undone {
            self.can_run_again.store(true, Ordering::Release);
        }
    }

    /// Commits; an error means that nothing of it happened, except when the connection is lost
    /// at that moment.
    pub(crate) async fn commit(&self) -> Result<(), Error> {
        if !self.begun.load(Ordering::Acquire) {
            self.over.store(true, Ordering::Release);
            return Ok(());
        }
        if self.failed.load(Ordering::Acquire) || self.is_over() {
            return Err(Error::transaction_failed());
        }
        let client = &self.connection.client;
        // From here on `COMMIT` is on its way, and a `ROLLBACK` after it would mean nothing.
        self.over.store(true, Ordering::Release);
        let ahead = self.send_ahead().map(answered);
        // Someone stopped waiting for a statement. If it failed, `COMMIT` rolls back and says
        // nothing; a statement before it fails, and says so.
        let was_abandoned = self.unseen.load(Ordering::Acquire) > 0;
        let probe = was_abandoned.then(|| client.query_typed("SELECT 1", &[]));
        let (ahead, probe, commit) = join3(
            OptionFuture::from(ahead),
            OptionFuture::from(probe),
            client.batch_execute("COMMIT"),
        )
        .await;
        if let Err(error) = commit {
            self.failed_with(&error);
            // Cancelled before it did anything, it has left the transaction open.
            let is_open = error.code() == Some(&SqlState::QUERY_CANCELED);
            self.over.store(!is_open, Ordering::Release);
            return Err(Error::from_postgres(error, "COMMIT", None, &[]));
        }
        if was_abandoned {
            self.connection.settled();
        }
        match (ahead, probe) {
            (Some(Err(_)), _) | (_, Some(Err(_))) => Err(Error::transaction_failed()),
            _ => Ok(()),
        }
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

    /// A point in the transaction to which it can be rolled back. It costs nothing until a
    /// statement follows.
    pub(crate) fn savepoint(&self) -> Result<SavepointId, Error> {
        if self.failed.load(Ordering::Acquire) {
            return Err(Error::transaction_failed());
        }
        Ok(self.ahead().savepoint())
    }

    /// Keeps what was written since a savepoint. An error means that it was undone, and that the
    /// transaction goes on from there.
    pub(crate) async fn release(&self, id: SavepointId) -> Result<(), Error> {
        if self.ahead().take_back(id) {
            return Ok(());
        }
        if self.failed.load(Ordering::Acquire) {
            self.roll_back_later(id);
            return Err(Error::transaction_failed());
        }
        self.ahead().release(id);
        if self.unseen.load(Ordering::Acquire) == 0 {
            return Ok(());
        }
        // Someone stopped waiting for a statement. If it failed, so does this.
        let released = match self.send_ahead() {
            Some(answer) => answered(answer).await,
            None => Ok(()),
        };
        released.map_err(|_| {
            self.roll_back_later(id);
            Error::transaction_failed()
        })
    }

    /// Undoes what was written since a savepoint.
    pub(crate) async fn roll_back_to(&self, id: SavepointId) -> Result<(), Error> {
        if !self.roll_back_later(id) {
            return Ok(());
        }
        match self.send_ahead().map(answered) {
            Some(answer) => answer.await.map_err(|error| {
                self.failed.store(true, Ordering::Release);
                Error::from_postgres(error, "ROLLBACK TO", None, &[])
            }),
            None => Ok(()),
        }
    }

    /// Undoes what was written since a savepoint before the next statement, or the end. Says
    /// whether there is anything to undo.
    pub(crate) fn roll_back_later(&self, id: SavepointId) -> bool {
        let mut ahead = self.ahead();
        if ahead.take_back(id) {
            return false;
        }
        ahead.roll_back_to(id);
        self.failed.store(false, Ordering::Release);
        self.can_run_again.store(false, Ordering::Release);
        true
    }
}

/// What the server says of it.
pub(super) async fn answered(mut answer: Answer<'_>) -> Result<(), tokio_postgres::Error> {
    let mut answer = Pin::new(&mut answer);
    answer.as_mut().await;
    // It is there: nobody else takes it.
    answer.take_output().unwrap_or(Ok(()))
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
