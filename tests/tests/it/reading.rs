use plexica_client::{ErrorKind, Filter};
use plexica_tests::{
    database, database_with_sessions,
    db::{Colour, Mood, TenantDb, User, key, plugin, plugin_version, post, session, user},
};

use crate::people::people;

/// The local parts of the addresses of those who match, in alphabetical order.
async fn matching(tenant: &TenantDb, filter: Filter<User>) -> Vec<String> {
    let emails: Vec<String> = tenant
        .user()
        .find_many()
        .filter(filter.clone())
        .order_by(user::email.asc())
        .select(user::email)
        .await
        .unwrap();
    let count = tenant.user().count().filter(filter).await.unwrap();
    assert_eq!(count, emails.len() as u64);
    emails
        .iter()
        .map(|email| email.trim_end_matches("@acme.test").to_owned())
        .collect()
}

macro_rules! assert_matches {
    ($tenant:expr, $($filter:expr => [$($name:literal),*]),+ $(,)?) => {
        $(
            let expected: &[&str] = &[$($name),*];
            assert_eq!(matching($tenant, $filter).await, expected, "{}", stringify!($filter));
        )+
    };
}

#[tokio::test]
async fn every_operator_says_what_its_name_says() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    assert_matches!(&acme,
        user::age.eq(36) => ["ada"],
        user::age.eq(Some(36)) => ["ada"],
        user::age.eq(None) => ["cleo", "dan"],
        user::age.ne(36) => ["ben"],
        user::age.ne(None) => ["ada", "ben"],
        user::age.is_null() => ["cleo", "dan"],
        user::age.is_not_null() => ["ada", "ben"],
        user::age.lt(36) => ["ben"],
        user::age.lte(36) => ["ada", "ben"],
        user::age.gt(20) => ["ada"],
        user::age.gte(20) => ["ada", "ben"],
        user::age.between(20, 20) => ["ben"],
        user::age.is_in([20, 21]) => ["ben"],
        user::age.is_in([Some(20), None]) => ["ben"],
        user::age.not_in([20]) => ["ada"],
        user::id.is_in([people.ada.id, people.dan.id]) => ["ada", "dan"],
        user::id.is_in([people.ada.id; 0]) => [],
        user::id.not_in([people.ada.id; 0]) => ["ada", "ben", "cleo", "dan"],
        user::age.not_in(Vec::<i32>::new()) => ["ada", "ben", "cleo", "dan"],
        user::email.eq("ada@acme.test") => ["ada"],
        user::email.eq(String::from("ada@acme.test")) => ["ada"],
        user::email.eq(&people.ada.email) => ["ada"],
        user::email.is_in(["ada@acme.test", "nobody"]) => ["ada"],
        user::email.gt("c") => ["cleo", "dan"],
        user::mood.eq(Mood::VeryCross) => ["ben"],
        user::mood.is_in([Mood::VeryCross, Mood::Type]) => ["ben"],
        user::favourite.eq(Colour::Green) => ["ada"],
        user::favourite.is_in(Colour::ALL.iter().copied()) => ["ada", "cleo"],
        user::boss_id.eq(people.ada.id) => ["ben", "cleo"],
        user::created_at.lte(people.ada.created_at) => ["ada"],
    );
}

#[tokio::test]
async fn wildcards_and_backslashes_in_a_searched_text_mean_themselves() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    assert_matches!(&acme,
        user::first_name.contains("d") => ["ada"],
        user::first_name.contains("%") => ["cleo"],
        user::first_name.contains("0%_\\") => ["cleo"],
        user::first_name.contains("_d_") => [],
        user::first_name.starts_with("A") => ["ada"],
        user::first_name.starts_with("a") => [],
        user::first_name.ends_with("\\") => ["cleo"],
        user::first_name.ends_with("_\\") => ["cleo"],
        user::first_name.ends_with("n\\") => [],
        user::first_name.contains("") => ["ada", "ben", "cleo"],
        user::first_name.eq_ignore_case("ADA") => ["ada"],
        user::first_name.eq_ignore_case("AD_") => [],
        user::first_name.contains_ignore_case("EN") => ["ben"],
        user::email.contains("'; DROP") => [],
    );
}

