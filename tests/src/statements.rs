use std::sync::{Arc, Mutex, PoisonError};

use tracing::{
    Subscriber,
    field::{Field, Visit},
    span::Attributes,
    subscriber::DefaultGuard,
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt};

/// The statements that this thread has sent since [`watch`] was called.
#[derive(Debug, Clone, Default)]
pub struct Statements(Arc<Mutex<Vec<String>>>);

/// Watches what this thread sends, for as long as the guard is kept.
#[must_use]
pub fn watch() -> (Statements, DefaultGuard) {
    // With one subscriber that is always there, `tracing` never comes to remember that nobody wants
    // a span, while another thread's subscriber comes or goes. An error means that it is there.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
    let statements = Statements::default();
    let subscriber = tracing_subscriber::registry().with(statements.clone());
    let guard = tracing::subscriber::set_default(subscriber);
    (statements, guard)
}

impl Statements {
    /// What was sent since the last call: the fields of each statement's span.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: Subscriber> Layer<S> for Statements {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &tracing::Id, _: Context<'_, S>) {
        if attributes.metadata().target() != "plexica::query" {
            return;
        }
        let mut fields = Fields(String::new());
        attributes.record(&mut fields);
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(fields.0);
    }
}

/// The fields of a span as one text.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{}={value:?} ", field.name()));
    }
}
