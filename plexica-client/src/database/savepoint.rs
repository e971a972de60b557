use std::{fmt, ops::Deref, sync::Arc};

use crate::{
    Error,
    connection::{SavepointId, TransactionState},
};

/// A part of a transaction that can be undone by itself. Dropped before it is committed, it is,
/// and the transaction goes on from where it began.
///
/// It has what the transaction has, which cannot be used by itself meanwhile:
///
/// ```ignore
/// let mut tx = acme.begin().await?;
/// let order = tx.order().create(new_order).await?;
///
/// let attempt = tx.begin().await?;
/// match attempt.coupon().create(coupon).await {
///     Ok(_) => attempt.commit().await?,
///     Err(error) if error.is_unique_violation() => attempt.rollback().await?,
///     Err(error) => return Err(error),
/// }
/// tx.commit().await?;
/// ```
///
/// Its `SAVEPOINT` goes out with its first statement, and its end with the next one.
pub struct Savepoint<'a, X> {
    transaction: &'a X,
    state: Arc<TransactionState>,
    id: SavepointId,
    is_over: bool,
}

impl<'a, X> Savepoint<'a, X> {
    pub(super) fn within(transaction: &'a X, state: &Arc<TransactionState>) -> Result<Self, Error> {
        Ok(Self {
            transaction,
            state: Arc::clone(state),
            id: state.savepoint()?,
            is_over: false,
        })
    }

    /// A part of this part.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement has failed here.
    pub async fn begin(&mut self) -> Result<Savepoint<'_, X>, Error> {
        Savepoint::within(self.transaction, &self.state)
    }

    /// Keeps what was written since it began, as far as the transaction keeps it.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement in it failed. What was written since it began is then
    /// undone, and the transaction goes on.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.is_over = true;
        self.state.release(self.id).await
    }

    /// Undoes what was written since it began.
    ///
    /// # Errors
    /// When the connection is lost; what was written is undone all the same.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.is_over = true;
        self.state.roll_back_to(self.id).await
    }
}

impl<X> Drop for Savepoint<'_, X> {
    fn drop(&mut self) {
        if !self.is_over {
            self.state.roll_back_later(self.id);
        }
    }
}

impl<X> Deref for Savepoint<'_, X> {
    type Target = X;

    fn deref(&self) -> &X {
        self.transaction
    }
}

impl<X> fmt::Debug for Savepoint<'_, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Savepoint")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