#[tokio::test]
async fn filters_combine_as_in_sql() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    assert_matches!(&acme,
        user::age.gt(18) & user::age.lt(30) => ["ben"],
        user::age.eq(20) | user::age.eq(36) => ["ada", "ben"],
        user::age.eq(20) | user::age.eq(36) & user::mood.eq(Mood::VeryCross) => ["ben"],
        (user::age.eq(20) | user::age.eq(36)) & user::mood.eq(Mood::Calm) => ["ada"],
        !user::age.eq(20) => ["ada"],
        !user::age.is_null() => ["ada", "ben"],
        !(user::age.is_null() | user::age.eq(20)) => ["ada"],
        !!user::age.eq(20) => ["ben"],
        Filter::all() => ["ada", "ben", "cleo", "dan"],
        Filter::none() => [],
        !Filter::all() => [],
        Filter::all() & user::age.eq(20) => ["ben"],
        user::age.eq(20) & Filter::all() => ["ben"],
        user::age.eq(20) & Filter::none() => [],
        Filter::none() | user::age.eq(20) => ["ben"],
        user::age.eq(20) | Filter::none() => ["ben"],
        Filter::all() | user::age.eq(20) => ["ada", "ben", "cleo", "dan"],
    );
    let twice = acme
        .user()
        .find_many()
        .filter(user::age.gt(18))
        .filter(user::age.lt(30))
        .await
        .unwrap();
    assert_eq!(twice.len(), 1);
}

#[tokio::test]
async fn relation_filters_take_rows_without_a_relation_into_account() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    assert_matches!(&acme,
        // To many.
        user::written.any(post::stars.gt(0)) => ["ada"],
        user::written.any(Filter::all()) => ["ada", "ben"],
        user::written.none(Filter::all()) => ["cleo", "dan"],
        user::written.none(post::slug.eq("two")) => ["ben", "cleo", "dan"],
        user::written.every(post::stars.gt(0)) => ["ada", "cleo", "dan"],
        user::written.every(post::editor_id.is_null()) => ["ben", "cleo", "dan"],
        // What is unknown of a row is not true of it.
        user::reports.every(user::age.gt(18)) => ["cleo", "dan"],
        // Two relations to one model are two relations.
        user::edited.any(Filter::all()) => ["ben"],
        // To one, which may be absent.
        user::boss.is(user::email.starts_with("ada")) => ["ben", "cleo"],
        user::boss.is_not(user::email.starts_with("ada")) => ["ada", "dan"],
        user::boss.is_not(user::age.gt(25)) => ["ada", "dan"],
        user::boss.is_none() => ["ada"],
        !user::boss.is_none() => ["ben", "cleo", "dan"],
        user::profile.is_none() => ["cleo", "dan"],
        user::profile.is(plexica_tests::db::profile::bio.eq("counts")) => ["ada"],
        // The same table inside itself, twice.
        user::boss.is(user::boss.is(user::email.starts_with("ada"))) => ["dan"],
        user::reports.any(user::reports.any(Filter::all())) => ["ada"],
        // A key of two columns.
        user::written.any(post::comments.any(plexica_tests::db::comment::text.eq("third"))) => ["ben"],
    );
    let by_author = acme
        .post()
        .count()
        .filter(post::author.is(user::age.lt(30)))
        .await
        .unwrap();
    assert_eq!(by_author, 1);
    let of_posts = acme
        .comment()
        .count()
        .filter(plexica_tests::db::comment::post.is_none())
        .await
        .unwrap();
    assert_eq!(of_posts, 1);
}

