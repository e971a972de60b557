use std::{future::poll_fn, task::Poll, time::Duration};

use futures_util::future::BoxFuture;

use crate::chance::Chance;

/// When a future is given up.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Interrupt {
    Never,
    /// After it was polled so often.
    Polls(u64),
    After(Duration),
}

impl Interrupt {
    pub(crate) fn random(chance: &mut Chance) -> Self {
        match chance.below(8) {
            0 | 1 => Self::Polls(1 + chance.below(3)),
            2 => Self::Polls(1 + chance.below(30)),
            3 => Self::After(chance.micros(8_000)),
            _ => Self::Never,
        }
    }

    /// What the future gives, unless it is given up before.
    pub(crate) async fn run<T>(
        self,
        mut work: BoxFuture<'static, T>,
        chance: &mut Chance,
    ) -> Option<T>
    where
        T: 'static,
    {
        let ended = match self {
            Self::Never => Some(work.as_mut().await),
            Self::Polls(polls) => {
                let mut left = polls;
                poll_fn(|context| match work.as_mut().poll(context) {
                    Poll::Ready(value) => Poll::Ready(Some(value)),
                    Poll::Pending => {
                        left -= 1;
                        if left == 0 {
                            Poll::Ready(None)
                        } else {
                            Poll::Pending
                        }
                    }
                })
                .await
            }
            Self::After(time) => tokio::time::timeout(time, work.as_mut()).await.ok(),
        };
        if ended.is_none() && chance.one_in(10) {
            // Where there is no runtime.
            std::thread::spawn(move || drop(work));
        }
        ended
    }
}
