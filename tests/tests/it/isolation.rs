use std::sync::atomic::{AtomicU64, Ordering};

use plexica_client::{Filter, Statements, generated::Uuid};
use plexica_tests::{
    database, database_with_sessions,
    db::{Mood, TenantDb, comment, post, user},
    new_tenant,
};

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@shared.test"),
    }
}

#[tokio::test]
async fn tenants_with_the_same_ids_see_only_their_own_rows() {
    let fixture = database().await;
    let (acme, ops) = (fixture.tenant("acme").await, fixture.tenant("ops").await);
    let id = Uuid::from_u128(1);
    for (tenant, name) in [(&acme, "acme"), (&ops, "ops")] {
        tenant
            .user()
            .create(address("same").draft().id(id).first_name(name))
            .await
            .unwrap();
        let new = post::Create {
            slug: "same".into(),
            title: name.into(),
            author_id: id,
        };
        tenant.post().create(new).await.unwrap();
    }
    for (tenant, name) in [(&acme, "acme"), (&ops, "ops")] {
        let user = tenant
            .user()
            .find_unique(user::id.key(id))
            .with(user::written)
            .or_not_found()
            .await
            .unwrap();
        assert_eq!(
            (user.first_name.as_deref(), user.written.len()),
            (Some(name), 1)
        );
        assert_eq!(user.written[0].title, name);
        let through = tenant
            .user()
            .count()
            .filter(user::written.any(post::title.ne(name)))
            .await
            .unwrap();
        assert_eq!(through, 0);
    }
    assert_eq!(
        acme.user().update_many(Filter::all()).age(1).await.unwrap(),
        1
    );
    assert_eq!(acme.user().delete_many(Filter::all()).await.unwrap(), 1);
    let left = ops
        .user()
        .find_unique(user::id.key(id))
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(left.age, None);
}

/// A generator of numbers that need not be good (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Asks one thing of a tenant, and says whether everything that came was the tenant's own.
async fn ask(tenant: &TenantDb, choice: u64, seed: u64) -> bool {
    let own = tenant.key();
    let is_own = |name: Option<&str>| name == Some(own);
    match choice {
        0 => {
            let found = tenant
                .user()
                .find_unique(user::email.key("same@shared.test"))
                .or_not_found()
                .await
                .unwrap();
            is_own(found.first_name.as_deref())
        }
        1 => {
            let all = tenant.user().find_many().with(user::written).await.unwrap();
            !all.is_empty()
                && all
                    .iter()
                    .all(|user| user.written.iter().all(|post| post.title == own))
        }
        2 => {
            let names: Vec<Option<String>> = tenant
                .user()
                .find_many()
                .filter(user::mood.eq(Mood::Calm))
                .select(user::first_name)
                .await
                .unwrap();
            names.iter().all(|name| is_own(name.as_deref()))
        }
        3 => {
            let changed = tenant
                .user()
                .update(user::email.key("same@shared.test"))
                .age(i32::try_from(seed % 90).unwrap())
                .await
                .unwrap();
            is_own(changed.first_name.as_deref())
        }
        4 => {
            let tx = tenant.begin().await.unwrap();
            let made = tx
                .comment()
                .create(comment::Create { text: own.into() })
                .await
                .unwrap();
            let read = tx
                .user()
                .find_first()
                .filter(user::first_name.is_not_null())
                .or_not_found()
                .await
                .unwrap();
            if seed.is_multiple_of(2) {
                tx.commit().await.unwrap()
            }
            made.text == own && is_own(read.first_name.as_deref())
        }
        5 => {
            tenant
                .post()
                .count()
                .filter(post::title.ne(own))
                .await
                .unwrap()
                == 0
        }
        6 => {
            // Given up half-way.
            let query = tenant.post().find_many().with(post::author).into_future();
            tokio::time::timeout(std::time::Duration::from_micros(seed % 2_000), query)
                .await
                .map_or(true, |posts| {
                    posts
                        .unwrap()
                        .iter()
                        .all(|post| is_own(post.author.first_name.as_deref()))
                })
        }
        _ => {
            let texts: Vec<String> = tenant
                .comment()
                .find_many()
                .select(comment::text)
                .await
                .unwrap();
            texts.iter().all(|text| text == own)
        }
    }
}

async fn mingle(statements: Statements, tasks: u64, rounds: u64) {
    const TENANTS: u64 = 50;
    let fixture = match statements {
        Statements::Prepared => database_with_sessions("statements are kept prepared").await,
        Statements::Unnamed => database().await,
    };
    let db = fixture
        .builder()
        .max_connections(4)
        .statement_cache_size(8)
        .statements(statements)
        .connect()
        .await
        .unwrap();
    for number in 0..TENANTS {
        let key = format!("t{number}");
        db.tenants().create(new_tenant(&key)).await.unwrap();
        let tenant = db.tenant(&key).await.unwrap();
        let made = tenant
            .user()
            .create(
                address("same")
                    .draft()
                    .id(Uuid::from_u128(1))
                    .first_name(key.clone()),
            )
            .await
            .unwrap();
        tenant
            .post()
            .create(post::Create {
                slug: "same".into(),
                title: key,
                author_id: made.id,
            })
            .await
            .unwrap();
    }
    let asked = AtomicU64::new(0);
    let (db, asked) = (&db, &asked);
    futures_util::future::join_all((0..tasks).map(|task| async move {
        let mut numbers = Numbers(0x9E37_79B9 * (task + 1));
        for _ in 0..rounds {
            let tenant = db
                .tenant(&format!("t{}", numbers.below(TENANTS)))
                .await
                .unwrap();
            let (choice, seed) = (numbers.below(8), numbers.below(1 << 20));
            assert!(
                ask(&tenant, choice, seed).await,
                "{} saw another's row in question {choice}",
                tenant.key()
            );
            asked.fetch_add(1, Ordering::Relaxed);
        }
    }))
    .await;
    assert_eq!(asked.load(Ordering::Relaxed), tasks * rounds);
    let status = db.pool_status();
    assert!(status.open <= 4, "{status:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_interleaving_of_many_tasks_over_many_tenants_shows_anothers_row() {
    mingle(Statements::Prepared, 40, 75).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_interleaving_shows_anothers_row_without_prepared_statements_either() {
    mingle(Statements::Unnamed, 20, 40).await;
}
