use std::time::Duration;

use plexica_client::{ErrorKind, Statements};
use plexica_embedded::native::{Cluster, Server};
use plexica_tests::{
    Fixture, database, database_with_sessions,
    db::{Colour, Db, Mood, plugin, post, sample, session, user},
    new_tenant,
};

use crate::people::people;

#[tokio::test]
async fn a_pool_of_one_says_what_holds_it_up() {
    let fixture = database().await;
    let db = fixture
        .builder()
        .max_connections(1)
        .wait_timeout(Duration::from_millis(100))
        .connect()
        .await
        .unwrap();
    let tx = db.begin().await.unwrap();
    let error = db.core().plugin().count().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PoolTimeout);
    assert_eq!(
        error.to_string(),
        "no connection became free within 100ms: all 1 of the pool are in use"
    );
    assert!(error.help().unwrap().contains("max_connections"));
    drop(tx);
    db.core().plugin().count().await.unwrap();
    let status = db.pool_status();
    assert_eq!(
        (status.max_connections, status.open, status.in_use),
        (1, 1, 0)
    );
}

#[tokio::test]
async fn a_pool_serves_more_tasks_than_it_has_connections() {
    let fixture = database().await;
    let db = fixture
        .builder()
        .max_connections(3)
        .connect()
        .await
        .unwrap();
    let made = (0..60).map(|_| db.core().session().create(session::Create {}).into_future());
    let made = futures_util::future::try_join_all(made).await.unwrap();
    let mut processes: Vec<i32> = made.iter().map(|session| session.pid).collect();
    processes.sort_unstable();
    processes.dedup();
    assert!(processes.len() <= 3, "{processes:?}");
    assert_eq!(db.pool_status().in_use, 0);
}

#[tokio::test]
async fn a_closed_pool_says_so_after_the_queries_under_way_have_ended() {
    let fixture = database().await;
    let core = fixture.db.core();
    let (count, ()) = tokio::join!(core.plugin().count().into_future(), fixture.db.close());
    assert_eq!(count.unwrap(), 0);
    assert_eq!(
        core.plugin().count().await.unwrap_err().kind(),
        ErrorKind::PoolClosed
    );
    assert_eq!(fixture.db.pool_status().open, 0);
}

#[tokio::test]
async fn a_database_that_cannot_be_had_says_why_and_never_the_password() {
    let fixture = database().await;
    let connect = async |url: &str| {
        Db::builder()
            .url(url)
            .create_timeout(Duration::from_secs(2))
            .connect()
            .await
            .unwrap_err()
    };
    let refused = connect("postgresql://ada:hunter2@127.0.0.1:1/nowhere").await;
    assert_eq!(refused.kind(), ErrorKind::Connect);
    assert!(
        refused
            .to_string()
            .starts_with("cannot connect to database `nowhere` on 127.0.0.1:1"),
        "{refused}"
    );
    let unknown = connect("postgresql://ada:hunter2@no-such-host.invalid/nowhere").await;
    assert_eq!(unknown.kind(), ErrorKind::Connect, "{unknown:?}");
    let missing = connect(&format!("{}nope", fixture.server_url)).await;
    assert_eq!(
        (missing.kind(), missing.sqlstate()),
        (ErrorKind::Connect, Some("3D000")),
        "{missing:?}"
    );
    assert!(missing.help().unwrap().contains("createdb"));
    let wrong = connect("mysql://ada:hunter2@127.0.0.1/nowhere").await;
    assert_eq!(wrong.kind(), ErrorKind::Configuration);
    let role = connect(&format!(
        "{}?user=nobody&password=hunter2",
        fixture.server_url
    ))
    .await;
    assert_eq!(
        (role.kind(), role.sqlstate()),
        (ErrorKind::Connect, Some("28000")),
        "{role:?}"
    );
    for error in [refused, unknown, missing, wrong, role] {
        let mut shown = format!("{error} {error:#} {error:?}");
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            shown.push_str(&format!(" {inner} {inner:?}"));
            source = inner.source();
        }
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    assert!(
        !format!(
            "{:?} {:?}",
            Db::builder().url("postgresql://a:hunter2@h/d"),
            fixture.db
        )
        .contains("hunter2")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_and_not_shown() {
    let server = tokio::task::spawn_blocking(|| {
        Cluster::throwaway()
            .set("listen_addresses", "127.0.0.1")
            .start()
            .unwrap()
    })
    .await
    .unwrap();
    let (client, connection) = tokio_postgres::connect(server.url(), tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
        .batch_execute("CREATE ROLE ada LOGIN PASSWORD 'right'")
        .await
        .unwrap();
    let file: String = client.query_one("SHOW hba_file", &[]).await.unwrap().get(0);
    let rules = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("local all ada scram-sha-256\n{rules}")).unwrap();
    client
        .batch_execute("SELECT pg_reload_conf()")
        .await
        .unwrap();
    let separator = if server.url().contains('?') { '&' } else { '?' };
    let as_ada =
        |password: &str| format!("{}{separator}user=ada&password={password}", server.url());
    tokio::time::sleep(Duration::from_millis(100)).await;
    let error = Db::builder()
        .url(as_ada("hunter2"))
        .connect()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.sqlstate()),
        (ErrorKind::Connect, Some("28P01")),
        "{error:?}"
    );
    assert!(error.help().unwrap().contains("password"));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    Db::builder().url(as_ada("right")).connect().await.unwrap();
}

