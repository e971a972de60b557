//! Metrics of a pool, named as [`metrics`](super::metrics) says.

#[cfg(feature = "metrics")]
use std::time::Instant;

/// Tells of a pool's connections.
#[derive(Debug, Clone)]
pub(crate) struct PoolMeter {
    #[cfg(feature = "metrics")]
    pool: metrics::SharedString,
}

/// Measures how long something takes, where somebody wants to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch {
    #[cfg(feature = "metrics")]
    started: Instant,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self {
            #[cfg(feature = "metrics")]
            started: Instant::now(),
        }
    }
}

/// Somebody who waits for a connection, until this is dropped.
#[derive(Debug)]
pub(crate) struct Waiting(#[cfg(feature = "metrics")] metrics::Gauge);

#[cfg(feature = "metrics")]
impl PoolMeter {
    /// `pool` names it among others.
    pub(crate) fn new(pool: String, max_connections: usize) -> Self {
        let meter = Self { pool: pool.into() };
        #[expect(
            clippy::cast_precision_loss,
            reason = "so many connections are not in a pool"
        )]
        metrics::gauge!("db.client.connection.max", meter.labels(None)).set(max_connections as f64);
        meter
    }

    /// A connection was made.
    pub(crate) fn opened(&self, since: Stopwatch) {
        metrics::histogram!("db.client.connection.create_time", self.labels(None))
            .record(since.started.elapsed());
        self.count("idle").increment(1);
    }

    /// A connection is closed.
    pub(crate) fn closed(&self) {
        self.count("idle").decrement(1);
    }

    /// A connection was asked for, and is there.
    pub(crate) fn taken(&self, since: Stopwatch) {
        metrics::histogram!("db.client.connection.wait_time", self.labels(None))
            .record(since.started.elapsed());
        self.count("idle").decrement(1);
        self.count("used").increment(1);
    }

    /// A connection was given back.
    pub(crate) fn given_back(&self, since: Stopwatch) {
        metrics::histogram!("db.client.connection.use_time", self.labels(None))
            .record(since.started.elapsed());
        self.count("used").decrement(1);
        self.count("idle").increment(1);
    }

    /// Somebody waited for a connection in vain.
    pub(crate) fn timed_out(&self) {
        metrics::counter!("db.client.connection.timeouts", self.labels(None)).increment(1);
    }

    /// Somebody begins to wait for a connection.
    pub(crate) fn waiting(&self) -> Waiting {
        let gauge = metrics::gauge!("db.client.connection.pending_requests", self.labels(None));
        gauge.increment(1);
        Waiting(gauge)
    }

    fn count(&self, state: &'static str) -> metrics::Gauge {
        metrics::gauge!("db.client.connection.count", self.labels(Some(state)))
    }

    fn labels(&self, state: Option<&'static str>) -> Vec<metrics::Label> {
        let pool = metrics::Label::new("db.client.connection.pool.name", self.pool.clone());
        let state = state
            .map(|state| metrics::Label::from_static_parts("db.client.connection.state", state));
        std::iter::once(pool).chain(state).collect()
    }
}

#[cfg(feature = "metrics")]
impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

#[cfg(not(feature = "metrics"))]
impl PoolMeter {
    pub(crate) fn new(_: String, _: usize) -> Self {
        Self {}
    }

    pub(crate) fn opened(&self, _: Stopwatch) {}

    pub(crate) fn closed(&self) {}

    pub(crate) fn taken(&self, _: Stopwatch) {}

    pub(crate) fn given_back(&self, _: Stopwatch) {}

    pub(crate) fn timed_out(&self) {}

    pub(crate) fn waiting(&self) -> Waiting {
        Waiting()
    }
}
