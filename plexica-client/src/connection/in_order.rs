use std::pin::Pin;

use futures_util::{
    future::{join_all, maybe_done},
    poll,
};

/// Sends each before the first answer, in this order.
pub(crate) async fn in_order<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut sent: Vec<_> = futures.map(|future| maybe_done(Box::pin(future))).collect();
    // Each sends at its first poll.
    for future in &mut sent {
        let _ = poll!(Pin::new(future));
    }
    join_all(sent.iter_mut()).await;
    sent.iter_mut()
        .filter_map(|future| Pin::new(future).take_output())
        .collect()
}
