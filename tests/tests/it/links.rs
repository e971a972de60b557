//! Many-to-many relations that no model is written for, what programs do not see, and views.

use plexica_client::ErrorKind;
use plexica_tests::{
    database,
    db::{Pen, TenantDb, article, article_summary, busy_article, desk, editor, topic},
    watch,
};

async fn topic(acme: &TenantDb, name: &str) -> i32 {
    let new = topic::Create { name: name.into() };
    acme.topic().create(new).await.unwrap().id
}

async fn article(acme: &TenantDb, slug: &str) {
    let new = article::Create {
        slug: slug.into(),
        title: slug.to_uppercase(),
    };
    acme.article().create(new).await.unwrap();
}

/// Two articles of three topics, one without any.
async fn articles(acme: &TenantDb) -> [i32; 3] {
    let topics = [
        topic(acme, "art").await,
        topic(acme, "law").await,
        topic(acme, "war").await,
    ];
    for slug in ["one", "two", "three"] {
        article(acme, slug).await;
    }
    let [art, law, war] = topics;
    let one = acme.article().connect(article::topics, "one", [law, art]);
    assert_eq!(one.await.unwrap(), 2);
    let two = acme.article().connect(article::topics, "two", [law, war]);
    assert_eq!(two.await.unwrap(), 2);
    topics
}

async fn topics_of(acme: &TenantDb, slug: &str) -> Vec<String> {
    let found = acme
        .article()
        .find_unique(article::slug.key(slug))
        .with(article::topics.order_by(topic::name.asc()))
        .or_not_found()
        .await
        .unwrap();
    found.topics.into_iter().map(|topic| topic.name).collect()
}

#[tokio::test]
async fn both_sides_of_a_join_table_are_loaded_by_one_statement_a_level() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let (statements, _guard) = watch();
    let found = acme
        .article()
        .find_many()
        .order_by(article::slug.asc())
        .with(
            article::topics
                .order_by(topic::name.desc())
                .with(topic::articles.order_by(article::slug.asc())),
        )
        .await
        .unwrap();
    assert_eq!(statements.take().len(), 3);
    let shown: Vec<String> = found
        .iter()
        .map(|article| {
            let topics = article.topics.iter().map(|topic| {
                let slugs = topic.articles.iter().map(|article| article.slug.as_str());
                format!("{}[{}]", topic.name, slugs.collect::<Vec<_>>().join(" "))
            });
            format!(
                "{}: {}",
                article.slug,
                topics.collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "one: law[one two], art[one]",
            "three: ",
            "two: war[two], law[one two]"
        ]
    );
}

#[tokio::test]
async fn related_rows_of_a_join_table_are_filtered_and_asked_about() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let found = acme
        .article()
        .find_many()
        .order_by(article::slug.asc())
        .with(article::topics.filter(topic::name.ne("law")))
        .await
        .unwrap();
    let counts: Vec<usize> = found.iter().map(|article| article.topics.len()).collect();
    assert_eq!(counts, [1, 0, 1]);

    let slugs = async |filter| {
        let found = acme.article().find_many().filter(filter);
        let found = found.order_by(article::slug.asc()).await.unwrap();
        let slugs = found.into_iter().map(|article| article.slug);
        slugs.collect::<Vec<_>>().join(" ")
    };
    let war = || topic::name.eq("war");
    assert_eq!(slugs(article::topics.any(war())).await, "two");
    assert_eq!(slugs(article::topics.none(war())).await, "one three");
    let art_or_law = topic::name.is_in(["art", "law"]);
    assert_eq!(slugs(article::topics.every(art_or_law)).await, "one three");
    let shared = topic::articles.any(article::slug.eq("one"));
    assert_eq!(slugs(article::topics.any(shared)).await, "one two");
}

#[tokio::test]
async fn links_are_made_set_and_taken_away() {
    let acme = database().await.tenant("acme").await;
    let [art, law, war] = articles(&acme).await;
    let again = acme.article().connect(article::topics, "one", [art, war]);
    assert_eq!(again.await.unwrap(), 1, "one of the two was there");
    assert_eq!(topics_of(&acme, "one").await, ["art", "law", "war"]);

    let gone = acme.article().disconnect(article::topics, "one", [law, 77]);
    assert_eq!(gone.await.unwrap(), 1, "one of the two was there");
    assert_eq!(topics_of(&acme, "one").await, ["art", "war"]);

    let set = acme.article().set(article::topics, "one", [law, war]);
    assert_eq!(set.await.unwrap(), 1, "one of the two was there");
    assert_eq!(topics_of(&acme, "one").await, ["law", "war"]);
    assert_eq!(topics_of(&acme, "two").await, ["law", "war"], "untouched");

    let none: [i32; 0] = [];
    acme.article()
        .set(article::topics, "one", none)
        .await
        .unwrap();
    assert!(topics_of(&acme, "one").await.is_empty());

    // From the other side, where the own key is in the second column.
    let made = acme.topic().connect(topic::articles, art, ["three", "one"]);
    assert_eq!(made.await.unwrap(), 2);
    assert_eq!(topics_of(&acme, "three").await, ["art"]);
}

