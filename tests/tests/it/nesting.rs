//! New rows with related rows.

use plexica_client::{ErrorKind, Filter};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{
        Pen, TenantDb, account, account_note, article, comment, contact, desk, editor, error,
        folder, key, label, leaf, option, post, profile, result, topic, user,
    },
    watch,
};

fn ada() -> user::Create {
    user::Create {
        email: "ada@acme.test".into(),
    }
}

fn post(slug: &str, author_id: plexica_client::generated::Uuid) -> post::Create {
    post::Create {
        slug: slug.into(),
        title: slug.to_uppercase(),
        author_id,
    }
}

async fn counts(acme: &TenantDb) -> [u64; 4] {
    [
        acme.user().count().await.unwrap(),
        acme.profile().count().await.unwrap(),
        acme.post().count().await.unwrap(),
        acme.comment().count().await.unwrap(),
    ]
}

#[tokio::test]
async fn a_row_is_made_with_its_related_rows_to_any_depth() {
    let acme = database().await.tenant("acme").await;
    let (statements, _guard) = watch();
    let made = acme
        .user()
        .create(ada())
        .age(36)
        .nested(user::profile.create(|user_id| profile::Create {
            bio: "Countess".into(),
            user_id,
        }))
        .nested(user::written.create_many(|author_id| {
            ["one", "two", "three"].map(|slug| post(slug, author_id).draft().stars(4))
        }))
        .nested(user::written.create(|author_id| {
            let comments = post::comments.create_many(move |(author, slug)| {
                assert_eq!((author, slug.as_str()), (author_id, "four"));
                let texts = ["first", "second"].map(str::to_owned);
                texts.map(|text| comment::Create { text })
            });
            post("four", author_id).draft().nested(comments)
        }))
        .await
        .unwrap();
    // The key is the program's own: no answer is waited for, and the three are one statement.
    assert_eq!(statements.take().len(), 5);
    assert_eq!(counts(&acme).await, [1, 1, 4, 2]);
    let found = acme.user().find_first();
    let found = found
        .with(user::profile)
        .with(user::written.with(post::comments));
    let found = found.or_not_found().await.unwrap();
    assert_eq!((found.id, found.age), (made.id, Some(36)));
    assert_eq!(found.profile.unwrap().bio, "Countess");
    for post in found.written {
        let expected = if post.slug == "four" { 2 } else { 0 };
        assert_eq!(post.comments.len(), expected, "{}", post.slug);
    }
}

#[tokio::test]
async fn a_key_that_the_database_makes_is_waited_for() {
    let acme = database().await.tenant("acme").await;
    let create = acme.folder().create(folder::Create { name: "a".into() });
    let made = create
        .nested(folder::leaves.create_many(|folder_id| {
            let codes = ["x", "y"].map(str::to_owned);
            codes.map(|code| leaf::Create { code, folder_id })
        }))
        .nested(folder::leaves.create(|folder_id| {
            let leaf = leaf::Create {
                code: "z".into(),
                folder_id,
            };
            let label = |name: &'static str| move |_| label::Create { name: name.into() };
            let leaf = leaf.draft().nested(leaf::labels.create(label("red")));
            leaf.nested(leaf::labels.create(label("blue")))
        }))
        .await
        .unwrap();
    let found = acme
        .folder()
        .find_first()
        .with(folder::leaves.with(leaf::labels));
    let found = found.or_not_found().await.unwrap();
    assert_eq!(found.id, made.id);
    let mut leaves: Vec<_> = found.leaves.iter().collect();
    leaves.sort_by(|one, other| one.code.cmp(&other.code));
    let codes: Vec<_> = leaves.iter().map(|leaf| leaf.code.as_str()).collect();
    assert_eq!(codes, ["x", "y", "z"]);
    assert_eq!(leaves[2].labels.len(), 2);

    // Four keys, each the database's own.
    let chain = acme.key_().create(key::Create {});
    let chain = chain.nested(key::errors.create(|key_id| {
        let options = error::option.create(|_| {
            let result = option::result.create(|option_id| result::Create { option_id });
            option::Create {}.draft().nested(result)
        });
        error::Create { key_id }.draft().nested(options)
    }));
    let key = chain.await.unwrap();
    let filter = option::error.is(error::key.is(key::id.eq(key.id)));
    let filter = filter & option::result.is(Filter::all());
    assert_eq!(acme.option().count().filter(filter).await.unwrap(), 1);
}

