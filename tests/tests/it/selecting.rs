//! What is selected beside columns: columns of related rows, functions and arithmetic.

use plexica_client::{ErrorKind, SelectAs, generated::rust_decimal::Decimal};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{
        self, Colour, Mood, account, account_note, comment, contact, folder, installation, leaf,
        pair, plugin, plugin_version, post, profile, sample, user,
    },
};

use crate::people::people;

fn texts(rows: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    let rows = rows.iter();
    rows.map(|(text, other)| ((*text).to_owned(), other.map(str::to_owned)))
        .collect()
}

#[tokio::test]
async fn a_column_of_the_related_row_is_selected_with_the_rows_own() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let posts = acme.post().find_many().order_by(post::id.asc());
    let posts: Vec<(String, String, Option<i32>)> = posts
        .select((
            post::slug,
            post::author.select(user::email),
            post::editor.select(user::age),
        ))
        .await
        .unwrap();
    let ada = |slug: &str, age| (slug.to_owned(), "ada@acme.test".to_owned(), age);
    assert_eq!(posts[0], ada("one", Some(20)));
    assert_eq!(posts[1], ada("two", None));
    assert_eq!(posts[2].1, "ben@acme.test");

    // An optional relation, by itself, from its other side, and to a column that may be `NULL`.
    let users = || acme.user().find_many().order_by(user::email.asc());
    let bosses: Vec<Option<String>> = users()
        .select(user::boss.select(user::first_name))
        .await
        .unwrap();
    let bosses: Vec<_> = bosses.iter().map(Option::as_deref).collect();
    assert_eq!(bosses, [None, Some("Ada"), Some("Ada"), Some("Ben")]);
    let bios = users().select((
        user::email.char_length(),
        user::profile.select(profile::bio),
    ));
    let bios: Vec<(i32, Option<String>)> = bios.await.unwrap();
    assert_eq!(bios[0], (13, Some("counts".to_owned())));
    assert_eq!((bios[2].0, bios[2].1.as_deref()), (14, None));
    let none = users()
        .filter(user::age.gt(99))
        .select(user::boss.select(user::id))
        .await;
    assert!(none.unwrap().is_empty());
}

#[tokio::test]
async fn the_way_goes_through_any_number_of_relations_and_each_is_joined_once() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let author = comment::post.select(post::author.select(user::email));
    let name = comment::post.select(post::author.select(user::first_name.upper()));
    let asked = || {
        let selected = (
            comment::text,
            author.clone(),
            name.clone(),
            comment::post.select(post::id),
        );
        acme.comment().find_many().select(selected)
    };
    assert_eq!(asked().to_sql().matches("LEFT JOIN").count(), 2);
    let rows = asked().order_by(comment::id.asc()).await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.0.as_str(), row.1.as_deref(), row.2.as_deref()))
        .collect();
    let ada = (Some("ada@acme.test"), Some("ADA"));
    let ben = (Some("ben@acme.test"), Some("BEN"));
    assert_eq!(
        rows,
        [
            ("first", ada.0, ada.1),
            ("second", ada.0, ada.1),
            ("third", ben.0, ben.1),
            ("lost", None, None)
        ]
    );

    // An order by the same rows needs no other join; one by others has its own.
    let by_author = comment::post
        .by(post::author.by(user::email.desc()))
        .nulls_last();
    let ordered = asked().order_by((by_author, comment::text.desc()));
    assert_eq!(ordered.to_sql().matches("LEFT JOIN").count(), 2);
    let ordered: Vec<String> = ordered
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.0)
        .collect();
    assert_eq!(ordered, ["third", "second", "first", "lost"]);
    let by_editor = comment::post
        .by(post::editor.by(user::email.asc()))
        .nulls_last();
    let ordered = asked().order_by((by_editor, comment::text.asc()));
    assert_eq!(ordered.to_sql().matches("LEFT JOIN").count(), 3);
    assert_eq!(ordered.await.unwrap()[0].0, "first");

    // The same model by two ways, and to itself.
    let selected = (
        post::author.select(user::email),
        post::editor.select(user::email),
    );
    let two = acme
        .post()
        .find_many()
        .order_by(post::id.asc())
        .select(selected);
    assert_eq!(
        two.await.unwrap(),
        texts(&[
            ("ada@acme.test", Some("ben@acme.test")),
            ("ada@acme.test", None),
            ("ben@acme.test", None),
        ])
    );
    let top = user::boss.select(user::boss.select(user::email));
    let dan = acme.user().find_unique(user::email.key("dan@acme.test"));
    let top: Option<Option<String>> = dan.select(top).await.unwrap();
    assert_eq!(top.flatten().as_deref(), Some("ada@acme.test"));
}

