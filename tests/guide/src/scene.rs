use plexica_client::{
    Error,
    generated::{Uuid, jiff::Timestamp},
};
use plexica_embedded::native::Server;
use serde_json::json;

use crate::db::{Db, Role, TenantDb, comment, post, profile, tag, tenant, user, vote};

/// A database with one tenant, `acme`, and the rows that `docs/guide/README.md` tells of.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Its client.
    pub db: Db,
    /// The tenant.
    pub acme: TenantDb,
    /// The database's address.
    pub url: String,
}

impl Scene {
    /// A new one.
    ///
    /// # Panics
    /// When there is no PostgreSQL.
    pub async fn begin() -> Self {
        let url = tokio::task::spawn_blocking(|| {
            let server = Server::shared().expect("PostgreSQL starts");
            server.create_database().expect("a database can be made")
        })
        .await
        .expect("a database can be made");
        Self::within(url).await.expect("the scene can be set")
    }

    async fn within(url: String) -> Result<Self, Error> {
        let db = Db::builder().url(&url).max_connections(4).connect().await?;
        db.migrate().await?;
        let acme = tenant::Create {
            slug: "acme".into(),
            name: "Acme".into(),
        };
        db.tenants().create(acme).await?;
        let acme = db.tenant("acme").await?;
        rows(&acme).await?;
        Ok(Self { db, acme, url })
    }
}

async fn rows(acme: &TenantDb) -> Result<(), Error> {
    let person = |name: &str| user::Create {
        email: format!("{name}@acme.test"),
    };
    let users = [
        person("ada")
            .draft()
            .name("Ada")
            .role(Role::Editor)
            .settings(json!({"theme": {"colour": "dark"}, "languages": ["en", "fr"], "font": 12})),
        person("ben").draft().name("Ben").role(Role::Author),
        person("cleo").draft(),
    ];
    let users = acme.user().create_many(users).returning().await?;
    let [ada, ben, cleo] = ["ada", "ben", "cleo"].map(|name| {
        let found = users.iter().find(|user| user.email.starts_with(name));
        found.map_or(Uuid::nil(), |user| user.id)
    });
    let countess = profile::Create {
        user_id: ada,
        bio: "Countess".into(),
    };
    let address = "10.0.0.7".parse().ok();
    acme.profile().create(countess).seen_at(address).await?;

    let tags = ["maths", "news"].map(|name| tag::Create { name: name.into() });
    acme.tag().create_many(tags).await?;
    let post =
        |slug: &str, title: &str, author_id, views, keywords: &[&str], published: Option<&str>| {
            let post = post::Create {
                slug: slug.into(),
                title: title.into(),
                author_id,
            };
            let keywords: Vec<String> = keywords.iter().map(|&word| word.into()).collect();
            let published: Option<Timestamp> = published.and_then(|day| day.parse().ok());
            post.draft()
                .views(views)
                .keywords(keywords)
                .published_at(published)
        };
    let january = Some("2026-01-10T09:00:00Z");
    let february = Some("2026-02-20T09:00:00Z");
    let engine = post(
        "engine",
        "The Engine",
        ada,
        120,
        &["rust", "history"],
        january,
    );
    let notes = post("notes", "Notes", ada, 30, &["history"], None);
    let gardens = post("gardens", "Gardens in Spring", ben, 50, &[], february);
    let engine = acme.post().create(engine).await?.id;
    let notes = acme.post().create(notes).await?.id;
    let gardens = acme.post().create(gardens).await?.id;
    acme.post()
        .connect(post::tags, engine, ["maths", "news"])
        .await?;
    acme.post().connect(post::tags, notes, ["maths"]).await?;

    let comment = |text: &str, post_id, author: Option<Uuid>| {
        let text = text.into();
        comment::Create { text, post_id }.draft().author_id(author)
    };
    let comments = [
        comment("First!", engine, Some(cleo)),
        comment("Well said", engine, Some(ben)),
        comment("Lovely", gardens, None),
    ];
    acme.comment().create_many(comments).await?;
    let votes = [(ben, engine, 5), (cleo, engine, 4), (cleo, gardens, 3)];
    let votes = votes.map(|(user_id, post_id, stars)| vote::Create {
        user_id,
        post_id,
        stars,
    });
    acme.vote().create_many(votes).await?;
    Ok(())
}
