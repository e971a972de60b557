//! Structs of a program's own: as rows of raw SQL, and as what a query selects.

use plexica_client::{
    Error, ErrorKind, FromRow, SelectAs, Statements,
    generated::{Uuid, jiff::Timestamp},
};
use plexica_tests::{
    Fixture,
    contact::{Address, Email},
    database,
    db::{self, Mood, TenantDb, contact, folder, key, leaf, post, user},
};

use crate::people::people;

/// Columns in another order than the SQL has them.
#[derive(Debug, PartialEq, FromRow)]
struct Author {
    age: Option<i32>,
    #[plexica(rename = "e_mail")]
    email: String,
    mood: Mood,
    r#type: i64,
}

const AUTHORS: &str = "SELECT 'x' AS ignored, e_mail, (SELECT count(*) FROM {tenant}.posts \
                       WHERE author_id = users.id) AS type, mood::text, age \
                       FROM {tenant}.users ORDER BY e_mail";

async fn with(fixture: &Fixture, statements: Statements) -> TenantDb {
    let builder = fixture.builder().max_connections(1).statements(statements);
    let db = builder.connect().await.unwrap();
    db.tenant("acme").await.unwrap()
}

async fn error<R: FromRow>(tenant: &TenantDb, sql: &str) -> Error {
    match tenant.query_raw::<R>(sql).await {
        Ok(_) => panic!("{sql} gives rows"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_row_of_raw_sql_becomes_a_struct_by_the_names_of_its_columns() {
    let fixture = database().await;
    people(&fixture.tenant("acme").await).await;
    for statements in [Statements::Prepared, Statements::Unnamed] {
        let acme = with(&fixture, statements).await;
        for _ in 0..3 {
            let authors: Vec<Author> = acme.query_raw(AUTHORS).await.unwrap();
            let ada = Author {
                age: Some(36),
                email: "ada@acme.test".to_owned(),
                mood: Mood::Calm,
                r#type: 2,
            };
            assert_eq!((authors.len(), &authors[0]), (4, &ada));
            assert_eq!((authors[1].mood, authors[1].r#type), (Mood::VeryCross, 1));
            assert_eq!((authors[3].age, authors[3].r#type), (None, 0));
        }
        let none = acme.query_raw::<Author>(AUTHORS.replace("ORDER BY", "WHERE false ORDER BY"));
        assert_eq!(none.await.unwrap(), []);
    }
    let db = &fixture.db;
    let tx = db.begin().await.unwrap();
    let acme = tx.tenant("acme").await.unwrap();
    assert_eq!(acme.query_raw::<Author>(AUTHORS).await.unwrap().len(), 4);
}

#[derive(Debug, PartialEq, FromRow)]
struct Typed {
    #[plexica(json)]
    address: Option<Address>,
    #[plexica(text)]
    email: Email,
    #[plexica(text)]
    other: Option<Email>,
    numbers: Vec<i32>,
}

#[tokio::test]
async fn a_field_of_a_type_of_ones_own_says_how_it_is_in_the_database() {
    let acme = database().await.tenant("acme").await;
    let sql = |address: &str, email: &str| {
        format!(
            "SELECT {address} AS address, '{email}' AS email, NULL::text AS other, \
             ARRAY[1, 2] AS numbers"
        )
    };
    let address = "'{\"street\": \"Row\", \"number\": 3}'::jsonb";
    let rows: Vec<Typed> = acme.query_raw(sql(address, "a@b")).await.unwrap();
    let whole = rows[0].address.as_ref().unwrap();
    assert_eq!((whole.street.as_str(), whole.number), ("Row", Some(3)));
    assert_eq!(
        (rows[0].other.as_ref(), &rows[0].numbers),
        (None, &vec![1, 2])
    );
    assert_eq!(rows[0].email.to_string(), "a@b");
    let rows: Vec<Typed> = acme.query_raw(sql("NULL::json", "a@b")).await.unwrap();
    assert_eq!(rows[0].address, None);
    let wrong = error::<Typed>(&acme, &sql("NULL::json", "nobody")).await;
    assert_eq!(wrong.kind(), ErrorKind::Decode);
    assert_eq!(
        wrong.to_string(),
        "a row cannot become a `Typed`: the column `email`: `nobody` has no @"
    );
}

#[tokio::test]
async fn a_column_that_is_missing_or_of_another_type_is_told_by_its_name() {
    let fixture = database().await;
    people(&fixture.tenant("acme").await).await;
    for statements in [Statements::Prepared, Statements::Unnamed] {
        let acme = with(&fixture, statements).await;
        let missing = error::<Author>(&acme, "SELECT age, id FROM {tenant}.users").await;
        assert_eq!(missing.kind(), ErrorKind::Decode);
        assert_eq!(
            missing.to_string(),
            "a row cannot become a `Author`: no column is called `e_mail`; there are `age`, `id`"
        );
        assert!(missing.help().unwrap().contains("rename"));
        let twice = "SELECT 1 AS age, 'a' AS e_mail, 2 AS age, 'CALM' AS mood, 1::bigint AS type";
        let twice = error::<Author>(&acme, twice).await.to_string();
        assert!(
            twice.ends_with("several columns are called `age`"),
            "{twice}"
        );
        let cast = "SELECT 1::bigint AS age, 'a' AS e_mail, 'CALM' AS mood, 1::bigint AS type";
        let cast = error::<Author>(&acme, cast).await;
        assert_eq!(
            cast.to_string(),
            "a row cannot become a `Author`: the column `age` is of the type `int8`, and the field \
             `age` a `Option<i32>`"
        );
        assert!(cast.help().unwrap().contains("::bigint"));
        let null = "SELECT 1 AS age, NULL AS e_mail, 'CALM' AS mood, 1::bigint AS type";
        let null = error::<Author>(&acme, null).await;
        assert_eq!(
            null.to_string(),
            "a row cannot become a `Author`: the column `e_mail` is `NULL`"
        );
        assert!(null.help().unwrap().contains("`Option`"));
        let label = "SELECT 1 AS age, 'a' AS e_mail, 'GLAD' AS mood, 1::bigint AS type";
        let label = error::<Author>(&acme, label).await.to_string();
        assert!(label.contains("the column `mood`: the database has the enum value `GLAD`"));
        // The connection is as good as before.
        assert_eq!(acme.user().count().await.unwrap(), 4);
    }
}

#[tokio::test]
async fn what_cannot_become_its_struct_is_not_run_where_that_is_known_before() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let acme = with(&fixture, Statements::Prepared).await;
    let insert = "INSERT INTO {tenant}.users (id, e_mail, updated_at) \
                  VALUES (gen_random_uuid(), 'a@acme.test', now()) RETURNING e_mail, age, mood, \
                  1::bigint AS type";
    let mismatch = error::<Author>(&acme, insert).await;
    assert!(
        mismatch
            .to_string()
            .contains("`mood` is of the type `Mood of a User`")
    );
    assert!(mismatch.help().unwrap().contains("mood::text"));
    assert_eq!(acme.user().count().await.unwrap(), 0);

    let tx = acme.begin().await.unwrap();
    tx.user()
        .create(user::Create {
            email: "b@acme.test".into(),
        })
        .await
        .unwrap();
    tx.query_raw::<Author>(insert).await.unwrap_err();
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(acme.user().count().await.unwrap(), 0);

    let insert = insert.replace("mood,", "mood::text,");
    let made: Vec<Author> = acme.query_raw(insert).await.unwrap();
    assert_eq!((made.len(), made[0].mood), (1, Mood::Calm));
}

#[tokio::test]
async fn a_struct_finds_its_columns_anew_when_ddl_has_moved_them() {
    #[derive(Debug, PartialEq, FromRow)]
    struct Note {
        b: String,
    }

    let fixture = database().await;
    fixture.tenant("acme").await;
    let acme = with(&fixture, Statements::Prepared).await;
    let table = |columns: &str| {
        format!(
            "DROP TABLE IF EXISTS tenant_acme.notes; CREATE TABLE tenant_acme.notes ({columns}); \
             INSERT INTO tenant_acme.notes (b) VALUES ('x')"
        )
    };
    for columns in ["b text", "a integer, b text", "a text, c integer, b text"] {
        fixture.sql(&table(columns)).await;
        for _ in 0..2 {
            let notes: Vec<Note> = acme
                .query_raw("SELECT * FROM {tenant}.notes")
                .await
                .unwrap();
            assert_eq!(notes, [Note { b: "x".to_owned() }], "{columns}");
        }
    }
}

#[derive(Debug, Clone, PartialEq, SelectAs)]
#[plexica(model = db::user)]
struct Line {
    mood: Mood,
    email: String,
    age: Option<i32>,
    #[plexica(select = user::id)]
    key: Uuid,
    #[plexica(select = user::written.filter(post::stars.gt(0)).count())]
    starred: u64,
}

#[tokio::test]
async fn a_struct_says_which_columns_a_query_reads() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let asked = || acme.user().find_many().order_by(user::email.asc());
    let lines = asked().select_as::<Line>();
    let sql = lines.to_sql();
    assert!(!sql.contains("created_at"), "{sql}");
    let lines = lines.await.unwrap();
    let ben = Line {
        mood: Mood::VeryCross,
        email: "ben@acme.test".to_owned(),
        age: Some(20),
        key: people.ben.id,
        starred: 0,
    };
    assert_eq!((lines.len(), lines[0].starred, &lines[1]), (4, 2, &ben));

    let mut stream = asked().skip(1).select_as::<Line>().stream();
    assert_eq!(stream.try_next().await.unwrap(), Some(ben.clone()));
    drop(stream);
    let one = acme.user().find_unique(user::email.key("ben@acme.test"));
    assert_eq!(one.select_as::<Line>().await.unwrap(), Some(ben.clone()));
    let first = acme.user().find_first().filter(user::age.gt(99));
    let none: Result<Line, _> = first.select_as().or_not_found().await;
    assert!(none.unwrap_err().is_not_found());
    // One that is known only by what becomes of it.
    let lines: Vec<Line> = asked().filter(user::age.eq(20)).select_as().await.unwrap();
    assert_eq!(lines, [ben]);
}

/// More fields than a tuple can have, with names that are keywords, and columns of types that the
/// schema names.
#[derive(Debug, SelectAs)]
#[plexica(model = db::key)]
struct Keywords {
    id: i32,
    r#type: String,
    r#match: i32,
    self_: Option<String>,
    crate_: Option<String>,
    super_: Option<String>,
    r#async: bool,
    values: Vec<String>,
    query: Option<String>,
    filter: Option<String>,
    relation: Option<String>,
    draft: Option<String>,
    create: Option<String>,
    none: Option<String>,
}

#[derive(Debug, SelectAs)]
#[plexica(model = contact)]
struct Reached {
    email: Email,
    work: Option<Address>,
    aliases: Vec<Email>,
}

#[tokio::test]
async fn a_struct_has_any_number_of_fields_of_any_type_that_a_column_has() {
    let acme = database().await.tenant("acme").await;
    acme.key_().create(key::Create {}).r#match(7).await.unwrap();
    let found: Vec<Keywords> = acme.key_().find_many().select_as().await.unwrap();
    let found = &found[0];
    let Keywords {
        id,
        r#type,
        r#match,
        self_,
        crate_,
        super_,
        r#async,
        values,
        ..
    } = found;
    assert_eq!(
        (*id, r#type.as_str(), *r#match, *r#async),
        (1, "t", 7, true)
    );
    assert_eq!(
        (self_, crate_, super_, values.len()),
        (&None, &None, &None, 0)
    );
    let Keywords {
        query,
        filter,
        relation,
        draft,
        create,
        none,
        ..
    } = found;
    let rest = [query, filter, relation, draft, create, none];
    assert!(rest.into_iter().all(Option::is_none));

    let home = Address {
        street: "Row".to_owned(),
        number: None,
    };
    let email = |text: &str| -> Email { text.parse().unwrap() };
    let new = contact::Create {
        email: email("a@b"),
        home: home.clone(),
    };
    let new = acme
        .contact()
        .create(new)
        .work(home.clone())
        .aliases(vec![email("c@d")]);
    new.await.unwrap();
    let reached: Vec<Reached> = acme.contact().find_many().select_as().await.unwrap();
    assert_eq!(
        (&reached[0].email, &reached[0].work),
        (&email("a@b"), &Some(home))
    );
    assert_eq!(reached[0].aliases, [email("c@d")]);
}

#[tokio::test]
async fn a_value_that_a_field_of_a_struct_cannot_hold_is_told_with_the_models_field() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    people(&acme).await;
    fixture
        .sql("ALTER TYPE tenant_acme.\"Mood of a User\" ADD VALUE 'GLAD'")
        .await;
    fixture
        .sql("UPDATE tenant_acme.users SET mood = 'GLAD' WHERE age = 20")
        .await;
    let error = acme
        .user()
        .find_many()
        .select_as::<Line>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        (error.model(), error.fields()),
        (Some("User"), &["mood"][..])
    );
    assert!(
        error.to_string().starts_with("User.mood cannot be read"),
        "{error}"
    );
}

#[derive(Debug, SelectAs)]
#[plexica(model = db::leaf)]
struct Leaf {
    code: String,
    gone: Option<Timestamp>,
}

#[tokio::test]
async fn deleted_rows_are_left_out_of_structs_too() {
    let acme = database().await.tenant("acme").await;
    let folder = folder::Create { name: "a".into() };
    let folder = acme.folder().create(folder).await.unwrap();
    for code in ["x", "y"] {
        let new = leaf::Create {
            code: code.into(),
            folder_id: folder.id,
        };
        acme.leaf().create(new).await.unwrap();
    }
    acme.leaf().delete(leaf::code.key("y")).await.unwrap();
    let all = || acme.leaf().find_many().order_by(leaf::code.asc());
    let left: Vec<Leaf> = all().select_as().await.unwrap();
    assert_eq!((left.len(), left[0].code.as_str()), (1, "x"));
    let left: Vec<Leaf> = all().with_deleted().select_as().await.unwrap();
    assert_eq!((left.len(), left[1].gone.is_some()), (2, true));
}