#[tokio::test]
async fn a_tenants_row_is_read_with_columns_of_core_by_keys_of_several_columns_too() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let ada = people(&acme).await.ada;
    let core = fixture.db.core();
    let new = core.plugin().create(plugin::Create { name: "crm".into() });
    let crm = new.colour(Colour::Green).await.unwrap();
    let version = plugin_version::Create {
        plugin_id: crm.id,
        version: "2".into(),
    };
    core.plugin_version().create(version).await.unwrap();
    let mail = core
        .plugin()
        .create(plugin::Create {
            name: "mail".into(),
        })
        .await
        .unwrap();
    for (plugin_id, version) in [(crm.id, Some("2")), (mail.id, None)] {
        let new = installation::Create {
            user_id: ada.id,
            plugin_id,
        };
        let new = acme
            .installation()
            .create(new)
            .version(version.map(str::to_owned));
        new.await.unwrap();
    }
    let selected = (
        installation::plugin.select(plugin::name),
        installation::plugin.select(plugin::colour),
        installation::release.select(plugin_version::version),
        installation::release.select(plugin_version::plugin.select(plugin::colour)),
        installation::user.select(user::email),
    );
    let ada = "ada@acme.test".to_owned();
    let green = Some(Colour::Green);
    let expected = [
        (
            "crm".to_owned(),
            green,
            Some("2".to_owned()),
            green,
            ada.clone(),
        ),
        ("mail".to_owned(), None, None, None, ada),
    ];
    let all = acme
        .installation()
        .find_many()
        .order_by(installation::plugin_id.asc());
    assert_eq!(all.select(selected.clone()).await.unwrap(), expected);
    let tx = fixture.db.begin().await.unwrap();
    let acme = tx.tenant("acme").await.unwrap();
    let all = acme
        .installation()
        .find_many()
        .order_by(installation::plugin_id.asc());
    assert_eq!(all.select(selected).await.unwrap(), expected);
}

#[tokio::test]
async fn a_deleted_related_row_is_there_where_it_has_to_be_or_is_asked_for() {
    let acme = database().await.tenant("acme").await;
    let new = |name: &str| folder::Create { name: name.into() };
    let kept = acme.folder().create(new("kept")).await.unwrap();
    let gone = acme.folder().create(new("gone")).await.unwrap();
    for (code, folder_id, copy_id) in [("a", gone.id, kept.id), ("b", kept.id, gone.id)] {
        let new = leaf::Create {
            code: code.into(),
            folder_id,
        };
        acme.leaf().create(new).copy_id(copy_id).await.unwrap();
    }
    acme.folder().delete(folder::id.key(gone.id)).await.unwrap();
    let folder = leaf::folder.select(folder::name);
    let leaves = || acme.leaf().find_many().order_by(leaf::code.asc());
    let found = leaves()
        .select((folder.clone(), leaf::copy.select(folder::name)))
        .await;
    assert_eq!(
        found.unwrap(),
        texts(&[("gone", Some("kept")), ("kept", None)])
    );
    let copy = leaf::copy.with_deleted().select(folder::name);
    let found = leaves().select((folder, copy.clone())).await.unwrap();
    assert_eq!(
        found,
        texts(&[("gone", Some("kept")), ("kept", Some("gone"))])
    );
    // Both at once are two joins.
    let both = leaves().select((leaf::copy.select(folder::name), copy));
    let both = both.await.unwrap();
    assert_eq!(both[1], (None, Some("gone".to_owned())));
}

