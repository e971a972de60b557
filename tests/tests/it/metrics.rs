use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use plexica_tests::{database, db::comment};

/// A metric's values, each with its labels: `state=used pool=…`.
fn values(snapshot: &Snapshotter, name: &str) -> Vec<(String, DebugValue)> {
    let mut values: Vec<_> = snapshot
        .snapshot()
        .into_vec()
        .into_iter()
        .filter(|(key, ..)| key.key().name() == name)
        .map(|(key, _, _, value)| {
            let labels = key.key().labels();
            let labels: Vec<_> = labels
                .map(|label| format!("{}={}", label.key(), label.value()))
                .collect();
            (labels.join(" "), value)
        })
        .collect();
    values.sort_by(|(one, _), (other, _)| one.cmp(other));
    values
}

#[tokio::test]
async fn queries_are_counted_and_timed_without_naming_tenants() {
    let recorder = DebuggingRecorder::new();
    let snapshot = recorder.snapshotter();
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let create = || {
        let text = "one".into();
        acme.comment().create(comment::Create { text })
    };
    let _guard = metrics::set_default_local_recorder(&recorder);
    create().await.unwrap();
    acme.comment().find_many().await.unwrap();
    acme.query_raw::<(i32,)>("SELECT 1 / 0").await.unwrap_err();

    let durations = values(&snapshot, "db.client.operation.duration");
    let labels: Vec<_> = durations
        .iter()
        .map(|(labels, _)| labels.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "db.system.name=postgresql db.operation.name=INSERT db.collection.name=comments",
            "db.system.name=postgresql db.operation.name=SELECT db.collection.name=comments",
            "db.system.name=postgresql db.operation.name=SELECT error.type=plexica::invalid_value",
        ]
    );
    for (labels, value) in &durations {
        let DebugValue::Histogram(times) = value else {
            panic!("{value:?}");
        };
        assert_eq!(times.len(), 1, "{labels}");
        assert!(times[0].0 > 0.0 && times[0].0 < 60.0, "seconds: {times:?}");
    }
}

#[tokio::test]
async fn a_pool_says_how_many_connections_are_used_and_idle() {
    let recorder = DebuggingRecorder::new();
    let snapshot = recorder.snapshotter();
    let fixture = database().await;
    fixture.tenant("acme").await;
    let _guard = metrics::set_default_local_recorder(&recorder);
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    // The recorder gives what was added since it was last asked.
    let mut counts = [0.0, 0.0];
    let mut idle_and_used = || {
        let changes = values(&snapshot, "db.client.connection.count");
        for (count, (labels, change)) in counts.iter_mut().zip(changes) {
            let DebugValue::Gauge(change) = change else {
                panic!("{labels}: {change:?}");
            };
            *count += change.0;
        }
        counts
    };
    assert_eq!(idle_and_used(), [1.0, 0.0]);
    let tx = acme.begin().await.unwrap();
    tx.comment().count().await.unwrap();
    assert_eq!(idle_and_used(), [0.0, 1.0]);
    drop(tx);
    assert_eq!(idle_and_used(), [1.0, 0.0]);
    db.close().await;
    assert_eq!(idle_and_used(), [0.0, 0.0]);
}

#[tokio::test]
async fn a_pool_says_how_many_connections_it_may_have() {
    let recorder = DebuggingRecorder::new();
    let snapshot = recorder.snapshotter();
    let fixture = database().await;
    let _guard = metrics::set_default_local_recorder(&recorder);
    let _db = fixture.with_one_connection().await;
    let DebugValue::Gauge(most) = values(&snapshot, "db.client.connection.max")[0].1 else {
        panic!("a gauge");
    };
    assert_eq!(most.0, 1.0);
}

#[tokio::test]
async fn a_wait_for_a_connection_in_vain_is_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshot = recorder.snapshotter();
    let fixture = database().await;
    fixture.tenant("acme").await;
    let _guard = metrics::set_default_local_recorder(&recorder);
    let builder = fixture.builder().max_connections(1);
    let builder = builder.wait_timeout(std::time::Duration::from_millis(20));
    let db = builder.connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    let tx = acme.begin().await.unwrap();
    tx.comment().count().await.unwrap();
    acme.comment().count().await.unwrap_err();
    let counter = |name| values(&snapshot, name).remove(0).1;
    assert_eq!(
        counter("db.client.connection.timeouts"),
        DebugValue::Counter(1)
    );
}
