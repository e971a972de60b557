//! The database, and the client that everything is asked of.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use plexica_client::{Error, generated::Uuid};
use plexica_tests::{
    Fixture, database,
    db::{Db, TenantDb, comment, document, post, user},
    new_tenant,
};

use crate::ledger::Ledger;

pub(crate) const TENANTS: [&str; 3] = ["ada", "ben", "cleo"];

/// One that is suspended and activated all the time.
pub(crate) const FLICKERING: &str = "dan";

/// What the client calls itself, for the server's lists.
pub(crate) const APPLICATION: &str = "interleaved";

/// More than the buffers of a short read, so that a stream can be left in the middle.
const KEPT_COMMENTS: usize = 400;

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) fixture: Fixture,
    pub(crate) db: Db,
    pub(crate) ledger: Ledger,
    /// An author in each tenant, who is there from the start.
    pub(crate) authors: [Uuid; 3],
    /// Taken by who suspends or activates: whether the last one is known to have ended.
    pub(crate) flickering: tokio::sync::Mutex<bool>,
    pub(crate) connections: usize,
    pub(crate) has_replica: bool,
    /// For locks and names that nobody else takes.
    pub(crate) numbers: AtomicU64,
}

impl World {
    pub(crate) async fn new(connections: usize, has_replica: bool) -> Self {
        let fixture = database().await;
        let mut authors = [Uuid::nil(); 3];
        for (author, key) in authors.iter_mut().zip(TENANTS) {
            *author = fill(&fixture.tenant(key).await, key).await.unwrap();
        }
        fixture
            .db
            .tenants()
            .create(new_tenant(FLICKERING))
            .await
            .unwrap();
        let url = format!("{}?application_name={APPLICATION}", fixture.server_url);
        let mut builder = Db::builder()
            .url(&url)
            .max_connections(connections)
            .wait_timeout(Duration::from_secs(30))
            .slow_after(None);
        if has_replica {
            builder = builder.replica(&url);
        }
        let db = builder.connect().await.unwrap();
        Self {
            fixture,
            db,
            ledger: Ledger::default(),
            authors,
            flickering: tokio::sync::Mutex::new(true),
            connections,
            has_replica,
            numbers: AtomicU64::new(1),
        }
    }

    pub(crate) async fn tenant(&self, key: &str) -> Result<TenantDb, Error> {
        self.db.tenant(key).await
    }

    pub(crate) fn author(&self, key: &str) -> Uuid {
        let place = TENANTS.iter().position(|tenant| *tenant == key).unwrap();
        self.authors[place]
    }

    pub(crate) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }
}

async fn fill(tenant: &TenantDb, key: &str) -> Result<Uuid, Error> {
    let email = format!("{key}/kept/author");
    let author = tenant.user().create(user::Create { email }).await?.id;
    for number in 0..3 {
        let slug = format!("{key}/kept/{number}");
        let title = slug.clone();
        let made = tenant.post().create(post::Create {
            slug,
            title,
            author_id: author,
        });
        made.nested(post::comments.create_many(|_| {
            let text = |row| format!("{key}/kept/{number}-{row}");
            [0, 1].map(|row| comment::Create { text: text(row) })
        }))
        .await?;
    }
    let texts = (0..KEPT_COMMENTS).map(|row| comment::Create {
        text: format!("{key}/kept/{row:0>500}"),
    });
    tenant.comment().create_many(texts).await?;
    for slug in ["counter", "left", "right"] {
        let slug = slug.to_owned();
        tenant.document().create(document::Create { slug }).await?;
    }
    Ok(author)
}
