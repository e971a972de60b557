//! The end of a pool: nobody gets a connection any more, and those who have one may finish.

use std::{future::pending, pin::pin, sync::Arc, time::Duration};

use futures_util::future::{Either, join_all, select};

use super::Pool;

/// How long those whose statement was cancelled have to give their connection back.
const GIVE_BACK_WITHIN: Duration = Duration::from_millis(500);

impl Pool {
    /// Refuses whoever asks from now on or waits, lets those who have a connection finish, for
    /// `grace` at most if it is given, then asks the server to stop what they do. Gives the number
    /// of connections that were in use at the end of the grace.
    pub(crate) async fn close(self: &Arc<Self>, grace: Option<Duration>) -> usize {
        self.permits.close();
        let in_time = async {
            match grace {
                Some(grace) => tokio::time::sleep(grace).await,
                None => pending().await,
            }
        };
        let unfinished = match select(pin!(self.all_given_back()), pin!(in_time)).await {
            Either::Left(_) => 0,
            Either::Right(_) => self.cancel_all().await,
        };
        for slot in &self.slots {
            drop(slot.take());
        }
        self.connections.close();
        unfinished
    }

    async fn all_given_back(&self) {
        loop {
            let mut given_back = pin!(self.given_back.notified());
            // From here on no one is missed.
            given_back.as_mut().enable();
            if self.slots.iter().all(|slot| !slot.is_busy()) {
                return;
            }
            given_back.await;
        }
    }

    async fn cancel_all(&self) -> usize {
        let under_way: Vec<_> = self
            .slots
            .iter()
            .filter(|slot| slot.is_busy())
            .map(|slot| slot.cancel_token())
            .collect();
        let manager = self.manager();
        let cancelled = join_all(
            under_way
                .iter()
                .flatten()
                .map(|token| manager.cancel(token)),
        );
        let all_given_back = async {
            cancelled.await;
            self.all_given_back().await;
        };
        // Who keeps one all the same closes it when giving it back.
        let _ = tokio::time::timeout(GIVE_BACK_WITHIN, all_given_back).await;
        under_way.len()
    }
}
