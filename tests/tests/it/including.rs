use plexica_client::{Filter, model::Unloaded};
use plexica_tests::{
    database,
    db::{
        self, Post, Profile, User, comment, installation, plugin, plugin_version, post, profile,
        user,
    },
    watch,
};

use crate::people::people;

#[tokio::test]
async fn a_relation_is_loaded_by_one_statement_a_level_whatever_the_number_of_rows() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let (statements, _guard) = watch();

    acme.user().find_many().await.unwrap();
    assert_eq!(statements.take().len(), 1);

    acme.user().find_many().with(user::written).await.unwrap();
    assert_eq!(statements.take().len(), 2);

    let users = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .with(
            user::written
                .order_by(post::slug.asc())
                .with(post::comments.order_by(comment::text.asc()))
                .with(post::editor),
        )
        .with(user::boss.with(user::boss))
        .with(user::profile)
        .await
        .unwrap();
    // Users; posts, bosses and profiles; comments, editors and the bosses' bosses.
    let sent = statements.take();
    assert_eq!(sent.len(), 7, "{sent:#?}");

    let [ada, ben, cleo, dan] = &users[..] else {
        panic!("four people")
    };
    let slugs: Vec<&str> = ada.written.iter().map(|post| post.slug.as_str()).collect();
    assert_eq!(slugs, ["one", "two"]);
    let texts: Vec<&str> = ada.written[0]
        .comments
        .iter()
        .map(|comment| comment.text.as_str())
        .collect();
    assert_eq!(texts, ["first", "second"]);
    assert_eq!(
        ada.written[0].editor.as_ref().map(|editor| editor.id),
        Some(ben.id)
    );
    assert!(ada.written[1].editor.is_none() && ada.written[1].comments.is_empty());
    assert_eq!(ben.written[0].comments[0].text, "third");
    assert!(cleo.written.is_empty() && dan.written.is_empty());
    assert!(ada.boss.is_none());
    let boss = dan.boss.as_ref().unwrap();
    assert_eq!((boss.id, boss.boss.as_ref().unwrap().id), (ben.id, ada.id));
    // One row that two rows refer to.
    assert_eq!(
        ben.boss.as_ref().unwrap().id,
        cleo.boss.as_ref().unwrap().id
    );
    assert_eq!(ada.profile.as_ref().unwrap().bio, "counts");
    assert!(cleo.profile.is_none());
}

#[tokio::test]
async fn nothing_is_asked_where_nothing_can_be_related() {
    let acme = database().await.tenant("acme").await;
    let (statements, _guard) = watch();
    let nobody = acme
        .user()
        .find_many()
        .with(user::written.with(post::comments))
        .with(user::boss)
        .await
        .unwrap();
    assert!(nobody.is_empty());
    assert_eq!(statements.take().len(), 1);
    assert!(
        acme.user()
            .find_first()
            .with(user::written)
            .await
            .unwrap()
            .is_none()
    );
    statements.take();

    let email = "ada@acme.test".to_owned();
    acme.user().create(user::Create { email }).await.unwrap();
    statements.take();
    let alone = acme
        .user()
        .find_first()
        .with(user::boss.with(user::boss))
        .or_not_found()
        .await
        .unwrap();
    assert!(alone.boss.is_none());
    assert_eq!(statements.take().len(), 1, "no row has a boss to ask for");
    let alone = acme
        .user()
        .find_first()
        .with(user::written.with(post::comments.with(comment::post)))
        .or_not_found()
        .await
        .unwrap();
    assert!(alone.written.is_empty());
    assert_eq!(
        statements.take().len(),
        2,
        "no post has comments to ask for"
    );
}

#[tokio::test]
async fn a_self_relation_goes_down_three_levels_and_up_again() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let ada = acme
        .user()
        .find_unique(user::id.key(people.ada.id))
        .with(
            user::reports
                .order_by(user::email.asc())
                .with(user::reports.with(user::reports).with(user::boss)),
        )
        .or_not_found()
        .await
        .unwrap();
    let [ben, cleo] = &ada.reports[..] else {
        panic!("two reports")
    };
    assert_eq!((ben.id, cleo.id), (people.ben.id, people.cleo.id));
    assert_eq!(ben.reports[0].id, people.dan.id);
    assert!(ben.reports[0].reports.is_empty());
    assert_eq!(ben.reports[0].boss.as_ref().unwrap().id, people.ben.id);
    assert!(cleo.reports.is_empty());
}

#[tokio::test]
async fn two_relations_to_one_model_are_kept_apart() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let ben = acme
        .user()
        .find_unique(user::id.key(people.ben.id))
        .with(user::written)
        .with(user::edited)
        .or_not_found()
        .await
        .unwrap();
    assert_eq!((ben.written.len(), ben.edited.len()), (1, 1));
    assert_eq!(ben.written[0].author_id, people.ben.id);
    assert_eq!(ben.edited[0].author_id, people.ada.id);
    let posts = acme
        .post()
        .find_many()
        .with(post::author)
        .with(post::editor)
        .await
        .unwrap();
    assert!(posts.iter().all(|post| post.author.id == post.author_id));
    assert!(
        posts
            .iter()
            .all(|post| post.editor.as_ref().map(|editor| editor.id) == post.editor_id)
    );
}