#[tokio::test]
async fn a_link_to_a_row_that_is_not_there_is_a_foreign_key_violation() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let error = acme
        .article()
        .connect(article::topics, "three", [4711])
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
    assert_eq!(error.constraint(), Some("_ArticleToTopic_B_fkey"));
    assert!(topics_of(&acme, "three").await.is_empty());
}

#[tokio::test]
async fn links_are_one_tenants_and_a_transactions() {
    let fixture = database().await;
    let (acme, other) = (fixture.tenant("acme").await, fixture.tenant("other").await);
    articles(&acme).await;
    articles(&other).await;
    let tx = acme.begin().await.unwrap();
    let none: [i32; 0] = [];
    tx.article()
        .set(article::topics, "one", none)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(topics_of(&acme, "one").await.len(), 2, "rolled back");
    let gone = acme.article().set(article::topics, "one", none);
    gone.await.unwrap();
    assert!(topics_of(&acme, "one").await.is_empty());
    assert_eq!(topics_of(&other, "one").await.len(), 2);
}

#[tokio::test]
async fn a_model_is_linked_to_itself_in_a_direction() {
    let acme = database().await.tenant("acme").await;
    let (law, tax) = (topic(&acme, "law").await, topic(&acme, "tax").await);
    let linked = acme.topic().connect(topic::parts, law, [tax]);
    linked.await.unwrap();
    let names = async |id: i32| {
        let found = acme
            .topic()
            .find_unique(topic::id.key(id))
            .with(topic::parts)
            .with(topic::wholes)
            .or_not_found()
            .await
            .unwrap();
        let parts: Vec<String> = found.parts.into_iter().map(|topic| topic.name).collect();
        let wholes: Vec<String> = found.wholes.into_iter().map(|topic| topic.name).collect();
        (parts, wholes)
    };
    assert_eq!(names(law).await, (vec!["tax".to_owned()], vec![]));
    assert_eq!(names(tax).await, (vec![], vec!["law".to_owned()]));
}

#[tokio::test]
async fn a_tenants_enum_and_a_uuid_are_keys_of_links() {
    let acme = database().await.tenant("acme").await;
    for pen in [Pen::Red, Pen::Blue] {
        acme.editor().create(editor::Create { pen }).await.unwrap();
    }
    let here = acme.desk().create(desk::Create {}).await.unwrap().id;
    let linked = acme
        .desk()
        .connect(desk::editors, here, [Pen::Blue, Pen::Red]);
    assert_eq!(linked.await.unwrap(), 2);
    let gone = acme.editor().disconnect(editor::desks, Pen::Red, [here]);
    assert_eq!(gone.await.unwrap(), 1);
    let desks = acme.desk().find_many().with(desk::editors).await.unwrap();
    assert_eq!(desks[0].editors.len(), 1);
    assert_eq!(desks[0].editors[0].pen, Pen::Blue);
}

#[tokio::test]
async fn a_view_is_read_like_a_model() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let busy = acme.busy_article().find_many();
    let busy = busy.order_by(busy_article::slug.asc()).await.unwrap();
    let slugs: Vec<&str> = busy.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(slugs, ["one", "two"]);

    let one = acme
        .article_summary()
        .find_unique(article_summary::slug.key("three"))
        .with(article_summary::article)
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(one.topics, 0);
    assert_eq!(one.article.unwrap().title, "THREE");

    let found = acme
        .article()
        .find_many()
        .filter(article::summary.is(article_summary::topics.gt(1)))
        .with(article::summary)
        .await
        .unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|row| {
        row.summary
            .as_ref()
            .is_some_and(|summary| summary.topics == 2)
    }));
}

#[tokio::test]
async fn what_programs_do_not_see_keeps_its_value() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    articles(&acme).await;
    fixture
        .sql("UPDATE tenant_acme.articles SET views = 7, words = to_tsvector('simple', title)")
        .await;
    let changed = acme.article().update(article::slug.key("one")).title("New");
    assert_eq!(changed.await.unwrap().title, "New");
    let views = "SELECT count(*) FROM tenant_acme.articles WHERE views = 7 AND words IS NOT NULL";
    assert_eq!(fixture.number(views).await, 3);
}
