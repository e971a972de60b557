//! What is left when the program or the server is killed in the middle of the work: nothing
//! half-made, on a server that writes to disk in time.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use plexica_embedded::native::{Cluster, Server};
use plexica_tests::{Fixture, db::Db};

/// What there is of each tenant, whether in the registry, the ledger or the catalogue: a tenant
/// that is whole looks like every other one.
const SHAPES: &str = "\
    WITH registry AS (
      SELECT 'tenant_' || replace(slug, '-', '_') AS scope, status::text FROM core.tenants
    ), ledger AS (
      SELECT scope, string_agg(migration || ' ' || state, ', ' ORDER BY migration) AS migrations
      FROM core._plexica_migrations WHERE scope <> 'core' GROUP BY scope
    ), tables AS (
      SELECT nspname::text AS scope, count(c.oid) AS relations,
        string_agg(c.relname, ' ' ORDER BY c.relname COLLATE \"C\") AS names,
        sum(c.relnatts) AS columns,
        (SELECT count(*) FROM pg_constraint WHERE connamespace = n.oid) AS constraints,
        (SELECT count(*) FROM pg_type WHERE typnamespace = n.oid) AS types
      FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid
      WHERE starts_with(nspname, 'tenant_') GROUP BY n.oid, nspname
    )
    SELECT scope, concat_ws('; ', status, migrations, relations, names, columns, constraints, types)
    FROM registry FULL JOIN ledger USING (scope) FULL JOIN tables USING (scope)";

/// A database on a server of its own, that the test may kill.
struct Scene {
    server: Server,
    fixture: Fixture,
}

/// What is killed.
#[derive(Debug, Clone, Copy)]
enum Killed {
    Program,
    Server,
}

impl Scene {
    async fn new() -> Self {
        let server = Cluster::throwaway().durable().start().unwrap();
        let url = server.create_database().unwrap();
        let db = Db::builder().url(&url).connect().await.unwrap();
        db.migrate().await.unwrap();
        let fixture = Fixture {
            server_url: url.clone(),
            url,
            db,
        };
        let shown = fixture.raw().await.query_one("SHOW fsync", &[]).await;
        assert_eq!(shown.unwrap().get::<_, &str>(0), "on");
        Self { server, fixture }
    }

    /// The schemas of tenants, by what there is of them.
    async fn shapes(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut shapes = BTreeMap::<_, BTreeSet<_>>::new();
        let rows = self.fixture.raw().await.query(SHAPES, &[]).await.unwrap();
        for row in rows {
            shapes.entry(row.get(1)).or_default().insert(row.get(0));
        }
        shapes
    }

    /// What there is of each tenant, when all are alike.
    async fn only_shape(&self) -> String {
        let shapes = self.shapes().await;
        assert_eq!(shapes.len(), 1, "{shapes:#?}");
        shapes.into_keys().next().unwrap()
    }

    /// Runs the victim until it has done so much and then some, kills it or the server, and
    /// waits for the end of what was under way. Gives the schemas of the tenants it reported.
    async fn kill(
        &self,
        killed: Killed,
        arguments: &[&str],
        done: usize,
        and_then: Duration,
    ) -> BTreeSet<String> {
        let (mut victim, output) = start(arguments, &self.fixture.url);
        let mut lines = output.lines().map(Result::unwrap);
        let mut reported: BTreeSet<String> = lines.by_ref().take(done).collect();
        assert_eq!(reported.len(), done, "{arguments:?} ended by itself");
        tokio::time::sleep(and_then).await;
        match killed {
            Killed::Program => victim.kill().unwrap(),
            Killed::Server => self.server.kill().unwrap(),
        }
        reported.extend(lines);
        assert!(
            !victim.wait().unwrap().success(),
            "it was not in the middle"
        );
        match killed {
            Killed::Program => self.wait_for_backends().await,
            Killed::Server => self.server.restart().unwrap(),
        }
        let schema_of = |key: &String| format!("tenant_{}", key.replace('-', "_"));
        reported.iter().map(schema_of).collect()
    }

    /// The server notices late that a program is gone, and first ends what it was sent.
    async fn wait_for_backends(&self) {
        let theirs = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'victim'";
        while self.fixture.number(theirs).await > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

fn start(arguments: &[&str], url: &str) -> (Child, BufReader<ChildStdout>) {
    let (command, rest) = arguments.split_first().unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    let mut victim = Command::new(env!("CARGO_BIN_EXE_victim"))
        .arg(command)
        .arg(format!("{url}{separator}application_name=victim"))
        .args(rest)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(victim.stdout.take().unwrap());
    (victim, output)
}

/// Kills in different moments of making tenants.
async fn kill_while_creating(killed: Killed, times: u32) {
    let scene = Scene::new().await;
    scene.fixture.tenant("whole").await;
    let whole = scene.only_shape().await;
    for time in 0..times {
        let prefix = format!("t{time}");
        let reported = scene
            .kill(
                killed,
                &["create", &prefix],
                2,
                Duration::from_millis(u64::from(time) * 9),
            )
            .await;
        assert_eq!(scene.only_shape().await, whole);
        let there = &scene.shapes().await[&whole];
        assert!(there.is_superset(&reported), "{reported:?} of {there:?}");
        // The same client goes on, and what was not made can be.
        scene.fixture.tenant(&format!("next-{time}")).await;
    }
    assert_eq!(scene.only_shape().await, whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_killed_while_it_makes_tenants_leaves_none_half_made() {
    kill_while_creating(Killed::Program, 5).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_while_it_makes_tenants_has_none_half_made_and_all_reported() {
    kill_while_creating(Killed::Server, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deploy_that_is_killed_leaves_each_tenant_before_or_after_and_the_next_goes_on() {
    let scene = Scene::new().await;
    for number in 0..30 {
        scene.fixture.tenant(&format!("t{number}")).await;
    }
    let before = scene.only_shape().await;
    let mut reported = BTreeSet::new();
    for killed in [
        Killed::Program,
        Killed::Server,
        Killed::Program,
        Killed::Server,
    ] {
        let done = scene
            .kill(killed, &["deploy"], 3, Duration::from_millis(7))
            .await;
        reported.extend(done);
        let shapes = scene.shapes().await;
        assert_eq!(shapes.len(), 2, "{shapes:#?}");
        for (shape, tenants) in &shapes {
            if *shape == before {
                assert!(tenants.is_disjoint(&reported), "{tenants:?}, {reported:?}");
            } else {
                assert!(tenants.is_superset(&reported), "{tenants:?}, {reported:?}");
            }
        }
    }
    let (mut last, output) = start(&["deploy"], &scene.fixture.url);
    let finished = output.lines().count();
    assert!(last.wait().unwrap().success());
    assert!((1..=30 - reported.len()).contains(&finished), "{finished}");
    let after = scene.only_shape().await;
    assert_ne!(after, before);
    assert!(after.contains("20270101000000_one_more applied"), "{after}");
}
