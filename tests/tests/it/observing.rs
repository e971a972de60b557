use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use plexica_client::{
    ErrorKind,
    observe::{QueryHook, QueryInfo, QueryOutcome},
};
use plexica_tests::{
    Fixture, database,
    db::{Db, comment, user},
    watch,
};
use tokio::time::timeout;

use crate::people::people;

/// What a hook was told, a line each.
#[derive(Debug, Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    fn add(&self, line: String) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn about(query: &QueryInfo<'_>) -> String {
    format!(
        "{} {} in {}{}",
        query.operation(),
        query.model().unwrap_or("-"),
        query.tenant_schema().unwrap_or("core"),
        if query.is_in_transaction() {
            ", tx"
        } else {
            ""
        },
    )
}

impl QueryHook for Told {
    fn before(&self, query: &QueryInfo<'_>) {
        self.add(format!("before {}", about(query)));
    }

    fn after(&self, query: &QueryInfo<'_>, duration: Duration, outcome: &QueryOutcome<'_>) {
        assert!(duration < Duration::from_secs(60));
        let outcome = match outcome {
            QueryOutcome::Rows(rows) => format!("{rows} rows"),
            QueryOutcome::Failed(error) => format!("{:?}", error.kind()),
            other => format!("{other:?}"),
        };
        self.add(format!("after {}: {outcome}", about(query)));
    }
}

async fn told(fixture: &Fixture) -> (Db, Told) {
    let told = Told::default();
    let builder = fixture.builder().max_connections(2).hook(told.clone());
    (builder.connect().await.unwrap(), told)
}

#[tokio::test]
async fn a_hook_is_told_of_each_statement_before_and_after() {
    let fixture = database().await;
    people(&fixture.tenant("acme").await).await;
    let (db, told) = told(&fixture).await;
    let acme = db.tenant("acme").await.unwrap();
    let looked_up = told.take();
    assert_eq!(
        looked_up,
        [
            "before SELECT Tenant in core",
            "after SELECT Tenant in core: 1 rows"
        ]
    );

    let all = acme.user().find_many().await.unwrap().len();
    let told_of = told.take();
    assert_eq!(told_of[0], "before SELECT User in tenant_acme");
    assert_eq!(
        told_of[1],
        format!("after SELECT User in tenant_acme: {all} rows")
    );
    assert_eq!(told_of.len(), 2);

    let tx = acme.begin().await.unwrap();
    let changed = tx.user().update_many(user::age.lt(200)).age(30);
    let changed = changed.await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(
        told.take()[1],
        format!("after UPDATE User in tenant_acme, tx: {changed} rows")
    );

    let failed = acme.query_raw::<(i32,)>("SELECT 1 / 0").await;
    assert_eq!(failed.unwrap_err().kind(), ErrorKind::InvalidValue);
    let told_of = told.take();
    assert_eq!(told_of[0], "before SELECT - in tenant_acme");
    assert_eq!(told_of[1], "after SELECT - in tenant_acme: InvalidValue");
}

#[tokio::test]
async fn a_query_nobody_waits_for_is_told_of_as_abandoned() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let (db, told) = told(&fixture).await;
    let acme = db.tenant("acme").await.unwrap();
    told.take();
    let long = acme.query_raw::<(String,)>("SELECT pg_sleep(30)::text");
    let waited = timeout(
        Duration::from_millis(50),
        std::future::IntoFuture::into_future(long),
    );
    assert!(waited.await.is_err());
    assert_eq!(
        told.take(),
        [
            "before SELECT - in tenant_acme",
            "after SELECT - in tenant_acme: Abandoned"
        ]
    );
}

#[tokio::test]
async fn a_stream_is_told_of_when_it_ends_or_is_dropped() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for text in ["one", "two", "three"] {
        let text = text.into();
        acme.comment()
            .create(comment::Create { text })
            .await
            .unwrap();
    }
    let (db, told) = told(&fixture).await;
    let acme = db.tenant("acme").await.unwrap();
    told.take();

    let mut stream = acme.comment().find_many().stream();
    stream.try_next().await.unwrap().unwrap();
    assert_eq!(told.take(), ["before SELECT Comment in tenant_acme"]);
    while stream.try_next().await.unwrap().is_some() {}
    drop(stream);
    assert_eq!(told.take(), ["after SELECT Comment in tenant_acme: 3 rows"]);

    let mut stream = acme.comment().find_many().stream();
    stream.try_next().await.unwrap().unwrap();
    drop(stream);
    assert_eq!(
        told.take()[1],
        "after SELECT Comment in tenant_acme: Abandoned"
    );
}

#[tokio::test]
async fn a_span_has_the_fields_of_opentelemetry_and_no_values() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let (statements, _guard) = watch();
    acme.user()
        .find_many()
        .filter(user::email.eq("secret@acme.test"))
        .await
        .unwrap();
    let spans = statements.take();
    let [span] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    for field in [
        "otel.kind=\"client\"",
        "otel.name=SELECT users",
        "db.system.name=\"postgresql\"",
        "|tenant_acme",
        "db.collection.name=\"users\"",
        "db.operation.name=\"SELECT\"",
        "db.query.text=\"SELECT ",
        "server.port=",
        "server.address=",
    ] {
        assert!(span.contains(field), "{field} in {span}");
    }
    assert!(!span.contains("secret"), "{span}");
}

/// The messages and fields of warnings.
#[derive(Debug, Clone, Default)]
struct Warnings(Told);

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Warnings {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        struct Fields(String);
        impl tracing::field::Visit for Fields {
            fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                self.0.push_str(&format!("{}={value:?} ", field.name()));
            }
        }
        if event.metadata().target() == "plexica::query" {
            let mut fields = Fields(event.metadata().level().to_string() + " ");
            event.record(&mut fields);
            self.0.add(fields.0);
        }
    }
}

#[tokio::test]
async fn a_slow_query_is_warned_of_without_its_values() {
    use tracing_subscriber::layer::SubscriberExt;
    let fixture = database().await;
    fixture.tenant("acme").await;
    let builder = fixture.builder().slow_after(Duration::from_millis(40));
    let db = builder.connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    let warnings = Warnings::default();
    let subscriber = tracing_subscriber::registry().with(warnings.clone());
    let _guard = tracing::subscriber::set_default(subscriber);
    let sleep = acme
        .query_raw::<(String,)>("SELECT pg_sleep($1)::text")
        .bind(0.05);
    sleep.await.unwrap();
    let told = warnings.0.take();
    let [warning] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(warning.starts_with("WARN "), "{warning}");
    for field in [
        "a query was slow",
        "SELECT pg_sleep($1)",
        "|tenant_acme",
        "rows=1",
    ] {
        assert!(warning.contains(field), "{field} in {warning}");
    }

    let db = fixture.builder().slow_after(None).connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    let sleep = acme.query_raw::<(String,)>("SELECT pg_sleep(0.05)::text");
    sleep.await.unwrap();
    assert_eq!(warnings.0.take(), [""; 0]);
}