#[tokio::test]
async fn order_nulls_take_and_skip_cut_out_a_page() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let ages = async |order| {
        let rows: Vec<Option<i32>> = acme
            .user()
            .find_many()
            .order_by(order)
            .select(user::age)
            .await
            .unwrap();
        rows
    };
    assert_eq!(
        ages(user::age.asc()).await,
        [Some(20), Some(36), None, None]
    );
    assert_eq!(
        ages(user::age.desc()).await,
        [None, None, Some(36), Some(20)]
    );
    assert_eq!(
        ages(user::age.asc().nulls_first()).await,
        [None, None, Some(20), Some(36)]
    );
    assert_eq!(
        ages(user::age.desc().nulls_last()).await,
        [Some(36), Some(20), None, None]
    );

    let page = async |skip, take| {
        let query = acme
            .user()
            .find_many()
            .order_by((user::age.desc().nulls_last(), user::email.desc()));
        let emails: Vec<String> = query
            .skip(skip)
            .take(take)
            .select(user::email)
            .await
            .unwrap();
        emails.concat().replace("@acme.test", " ")
    };
    assert_eq!(page(0, 10).await, "ada ben dan cleo ");
    assert_eq!(page(1, 2).await, "ben dan ");
    assert_eq!(page(4, 2).await, "");
    assert_eq!(page(0, 0).await, "");
    assert_eq!(page(0, u64::MAX).await, "ada ben dan cleo ");
    let later = acme
        .user()
        .find_many()
        .order_by(user::mood.desc())
        .order_by(user::email.asc())
        .await
        .unwrap();
    assert!(later[0].email.starts_with("ben") && later[1].email.starts_with("ada"));
    let array = acme
        .user()
        .find_many()
        .order_by([user::age.asc(), user::email.asc()])
        .await
        .unwrap();
    assert!(array[2].email.starts_with("cleo"));
    let last = acme
        .user()
        .find_first()
        .order_by(user::email.asc())
        .skip(3)
        .or_not_found()
        .await
        .unwrap();
    assert!(last.email.starts_with("dan"));
}

#[tokio::test]
async fn a_selection_is_a_tuple_or_a_single_value() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let pairs: Vec<(String, Option<i32>)> = acme
        .user()
        .find_many()
        .filter(user::age.gt(30))
        .select((user::email, user::age))
        .await
        .unwrap();
    assert_eq!(pairs, [("ada@acme.test".to_owned(), Some(36))]);
    let one: Option<(Mood,)> = acme
        .user()
        .find_unique(user::id.key(people.ben.id))
        .select((user::mood,))
        .await
        .unwrap();
    assert_eq!(one, Some((Mood::VeryCross,)));
    let nobody: Option<String> = acme
        .user()
        .find_first()
        .filter(user::age.gt(99))
        .select(user::email)
        .await
        .unwrap();
    assert_eq!(nobody, None);
    let many = (
        user::id,
        user::email,
        user::first_name,
        user::age,
        user::mood,
        user::favourite,
        user::boss_id,
        user::created_at,
    );
    let all = acme
        .user()
        .find_first()
        .order_by(user::email.asc())
        .select(many)
        .or_not_found()
        .await
        .unwrap();
    assert_eq!((all.0, all.5), (people.ada.id, Some(Colour::Green)));
    let twice: Vec<(i32, i32)> = acme
        .post()
        .find_many()
        .filter(post::stars.eq(5))
        .select((post::stars, post::stars))
        .await
        .unwrap();
    assert_eq!(twice, [(5, 5)]);
}

#[tokio::test]
async fn a_unique_key_finds_one_row_or_none() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    let by_email = acme
        .user()
        .find_unique(user::email.key("ben@acme.test"))
        .await
        .unwrap();
    assert_eq!(by_email.map(|user| user.id), Some(people.ben.id));
    assert_eq!(
        acme.user().find_unique(user::email.key("")).await.unwrap(),
        None
    );

    let compound = post::author_id_slug.key((people.ben.id, "one"));
    let post = acme
        .post()
        .find_unique(compound)
        .or_not_found()
        .await
        .unwrap();
    assert_eq!((post.author_id, post.stars), (people.ben.id, 0));
    let error = acme
        .post()
        .find_unique(post::author_id_slug.key((people.cleo.id, "one")))
        .or_not_found()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("Post"), "{error}");

    let core = fixture.db.core();
    let plugin = core
        .plugin()
        .create(plugin::Create { name: "crm".into() })
        .await
        .unwrap();
    core.plugin_version()
        .create(plugin_version::Create {
            plugin_id: plugin.id,
            version: "1.0".into(),
        })
        .await
        .unwrap();
    let primary = plugin_version::plugin_id_version.key((plugin.id, "1.0"));
    assert!(
        core.plugin_version()
            .find_unique(primary)
            .await
            .unwrap()
            .is_some()
    );

    // A unique column that may be NULL.
    let first = acme.key_().create(key::Create {}).await.unwrap();
    let second = acme
        .key_()
        .create(key::Create {})
        .unloaded_id(first.id)
        .await
        .unwrap();
    let found = acme
        .key_()
        .find_unique(key::unloaded_id.key(first.id))
        .await
        .unwrap();
    assert_eq!(found.map(|key| key.id), Some(second.id));
}