#[tokio::test]
async fn a_relation_by_two_columns_needs_both() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let comments = acme
        .comment()
        .find_many()
        .order_by(comment::text.asc())
        .with(comment::post.with(post::author))
        .await
        .unwrap();
    let found: Vec<(String, Option<String>)> = comments
        .into_iter()
        .map(|comment| {
            (
                comment.text,
                comment
                    .post
                    .map(|post| format!("{} {}", post.author.email, post.slug)),
            )
        })
        .collect();
    let expect = |text: &str, post: Option<&str>| (text.to_owned(), post.map(str::to_owned));
    assert_eq!(
        found,
        [
            expect("first", Some("ada@acme.test one")),
            expect("lost", None),
            expect("second", Some("ada@acme.test one")),
            expect("third", Some("ben@acme.test one")),
        ]
    );
}

#[tokio::test]
async fn related_rows_can_be_filtered_and_ordered() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let ada = acme
        .user()
        .find_unique(user::id.key(people.ada.id))
        .with(
            user::written
                .filter(post::stars.gt(0))
                .filter(post::slug.ne("nothing"))
                .order_by(post::stars.desc()),
        )
        .with(user::reports.filter(user::written.any(Filter::all())))
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(
        ada.written
            .iter()
            .map(|post| post.stars)
            .collect::<Vec<_>>(),
        [5, 1]
    );
    assert_eq!(
        ada.reports.iter().map(|user| user.id).collect::<Vec<_>>(),
        [people.ben.id]
    );
    let none = acme
        .user()
        .find_many()
        .with(user::written.filter(Filter::none()))
        .await
        .unwrap();
    assert!(none.iter().all(|user| user.written.is_empty()));
}

#[tokio::test]
async fn a_tenants_row_loads_what_it_refers_to_in_core() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    let core = fixture.db.core();
    for name in ["crm", "mail"] {
        let made = core
            .plugin()
            .create(plugin::Create { name: name.into() })
            .await
            .unwrap();
        core.plugin_version()
            .create(plugin_version::Create {
                plugin_id: made.id,
                version: "1.0".into(),
            })
            .await
            .unwrap();
        let new = installation::Create {
            user_id: people.ada.id,
            plugin_id: made.id,
        };
        let version = (name == "crm").then(|| "1.0".to_owned());
        acme.installation()
            .create(new)
            .version(version)
            .await
            .unwrap();
    }
    let ada = acme
        .user()
        .find_unique(user::id.key(people.ada.id))
        .with(
            user::installed
                .order_by(installation::plugin_id.asc())
                .with(installation::plugin.with(plugin::versions))
                .with(installation::release),
        )
        .or_not_found()
        .await
        .unwrap();
    let [crm, mail] = &ada.installed[..] else {
        panic!("two installations")
    };
    assert_eq!(
        (
            crm.plugin.name.as_str(),
            crm.plugin.versions[0].version.as_str()
        ),
        ("crm", "1.0")
    );
    assert_eq!(crm.release.as_ref().unwrap().version, "1.0");
    assert_eq!(mail.plugin.name, "mail");
    assert!(mail.release.is_none());
    let with_crm = acme
        .installation()
        .count()
        .filter(installation::plugin.is(plugin::name.eq("crm")))
        .await
        .unwrap();
    assert_eq!(with_crm, 1);
}

#[tokio::test]
async fn a_loaded_relation_is_part_of_the_type_and_of_the_json() {
    type WithPosts<A, B, C> = User<Unloaded, A, Option<Profile>, Vec<Post>, B, C>;
    /// A function can ask for what it needs.
    fn titles<A, B, C>(users: &[WithPosts<A, B, C>]) -> Vec<String> {
        users
            .iter()
            .flat_map(|user| user.written.iter().map(|post| post.title.clone()))
            .collect()
    }
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let users = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .with(user::written.order_by(post::slug.asc()))
        .with(user::profile)
        .await
        .unwrap();
    assert_eq!(titles(&users), ["On one", "On two", "On one"]);
    let json = serde_json::to_value(&users[0]).unwrap();
    assert_eq!(json["profile"]["bio"], "counts");
    assert_eq!(json["written"][1]["slug"], "two");
    assert_eq!(json["written"][0].get("author"), None);
    assert_eq!(json.get("boss"), None);
}

#[tokio::test]
async fn ten_thousand_rows_and_their_relation_are_put_together() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let rows = (0..10_000).map(|number| post::Create {
        slug: format!("p{number}"),
        title: format!("Post {number}"),
        author_id: if number % 2 == 0 {
            people.cleo.id
        } else {
            people.dan.id
        },
    });
    assert_eq!(acme.post().create_many(rows).await.unwrap(), 10_000);
    let users = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .with(user::written)
        .await
        .unwrap();
    assert_eq!(users[2].written.len(), 5_000);
    assert_eq!(users[3].written.len(), 5_000);
    let posts = acme
        .post()
        .find_many()
        .filter(post::slug.starts_with("p"))
        .with(post::author)
        .await
        .unwrap();
    assert!(posts.iter().all(|post| post.author.id == post.author_id));
    let bios: Vec<db::Profile> = acme
        .profile()
        .find_many()
        .order_by(profile::bio.asc())
        .await
        .unwrap();
    assert_eq!(bios.len(), 2);
}
