//! New rows with the rows that they refer to.

use plexica_client::{ErrorKind, Filter, generated::Uuid, write::with};
use plexica_tests::{
    Fixture, database,
    db::{
        TenantDb, account, account_note, comment, error, folder, installation, key, leaf, option,
        plugin, post, user,
    },
    watch,
};

fn named(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

fn post(slug: &str, author_id: Uuid) -> post::Create {
    post::Create {
        slug: slug.into(),
        title: slug.to_uppercase(),
        author_id,
    }
}

async fn acme() -> (Fixture, TenantDb) {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    (fixture, acme)
}

async fn counts(acme: &TenantDb) -> [u64; 2] {
    let users = acme.user().count().await.unwrap();
    [users, acme.post().count().await.unwrap()]
}

#[tokio::test]
async fn a_row_is_made_with_a_new_one_that_it_refers_to() {
    let (_fixture, acme) = acme().await;
    let (statements, _guard) = watch();
    let made = acme
        .post()
        .create_with(post::author.create(named("ada")), |author_id| {
            post("one", author_id).draft().stars(4)
        })
        .stars(5)
        .await
        .unwrap();
    // The key is the program's own: no answer is waited for.
    assert_eq!(statements.take().len(), 2);
    assert_eq!(made.stars, 5, "what was set last");
    let found = acme.post().find_first().with(post::author);
    let found = found.or_not_found().await.unwrap();
    assert_eq!(found.author.email, "ada@acme.test");
    assert_eq!(found.author_id, made.author_id);
}

#[tokio::test]
async fn a_key_that_the_database_makes_is_given_to_the_closure() {
    let (_fixture, acme) = acme().await;
    let new = leaf::folder.create(folder::Create { name: "a".into() });
    let made = acme.leaf().create_with(new, |folder_id| leaf::Create {
        code: format!("in {folder_id}"),
        folder_id,
    });
    let made = made.await.unwrap();
    assert_eq!(made.code, format!("in {}", made.folder_id));

    // Three keys, one after the other, and at their end the row that was asked for.
    let key = error::key.create(key::Create {});
    let error = with(key, |key_id| error::Create { key_id });
    let create = option::Create {}
        .draft()
        .nested(option::error.create(error));
    let made = acme.option().create(create).await.unwrap();
    let filter = option::error.is(error::key.is(Filter::all()));
    let found = acme.option().find_many().filter(filter).await.unwrap();
    assert_eq!(found[0].id, made.id);
    assert!(made.error_id.is_some());
}

#[tokio::test]
async fn a_row_that_is_there_is_referred_to_by_any_of_its_keys() {
    let (_fixture, acme) = acme().await;
    let ada = acme.user().create(named("ada")).await.unwrap();
    let keys = [user::id.key(ada.id), user::email.key("ada@acme.test")];
    for (slug, key) in ["one", "two"].into_iter().zip(keys) {
        let create = acme
            .post()
            .create_with(post::author.connect(key), |author_id| post(slug, author_id));
        assert_eq!(create.await.unwrap().author_id, ada.id);
    }
    for key in [user::id.key(Uuid::nil()), user::email.key("nobody")] {
        let nobody = post::author.connect(key);
        let create = acme.post().create_with(nobody, |id| post("three", id));
        let error = create.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.to_string(), "there is no such User");
    }
    assert_eq!(counts(&acme).await, [1, 2]);

    // A key of two columns.
    let two = post::author_id_slug.key((ada.id, "two"));
    let create = acme.comment().create(comment::Create { text: "!".into() });
    let made = create.nested(comment::post.connect(two)).await.unwrap();
    assert_eq!(made.author_id, Some(ada.id));
    assert_eq!(made.post_slug.as_deref(), Some("two"));

    // One of a type that has several writings of the same: the row's own is taken.
    let create = account::Create { name: "Ada".into() };
    acme.account().create(create).await.unwrap();
    let owner = account_note::owner.connect(account::name.key("ADA"));
    let note = |account| account_note::Create { account };
    let made = acme.account_note().create_with(owner, note).await.unwrap();
    assert_eq!(made.account, "Ada");
}