#[tokio::test]
async fn texts_of_every_type_are_computed_with() {
    let acme = database().await.tenant("acme").await;
    let new = acme
        .pair()
        .create(pair::Create { id: 1 })
        .text(" Ab ")
        .var_char("Cd");
    let new = new
        .char("Ef")
        .citext("Gh")
        .xml("<I/>")
        .bit("10")
        .var_bit("011");
    new.await.unwrap();
    acme.pair().create(pair::Create { id: 2 }).await.unwrap();
    let pairs = || acme.pair().find_many().order_by(pair::id.asc());

    let lower = pairs().select((
        pair::text.lower(),
        pair::var_char.lower(),
        pair::char.lower(),
        pair::citext.lower(),
        pair::xml.lower(),
        pair::bit.lower(),
    ));
    let lower = lower.await.unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        lower[0],
        (
            " ab ".to_owned(),
            some("cd"),
            some("ef"),
            some("gh"),
            some("<i/>"),
            some("10")
        )
    );
    assert_eq!(lower[1], (String::new(), None, None, None, None, None));

    let lengths = (
        pair::text.char_length(),
        pair::text.trim().char_length(),
        pair::citext.upper().char_length(),
    );
    let lengths: Vec<(i32, i32, Option<i32>)> = pairs().select(lengths).await.unwrap();
    assert_eq!(lengths, [(4, 2, Some(2)), (0, 0, None)]);

    let joined = (
        pair::text.trim().concat("-").concat(pair::text),
        pair::citext.concat(" ").concat(pair::var_char),
        pair::char.concat(" ").concat(pair::xml),
        pair::text.concat(pair::bit),
    );
    let joined = pairs().select(joined).await.unwrap();
    assert_eq!(
        joined[0],
        (
            "Ab- Ab ".to_owned(),
            some("Gh Cd"),
            some("Ef <I/>"),
            some(" Ab 10")
        )
    );
    assert_eq!(joined[1], ("-".to_owned(), None, None, None));
    // What looks like SQL is a value.
    let quoted = pair::text.concat("'); DROP TABLE pairs; --");
    let quoted = pairs().select(quoted).await.unwrap();
    assert_eq!(quoted[1], "'); DROP TABLE pairs; --");

    let key = account::Create { name: "Ada".into() };
    acme.account()
        .create(key)
        .balance(Decimal::new(1050, 2))
        .await
        .unwrap();
    let note = account_note::Create {
        account: "ADA".into(),
    };
    acme.account_note().create(note).await.unwrap();
    let owner = || account_note::owner;
    let selected = (
        owner().select(account::name),
        owner().select(account::balance.plus(Decimal::ONE)),
    );
    let owners: Vec<(String, Decimal)> = acme
        .account_note()
        .find_many()
        .select(selected)
        .await
        .unwrap();
    assert_eq!(owners, [("Ada".to_owned(), Decimal::new(1150, 2))]);
}

