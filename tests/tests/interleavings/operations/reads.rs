use futures_util::TryStreamExt;
use plexica_tests::db::{comment, document, post, user};

use super::{Operation, Place};
use crate::chance::Chance;

pub(super) fn random(place: Place, chance: &mut Chance) -> Operation {
    match chance.below(7) {
        0 => by_key(place),
        1 => many(place, chance.below(50)),
        2 => with_relations(place),
        3 => stream(place, chance.below(450)),
        4 => across(place),
        5 => batch(place),
        _ => balance(place),
    }
}

fn by_key(place: Place) -> Operation {
    Operation::reading("find_unique", async move {
        let tenant = place.world.tenant(place.key).await?;
        let id = place.world.author(place.key);
        let author = tenant.user().find_unique(user::id.key(id));
        place.owns([&author.or_not_found().await?.email]);
        Ok(())
    })
}

fn many(place: Place, count: u64) -> Operation {
    Operation::reading("find_many", async move {
        let tenant = place.world.tenant(place.key).await?;
        let found = tenant.comment().find_many().order_by(comment::id.desc());
        let found = found.take(count).select(comment::text).await?;
        place.owns(&found);
        Ok(())
    })
}

fn with_relations(place: Place) -> Operation {
    Operation::reading("find_many.with", async move {
        let tenant = place.world.tenant(place.key).await?;
        let written = user::written.with(post::comments);
        let found = tenant.user().find_many().take(20).with(written);
        for user in found.await? {
            place.owns([&user.email]);
            for post in user.written {
                place.owns([&post.slug]);
                place.owns(post.comments.iter().map(|comment| &comment.text));
            }
        }
        Ok(())
    })
}

/// Read in part, or to its end.
fn stream(place: Place, rows: u64) -> Operation {
    Operation::reading("stream", async move {
        let tenant = place.world.tenant(place.key).await?;
        let found = tenant.comment().find_many().select(comment::text);
        let mut found = found.stream();
        for _ in 0..rows {
            let Some(text) = found.try_next().await? else {
                break;
            };
            place.owns([&text]);
        }
        Ok(())
    })
}

fn across(place: Place) -> Operation {
    Operation::reading("across", async move {
        let every = place.world.db.across().each(|tenant| async move {
            let some = tenant.user().find_many().take(5).select(user::email);
            some.await
        });
        let answers: Vec<(String, Vec<String>)> = every.try_collect().await?;
        for (key, emails) in answers {
            for email in emails {
                assert_eq!(email.split('/').next(), Some(key.as_str()), "{email}");
            }
        }
        Ok(())
    })
}

fn batch(place: Place) -> Operation {
    Operation::reading("batch of reads", async move {
        let tenant = place.world.tenant(place.key).await?;
        let id = place.world.author(place.key);
        let (texts, author, count, with_posts) = tenant
            .batch((
                tenant.comment().find_many().take(7).select(comment::text),
                tenant.user().find_unique(user::id.key(id)).or_not_found(),
                tenant.comment().count(),
                tenant.user().find_many().take(3).with(user::written),
            ))
            .await?;
        place.owns(&texts);
        place.owns([&author.email]);
        for user in with_posts {
            place.owns(user.written.iter().map(|post| &post.slug));
        }
        assert!(count >= 400, "{count} comments");
        Ok(())
    })
}

/// What transfers leave as it is.
fn balance(place: Place) -> Operation {
    Operation::reading("balance", async move {
        let tenant = place.world.tenant(place.key).await?;
        let both = tenant.document().find_many();
        let both = both.filter(document::slug.is_in(["left", "right"]));
        let words = both.select(document::words).await?;
        assert_eq!(words.len(), 2);
        assert_eq!(words.iter().sum::<i32>(), 0, "half a transfer: {words:?}");
        Ok(())
    })
}
