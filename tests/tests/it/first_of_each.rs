//! So many related rows of each record.

use plexica_client::{Filter, query::Include};
use plexica_tests::{
    database,
    db::{TenantDb, article, comment, folder, leaf, post, topic, user},
    watch,
};

use crate::people::people;

#[tokio::test]
async fn each_record_has_its_own_first_related_rows_by_one_statement() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let (statements, _guard) = watch();
    let users = async |written: Include<user::relation::Written>| {
        let found = acme.user().find_many().order_by(user::email.asc());
        let found = found.with(written).await.unwrap();
        let stars = found.iter().map(|user| {
            let stars = user.written.iter().map(|post| post.stars);
            stars.collect::<Vec<_>>()
        });
        stars.collect::<Vec<_>>()
    };
    let best = || user::written.order_by(post::stars.desc());
    assert_eq!(
        users(best().take(1)).await,
        [vec![5], vec![0], vec![], vec![]]
    );
    assert_eq!(statements.take().len(), 2);
    assert_eq!(
        users(best().take(5)).await,
        [vec![5, 1], vec![0], vec![], vec![]]
    );
    assert_eq!(
        users(best().skip(1)).await,
        [vec![1], vec![], vec![], vec![]]
    );
    assert_eq!(
        users(best().skip(1).take(1)).await,
        [vec![1], vec![], vec![], vec![]]
    );
    assert_eq!(
        users(best().take(0)).await,
        [(); 4].map(|()| Vec::<i32>::new())
    );
    let worst = best().filter(post::stars.lt(5)).take(1);
    assert_eq!(users(worst).await, [vec![1], vec![0], vec![], vec![]]);
    let by_editor = post::editor.by(user::email.asc()).nulls_last();
    let by_editor = user::written.order_by(by_editor).take(1);
    assert_eq!(users(by_editor).await, [vec![5], vec![0], vec![], vec![]]);
    let discussed = user::written.order_by(post::comments.count().desc());
    let discussed = discussed.filter(post::comments.count().gt(0)).take(1);
    assert_eq!(users(discussed).await, [vec![5], vec![0], vec![], vec![]]);
}

#[tokio::test]
async fn first_rows_are_taken_at_every_level_and_by_a_key_of_two_columns() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let comments = post::comments.order_by(comment::text.desc()).take(1);
    let written = user::written.order_by(post::slug.asc()).take(1);
    let users = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .with(written.with(comments))
        .await
        .unwrap();
    let texts: Vec<Vec<&str>> = users
        .iter()
        .map(|user| {
            let posts = user.written.iter().flat_map(|post| &post.comments);
            posts.map(|comment| comment.text.as_str()).collect()
        })
        .collect();
    assert_eq!(texts, [vec!["second"], vec!["third"], vec![], vec![]]);
}

/// An article of these topics.
async fn article(acme: &TenantDb, slug: &str, topics: &[&str]) {
    let new = article::Create {
        slug: slug.into(),
        title: slug.into(),
    };
    acme.article().create(new).await.unwrap();
    for name in topics {
        let new = topic::Create {
            name: (*name).into(),
        };
        let topic = acme.topic().upsert(topic::name, new).await.unwrap();
        let connect = acme.article().connect(article::topics, slug, [topic.id]);
        connect.await.unwrap();
    }
}

#[tokio::test]
async fn first_rows_are_taken_by_way_of_a_join_table() {
    let acme = database().await.tenant("acme").await;
    article(&acme, "one", &["art", "law", "war"]).await;
    article(&acme, "two", &["law", "war"]).await;
    article(&acme, "three", &[]).await;
    let articles = async |topics: Include<article::relation::Topics>| {
        let found = acme.article().find_many().order_by(article::slug.asc());
        let found = found.with(topics).await.unwrap();
        let names = found.iter().map(|article| {
            let names = article.topics.iter().map(|topic| topic.name.as_str());
            names.collect::<Vec<_>>().join(" ")
        });
        names.collect::<Vec<_>>()
    };
    let last = || article::topics.order_by(topic::name.desc());
    assert_eq!(articles(last().take(2)).await, ["war law", "", "war law"]);
    assert_eq!(articles(last().skip(1)).await, ["law art", "", "law"]);
    assert_eq!(articles(last().skip(1).take(1)).await, ["law", "", "law"]);
    let rare = last().filter(topic::articles.count().eq(1)).take(1);
    assert_eq!(articles(rare).await, ["art", "", ""]);
    let busiest = (topic::articles.count().desc(), topic::name.asc());
    let busiest = article::topics.order_by(busiest).take(1);
    assert_eq!(articles(busiest).await, ["law", "", "law"]);
    assert_eq!(
        articles(article::topics.filter(Filter::none()).take(1)).await,
        ["", "", ""]
    );
}

#[tokio::test]
async fn deleted_rows_are_not_among_the_first() {
    let acme = database().await.tenant("acme").await;
    let new = folder::Create { name: "a".into() };
    let folder = acme.folder().create(new).await.unwrap().id;
    for code in ["one", "three", "two"] {
        let new = leaf::Create {
            code: code.into(),
            folder_id: folder,
        };
        acme.leaf().create(new).await.unwrap();
    }
    acme.leaf().delete(leaf::code.key("one")).await.unwrap();
    let first = || folder::leaves.order_by(leaf::code.asc()).take(1);
    let found = acme.folder().find_first().with(first());
    assert_eq!(found.await.unwrap().unwrap().leaves[0].code, "three");
    let found = acme.folder().find_first().with(first().with_deleted());
    assert_eq!(found.await.unwrap().unwrap().leaves[0].code, "one");
}
