use std::{future::poll_fn, pin::Pin, time::Instant};

use super::{Observer, QueryInfo, QueryOutcome};
use crate::Error;

/// A statement on its way, from before it is sent to its end.
#[derive(Debug)]
pub(crate) struct Watch {
    span: tracing::Span,
    /// `None` once its end was told.
    started: Option<Instant>,
}

impl Watch {
    pub(crate) fn start(observer: &Observer, query: &QueryInfo<'_>) -> Self {
        let span = observer.span(query);
        observer.before(query);
        Self {
            span,
            started: Some(Instant::now()),
        }
    }

    pub(crate) fn span(&self) -> &tracing::Span {
        &self.span
    }

    /// Tells of its end, once.
    pub(crate) fn end(
        &mut self,
        observer: &Observer,
        query: &QueryInfo<'_>,
        outcome: &QueryOutcome<'_>,
    ) {
        if let Some(started) = self.started.take() {
            observer.after(query, &self.span, started.elapsed(), outcome);
        }
    }
}

/// A statement that somebody waits for. Dropped before its end, it is told of as abandoned.
#[derive(Debug)]
pub(crate) struct Watched<'a> {
    watch: Watch,
    observer: &'a Observer,
    query: QueryInfo<'a>,
}

impl<'a> Watched<'a> {
    pub(crate) fn start(observer: &'a Observer, query: QueryInfo<'a>) -> Self {
        Self {
            watch: Watch::start(observer, &query),
            observer,
            query,
        }
    }

    /// What `future` gives, within the span.
    pub(crate) async fn run<F: Future>(&self, mut future: Pin<&mut F>) -> F::Output {
        let span = self.watch.span();
        // Polled in place: `Instrument` would move the whole future.
        poll_fn(|context| span.in_scope(|| future.as_mut().poll(context))).await
    }

    /// Tells of its end: so many rows, or an error.
    pub(crate) fn end(mut self, rows: Result<u64, &Error>) {
        let outcome = match rows {
            Ok(rows) => QueryOutcome::Rows(rows),
            Err(error) => QueryOutcome::Failed(error),
        };
        self.watch.end(self.observer, &self.query, &outcome);
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.watch
            .end(self.observer, &self.query, &QueryOutcome::Abandoned);
    }
}
