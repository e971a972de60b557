use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    ops::Deref,
    sync::Arc,
    time::Duration,
};

use super::{Savepoint, TransactionOptions};
use crate::{Error, connection::TransactionState};

/// How long the second attempt waits, about; each waits twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(5);

const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// One attempt at a transaction that is given as a closure: `acme.in_transaction(|tx| …)`.
///
/// It has what the transaction has. The closure's end is the transaction's: what is left of this
/// afterwards is of no use.
pub struct Attempt<X> {
    transaction: Arc<X>,
    state: Arc<TransactionState>,
}

impl<X> Attempt<X> {
    /// A part of it that can be undone by itself.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement has failed.
    pub async fn begin(&mut self) -> Result<Savepoint<'_, X>, Error> {
        Savepoint::within(&*self.transaction, &self.state)
    }
}

impl<X> Deref for Attempt<X> {
    type Target = X;

    fn deref(&self) -> &X {
        &self.transaction
    }
}

impl<X> fmt::Debug for Attempt<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").finish_non_exhaustive()
    }
}

/// Runs a transaction, again from its start where it met another one or lost its connection.
pub(super) async fn run<X, T, E, B, W>(
    options: &TransactionOptions,
    // No `AsyncFn`: of its future the compiler cannot say, in general, that it can be sent.
    begin: impl Fn() -> B,
    mut work: impl FnMut(Attempt<X>) -> W,
) -> Result<T, E>
where
    B: Future<Output = Result<(X, Arc<TransactionState>), Error>>,
    W: Future<Output = Result<T, E>>,
    E: From<Error>,
{
    let mut pause = FIRST_PAUSE;
    let mut attempt = 0;
    loop {
        attempt += 1;
        let (transaction, state) = begin().await?;
        let worked = work(Attempt {
            transaction: Arc::new(transaction),
            state: Arc::clone(&state),
        })
        .await;
        let result = match worked {
            Ok(value) => state.commit().await.map(|()| value).map_err(E::from),
            Err(error) => Err(error),
        };
        let Err(error) = result else { return result };
        // One that cannot be rolled back has lost its connection, and is undone by that.
        let _ = state.rollback().await;
        if !state.can_run_again() || attempt >= options.attempts_at_most() {
            return Err(error);
        }
        drop(state);
        tracing::debug!(
            attempt,
            "a transaction met another one or lost its connection, and begins again"
        );
        tokio::time::sleep(pause.mul_f64(jitter())).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Between a half and one and a half, so that those that met do not meet again.
fn jitter() -> f64 {
    let random = RandomState::new().hash_one(0_u8);
    0.5 + f64::from(u32::try_from(random >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_differ_by_up_to_a_half() {
        let pauses: Vec<f64> = (0..100).map(|_| jitter()).collect();
        assert!(pauses.iter().all(|pause| (0.5..=1.5).contains(pause)));
        assert!(pauses.iter().any(|pause| *pause < 0.9));
        assert!(pauses.iter().any(|pause| *pause > 1.1));
    }
}
