use std::collections::BTreeMap;

use plexica_client::{
    ErrorKind,
    generated::{
        IpInet, Uuid,
        jiff::{
            Timestamp,
            civil::{Date, Time, date, time},
        },
        rust_decimal::Decimal,
    },
};
use plexica_tests::{
    database,
    db::{Colour, Mood, TenantDb, list_sample, sample, sparse_sample},
};
use serde_json::{Value, json};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn inet(text: &str) -> IpInet {
    text.parse().unwrap()
}

/// Writes a value by `create` and by `update`, reads it back each time, and finds it by `eq`.
macro_rules! round_trips {
    ($tenant:expr, $field:ident: $($value:expr),+ $(,)?) => {
        $({
            let value = $value;
            let made = $tenant.sample().create(sample::Create {}).$field(value.clone()).await.unwrap();
            assert_eq!(made.$field, value, "created");
            let key = || sample::id.key(made.id);
            let read = $tenant.sample().find_unique(key()).or_not_found().await.unwrap();
            assert_eq!(read.$field, value, "read");
            $tenant.sample().update_many(sample::id.eq(made.id)).$field(value.clone()).await.unwrap();
            let chosen = $tenant.sample().find_unique(key()).select(sample::$field).await.unwrap();
            assert_eq!(chosen, Some(value.clone()), "updated and selected");

            let sparse = $tenant.sparse_sample().create(sparse_sample::Create {}).$field(value.clone()).await.unwrap();
            assert_eq!(sparse.$field, Some(value), "created, optional");
            let sparse = $tenant.sparse_sample().update(sparse_sample::id.key(sparse.id)).$field(None).await.unwrap();
            assert_eq!(sparse.$field, None, "set to NULL");
        })+
    };
}

/// As `round_trips!`, and finds the row by the value.
macro_rules! found_by {
    ($tenant:expr, $field:ident: $($value:expr),+ $(,)?) => {
        $({
            round_trips!($tenant, $field: $value);
            let count = $tenant.sample().count().filter(sample::$field.eq($value)).await.unwrap();
            assert!(count >= 1, "found by {:?}", $value);
            let count = $tenant.sample().count().filter(sample::$field.is_in([$value])).await.unwrap();
            assert!(count >= 1, "found by a list of {:?}", $value);
            let none: [Uuid; 0] = [];
            assert_eq!($tenant.sample().count().filter(sample::uuid.is_in(none)).await.unwrap(), 0);
        })+
    };
}

#[tokio::test]
async fn numbers_round_trip_at_their_limits() {
    let acme = database().await.tenant("acme").await;
    found_by!(acme, int: i32::MIN, -1, 0, i32::MAX);
    found_by!(acme, big: i64::MIN, -1, i64::MAX);
    found_by!(acme, small: i16::MIN, i16::MAX);
    found_by!(acme, oid: 0_u32, u32::MAX);
    found_by!(acme, float: f64::MIN, f64::MIN_POSITIVE, 0.1, f64::INFINITY);
    found_by!(acme, real: f32::MAX, 0.1_f32, f32::NEG_INFINITY);
    found_by!(acme, flag: true, false);
    let not_a_number = acme
        .sample()
        .create(sample::Create {})
        .float(f64::NAN)
        .await
        .unwrap();
    assert!(not_a_number.float.is_nan());
}