#[tokio::test]
async fn nothing_is_made_when_one_of_the_rows_cannot_be() {
    let acme = database().await.tenant("acme").await;
    let create = |slug: &'static str| {
        let posts = user::written
            .create_many(move |author_id| ["one", "two", slug].map(|slug| post(slug, author_id)));
        let bio = "longer than twenty characters".to_owned();
        let profile = |user_id| profile::Create { bio, user_id };
        let create = acme.user().create(ada()).nested(posts);
        match slug {
            "three" => create.nested(user::profile.create(profile)),
            _ => create,
        }
    };
    let error = create("two").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.model(), Some("Post"));
    assert_eq!(counts(&acme).await, [0; 4]);
    let error = create("three").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    assert_eq!(counts(&acme).await, [0; 4]);
    // The root is the cause where it fails, and not what came after it.
    acme.user().create(ada()).await.unwrap();
    let error = create("four").await.unwrap_err();
    assert_eq!(error.model(), Some("User"));
    assert_eq!(counts(&acme).await, [1, 0, 0, 0]);
}

#[tokio::test]
async fn a_callers_transaction_holds_it_and_cannot_be_committed_after_a_failure() {
    let acme = database().await.tenant("acme").await;
    let create = || {
        let posts = user::written.create(|author_id| post("one", author_id));
        acme.user().create(ada()).nested(posts)
    };
    let tx = acme.begin().await.unwrap();
    let posts = user::written.create(|author_id| post("one", author_id));
    tx.user().create(ada()).nested(posts).await.unwrap();
    assert_eq!(tx.post().count().await.unwrap(), 1);
    tx.rollback().await.unwrap();
    assert_eq!(counts(&acme).await, [0; 4]);

    // The database knows no error here: a row to relate is not there.
    let tx = acme.begin().await.unwrap();
    let reports = user::reports.connect(user::email.key("nobody"));
    let error = tx.user().create(ada()).nested(reports).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(counts(&acme).await, [0; 4]);
    create().await.unwrap();
    assert_eq!(counts(&acme).await, [1, 0, 1, 0]);
}

#[tokio::test]
async fn the_foreign_key_is_the_rows_own_whatever_the_closure_says() {
    let acme = database().await.tenant("acme").await;
    let other = plexica_client::generated::Uuid::new_v4();
    let posts = user::written.create(move |_| post("one", other));
    let made = acme.user().create(ada()).nested(posts).await.unwrap();
    let found = acme.post().find_first().or_not_found().await.unwrap();
    assert_eq!(found.author_id, made.id);
}

#[tokio::test]
async fn a_closure_may_borrow_what_it_makes_rows_of() {
    let acme = database().await.tenant("acme").await;
    let slugs = ["one".to_owned(), "two".to_owned()];
    let posts =
        user::written.create_many(|author_id| slugs.iter().map(move |slug| post(slug, author_id)));
    acme.user().create(ada()).nested(posts).await.unwrap();
    assert_eq!(counts(&acme).await[2], slugs.len() as u64);
}

#[tokio::test]
async fn rows_that_are_there_are_related_to_a_new_one() {
    let acme = database().await.tenant("acme").await;
    let names = ["ben", "cleo", "dan"].map(|name| user::Create { email: name.into() });
    acme.user().create_many(names).await.unwrap();
    let before = acme.user().find_unique(user::email.key("ben"));
    let before = before.or_not_found().await.unwrap();
    let reports = user::reports.connect(["ben", "dan"].map(|name| user::email.key(name)));
    let made = acme.user().create(ada()).nested(reports).await.unwrap();
    let reports = acme.user().find_many().filter(user::boss_id.eq(made.id));
    let reports = reports.order_by(user::email.asc()).await.unwrap();
    let names: Vec<_> = reports.iter().map(|user| user.email.as_str()).collect();
    assert_eq!(names, ["ben", "dan"]);
    assert!(reports[0].updated_at > before.updated_at);
}

