//! Four people and what they wrote: the rows that many tests read.

use plexica_client::generated::Uuid;
use plexica_tests::db::{Colour, Mood, TenantDb, User, comment, post, profile, user};

/// The people, by their first names.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) ada: User,
    pub(crate) ben: User,
    pub(crate) cleo: User,
    pub(crate) dan: User,
}

/// Ada is the boss of Ben and Cleo, Ben of Dan. Ada wrote `one` (edited by Ben) and `two`, Ben
/// wrote `one` too. Ada's `one` has two comments, Ben's has one; one comment is about nothing.
/// Ada and Ben have a profile. Dan has nothing but an address.
pub(crate) async fn people(tenant: &TenantDb) -> People {
    let email = |name: &str| user::Create {
        email: format!("{name}@acme.test"),
    };
    let ada = tenant
        .user()
        .create(email("ada"))
        .first_name("Ada")
        .age(36)
        .favourite(Colour::Green)
        .await
        .unwrap();
    let ben = tenant
        .user()
        .create(email("ben"))
        .first_name("Ben")
        .age(20)
        .boss_id(ada.id)
        .mood(Mood::VeryCross)
        .await
        .unwrap();
    let cleo = tenant
        .user()
        .create(email("cleo"))
        .first_name("100%_\\")
        .boss_id(ada.id)
        .favourite(Colour::Red)
        .await
        .unwrap();
    let dan = tenant
        .user()
        .create(email("dan"))
        .boss_id(ben.id)
        .await
        .unwrap();

    write(tenant, "one", ada.id, 5, Some(ben.id)).await;
    write(tenant, "two", ada.id, 1, None).await;
    write(tenant, "one", ben.id, 0, None).await;
    for (text, author, slug) in [
        ("first", Some(ada.id), Some("one")),
        ("second", Some(ada.id), Some("one")),
        ("third", Some(ben.id), Some("one")),
        ("lost", Some(ben.id), None),
    ] {
        let new = comment::Create { text: text.into() };
        tenant
            .comment()
            .create(new)
            .author_id(author)
            .post_slug(slug.map(str::to_owned))
            .await
            .unwrap();
    }
    for (id, bio) in [(ada.id, "counts"), (ben.id, "writes")] {
        tenant
            .profile()
            .create(profile::Create {
                user_id: id,
                bio: bio.into(),
            })
            .await
            .unwrap();
    }
    People {
        ada,
        ben,
        cleo,
        dan,
    }
}

async fn write(tenant: &TenantDb, slug: &str, author: Uuid, stars: i32, editor: Option<Uuid>) {
    let new = post::Create {
        slug: slug.into(),
        title: format!("On {slug}"),
        author_id: author,
    };
    tenant
        .post()
        .create(new)
        .stars(stars)
        .editor_id(editor)
        .await
        .unwrap();
}