#[tokio::test]
async fn numbers_are_computed_in_their_type() {
    let acme = database().await.tenant("acme").await;
    let new = acme.pair().create(pair::Create { id: 1 }).low(7).high(2);
    let new = new.numeric(Decimal::new(15, 1)).money(Decimal::new(225, 2));
    new.await.unwrap();
    acme.pair()
        .create(pair::Create { id: 2 })
        .low(3)
        .await
        .unwrap();
    let pairs = || acme.pair().find_many().order_by(pair::id.asc());
    let selected = (
        pair::low.plus(1),
        pair::low.minus(pair::id).times(10),
        pair::low.divided_by(2),
        pair::low.times(pair::high),
        pair::high.plus(pair::low).plus(pair::high),
        // Another operation within, on either side.
        pair::low.minus(pair::id.minus(pair::low)),
    );
    let rows = pairs().select(selected).await.unwrap();
    assert_eq!(
        rows,
        [
            (8, 60, 3, Some(14), Some(11), 13),
            (4, 10, 1, None, None, 4)
        ]
    );

    let decimals = (
        pair::numeric.plus(pair::money),
        pair::money.times(pair::numeric),
        pair::money.divided_by(Decimal::from(2)),
        pair::numeric.minus(Decimal::ONE),
    );
    let rows = pairs().select(decimals).await.unwrap();
    let [sum, product, half, less] = [375, 3375, 1125, 50].map(|units| Decimal::new(units, 2));
    let (product, half) = (product / Decimal::TEN, half / Decimal::TEN);
    assert_eq!(rows[0], (Some(sum), Some(product), Some(half), Some(less)));
    assert_eq!(rows[1], (None, None, None, None));

    acme.sample()
        .create(sample::Create {})
        .small(7)
        .big(1 << 40)
        .real(1.5)
        .float(0.25)
        .await
        .unwrap();
    let selected = (
        sample::small.plus(1),
        sample::big.times(2),
        sample::real.plus(1.0),
        sample::float.times(4.0),
    );
    let rows = acme.sample().find_many().select(selected).await.unwrap();
    assert_eq!(rows, [(8, 1 << 41, 2.5, 1.0)]);

    for query in [pair::low.divided_by(0), pair::low.times(i32::MAX)] {
        let error = pairs().select(query).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error}");
    }
    assert_eq!(pairs().select(pair::low.plus(1)).await.unwrap(), [8, 4]);
}

#[tokio::test]
async fn what_is_null_is_given_something_in_its_place() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let users = || acme.user().find_many().order_by(user::email.asc());
    let boss = user::boss.select(user::first_name);
    let selected = (
        user::first_name.coalesce("nobody"),
        user::age.coalesce(0),
        user::first_name.coalesce(user::email),
        user::favourite.coalesce(Colour::Red),
        boss.clone().coalesce("no boss").upper(),
        boss.coalesce(user::first_name),
        user::age
            .coalesce(user::boss.select(user::age))
            .coalesce(-1),
        user::boss.select(user::mood).coalesce(user::mood),
    );
    let rows = users().select(selected).await.unwrap();
    let dan = rows.into_iter().nth(3).unwrap();
    let text = str::to_owned;
    assert_eq!(
        dan,
        (
            text("nobody"),
            0,
            text("dan@acme.test"),
            Colour::Red,
            text("BEN"),
            Some(text("Ben")),
            20,
            Mood::VeryCross
        )
    );

    // Of a row that is not there nothing stands in.
    let selected = (
        user::boss.select(user::age.coalesce(0).plus(1)),
        user::boss.select(user::first_name.coalesce(user::email)),
        user::boss.select(user::boss.select(user::age.coalesce(0))),
        user::boss.select(user::boss.select(user::age).coalesce(7)),
    );
    let rows = users().select(selected).await.unwrap();
    assert_eq!(
        rows,
        [
            (None, None, None, None),
            (Some(37), Some(text("Ada")), None, Some(7)),
            (Some(37), Some(text("Ada")), None, Some(7)),
            (Some(21), Some(text("Ben")), Some(36), Some(36)),
        ]
    );

    acme.pair()
        .create(pair::Create { id: 1 })
        .numeric(Decimal::TEN)
        .await
        .unwrap();
    let selected = (
        pair::citext.coalesce(pair::text),
        pair::char.coalesce("c"),
        pair::money.coalesce(pair::numeric).coalesce(Decimal::ZERO),
        pair::other.coalesce(pair::mood),
        pair::json.coalesce(serde_json::json!({"a": 1})),
        pair::bit.coalesce("01"),
    );
    let rows = acme.pair().find_many().select(selected).await.unwrap();
    let json = serde_json::json!({"a": 1});
    assert_eq!(
        rows,
        [(
            String::new(),
            text("c"),
            Decimal::TEN,
            Mood::Calm,
            json,
            text("01")
        )]
    );

    let home = Address {
        street: "Row".into(),
        number: None,
    };
    let email: Email = "a@b".parse().unwrap();
    let new = contact::Create {
        email: email.clone(),
        home: home.clone(),
    };
    acme.contact().create(new).await.unwrap();
    let selected = (
        contact::other.coalesce(contact::email),
        contact::other.coalesce(email.clone()),
        contact::work.coalesce(contact::home),
        contact::email.lower(),
        contact::keeper.select(contact::email),
    );
    let rows = acme.contact().find_many().select(selected).await.unwrap();
    assert_eq!(rows, [(email.clone(), email, home, text("a@b"), None)]);
}