#[tokio::test]
async fn names_that_are_rusts_own_work_like_others() {
    let acme = database().await.tenant("acme").await;
    let made = acme
        .key_()
        .create(key::Create {})
        .r#type("x")
        .r#match(3)
        .self_("s")
        .crate_("c")
        .r#async(false)
        .values(vec!["v".to_owned()])
        .query("q")
        .create("made")
        .none("none")
        .await
        .unwrap();
    assert_eq!(
        (made.r#type.as_str(), made.r#match, made.self_.as_deref()),
        ("x", 3, Some("s"))
    );
    let other = acme
        .key_()
        .create(key::Create {})
        .string_id(made.id)
        .unloaded_id(made.id)
        .await
        .unwrap();
    let loaded = acme
        .key_()
        .find_unique(key::id.key(other.id))
        .with(key::string)
        .with(key::unloaded.with(key::option).with(key::vec))
        .with(key::vec)
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(loaded.string.unwrap().values, ["v"]);
    let unloaded = loaded.unloaded.unwrap();
    assert_eq!(unloaded.option.unwrap().id, other.id);
    assert_eq!(unloaded.vec.len(), 1);
    assert!(loaded.vec.is_empty());
    let found = acme
        .key_()
        .count()
        .filter(key::r#type.eq("x") & key::values.eq(vec!["v".to_owned()]))
        .await
        .unwrap();
    assert_eq!(found, 1);

    use plexica_tests::db::{r#box, error, option, result};
    let error = acme
        .error()
        .create(error::Create { key_id: made.id })
        .await
        .unwrap();
    let option = acme
        .option()
        .create(option::Create {})
        .error_id(error.id)
        .await
        .unwrap();
    acme.result()
        .create(result::Create {
            option_id: option.id,
        })
        .await
        .unwrap();
    acme.r#box()
        .create(r#box::Create {
            user: option.id,
            select: 1,
        })
        .await
        .unwrap();
    let down = acme
        .key_()
        .find_many()
        .filter(
            key::errors
                .any(error::option.any(option::result.is(result::r#box.any(r#box::select.eq(1))))),
        )
        .with(key::errors.with(error::option.with(option::result.with(result::r#box))))
        .await
        .unwrap();
    let result = down[0].errors[0].option[0].result.as_ref().unwrap();
    assert_eq!(result.r#box[0].select, 1);
}

#[tokio::test]
async fn what_a_query_sends_can_be_looked_at() {
    let acme = database().await.tenant("acme-corp").await;
    let sql = acme
        .user()
        .find_many()
        .filter(user::first_name.eq("x") & user::boss.is(user::age.gt(3)))
        .order_by(user::age.asc())
        .to_sql();
    assert_eq!(
        sql.split(" FROM ")
            .skip(1)
            .collect::<Vec<_>>()
            .join(" FROM "),
        r#""tenant_acme_corp"."users" AS t0 WHERE (t0."first_name" = $1 AND EXISTS (SELECT 1 FROM "tenant_acme_corp"."users" AS t1 WHERE t1."id" = t0."boss_id" AND t1."age" > $2)) ORDER BY t0."age" ASC"#
    );
    assert_eq!(
        acme.user().count().to_sql(),
        r#"SELECT count(*) FROM "tenant_acme_corp"."users" AS t0"#
    );
}

#[tokio::test]
async fn a_connection_finds_nothing_without_a_schema_and_keeps_utc() {
    let fixture = database_with_sessions("the search path is a start-up option").await;
    fixture.set("search_path", "tenant_acme, core").await;
    fixture.set("TimeZone", "\"Asia/Tokyo\"").await;
    let db = fixture.builder().connect().await.unwrap();
    let session = db
        .core()
        .session()
        .create(session::Create {})
        .await
        .unwrap();
    assert_eq!(session.search_path, "pg_catalog");
    assert_eq!(session.time_zone, "UTC");
}
