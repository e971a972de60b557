//! Pages by the row that they begin or end at.

use std::fmt::Write as _;

use plexica_client::{ErrorKind, query::IntoOrder};
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, User, article_summary, busy_article, comment, post, user},
    watch,
};

use crate::people::people;

/// Thirty people, whose ages, first names and moods repeat, and are often absent.
async fn crowd(fixture: &Fixture) -> TenantDb {
    let acme = fixture.tenant("acme").await;
    let schema = acme.schema();
    fixture
        .sql(&format!(
            "INSERT INTO {schema}.users (id, e_mail, first_name, age, mood, updated_at)
             SELECT gen_random_uuid(), 'p' || n, nullif('n' || n % 3, 'n0'), nullif(n % 5, 0),
                    (enum_range(NULL::{schema}.\"Mood of a User\"))[1 + n % 2], now()
             FROM generate_series(1, 30) n"
        ))
        .await;
    acme
}

/// What an order gives at once, and what it gives page by page, forwards and backwards.
async fn assert_pages<O: IntoOrder<User>>(acme: &TenantDb, order: impl Fn() -> O) {
    let asked = || acme.user().find_many().order_by(order());
    // The whole, with what decides among equals, before the row that is past its end.
    let mut all: Vec<User> = asked().take(1).await.unwrap();
    all.splice(0..0, asked().before(&all[0]).await.unwrap());
    all.extend(asked().after(&all[all.len() - 1]).await.unwrap());
    assert_eq!(all.len(), 30);

    for size in [1, 7, 30] {
        let mut pages = asked().before(&all[1]).await.unwrap();
        while let Some(last) = pages.last().cloned() {
            let page = asked().after(&last).take(size).await.unwrap();
            if page.is_empty() {
                break;
            }
            pages.extend(page);
        }
        assert!(pages == all, "forwards by {size}");

        let mut pages = asked().after(&all[28]).await.unwrap();
        loop {
            let page = asked().before(&pages[0]).take(size).await.unwrap();
            if page.is_empty() {
                break;
            }
            pages.splice(0..0, page);
        }
        assert!(pages == all, "backwards by {size}");
    }
    let within = asked().after(&all[3]).before(&all[20]).take(10);
    assert!(within.await.unwrap() == all[4..14]);
    let skipped = asked().before(&all[20]).skip(2).take(3).await.unwrap();
    assert!(skipped == all[15..18]);
    let previous = acme.user().find_first().order_by(order()).before(&all[9]);
    assert!(previous.or_not_found().await.unwrap() == all[8]);
}

#[tokio::test]
async fn every_order_is_paged_through_both_ways_without_loss_or_repetition() {
    let fixture = database().await;
    let acme = crowd(&fixture).await;
    assert_pages(&acme, || [user::email.asc()]).await;
    assert_pages(&acme, || [user::id.desc()]).await;
    assert_pages(&acme, || [user::mood.desc()]).await;
    assert_pages(&acme, || [user::age.asc()]).await;
    assert_pages(&acme, || [user::age.desc()]).await;
    assert_pages(&acme, || [user::age.asc().nulls_first()]).await;
    assert_pages(&acme, || [user::age.desc().nulls_last()]).await;
    assert_pages(&acme, || (user::mood.asc(), user::email.desc())).await;
    assert_pages(&acme, || (user::age.desc(), user::first_name.asc())).await;
    assert_pages(&acme, || {
        let name = user::first_name.desc().nulls_last();
        (user::mood.desc(), name, user::age.asc().nulls_first())
    })
    .await;
    assert_pages(&acme, Vec::new).await;
}

#[tokio::test]
async fn a_page_is_one_statement_and_one_range_where_the_order_allows_it() {
    let fixture = database().await;
    let acme = crowd(&fixture).await;
    let row = acme.user().find_first().or_not_found().await.unwrap();
    let sql = |order| acme.user().find_many().order_by(order).after(&row).to_sql();
    let same_way = sql(vec![user::created_at.desc(), user::email.desc()]);
    assert!(
        same_way.contains(r#" WHERE (t0."created_at", t0."e_mail") < ($1, $2) ORDER BY"#),
        "{same_way}"
    );
    let completed = sql(vec![user::created_at.desc()]);
    assert!(
        completed.contains(r#"(t0."created_at", t0."id") < ($1, $2)"#),
        "{completed}"
    );
    assert!(completed.ends_with(r#" ORDER BY t0."created_at" DESC, t0."id" DESC"#));
    let unique = sql(vec![user::email.asc()]);
    assert!(
        unique.contains(r#" WHERE t0."e_mail" > $1 ORDER BY"#),
        "{unique}"
    );
    let mixed = sql(vec![user::created_at.desc(), user::email.asc()]);
    assert!(mixed.contains(r#"t0."created_at" <= $1 AND"#), "{mixed}");

    let (statements, _guard) = watch();
    acme.user().find_many().after(&row).take(3).await.unwrap();
    assert_eq!(statements.take().len(), 1);
}

#[tokio::test]
async fn a_page_begins_after_a_row_with_relations_or_one_that_is_gone() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let users = || acme.user().find_many().order_by(user::email.asc());
    let first = users().take(2).with(user::written).await.unwrap();
    let next = users().with(user::written).after(&first[1]).await.unwrap();
    assert_eq!(next[0].email, "cleo@acme.test");
    acme.user().delete(user::id.key(next[0].id)).await.unwrap();
    let rest = users().select(user::email).after(&next[0]);
    assert_eq!(rest.await.unwrap(), ["dan@acme.test"]);
    let filtered = users().filter(user::age.is_null()).before(&next[0]);
    assert!(filtered.await.unwrap().is_empty());

    let comments = acme.comment().find_many().order_by(comment::text.asc());
    let third = acme
        .comment()
        .find_first()
        .filter(comment::text.eq("second"));
    let third = third.or_not_found().await.unwrap();
    let mut stream = comments.after(&third).select(comment::text).stream();
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "third");
}

#[tokio::test]
async fn what_cannot_be_paged_is_refused_before_anything_is_sent() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let post = acme.post().find_first().or_not_found().await.unwrap();
    let (statements, _guard) = watch();
    let by_author = acme.post().find_many().after(&post);
    let by_author = by_author.order_by(post::author.by(user::email.asc()));
    let error = by_author.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(error.to_string().contains("related"), "{error}");
    let backwards = acme.post().find_many().before(&post).take(2);
    let error = backwards.stream().try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(statements.take().is_empty());
    // All of them need no turning round.
    let mut all = acme.post().find_many().before(&post).stream();
    assert!(all.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn of_rows_that_are_equal_the_first_of_the_order_is_given_in_the_order() {
    let fixture = database().await;
    let acme = crowd(&fixture).await;
    let shown = |rows: Vec<(Option<i32>, String)>| {
        rows.iter().fold(String::new(), |mut shown, (age, email)| {
            let age = age.map_or("-".to_owned(), |age| age.to_string());
            write!(shown, "{age}:{email} ").unwrap();
            shown
        })
    };
    let columns = (user::age, user::email);
    let asked = || acme.user().find_many().distinct(user::age).select(columns);
    let by_email = asked().order_by(user::email.desc()).await.unwrap();
    // p9, p8, p7 and p6 end in 4, 3, 2 and 1; p5 is the last without an age.
    assert_eq!(shown(by_email), "4:p9 3:p8 2:p7 1:p6 -:p5 ");
    let by_age = (user::age.asc().nulls_first(), user::email.asc());
    let by_age = asked().order_by(by_age);
    assert!(!by_age.to_sql().contains("FROM (SELECT"));
    assert_eq!(
        shown(by_age.await.unwrap()),
        "-:p10 1:p1 2:p12 3:p13 4:p14 "
    );
    let page = asked().order_by(user::email.desc()).skip(1).take(2);
    assert_eq!(shown(page.await.unwrap()), "3:p8 2:p7 ");
    let few = asked().filter(user::age.lt(3)).order_by(user::email.asc());
    assert_eq!(shown(few.await.unwrap()), "1:p1 2:p12 ");

    let p8 = acme.user().find_unique(user::email.key("p8"));
    let p8 = p8.or_not_found().await.unwrap();
    let after = asked().order_by(user::email.desc()).after(&p8);
    assert_eq!(shown(after.await.unwrap()), "2:p7 1:p6 -:p5 ");
    let before = asked().order_by(user::email.desc()).before(&p8).take(5);
    assert_eq!(shown(before.await.unwrap()), "4:p9 ");

    let pairs = acme.user().find_many().distinct((user::mood, user::age));
    assert_eq!(pairs.await.unwrap().len(), 10);
    let first = acme.user().find_first().distinct(user::mood);
    let first = first.order_by(user::email.desc()).or_not_found();
    assert_eq!(first.await.unwrap().email, "p9");
    let transaction = acme.begin().await.unwrap();
    let locked = transaction.user().find_many().distinct(user::age);
    let error = locked.lock_for_update().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
}

#[tokio::test]
async fn a_view_is_paged_by_its_key() {
    let acme = database().await.tenant("acme").await;
    let none = acme.article_summary().find_first().await.unwrap();
    assert!(none.is_none());
    let row = plexica_tests::db::BusyArticle {
        slug: "m".into(),
        topics: 3,
    };
    let busy = acme.busy_article().find_many();
    let busy = busy.order_by(busy_article::topics.desc()).after(&row);
    assert!(
        busy.to_sql().ends_with(r#""slug" DESC"#),
        "{}",
        busy.to_sql()
    );
    assert!(busy.await.unwrap().is_empty());
    let summaries = acme.article_summary().find_many();
    let summaries = summaries.distinct(article_summary::topics);
    assert!(summaries.await.unwrap().is_empty());
}