#[derive(Debug, PartialEq, SelectAs)]
#[plexica(model = db::post)]
struct Headline {
    #[plexica(select = post::title.upper())]
    title: String,
    stars: i32,
    #[plexica(select = post::author.select(user::first_name).coalesce("somebody"))]
    author: String,
    #[plexica(select = post::editor.select(user::email))]
    editor: Option<String>,
    #[plexica(select = post::comments.count())]
    comments: u64,
}

#[tokio::test]
async fn pages_distinct_rows_locks_streams_and_structs_have_what_is_computed_too() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let posts = || acme.post().find_many().order_by(post::stars.desc());
    let headlines: Vec<Headline> = posts().select_as().await.unwrap();
    let first = Headline {
        title: "ON ONE".to_owned(),
        stars: 5,
        author: "Ada".to_owned(),
        editor: Some("ben@acme.test".to_owned()),
        comments: 2,
    };
    assert_eq!((headlines.len(), &headlines[0]), (3, &first));

    let author = || post::author.select(user::first_name);
    let best = posts().await.unwrap().swap_remove(0);
    let rest = posts()
        .after(&best)
        .skip(1)
        .take(1)
        .select((post::stars, author()))
        .await;
    assert_eq!(rest.unwrap(), [(0, Some("Ben".to_owned()))]);

    // One statement around another: what is joined stands in the outer one.
    let distinct = posts()
        .distinct(post::author_id)
        .select((author(), post::slug));
    let sql = distinct.to_sql();
    assert!(sql.contains("FROM (SELECT DISTINCT ON"), "{sql}");
    let names = distinct.await.unwrap();
    assert_eq!(
        names,
        [
            (Some("Ada".to_owned()), "one".to_owned()),
            (Some("Ben".to_owned()), "one".to_owned())
        ]
    );
    let by_author = (post::author.by(user::email.desc()), post::id.asc());
    let distinct = acme
        .post()
        .find_many()
        .order_by(by_author)
        .distinct(post::author_id);
    let distinct = distinct.select(author()).await.unwrap();
    assert_eq!(distinct, [Some("Ben".to_owned()), Some("Ada".to_owned())]);
    let within = acme
        .post()
        .find_many()
        .order_by((post::author_id.asc(), post::stars.desc()));
    let within = within
        .distinct(post::author_id)
        .select((author(), post::stars.plus(1)));
    assert!(!within.to_sql().contains("FROM (SELECT"));
    let mut within = within.await.unwrap();
    within.sort();
    assert_eq!(
        within,
        [(Some("Ada".to_owned()), 6), (Some("Ben".to_owned()), 1)]
    );

    let tx = acme.begin().await.unwrap();
    let locked = tx
        .post()
        .find_many()
        .order_by(post::id.asc())
        .select((post::id, author()));
    assert_eq!(locked.lock_for_update().await.unwrap().len(), 3);
    tx.rollback().await.unwrap();
    let mut stream = posts()
        .select((author(), post::editor.select(user::age.coalesce(0))))
        .stream();
    assert_eq!(
        stream.try_next().await.unwrap(),
        Some((Some("Ada".to_owned()), Some(20)))
    );
    drop(stream);
    let plan = posts().select(author()).explain().await.unwrap();
    assert!(plan.contains("Join"), "{plan}");
    assert_eq!(
        acme.post()
            .find_first()
            .filter(post::stars.eq(1))
            .select(author())
            .await
            .unwrap(),
        Some(Some("Ada".to_owned()))
    );
}
