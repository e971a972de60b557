use plexica_client::{
    Error,
    database::{Isolation, TransactionOptions},
    write::increment,
};
use plexica_tests::db::{comment, document, post, user};

use super::{Operation, Place, writes::row};
use crate::chance::Chance;

pub(super) fn random(place: Place, chance: &mut Chance) -> Operation {
    match chance.below(9) {
        0 => committed(place),
        1 => undone(place, chance.one_in(2)),
        2 => savepoints(place),
        3 => locking(place),
        4 => serializable(place),
        5 | 6 => transfer(place, chance),
        7 => over_core(place),
        _ => streaming(place, chance.below(50)),
    }
}

fn committed(place: Place) -> Operation {
    let mark = place.mark("transaction", 8);
    Operation::writing("transaction", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let tx = tenant.begin().await?;
        tx.comment().create(row(mark, 0)).await?;
        let (texts, made) = tx
            .batch((
                tx.comment().find_many().take(3).select(comment::text),
                tx.comment().create(row(mark, 1)),
            ))
            .await?;
        place.owns(&texts);
        place.owns([&made.text]);
        let email = mark.text(2);
        let create = tx.user().create(user::Create { email });
        let post = user::written.create(move |author_id| post::Create {
            slug: mark.text(3),
            title: String::new(),
            author_id,
        });
        create.nested(post).await?;
        tx.comment()
            .create_many((4..8).map(|number| row(mark, number)))
            .await?;
        tx.commit().await
    })
}

fn undone(place: Place, by_drop: bool) -> Operation {
    Operation::reading("transaction undone", async move {
        let tenant = place.world.tenant(place.key).await?;
        let tx = tenant.begin().await?;
        let text = place.undone();
        tx.comment().create(comment::Create { text }).await?;
        if by_drop {
            drop(tx);
            return Ok(());
        }
        tx.rollback().await
    })
}

fn savepoints(place: Place) -> Operation {
    let mark = place.mark("savepoints", 3);
    Operation::writing("savepoints", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let mut tx = tenant.begin().await?;
        tx.comment().create(row(mark, 0)).await?;

        let kept = tx.begin().await?;
        kept.comment().create(row(mark, 1)).await?;
        kept.commit().await?;

        let undone = tx.begin().await?;
        let text = place.undone();
        undone.comment().create(comment::Create { text }).await?;
        undone.rollback().await?;

        let failed = tx.begin().await?;
        let email = format!("{}/kept/author", place.key);
        // It is there already.
        if failed.user().create(user::Create { email }).await.is_ok() {
            panic!("two users with one address");
        }
        drop(failed);

        tx.comment().create(row(mark, 2)).await?;
        tx.commit().await
    })
}

fn locking(place: Place) -> Operation {
    let mark = place.count("read, locked, and written", 1);
    Operation::writing("lock_for_update", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let tx = tenant.begin().await?;
        let counter = tx.document().find_unique(document::slug.key("counter"));
        let counter = counter.lock_for_update().or_not_found().await?;
        let update = tx.document().update(document::id.key(counter.id));
        update.words(counter.words + 1).await?;
        tx.commit().await
    })
}

fn serializable(place: Place) -> Operation {
    let mark = place.count("read and written, serializable", 1);
    Operation::writing("in_transaction", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let options = TransactionOptions::new().isolation(Isolation::Serializable);
        tenant
            .in_transaction_with(&options, |tx| async move {
                let counter = tx.document().find_unique(document::slug.key("counter"));
                let counter = counter.or_not_found().await?;
                let update = tx.document().update(document::id.key(counter.id));
                update.words(counter.words + 1).await?;
                Ok::<_, Error>(())
            })
            .await
    })
}

/// From one row to another, in either order: those that meet may wait for each other.
fn transfer(place: Place, chance: &mut Chance) -> Operation {
    let amount = i32::try_from(chance.below(100)).unwrap();
    let (from, to) = chance.pick(&[("left", "right"), ("right", "left")]);
    let in_one_flight = chance.one_in(2);
    Operation::reading("transfer", async move {
        let tenant = place.world.tenant(place.key).await?;
        tenant
            .in_transaction(|tx| async move {
                let change = |slug: &str, by| {
                    let update = tx.document().update(document::slug.key(slug));
                    update.words(increment(by))
                };
                if in_one_flight {
                    tx.batch((change(from, -amount), change(to, amount)))
                        .await?;
                } else {
                    change(from, -amount).await?;
                    change(to, amount).await?;
                }
                Ok::<_, Error>(())
            })
            .await
    })
}

fn over_core(place: Place) -> Operation {
    let mark = place.mark("transaction over core and a tenant", 2);
    Operation::writing("transaction over core", vec![mark], async move {
        let tx = place.world.db.begin().await?;
        let tenants = tx.core().tenant().count().await?;
        assert_eq!(tenants, 4);
        let tenant = tx.tenant(place.key).await?;
        tenant.comment().create(row(mark, 0)).await?;
        tenant.comment().create(row(mark, 1)).await?;
        drop(tenant);
        tx.commit().await
    })
}

/// Left in the middle, and then committed.
fn streaming(place: Place, rows: u64) -> Operation {
    let mark = place.mark("stream in a transaction", 2);
    Operation::writing("stream in a transaction", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let tx = tenant.begin().await?;
        tx.comment().create(row(mark, 0)).await?;
        let mut texts = tx.comment().find_many().select(comment::text).stream();
        for _ in 0..rows {
            let Some(text) = texts.try_next().await? else {
                break;
            };
            place.owns([&text]);
        }
        drop(texts);
        tx.comment().create(row(mark, 1)).await?;
        tx.commit().await
    })
}
