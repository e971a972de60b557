use plexica_migrate::diff::{Renames, script};

use crate::database::{Database, model, steps, table};

/// Takes the steps with these rows, and asks afterwards.
async fn after(from: &str, rows: &str, to: &str, renames: &Renames, question: &str) -> Vec<String> {
    let database = Database::new().await;
    database.make("led", &model(from).tenant.unwrap()).await;
    database.run("led", &[rows.to_owned()]).await.unwrap();
    let steps = steps(from, to, renames);
    database
        .take("led", &steps)
        .await
        .unwrap_or_else(|error| panic!("{error:?}\n{}", script(&steps)));
    let path = "SET search_path TO led; SET TimeZone TO 'Asia/Tokyo'";
    database.client.batch_execute(path).await.unwrap();
    let answers = database.client.query(question, &[]).await.unwrap();
    answers.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn renamed_tables_and_columns_keep_what_they_hold() {
    let mut renames = Renames::default();
    renames.table(table("Person"), "User");
    renames.column(table("Person"), "mail", "email");
    let kept = after(
        "model Person {
            id Int @id
            mail String @unique
            posts Post[]
            @@tenant
         }
         model Post {
            id Int @id
            byId Int
            by Person @relation(fields: [byId], references: [id])
            @@tenant
         }",
        "INSERT INTO \"Person\" VALUES (1, 'ada'); INSERT INTO \"Post\" VALUES (7, 1)",
        "model User {
            id Int @id
            email String @unique
            posts Post[]
            @@tenant
         }
         model Post {
            id Int @id
            byId Int
            by User @relation(fields: [byId], references: [id])
            @@tenant
         }",
        &renames,
        "SELECT u.email FROM \"User\" u JOIN \"Post\" p ON p.\"byId\" = u.id",
    )
    .await;
    assert_eq!(kept, ["ada"]);
}

#[tokio::test]
async fn a_renamed_table_is_called_so_in_all_that_belongs_to_it() {
    let (from, to) = (
        "model Person {
            id Int @id
            mail String @unique
            age Int
            @@index([age])
            @@tenant
         }",
        "model User {
            id Int @id
            email String @unique
            age Int
            @@index([age])
            @@tenant
         }",
    );
    let mut renames = Renames::default();
    renames.table(table("Person"), "User");
    renames.column(table("Person"), "mail", "email");
    let steps = steps(from, to, &renames);
    let database = Database::new().await;
    database.make("led", &model(from).tenant.unwrap()).await;
    let to = model(to).tenant.unwrap();
    let difference = database.difference(&to, &steps, "led").await;
    assert!(difference.is_empty(), "{difference:?}\n{}", script(&steps));
}

#[tokio::test]
async fn values_become_another_type() {
    let values = after(
        "enum E {
            A
            B
            @@tenant
         }
         model M {
            id Int @id
            a Int
            b String
            c DateTime
            d String[]
            e E
            f Boolean
            g Int
            h Int?
            @@tenant
         }",
        "INSERT INTO \"M\" VALUES (1, 5, '12', '2026-01-01 23:30:00', '{1,2}', 'B', true, 7, NULL)",
        "enum F {
            B
            C
            @@tenant
         }
         model M {
            id Int @id
            a String
            b Int
            c DateTime @db.Timestamptz(3)
            d Int[]
            e F
            f Int
            g Int[]
            h Int[]
            @@tenant
         }",
        &Renames::default(),
        "SELECT concat_ws(' ', a, b, c AT TIME ZONE 'UTC', d, e, f, g, h) FROM \"M\"",
    )
    .await;
    assert_eq!(values, ["5 12 2026-01-01 23:30:00 {1,2} B 1 {7} {}"]);
}

#[tokio::test]
async fn a_sequence_goes_on_behind_the_rows_that_are_there() {
    let values = after(
        "model M {
            id Int @id
            @@tenant
         }
         model N {
            id Int @id
            @@tenant
         }",
        "INSERT INTO \"M\" VALUES (41); INSERT INTO \"N\" VALUES (3)",
        "model M {
            id Int @id @default(autoincrement())
            @@tenant
         }
         model N {
            id Int @id @default(sequence(start: 100))
            @@tenant
         }",
        &Renames::default(),
        "WITH m AS (INSERT INTO \"M\" DEFAULT VALUES RETURNING id),
              n AS (INSERT INTO \"N\" DEFAULT VALUES RETURNING id)
         SELECT (SELECT id FROM m) || ' ' || (SELECT id FROM n)",
    )
    .await;
    assert_eq!(values, ["42 100"]);
}

#[tokio::test]
async fn a_value_that_does_not_fit_stops_the_migration_and_stays() {
    let (from, to) = (
        "model M {
            id Int @id
            a String
            b Int?
            @@tenant
         }",
        "model M {
            id Int @id
            a String @db.VarChar(3)
            b Int?
            c Int?
            @@tenant
         }",
    );
    let database = Database::new().await;
    database.make("led", &model(from).tenant.unwrap()).await;
    let row = "INSERT INTO \"M\" VALUES (1, 'too long')".to_owned();
    database.run("led", &[row]).await.unwrap();
    let failed = database
        .take("led", &steps(from, to, &Renames::default()))
        .await;
    assert!(failed.is_err());
    let kept = database
        .client
        .query_one("SELECT a FROM led.\"M\"", &[])
        .await
        .unwrap();
    assert_eq!(kept.get::<_, &str>(0), "too long");
}
