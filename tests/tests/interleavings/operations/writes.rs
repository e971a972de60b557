use futures_util::{StreamExt, stream};
use plexica_client::write::increment;
use plexica_tests::db::{comment, document, post, user};

use super::{Operation, Place};
use crate::{chance::Chance, ledger::Mark};

pub(super) fn random(place: Place, chance: &mut Chance) -> Operation {
    match chance.below(9) {
        0 | 1 => one(place),
        2 => many(place, 1 + chance.below(40)),
        3 => nested(place),
        4 => nested_change(place),
        5 => counting(place, chance.one_in(2)),
        6 => copy(place, chance.below(60), chance.one_in(4)),
        7 => batch(place),
        _ => batch_of_one_kind(place),
    }
}

pub(super) fn row(mark: Mark, number: u64) -> comment::Create {
    comment::Create {
        text: mark.text(number),
    }
}

fn one(place: Place) -> Operation {
    let mark = place.mark("create", 1);
    Operation::writing("create", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let made = tenant.comment().create(row(mark, 0)).await?;
        assert_eq!(made.text, mark.text(0));
        Ok(())
    })
}

fn many(place: Place, rows: u64) -> Operation {
    let mark = place.mark("create_many", rows);
    Operation::writing("create_many", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let rows = (0..rows).map(|number| row(mark, number));
        tenant.comment().create_many(rows).await?;
        Ok(())
    })
}

fn nested(place: Place) -> Operation {
    let mark = place.mark("nested create", 6);
    Operation::writing("nested create", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let email = mark.text(0);
        let create = tenant.user().create(user::Create { email });
        let posts = user::written.create_many(move |author_id| {
            [1, 2].map(|number| post::Create {
                slug: mark.text(number),
                title: String::new(),
                author_id,
            })
        });
        let last = user::written.create(move |author_id| {
            let slug = mark.text(3);
            let title = String::new();
            let draft = post::Create {
                slug,
                title,
                author_id,
            }
            .draft();
            draft
                .nested(post::comments.create_many(move |_| [4, 5].map(|number| row(mark, number))))
        });
        create.nested(posts).nested(last).await?;
        Ok(())
    })
}

fn nested_change(place: Place) -> Operation {
    let mark = place.mark("nested update", 2);
    Operation::writing("nested update", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let id = place.world.author(place.key);
        let update = tenant.user().update(user::id.key(id)).age(increment(1));
        let posts = user::written.create_many(move |author_id| {
            [0, 1].map(|number| post::Create {
                slug: mark.text(number),
                title: String::new(),
                author_id,
            })
        });
        update.nested(posts).await?;
        Ok(())
    })
}

fn counting(place: Place, by_upsert: bool) -> Operation {
    let mark = place.count("counting", 1);
    Operation::writing("counting", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        if by_upsert {
            let slug = "counter".to_owned();
            let upsert = tenant
                .document()
                .upsert(document::slug, document::Create { slug });
            upsert.update(|row| row.words(increment(1))).await?;
        } else {
            let update = tenant.document().update(document::slug.key("counter"));
            update.words(increment(1)).await?;
        }
        Ok(())
    })
}

/// From a stream that may wait in the middle.
fn copy(place: Place, rows: u64, waits: bool) -> Operation {
    let mark = place.mark("copy_in", rows);
    Operation::writing("copy_in", vec![mark], async move {
        let tenant = place.world.tenant(place.key).await?;
        let rows = stream::iter(0..rows).then(move |number| async move {
            if waits && number % 20 == 10 {
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
            row(mark, number)
        });
        tenant.comment().copy_in(rows).await?;
        Ok(())
    })
}

/// No transaction: each happens by itself.
fn batch(place: Place) -> Operation {
    let made = place.mark("create in a batch", 1);
    let counted = place.count("count in a batch", 2);
    let work = async move {
        let tenant = place.world.tenant(place.key).await?;
        let counter = document::slug.key("counter");
        let (row, _, texts) = tenant
            .batch((
                tenant.comment().create(row(made, 0)),
                tenant.document().update(counter).words(increment(2)),
                tenant.comment().find_many().take(3).select(comment::text),
            ))
            .await?;
        place.owns(&texts);
        place.owns([&row.text]);
        Ok(())
    };
    Operation {
        is_whole: false,
        ..Operation::writing("batch", vec![made, counted], work)
    }
}

fn batch_of_one_kind(place: Place) -> Operation {
    let marks = [0; 3].map(|_| place.mark("one of a batch", 1));
    let work = async move {
        let tenant = place.world.tenant(place.key).await?;
        let creates = marks.map(|mark| tenant.comment().create(row(mark, 0)));
        let made = tenant.batch(Vec::from(creates)).await?;
        place.owns(made.iter().map(|made| &made.text));
        Ok(())
    };
    Operation {
        is_whole: false,
        ..Operation::writing("batch of creates", marks.into(), work)
    }
}