#[tokio::test]
async fn a_row_is_related_or_made_in_one_statement() {
    let acme = database().await.tenant("acme").await;
    acme.user()
        .create(user::Create {
            email: "ben".into(),
        })
        .age(20)
        .await
        .unwrap();
    let report = |email: &'static str| {
        user::reports.connect_or_create(user::email, move |_| {
            user::Create {
                email: email.into(),
            }
            .draft()
            .age(1)
        })
    };
    let create = acme.user().create(ada()).nested(report("ben"));
    let made = create.nested(report("cleo")).await.unwrap();
    let reports = acme.user().find_many().filter(user::boss_id.eq(made.id));
    let reports = reports.order_by(user::email.asc()).await.unwrap();
    let found: Vec<_> = reports
        .iter()
        .map(|user| (user.email.as_str(), user.age))
        .collect();
    assert_eq!(found, [("ben", Some(20)), ("cleo", Some(1))]);
    assert_eq!(acme.user().count().await.unwrap(), 3);
}

#[tokio::test]
async fn links_are_made_with_new_rows_and_those_that_are_there() {
    let acme = database().await.tenant("acme").await;
    acme.topic()
        .create(topic::Create {
            name: "news".into(),
        })
        .await
        .unwrap();
    let new = |name: &'static str| move |_: String| topic::Create { name: name.into() };
    let create = acme.article().create(article::Create {
        slug: "a".into(),
        title: "A".into(),
    });
    create
        .nested(article::topics.connect(topic::name.key("news")))
        .nested(article::topics.create(new("sport")))
        .nested(
            article::topics
                .create_many(|_| ["art", "food"].map(|name| topic::Create { name: name.into() })),
        )
        .nested(article::topics.connect_or_create(topic::name, new("news")))
        .nested(article::topics.connect_or_create(topic::name, new("film")))
        .await
        .unwrap();
    let topics = acme
        .topic()
        .find_many()
        .filter(topic::articles.any(Filter::all()));
    let mut names: Vec<_> = topics
        .await
        .unwrap()
        .into_iter()
        .map(|topic| topic.name)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["art", "film", "food", "news", "sport"]);
    assert_eq!(acme.topic().count().await.unwrap(), 5);
    let none = acme.article().create(article::Create {
        slug: "b".into(),
        title: "B".into(),
    });
    let none = none.nested(article::topics.connect(topic::name.key("none")));
    assert_eq!(none.await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(acme.article().count().await.unwrap(), 1);
}

#[tokio::test]
async fn keys_of_every_kind_are_given_to_the_related_rows() {
    let acme = database().await.tenant("acme").await;
    // Of an extension's type.
    let create = acme
        .account()
        .create(account::Create { name: "Ada".into() });
    let notes = account::notes.create_many(|account| {
        assert_eq!(account, "Ada");
        [1, 2].map(|line| {
            let account = account.clone();
            account_note::Create { account }.draft().line(line)
        })
    });
    create.nested(notes).await.unwrap();
    let filter = account_note::owner.is(account::name.eq("ADA"));
    assert_eq!(acme.account_note().count().filter(filter).await.unwrap(), 2);
    // Of an enum, by a join table.
    let create = acme.editor().create(editor::Create { pen: Pen::Red });
    let desk = editor::desks.create(|pen| {
        assert_eq!(pen, Pen::Red);
        desk::Create {}
    });
    create.nested(desk).await.unwrap();
    let filter = desk::editors.any(editor::pen.eq(Pen::Red));
    assert_eq!(acme.desk().count().filter(filter).await.unwrap(), 1);
    // Of a type of the program's own.
    let email = |name: &str| format!("{name}@acme.test").parse::<Email>().unwrap();
    let new = |name: &str| contact::Create {
        email: email(name),
        home: Address {
            street: "Row".into(),
            number: None,
        },
    };
    let ben = new("ben");
    let kept = contact::kept.create(move |keeper: Email| {
        assert_eq!(keeper.to_string(), "ada@acme.test");
        ben
    });
    acme.contact()
        .create(new("ada"))
        .nested(kept)
        .await
        .unwrap();
    let filter = contact::keeper.is(contact::email.eq(email("ada")));
    let found = acme.contact().find_many().filter(filter).await.unwrap();
    assert_eq!(found[0].email, email("ben"));
}