/// Asks until it works again, and gives the kinds of the errors until then.
async fn until_it_works(db: &Db) -> Vec<ErrorKind> {
    let mut errors = Vec::new();
    for _ in 0..100 {
        match db.core().plugin().count().await {
            Ok(_) => return errors,
            Err(error) => errors.push(error.kind()),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never works again: {errors:?}");
}

fn are_about_the_connection(errors: &[ErrorKind]) -> bool {
    errors
        .iter()
        .all(|kind| matches!(kind, ErrorKind::Connect | ErrorKind::ConnectionLost))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_and_comes_back_is_used_again() {
    let server = tokio::task::spawn_blocking(|| Cluster::throwaway().durable().start().unwrap())
        .await
        .unwrap();
    let db = Db::builder()
        .url(server.url())
        .max_connections(3)
        .create_timeout(Duration::from_secs(5))
        .connect()
        .await
        .unwrap();
    db.migrate().await.unwrap();
    db.tenants().create(new_tenant("acme")).await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    people(&acme).await;
    for end in [Server::stop, Server::kill] {
        // Several open connections, and one in a transaction.
        let counts = (0..10).map(|_| acme.user().count().into_future());
        futures_util::future::try_join_all(counts).await.unwrap();
        let tx = acme.begin().await.unwrap();
        tx.user()
            .delete_many(plexica_client::Filter::all())
            .await
            .unwrap();
        tokio::task::block_in_place(|| end(&server).unwrap());
        let error = tx.user().count().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error:?}");
        assert!(tx.commit().await.is_err());
        let mut errors = Vec::new();
        for _ in 0..4 {
            errors.push(acme.user().count().await.unwrap_err().kind());
        }
        assert!(are_about_the_connection(&errors), "{errors:?}");
        tokio::task::block_in_place(|| server.restart().unwrap());
        let errors = until_it_works(&db).await;
        assert!(are_about_the_connection(&errors), "{errors:?}");
        assert_eq!(acme.user().count().await.unwrap(), 4);
    }
    // Every connection is cut at once while queries are under way.
    let (client, connection) = tokio_postgres::connect(server.url(), tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let queries = (0..30).map(|_| {
        acme.user()
            .find_many()
            .with(user::written.with(post::comments))
            .into_future()
    });
    let (results, _) = tokio::join!(
        futures_util::future::join_all(queries),
        client.batch_execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'plexica'")
    );
    let errors: Vec<ErrorKind> = results
        .iter()
        .filter_map(|result| Some(result.as_ref().err()?.kind()))
        .collect();
    assert!(are_about_the_connection(&errors), "{errors:?}");
    until_it_works(&db).await;
    assert_eq!(db.pool_status().in_use, 0);
}

#[tokio::test]
async fn a_prepared_statement_survives_what_others_do_to_its_table() {
    let fixture = database_with_sessions("statements are kept prepared").await;
    fixture.tenant("acme").await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let people = people(&acme).await;
    let read = async || {
        acme.user()
            .find_unique(user::id.key(people.ada.id))
            .or_not_found()
            .await
            .map(|ada| ada.email)
    };
    for change in [
        "SELECT 1",
        "ALTER TABLE tenant_acme.users ADD COLUMN shoe_size integer DEFAULT 40",
        "ALTER TABLE tenant_acme.users DROP COLUMN shoe_size",
        // The result's type changes: PostgreSQL refuses the old plan.
        "ALTER TABLE tenant_acme.users ALTER e_mail TYPE varchar(300)",
        "ALTER TABLE tenant_acme.users ALTER e_mail TYPE text",
        r#"ALTER TYPE tenant_acme."Mood of a User" ADD VALUE 'BORED'"#,
        "CREATE INDEX ON tenant_acme.users (age)",
    ] {
        fixture.sql(change).await;
        for _ in 0..4 {
            assert_eq!(read().await.unwrap(), "ada@acme.test", "{change}");
        }
        let written = acme
            .user()
            .update(user::id.key(people.ada.id))
            .age(36)
            .await
            .unwrap();
        assert_eq!(written.email, "ada@acme.test", "{change}");
    }
    // In a transaction it cannot be tried again, but the next one works.
    fixture
        .sql("ALTER TABLE tenant_acme.users ALTER e_mail TYPE varchar(200)")
        .await;
    let in_transaction = async || {
        let tx = acme.begin().await.unwrap();
        let read = tx
            .user()
            .find_unique(user::id.key(people.ada.id))
            .or_not_found()
            .await
            .map(|ada| ada.email);
        drop(tx);
        read
    };
    assert_eq!(
        in_transaction().await.unwrap_err().sqlstate(),
        Some("0A000")
    );
    assert_eq!(in_transaction().await.unwrap(), "ada@acme.test");
}

#[tokio::test]
async fn a_tenant_that_is_made_again_under_the_same_schema_gets_its_own_plans() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    for _ in 0..4 {
        acme.user().count().await.unwrap();
        acme.sample()
            .create(sample::Create {})
            .mood(Mood::Type)
            .await
            .unwrap();
    }
    db.tenants().drop("acme").await.unwrap();
    fixture.sql("DELETE FROM core.tenants").await;
    db.tenants().create(new_tenant("acme")).await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    for _ in 0..4 {
        assert_eq!(acme.user().count().await.unwrap(), 0);
        let made = acme
            .sample()
            .create(sample::Create {})
            .mood(Mood::Type)
            .await
            .unwrap();
        assert_eq!(made.mood, Mood::Type);
    }
}

/// What a connection has prepared only the connection knows: from here on the `pid` of a new
/// session is their number.
async fn let_sessions_count_statements(fixture: &Fixture) {
    fixture
        .sql(
            "CREATE FUNCTION core.kept() RETURNS integer LANGUAGE sql AS 'SELECT count(*)::integer FROM pg_prepared_statements'; \
             ALTER TABLE core.sessions ALTER pid SET DEFAULT core.kept()",
        )
        .await;
}

#[tokio::test]
async fn everything_essential_works_without_prepared_statements() {
    let fixture = database().await;
    fixture.tenant("first").await;
    let_sessions_count_statements(&fixture).await;
    let db = fixture
        .builder()
        .statements(Statements::Unnamed)
        .max_connections(2)
        .connect()
        .await
        .unwrap();
    db.migrate().await.unwrap();
    db.tenants().create(new_tenant("acme")).await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    let people = people(&acme).await;
    for _ in 0..3 {
        let users = acme
            .user()
            .find_many()
            .filter(
                user::mood.is_in([Mood::Calm, Mood::VeryCross])
                    & user::written.any(post::stars.gte(0)),
            )
            .order_by(user::email.asc())
            .with(user::written.with(post::comments))
            .await
            .unwrap();
        assert_eq!((users.len(), users[0].written.len()), (2, 2));
    }
    let tx = db.begin().await.unwrap();
    tx.core()
        .plugin()
        .create_many((0..50).map(|number| plugin::Create {
            name: number.to_string(),
        }))
        .await
        .unwrap();
    tx.tenant("acme")
        .await
        .unwrap()
        .user()
        .update(user::id.key(people.dan.id))
        .favourite(Colour::Blue)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let blue = acme
        .user()
        .count()
        .filter(user::favourite.eq(Colour::Blue))
        .await
        .unwrap();
    assert_eq!((blue, db.core().plugin().count().await.unwrap()), (1, 50));
    assert_eq!(
        acme.user()
            .create(user::Create {
                email: "dan@acme.test".into()
            })
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::UniqueViolation
    );
    db.tenants().drop("acme").await.unwrap();
    let session = db
        .core()
        .session()
        .create(session::Create {})
        .await
        .unwrap();
    assert_eq!(session.pid, 0, "statements are kept");
}

#[tokio::test]
async fn a_connection_keeps_no_more_statements_than_it_may() {
    let fixture = database_with_sessions("statements are kept prepared").await;
    let_sessions_count_statements(&fixture).await;
    let db = fixture
        .builder()
        .max_connections(1)
        .statement_cache_size(3)
        .connect()
        .await
        .unwrap();
    for number in 0..10_u64 {
        for _ in 0..3 {
            let mut filter = plugin::id.eq(1);
            for _ in 0..number {
                filter = filter | plugin::id.eq(1);
            }
            db.core().plugin().count().filter(filter).await.unwrap();
        }
    }
    let kept = db
        .core()
        .session()
        .create(session::Create {})
        .await
        .unwrap()
        .pid;
    assert_eq!(kept, 3);
}