#[tokio::test]
async fn decimals_keep_their_digits_and_take_their_columns_scale() {
    let acme = database().await.tenant("acme").await;
    found_by!(
        acme, decimal: decimal("0.1"), decimal("-79228162514264337593543950335"), decimal("0.0000000000000000000000000001"),
        decimal("12345678901234.56789"),
    );
    found_by!(acme, exact: decimal("99999999.99"), decimal("-0.01"), decimal("1.50"));
    let rounded = acme
        .sample()
        .create(sample::Create {})
        .exact(decimal("1.005"))
        .await
        .unwrap();
    assert_eq!(rounded.exact.to_string(), "1.01");
    let error = acme
        .sample()
        .create(sample::Create {})
        .exact(decimal("100000000"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    assert_eq!(error.sqlstate(), Some("22003"));
}

#[tokio::test]
async fn text_round_trips_whatever_is_in_it() {
    let acme = database().await.tenant("acme").await;
    for text in [
        "",
        "a'b\"c\\d",
        "$1 %s {} ;--",
        "é😀\u{202e}\u{10ffff}",
        "\n\t\r\u{1}",
    ] {
        found_by!(acme, text: text.to_owned());
    }
    let long = "x".repeat(1_000_000);
    round_trips!(acme, text: long.clone());
    found_by!(acme, var_char: "12345".to_owned(), "éééé😀".to_owned());
    found_by!(acme, bit: "101".to_owned());
    found_by!(acme, var_bit: String::new(), "10110".to_owned());
    round_trips!(acme, xml: "<a b=\"c\">é</a>".to_owned());
    found_by!(acme, char: "abcd".to_owned());
    // PostgreSQL pads `character(n)`, and compares without the padding.
    let padded = acme
        .sample()
        .create(sample::Create {})
        .char("ab")
        .await
        .unwrap();
    assert_eq!(padded.char, "ab  ");
    assert_eq!(
        acme.sample()
            .count()
            .filter(sample::char.eq("ab"))
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn a_text_that_is_too_long_is_an_invalid_value() {
    let acme = database().await.tenant("acme").await;
    let error = acme
        .sample()
        .create(sample::Create {})
        .var_char("123456")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    assert_eq!(error.sqlstate(), Some("22001"));
    assert_eq!(error.model(), Some("Sample"));
    let error = acme
        .sample()
        .create(sample::Create {})
        .bit("1011")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
}

#[tokio::test]
async fn a_text_with_a_nul_is_an_invalid_value_and_nothing_is_sent() {
    let acme = database().await.tenant("acme").await;
    let error = acme
        .sample()
        .create(sample::Create {})
        .text("a\0b")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
    assert!(error.to_string().contains("NUL"), "{error}");
    let error = acme
        .sample()
        .count()
        .filter(sample::text.contains("\0"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
    let error = acme
        .sample()
        .create(sample::Create {})
        .json(json!({"a": "\0"}))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
}

#[tokio::test]
async fn bytes_uuids_addresses_and_json_round_trip() {
    let acme = database().await.tenant("acme").await;
    found_by!(acme, bytes: Vec::<u8>::new(), (0..=255).collect::<Vec<u8>>());
    found_by!(acme, uuid: Uuid::nil(), Uuid::max(), Uuid::from_u128(7));
    found_by!(acme, inet: inet("127.0.0.1"), inet("10.1.2.3/8"), inet("::1"), inet("2001:db8::1/32"));
    found_by!(
        acme, json: Value::Null, json!([]), json!({"a": [1, 2.5, "é\u{1F600}", null, true]}),
        json!(9_007_199_254_740_993_i64), json!("text"),
    );
    round_trips!(acme, plain_json: json!({"b": 1, "a": [{}]}), json!(null));
}

#[tokio::test]
async fn enums_of_core_and_of_the_tenant_round_trip_by_their_mapped_labels() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    found_by!(acme, colour: Colour::Red, Colour::Green, Colour::Blue);
    found_by!(acme, mood: Mood::Calm, Mood::VeryCross, Mood::Type);
    let stored = fixture
        .number(r#"SELECT count(*) FROM tenant_acme.samples WHERE mood::text = 'very "cross"' AND colour = 'RED'"#)
        .await;
    assert_eq!(stored, 1);
    // An enum's order is that of its values.
    let last = acme
        .sample()
        .find_first()
        .order_by(sample::mood.desc())
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(last.mood, Mood::Type);
    let calm = acme
        .sample()
        .count()
        .filter(sample::mood.lt(Mood::VeryCross))
        .await
        .unwrap();
    assert_eq!(
        calm,
        acme.sample()
            .count()
            .filter(sample::mood.eq(Mood::Calm))
            .await
            .unwrap()
    );
    assert_eq!(Mood::VeryCross.to_string(), "VERY_CROSS");
}

#[tokio::test]
async fn an_enum_label_that_this_client_does_not_know_is_a_decode_error() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture
        .sql(r#"ALTER TYPE tenant_acme."Mood of a User" ADD VALUE 'NEW'"#)
        .await;
    fixture
        .sql("INSERT INTO tenant_acme.samples (mood) VALUES ('NEW')")
        .await;
    let error = acme.sample().find_many().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("`NEW`"), "{error}");
    assert!(error.to_string().contains("mood"), "{error}");
}

#[tokio::test]
async fn times_round_trip_in_the_precision_of_their_columns() {
    let acme = database().await.tenant("acme").await;
    found_by!(acme, at: at("2026-01-14T09:50:39.123Z"), at("1969-12-31T23:59:59.999Z"), at("0001-01-01T00:00:00Z"));
    found_by!(acme, timestamp6: at("9999-12-30T21:59:59.999999Z"), at("-004712-01-01T00:00:00Z"));
    found_by!(acme, tz0: at("2026-01-14T09:50:39Z"), at("9999-12-30T21:59:59Z"));
    found_by!(acme, date: date(2026, 1, 14), date(9999, 12, 31), date(1, 1, 1), date(-4712, 1, 1), Date::MAX);
    found_by!(acme, time: Time::MIN, time(23, 59, 59, 999_999_000), time(0, 0, 0, 1_000));
    // What is finer than the column is rounded by the server.
    let rounded = acme
        .sample()
        .create(sample::Create {})
        .at(at("2026-01-01T00:00:00.0006Z"))
        .await
        .unwrap();
    assert_eq!(rounded.at, at("2026-01-01T00:00:00.001Z"));
}

#[tokio::test]
async fn a_time_that_the_server_makes_is_the_same_in_every_column_type() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    // A default that PostgreSQL works out in the session's time zone.
    fixture.sql("ALTER TABLE tenant_acme.samples ALTER at SET DEFAULT now(), ALTER tz6 SET DEFAULT now()").await;
    fixture.set("TimeZone", "\"Asia/Tokyo\"").await;
    let db = fixture.builder().connect().await.unwrap();
    let made = db
        .tenant("acme")
        .await
        .unwrap()
        .sample()
        .create(sample::Create {})
        .await
        .unwrap();
    let between = made.at.duration_since(made.tz6).as_secs_f64().abs();
    assert!(between < 1.0, "{} and {}", made.at, made.tz6);
    drop(acme);
}

#[tokio::test]
async fn infinite_and_too_distant_times_are_decode_errors_that_name_the_column() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for (column, value) in [
        ("at", "infinity"),
        ("timestamp6", "-infinity"),
        ("tz0", "infinity"),
        ("date", "-infinity"),
        ("timestamp6", "294276-12-31"),
        ("date", "5874897-12-31"),
        ("time", "24:00:00"),
    ] {
        fixture
            .sql(&format!(
                "INSERT INTO tenant_acme.samples ({column}) VALUES ('{value}')"
            ))
            .await;
        let error = acme.sample().find_many().await.unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Decode,
            "{column} {value}: {error:?}"
        );
        assert_eq!(error.model(), Some("Sample"));
        assert!(error.to_string().contains(column), "{value}: {error}");
        assert_eq!(error.fields(), [column], "{value}: {error}");
        fixture.sql("TRUNCATE tenant_acme.samples").await;
    }
}

#[tokio::test]
async fn numbers_that_a_decimal_cannot_hold_are_decode_errors() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for value in [
        "NaN",
        "1e34",
        "-123456789012345678901234567890123",
        // More digits after the point than it has: not rounded in silence.
        "1.123456789012345678901234567891",
    ] {
        fixture
            .sql(&format!(
                "INSERT INTO tenant_acme.samples (decimal) VALUES ('{value}')"
            ))
            .await;
        let error = acme.sample().find_many().await.expect_err(value);
        assert_eq!(error.kind(), ErrorKind::Decode, "{value}: {error:?}");
        fixture.sql("TRUNCATE tenant_acme.samples").await;
    }
}

#[tokio::test]
async fn every_default_is_the_servers() {
    let acme = database().await.tenant("acme").await;
    let made = acme.sample().create(sample::Create {}).await.unwrap();
    assert_eq!(
        (made.int, made.text.as_str(), made.mood),
        (0, "", Mood::Calm)
    );
    assert_eq!(made.date, date(2000, 1, 1));
    assert_eq!(made.inet, inet("0.0.0.0"));
    let sparse = acme
        .sparse_sample()
        .create(sparse_sample::Create {})
        .await
        .unwrap();
    assert_eq!(sparse.id.get_version_num(), 4);
    assert_eq!((sparse.text, sparse.json, sparse.mood), (None, None, None));
    let lists = acme
        .list_sample()
        .create(list_sample::Create {})
        .await
        .unwrap();
    assert_eq!(lists.ints, [1, -2]);
    assert_eq!(lists.colours, [Colour::Red, Colour::Green]);
    assert!(lists.texts.is_empty() && lists.moods.is_empty() && lists.bytes.is_empty());
}

async fn list_round_trip(acme: &TenantDb, of: usize) {
    let repeat = |texts: &[&str]| -> Vec<String> {
        texts
            .iter()
            .cycle()
            .take(of)
            .map(|text| (*text).to_owned())
            .collect()
    };
    let draft = || {
        list_sample::Create {}
            .draft()
            .texts(repeat(&["a", "", "{\"x\",NULL}", "é"]))
            .flags(vec![true; of])
            .ints(vec![i32::MIN; of])
            .bigs(vec![i64::MAX; of])
            .smalls(vec![i16::MIN; of])
            .floats(vec![0.1; of])
            .decimals(vec![decimal("1.25"); of])
            .ats(vec![at("2026-01-14T09:50:39.123456Z"); of])
            .dates(vec![date(2026, 1, 14); of])
            .times(vec![time(9, 50, 39, 5_000); of])
            .jsons(vec![json!({"a": [1]}); of])
            .bytes(vec![vec![0, 255]; of])
            .uuids(vec![Uuid::max(); of])
            .inets(vec![inet("10.0.0.1/8"); of])
            .chars(repeat(&["abc"]))
            .colours(vec![Colour::Green; of])
            .moods(vec![Mood::VeryCross; of])
    };
    let one = acme.list_sample().create(draft()).await.unwrap();
    let many = acme
        .list_sample()
        .create_many([draft(), draft()])
        .returning()
        .await
        .unwrap();
    for row in many.iter().chain([&one]) {
        let read = acme
            .list_sample()
            .find_unique(list_sample::id.key(row.id))
            .or_not_found()
            .await
            .unwrap();
        assert_eq!(&read, row);
        assert_eq!(read.texts, repeat(&["a", "", "{\"x\",NULL}", "é"]));
        assert_eq!(read.moods, vec![Mood::VeryCross; of]);
        assert_eq!(read.colours, vec![Colour::Green; of]);
        assert_eq!(read.decimals, vec![decimal("1.25"); of]);
        assert_eq!(read.ats, vec![at("2026-01-14T09:50:39.123456Z"); of]);
        assert_eq!(read.jsons, vec![json!({"a": [1]}); of]);
        assert_eq!(read.bytes, vec![vec![0, 255]; of]);
        assert_eq!(read.inets, vec![inet("10.0.0.1/8"); of]);
    }
    let same = acme
        .list_sample()
        .count()
        .filter(list_sample::moods.eq(vec![Mood::VeryCross; of]))
        .await
        .unwrap();
    assert_eq!(same, 3);
}

#[tokio::test]
async fn lists_round_trip_empty_and_full() {
    let acme = database().await.tenant("acme").await;
    for of in [0, 1, 5] {
        acme.list_sample()
            .delete_many(plexica_client::Filter::all())
            .await
            .unwrap();
        list_round_trip(&acme, of).await;
    }
}

#[tokio::test]
async fn a_member_of_a_list_that_is_null_is_a_decode_error() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture
        .sql("INSERT INTO tenant_acme.list_samples (texts) VALUES (ARRAY['a', NULL])")
        .await;
    let error = acme.list_sample().find_many().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.fields(), ["texts"]);
}

#[tokio::test]
async fn a_row_serializes_with_the_schemas_names_and_without_what_was_not_loaded() {
    let acme = database().await.tenant("acme").await;
    let user = acme
        .user()
        .create(plexica_tests::db::user::Create {
            email: "a@b.test".into(),
        })
        .mood(Mood::VeryCross)
        .await
        .unwrap();
    let json = serde_json::to_value(&user).unwrap();
    let fields: BTreeMap<String, Value> = serde_json::from_value(json).unwrap();
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "age",
            "bossId",
            "createdAt",
            "email",
            "favourite",
            "firstName",
            "id",
            "mood",
            "updatedAt"
        ]
    );
    assert_eq!(fields["mood"], "VERY_CROSS");
}
