use plexica_migrate::diff::{Renames, script};

use crate::database::{Database, model, steps};

/// Both ways: what the steps lead to is what the other schema makes by itself.
async fn lead(one: &str, other: &str) {
    let database = Database::new().await;
    for (from, to) in [(one, other), (other, one)] {
        let steps = steps(from, to, &Renames::default());
        let tenant = |text| model(text).tenant.unwrap();
        database.make("led", &tenant(from)).await;
        let difference = database.difference(&tenant(to), &steps, "led").await;
        assert!(
            difference.is_empty(),
            "{}\n{}",
            difference.join("\n"),
            script(&steps)
        );
    }
    assert!(steps(one, one, &Renames::default()).is_empty());
}

macro_rules! lead {
    ($($name:ident: $one:literal, $other:literal;)+) => {
        $(
            #[tokio::test]
            async fn $name() {
                lead($one, $other).await;
            }
        )+
    };
}

lead! {
    a_table_comes_with_all_that_belongs_to_it:
        "",
        "enum Mood {
            GOOD
            BAD
            @@tenant
         }
         /// Somebody.
         model User {
            id Int @id @default(autoincrement())
            /// Where mail goes.
            email String @unique
            mood Mood @default(GOOD)
            age Int
            posts Post[]
            @@index([age(sort: Desc)])
            @@check(\"age > 0\", map: \"grown\")
            @@tenant
         }
         model Post {
            id Int @id
            userId Int
            user User @relation(fields: [userId], references: [id])
            @@tenant
         }";
    tables_that_refer_to_each_other_go:
        "model A {
            id Int @id
            bId Int?
            b B? @relation(\"ab\", fields: [bId], references: [id])
            bs B[] @relation(\"ba\")
            @@tenant
         }
         model B {
            id Int @id
            aId Int?
            a A? @relation(\"ba\", fields: [aId], references: [id])
            as A[] @relation(\"ab\")
            @@tenant
         }",
        "";
    columns_come_and_go:
        "model A {
            id Int @id
            one String?
            @@tenant
         }",
        "model A {
            id Int @id
            two Int @default(7)
            three String[]
            four DateTime @default(now())
            @@tenant
         }";
    a_column_becomes_optional:
        "model A {
            id Int @id
            one String
            @@tenant
         }",
        "model A {
            id Int @id
            one String?
            @@tenant
         }";
    defaults_change:
        "model A {
            id Int @id
            a Int @default(1)
            b String @default(\"x\")
            c Boolean
            c2 String[] @default([\"a\"])
            @@tenant
         }",
        "model A {
            id Int @id
            a Int @default(2)
            b String
            c Boolean @default(true)
            c2 String[] @default([])
            @@tenant
         }";
    types_change:
        "model A {
            id Int @id
            a Int
            b String @db.VarChar(10)
            c DateTime
            d Float
            e Json
            f Int?
            g String @default(\"1\")
            @@tenant
         }",
        "model A {
            id Int @id
            a BigInt
            b String
            c DateTime @db.Timestamptz(6)
            d Decimal
            e Json @db.Json
            f String?
            g Int @default(1)
            @@tenant
         }";
    types_of_lists_change:
        "model A {
            id Int @id
            a Int[]
            b String[]
            c Int
            d String[]
            @@tenant
         }",
        "model A {
            id Int @id
            a BigInt[]
            b Int[]
            c Int[]
            d String
            @@tenant
         }";
    a_key_of_another_type_is_referred_to:
        "model A {
            id Int @id
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            aId Int @unique
            a A @relation(fields: [aId], references: [id])
            @@tenant
         }",
        "model A {
            id BigInt @id
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            aId BigInt @unique
            a A @relation(fields: [aId], references: [id])
            @@tenant
         }";
    a_primary_key_changes_while_it_is_referred_to:
        "model A {
            id Int @id
            other Int @unique
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            aId Int
            a A @relation(fields: [aId], references: [id])
            @@tenant
         }",
        "model A {
            id Int @unique
            other Int @id
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            aId Int
            a A @relation(fields: [aId], references: [id])
            @@tenant
         }";
    numbers_come_from_a_sequence_or_do_not:
        "model A {
            id Int @id @default(autoincrement())
            n Int
            @@tenant
         }
         model B {
            id Int @id
            @@tenant
         }",
        "model A {
            id Int @id
            n Int @default(autoincrement())
            @@tenant
         }
         model B {
            id Int @id @default(sequence(start: 100, increment: 5))
            @@tenant
         }";
    a_sequence_counts_further_in_a_larger_type:
        "model A {
            id Int @id @default(autoincrement())
            @@tenant
         }
         model B {
            id Int @id @default(sequence())
            @@tenant
         }",
        "model A {
            id BigInt @id @default(autoincrement())
            @@tenant
         }
         model B {
            id BigInt @id @default(sequence())
            @@tenant
         }";
    generated_columns_change_and_are_in_the_way:
        "model A {
            id Int @id
            a Int
            b Int @generated(\"a + 1\")
            c Int @generated(\"a * 2\")
            d Int
            @@tenant
         }",
        "model A {
            id Int @id
            a BigInt
            b BigInt @generated(\"a + 1\")
            c BigInt
            d BigInt @generated(\"a * 3\")
            @@tenant
         }";
    values_of_an_enum_come_in_their_places:
        "enum E {
            B
            D
            @@tenant
         }
         model A {
            id Int @id
            e E @default(B)
            es E[]
            @@index([e])
            @@tenant
         }",
        "enum E {
            A
            B
            C
            D
            E
            @@tenant
         }
         model A {
            id Int @id
            e E @default(B)
            es E[]
            @@index([e])
            @@tenant
         }";
    values_of_an_enum_go_and_change_places:
        "/// How.
         enum E {
            A
            B
            C
            @@tenant
         }
         model A {
            id Int @id
            e E @default(B)
            es E[] @default([A])
            n E?
            @@index([e], where: raw(\"e = 'B'\"), map: \"partly\")
            @@check(\"e <> 'A'\", map: \"not_a\")
            @@tenant
         }",
        "/// How.
         enum E {
            C
            B
            @@tenant
         }
         model A {
            id Int @id
            e E @default(C)
            es E[]
            n E?
            @@index([e], where: raw(\"e = 'B'\"), map: \"partly\")
            @@check(\"e <> 'C'\", map: \"not_a\")
            @@tenant
         }";
    a_new_value_is_a_default_at_once:
        "enum E {
            A
            @@tenant
         }
         model A {
            id Int @id
            e E @default(A)
            @@tenant
         }",
        "enum E {
            A
            B
            @@tenant
         }
         model A {
            id Int @id
            e E @default(B)
            @@tenant
         }";
    an_enum_becomes_text_and_text_an_enum:
        "enum E {
            A
            B
            @@tenant
         }
         model A {
            id Int @id
            e E @default(A)
            t String
            @@tenant
         }",
        "enum E {
            A
            B
            @@tenant
         }
         model A {
            id Int @id
            e String
            t E
            @@tenant
         }";
    a_column_changes_from_one_enum_to_another:
        "enum E {
            A
            B
            @@tenant
         }
         model A {
            id Int @id
            e E @default(A)
            @@tenant
         }",
        "enum F {
            A
            B
            C
            @@tenant
         }
         model A {
            id Int @id
            e F @default(A)
            @@tenant
         }";
    indexes_change_and_are_called_otherwise:
        "model A {
            id Int @id(map: \"a\")
            one Int
            two Int
            @@index([one])
            @@index([two], map: \"y\")
            @@unique([one, two])
            @@tenant
         }",
        "model A {
            id Int @id(map: \"b\")
            one Int
            two Int
            @@index([one], map: \"x\")
            @@index([two(sort: Desc)], map: \"y\")
            @@index([two], type: Hash, map: \"z\")
            @@tenant
         }";
    checks_and_exclusions_change:
        "model A {
            id Int @id
            one Int
            two Int
            @@check(\"one > 0\", map: \"c\")
            @@tenant
         }",
        "model A {
            id Int @id
            one Int
            two Int
            @@check(\"one > 1\", map: \"c\")
            @@check(\"two < one\", map: \"d\")
            @@exclude([raw(\"int4range(one, two)\", op: \"&&\")], type: Gist, map: \"e\")
            @@tenant
         }";
    checks_name_a_column_whose_type_changes:
        "model A {
            id Int @id
            one Int
            two Int
            @@check(\"one > 0\", map: \"c\")
            @@index([raw(\"one + 1\")], map: \"i\")
            @@tenant
         }",
        "model A {
            id Int @id
            one BigInt
            two Int
            @@check(\"one > 0\", map: \"c\")
            @@index([raw(\"one + 1\")], map: \"i\")
            @@tenant
         }";
    foreign_keys_change_what_they_do:
        "model A {
            id Int @id
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            aId Int?
            a A? @relation(fields: [aId], references: [id])
            @@tenant
         }",
        "model A {
            id Int @id
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            aId Int
            a A @relation(fields: [aId], references: [id], onDelete: Cascade)
            @@tenant
         }";
    links_of_many_to_many_come_and_go:
        "model A {
            id Int @id
            bs B[]
            @@tenant
         }
         model B {
            id Int @id
            as A[]
            @@tenant
         }",
        "model A {
            id Int @id
            @@tenant
         }
         model B {
            id Int @id
            @@tenant
         }";
    comments_change:
        "/// One.
         model A {
            /// Two.
            id Int @id
            /// Three.
            a Int
            @@tenant
         }",
        "model A {
            /// Two, and more.
            id Int @id
            a Int
            @@tenant
         }";
    a_view_reads_what_changes_below_it:
        "model A {
            id Int @id
            one Int
            two Int?
            @@tenant
         }
         view Ones {
            id Int @unique
            one Int
            @@tenant
         }
         view Few {
            id Int @unique
            @@tenant
         }
-- views/Ones.sql
SELECT id, one FROM \"A\"
-- views/Few.sql
SELECT id FROM \"Ones\" WHERE id < 10",
        "model A {
            id Int @id
            one BigInt
            @@tenant
         }
         view Ones {
            id Int @unique
            one BigInt
            @@tenant
         }
         view Few {
            id Int @unique
            @@tenant
         }
-- views/Ones.sql
SELECT id, one FROM \"A\"
-- views/Few.sql
SELECT id FROM \"Ones\" WHERE id < 10";
    a_view_comes_and_another_goes:
        "model A {
            id Int @id
            @@tenant
         }
         view V {
            id Int @unique
            @@tenant
         }
-- views/V.sql
SELECT id FROM \"A\"",
        "model A {
            id Int @id
            @@tenant
         }
         view W {
            id Int @unique
            @@tenant
         }
-- views/W.sql
SELECT id + 1 AS id FROM \"A\"";
}
