use plexica_client::{Error, ErrorKind, generated::Uuid};
use plexica_tests::{
    database,
    db::{installation, plugin, plugin_version, post, profile, user},
    watch,
};

use crate::people::people;

/// What an error says about a violated constraint.
fn violation(error: &Error) -> (ErrorKind, &str, &str, &str, String) {
    (
        error.kind(),
        error.sqlstate().unwrap_or_default(),
        error.model().unwrap_or_default(),
        error.constraint().unwrap_or_default(),
        error.fields().join(","),
    )
}

fn expect(
    kind: ErrorKind,
    sqlstate: &'static str,
    model: &'static str,
    constraint: &'static str,
    fields: &str,
) -> (ErrorKind, &'static str, &'static str, &'static str, String) {
    (kind, sqlstate, model, constraint, fields.to_owned())
}

#[tokio::test]
async fn a_violated_constraint_is_named_with_its_model_and_fields() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;

    let error = acme
        .user()
        .create(user::Create {
            email: "ada@acme.test".into(),
        })
        .await
        .unwrap_err();
    assert_eq!(
        violation(&error),
        expect(
            ErrorKind::UniqueViolation,
            "23505",
            "User",
            "users_e_mail_key",
            "email"
        )
    );
    assert!(
        error.to_string().contains("User") && error.to_string().contains("email"),
        "{error}"
    );
    assert!(
        error
            .statement()
            .unwrap()
            .starts_with("INSERT INTO \"tenant_acme\".\"users\"")
    );

    let again = post::Create {
        slug: "one".into(),
        title: "x".into(),
        author_id: people.ada.id,
    };
    let error = acme.post().create(again.clone()).await.unwrap_err();
    assert_eq!(
        violation(&error),
        expect(
            ErrorKind::UniqueViolation,
            "23505",
            "Post",
            "posts_author_id_slug_key",
            "authorId,slug"
        )
    );

    let error = acme
        .post()
        .create(post::Create {
            author_id: Uuid::nil(),
            ..again.clone()
        })
        .await
        .unwrap_err();
    assert_eq!(
        violation(&error),
        expect(
            ErrorKind::ForeignKeyViolation,
            "23503",
            "Post",
            "posts_author_id_fkey",
            "authorId"
        )
    );
    assert!(
        error
            .to_string()
            .contains("refers to a row that is not there"),
        "{error}"
    );

    let error = acme
        .post()
        .create(post::Create {
            slug: "new".into(),
            ..again
        })
        .stars(-1)
        .await
        .unwrap_err();
    assert_eq!(
        violation(&error),
        expect(
            ErrorKind::CheckViolation,
            "23514",
            "Post",
            "posts_stars_check",
            ""
        )
    );

    fixture
        .sql("UPDATE tenant_acme.users SET first_name = ''; ALTER TABLE tenant_acme.users ALTER first_name SET NOT NULL")
        .await;
    let error = acme
        .user()
        .create(user::Create {
            email: "eve@acme.test".into(),
        })
        .await
        .unwrap_err();
    assert_eq!(
        violation(&error),
        expect(
            ErrorKind::NotNullViolation,
            "23502",
            "User",
            "",
            "firstName"
        )
    );
    assert_eq!(error.to_string(), "User (firstName) needs a value");

    let error = acme
        .profile()
        .create(profile::Create {
            user_id: people.cleo.id,
            bio: "x".repeat(21),
        })
        .await
        .unwrap_err();
    assert_eq!(
        violation(&error),
        expect(ErrorKind::InvalidValue, "22001", "Profile", "", "")
    );
}

#[tokio::test]
async fn a_row_that_is_still_referred_to_is_named_with_who_refers_to_it() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    let core = fixture.db.core();
    let crm = core
        .plugin()
        .create(plugin::Create { name: "crm".into() })
        .await
        .unwrap();
    acme.installation()
        .create(installation::Create {
            user_id: people.ada.id,
            plugin_id: crm.id,
        })
        .await
        .unwrap();
    // The statement is on core, the key that it violates in a tenant.
    let error = core
        .plugin()
        .delete(plugin::id.key(crm.id))
        .await
        .unwrap_err();
    assert_eq!(
        violation(&error),
        expect(
            ErrorKind::ForeignKeyViolation,
            "23503",
            "Installation",
            "installations_plugin_id_fkey",
            "pluginId"
        )
    );
    assert!(
        error
            .to_string()
            .contains("still referred to by Installation"),
        "{error}"
    );
    let missing = plugin_version::Create {
        plugin_id: 99,
        version: "1".into(),
    };
    let error = core.plugin_version().create(missing).await.unwrap_err();
    assert_eq!(error.model(), Some("PluginVersion"));
    assert_eq!(error.fields(), ["pluginId"]);
}

#[tokio::test]
async fn a_database_without_the_tables_says_that_migrations_are_missing() {
    let fixture = plexica_tests::Fixture::empty().await;
    let error = fixture.db.core().plugin().count().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.sqlstate()),
        (ErrorKind::NotMigrated, Some("42P01"))
    );
    assert!(error.help().unwrap().contains("migrate"), "{error:?}");
    let error = fixture.db.tenant("acme").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotMigrated);
    let error = fixture
        .db
        .tenants()
        .create(plexica_tests::new_tenant("acme"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotMigrated);
}

#[tokio::test]
async fn no_value_is_in_a_span_or_an_error() {
    let acme = database().await.tenant("acme").await;
    let (statements, _guard) = watch();
    let secret = || user::Create {
        email: "hunter2@acme.test".into(),
    };
    acme.user()
        .create(secret())
        .first_name("hunter2")
        .await
        .unwrap();
    acme.user()
        .create_many((0..20).map(|_| secret()))
        .skip_duplicates()
        .await
        .unwrap();
    acme.user()
        .find_many()
        .filter(user::email.contains("hunter2") | user::first_name.eq("hunter2"))
        .await
        .unwrap();
    acme.user()
        .update(user::email.key("hunter2@acme.test"))
        .first_name("hunter2!")
        .await
        .unwrap();
    let error = acme.user().create(secret()).await.unwrap_err();
    let shown = format!("{error} {error:#} {error:?} {:?}", error.statement());
    assert!(!shown.contains("hunter2"), "{shown}");
    let spans = statements.take();
    assert_eq!(spans.len(), 5);
    for span in spans {
        assert!(
            span.contains("users") && !span.contains("hunter2"),
            "{span}"
        );
    }
}