#[tokio::test]
async fn a_deleted_row_is_not_referred_to() {
    let (_fixture, acme) = acme().await;
    let create = acme.folder().create(folder::Create { name: "a".into() });
    let folder = create.await.unwrap();
    acme.folder()
        .delete(folder::id.key(folder.id))
        .await
        .unwrap();
    let gone = leaf::folder.connect(folder::id.key(folder.id));
    let create = acme.leaf().create_with(gone, |folder_id| leaf::Create {
        code: "x".into(),
        folder_id,
    });
    assert_eq!(create.await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_row_to_refer_to_is_made_once() {
    let (_fixture, acme) = acme().await;
    for slug in ["one", "two"] {
        let ada = post::author.connect_or_create(user::email, named("ada").draft().age(36));
        let create = acme.post().create_with(ada, |id| post(slug, id));
        create.await.unwrap();
    }
    assert_eq!(counts(&acme).await, [1, 2]);
    let by_ada = post::author.is(user::age.eq(36));
    assert_eq!(acme.post().count().filter(by_ada).await.unwrap(), 2);
}

#[tokio::test]
async fn several_rows_are_referred_to_and_one_of_them_may_be_in_core() {
    let (fixture, acme) = acme().await;
    let create = plugin::Create {
        name: "calendar".into(),
    };
    let core = fixture.db.core();
    let calendar = core.plugin().create(create).await.unwrap();
    let parents = (
        installation::user.create(named("ada")),
        installation::plugin.connect(plugin::name.key("calendar")),
    );
    let made = acme
        .installation()
        .create_with(parents, |(user_id, plugin_id)| installation::Create {
            user_id,
            plugin_id,
        })
        .await
        .unwrap();
    assert_eq!(made.plugin_id, calendar.id);

    // As a part of another write.
    let installed = user::installed.create(|user_id| {
        let plugin = installation::plugin.connect(plugin::id.key(calendar.id));
        with(plugin, move |plugin_id| installation::Create {
            user_id,
            plugin_id,
        })
    });
    let create = acme.user().create(named("ben")).nested(installed);
    create.await.unwrap();
    let filter = user::installed.any(installation::plugin.is(plugin::name.eq("calendar")));
    assert_eq!(acme.user().count().filter(filter).await.unwrap(), 2);
}

#[tokio::test]
async fn a_row_without_the_optional_one_is_made_with_it() {
    let (_fixture, acme) = acme().await;
    let boss = named("ada").draft().nested(user::boss.create(named("eve")));
    let ben = named("ben").draft().nested(user::boss.create(boss));
    let made = acme.user().create(ben).age(20).await.unwrap();
    let found = acme.user().find_unique(user::id.key(made.id));
    let found = found.with(user::boss.with(user::boss));
    let found = found.or_not_found().await.unwrap();
    let boss = found.boss.unwrap();
    assert_eq!(boss.email, "ada@acme.test");
    assert_eq!(boss.boss.unwrap().email, "eve@acme.test");
    assert_eq!(found.age, Some(20));

    // Both sides at once.
    let posts = user::written.create(|id| {
        let editor = post::editor.create(named("fay"));
        post("one", id).draft().nested(editor)
    });
    let create = acme.user().create(named("dan")).nested(posts);
    let made = create
        .nested(user::boss.connect(user::email.key("eve@acme.test")))
        .await
        .unwrap();
    let by_dan = post::author_id.eq(made.id) & post::editor.is(user::email.starts_with("fay"));
    assert_eq!(acme.post().count().filter(by_dan).await.unwrap(), 1);
    assert!(made.boss_id.is_some());
}

#[tokio::test]
async fn a_foreign_key_is_not_given_two_values() {
    let (_fixture, acme) = acme().await;
    let other = acme.user().create(named("other")).await.unwrap().id;
    let ada = || post::author.create(named("ada"));
    let create = acme.post().create_with(ada(), |_| post("one", other));
    let error = create.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert_eq!(
        (error.model(), error.fields()),
        (Some("Post"), ["authorId"].as_slice())
    );
    let create = acme.post().create(post("one", other)).editor_id(other);
    let create = create.nested(post::editor.create(named("ada")));
    let error = create.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert_eq!(counts(&acme).await, [1, 0]);
    // The same one twice says nothing new.
    let create = acme.post().create(post("one", other)).editor_id(other);
    let create = create.nested(post::editor.connect(user::id.key(other)));
    assert_eq!(create.await.unwrap().editor_id, Some(other));
}

#[tokio::test]
async fn nothing_is_left_when_the_row_cannot_be_made() {
    let (_fixture, acme) = acme().await;
    let author = acme.user().create(named("ada")).await.unwrap();
    let create = || {
        let create = acme.post().create(post("one", author.id));
        create.nested(post::editor.create(named("ben")))
    };
    create().await.unwrap();
    acme.user()
        .delete(user::email.key("ben@acme.test"))
        .await
        .unwrap();
    let error = create().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.model(), Some("Post"));
    assert_eq!(counts(&acme).await, [1, 1]);
    // The other row is the cause where it fails, and not what came after it.
    let again = post::author.create(named("ada"));
    let error = acme.post().create_with(again, |id| post("two", id));
    assert_eq!(error.await.unwrap_err().model(), Some("User"));

    // In a caller's transaction nothing is left but the rollback.
    let tx = acme.begin().await.unwrap();
    let nobody = post::author.connect(user::email.key("nobody"));
    let create = tx.post().create_with(nobody, |id| post("two", id));
    let create = create.nested(post::editor.create(named("ben")));
    assert_eq!(create.await.unwrap_err().kind(), ErrorKind::NotFound);
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(counts(&acme).await, [1, 1]);
}
