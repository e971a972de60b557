use plexica_client::{ErrorKind, query::Filter};
use plexica_tests::{
    Fixture, database,
    db::{Folder, TenantDb, folder, label, leaf},
};

async fn folder(acme: &TenantDb, name: &str) -> Folder {
    let name = name.into();
    let made = acme.folder().create(folder::Create { name }).await;
    made.unwrap()
}

fn leaf(code: &str, folder: &Folder) -> leaf::Create {
    leaf::Create {
        code: code.into(),
        folder_id: folder.id,
    }
}

async fn acme() -> (Fixture, TenantDb) {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    (fixture, acme)
}

/// The codes of the leaves that match, of those that are not deleted.
async fn codes(acme: &TenantDb, filter: Filter<plexica_tests::db::Leaf>) -> String {
    let found = acme.leaf().find_many().filter(filter);
    let found = found.order_by(leaf::code.asc()).select(leaf::code);
    found.await.unwrap().join(" ")
}

#[tokio::test]
async fn a_deleted_row_stays_in_its_table_and_out_of_every_query() {
    let (fixture, acme) = acme().await;
    let plans = folder(&acme, "plans").await;
    folder(&acme, "other").await;
    let key = || folder::id.key(plans.id);
    let deleted = acme.folder().delete(key()).await.unwrap();
    assert!(deleted.deleted_at.is_some());
    assert!(deleted.changed_at > plans.changed_at);
    assert_eq!(deleted.edition, 1);

    assert_eq!(acme.folder().find_unique(key()).await.unwrap(), None);
    let first = acme.folder().find_first().filter(folder::name.eq("plans"));
    assert_eq!(first.await.unwrap(), None);
    assert_eq!(acme.folder().find_many().await.unwrap().len(), 1);
    let names = acme.folder().find_many().select(folder::name);
    assert_eq!(names.await.unwrap(), ["other"]);
    assert_eq!(acme.folder().count().await.unwrap(), 1);
    let rows = "SELECT count(*) FROM tenant_acme.folders";
    assert_eq!(fixture.number(rows).await, 2);

    let found = acme.folder().find_unique(key()).with_deleted();
    assert_eq!(found.await.unwrap(), Some(deleted.clone()));
    let found = acme.folder().find_unique(key()).only_deleted();
    assert!(found.await.unwrap().is_some());
    let all = acme.folder().find_many().with_deleted().await.unwrap();
    assert_eq!(all.len(), 2);
    let gone = acme.folder().find_many().only_deleted().await.unwrap();
    assert_eq!(gone, [deleted]);
    assert_eq!(acme.folder().count().with_deleted().await.unwrap(), 2);
    let gone = acme.folder().count().only_deleted();
    let gone = gone.filter(folder::name.eq("other"));
    assert_eq!(gone.await.unwrap(), 0);
}

#[tokio::test]
async fn a_deleted_row_is_neither_changed_nor_deleted_again() {
    let (_fixture, acme) = acme().await;
    let plans = folder(&acme, "plans").await;
    let key = || folder::id.key(plans.id);
    acme.folder().delete(key()).await.unwrap();
    let update = acme.folder().update(key()).name("again").await;
    assert_eq!(update.unwrap_err().kind(), ErrorKind::NotFound);
    let nothing = acme.folder().update(key()).await;
    assert_eq!(nothing.unwrap_err().kind(), ErrorKind::NotFound);
    let again = acme.folder().delete(key()).await;
    assert_eq!(again.unwrap_err().kind(), ErrorKind::NotFound);
    // Not stale: to whom the row was deleted, it is not there at any version.
    let stale = acme.folder().delete(key().at_version(0)).await;
    assert_eq!(stale.unwrap_err().kind(), ErrorKind::NotFound);
    let many = acme.folder().update_many(Filter::all()).name("again");
    assert_eq!(many.await.unwrap(), 0);
    let many = acme.folder().delete_many(Filter::all());
    assert_eq!(many.await.unwrap(), 0);
    let found = acme.folder().find_unique(key()).only_deleted();
    let found = found.or_not_found().await.unwrap();
    assert_eq!((found.name.as_str(), found.edition), ("plans", 1));
}

#[tokio::test]
async fn a_deleted_row_comes_back_when_it_is_restored() {
    let (_fixture, acme) = acme().await;
    let plans = folder(&acme, "plans").await;
    let key = || folder::id.key(plans.id);
    let restore = acme.folder().restore(key()).await;
    assert_eq!(restore.unwrap_err().kind(), ErrorKind::NotFound);
    acme.folder().delete(key()).await.unwrap();
    let stale = acme.folder().restore(key().at_version(0)).await;
    assert_eq!(stale.unwrap_err().kind(), ErrorKind::StaleVersion);
    let back = acme.folder().restore(key().at_version(1)).await.unwrap();
    assert_eq!((back.deleted_at, back.edition), (None, 2));
    assert_eq!(acme.folder().count().await.unwrap(), 1);

    for name in ["a", "b"] {
        folder(&acme, name).await;
    }
    let deleted = acme.folder().delete_many(Filter::all()).await;
    assert_eq!(deleted.unwrap(), 3);
    let restored = acme.folder().restore_many(folder::name.ne("b")).await;
    assert_eq!(restored.unwrap(), 2);
    assert_eq!(acme.folder().count().only_deleted().await.unwrap(), 1);
}

#[tokio::test]
async fn a_permanent_deletion_takes_the_row_away() {
    let (fixture, acme) = acme().await;
    let [a, b] = [folder(&acme, "a").await, folder(&acme, "b").await];
    folder(&acme, "c").await;
    acme.folder().delete(folder::id.key(a.id)).await.unwrap();
    let gone = acme.folder().delete(folder::id.key(a.id)).permanently();
    assert!(gone.await.unwrap().deleted_at.is_some());
    let gone = acme.folder().delete(folder::id.key(b.id)).permanently();
    assert!(gone.await.unwrap().deleted_at.is_none());
    let gone = acme.folder().delete(folder::id.key(b.id)).permanently();
    assert_eq!(gone.await.unwrap_err().kind(), ErrorKind::NotFound);
    let rows = "SELECT count(*) FROM tenant_acme.folders";
    assert_eq!(fixture.number(rows).await, 1);
    acme.folder().delete_many(Filter::all()).await.unwrap();
    let gone = acme.folder().delete_many(Filter::all()).permanently();
    assert_eq!(gone.await.unwrap(), 1);
    assert_eq!(fixture.number(rows).await, 0);
}

#[tokio::test]
async fn deleted_related_rows_are_left_out_but_where_a_row_has_to_be() {
    let (_fixture, acme) = acme().await;
    let [plans, other] = [folder(&acme, "plans").await, folder(&acme, "other").await];
    acme.leaf().create(leaf("a", &plans)).await.unwrap();
    let b = acme.leaf().create(leaf("b", &other)).copy_id(plans.id);
    b.await.unwrap();
    acme.leaf().create(leaf("c", &plans)).await.unwrap();
    acme.leaf().delete(leaf::code.key("c")).await.unwrap();

    let found = acme.folder().find_unique(folder::id.key(plans.id));
    let found = found.with(folder::leaves).or_not_found().await.unwrap();
    assert_eq!(found.leaves.len(), 1);
    let found = acme.folder().find_unique(folder::id.key(plans.id));
    let found = found.with(folder::leaves.with_deleted()).or_not_found();
    assert_eq!(found.await.unwrap().leaves.len(), 2);
    let found = acme.folder().find_unique(folder::id.key(plans.id));
    let found = found.with(folder::leaves.only_deleted()).or_not_found();
    assert_eq!(found.await.unwrap().leaves[0].code, "c");

    // The children of a deleted row stay.
    acme.folder()
        .delete(folder::id.key(plans.id))
        .await
        .unwrap();
    let leaves = acme.leaf().find_many().order_by(leaf::code.asc());
    let leaves = leaves.with(leaf::folder).with(leaf::copy).await.unwrap();
    let [a, b] = leaves.as_slice() else {
        panic!("{leaves:?}")
    };
    assert_eq!(a.folder.name, "plans");
    assert!(a.folder.deleted_at.is_some());
    assert_eq!((b.copy_id, b.copy.is_none()), (Some(plans.id), true));
    let b = acme.leaf().find_unique(leaf::code.key("b"));
    let b = b.with(leaf::copy.with_deleted()).or_not_found().await;
    assert_eq!(b.unwrap().copy.unwrap().name, "plans");
}

#[tokio::test]
async fn conditions_on_related_rows_do_not_see_deleted_ones() {
    let (_fixture, acme) = acme().await;
    let [plans, other] = [folder(&acme, "plans").await, folder(&acme, "other").await];
    acme.leaf().create(leaf("a", &plans)).await.unwrap();
    let b = acme.leaf().create(leaf("b", &other)).copy_id(plans.id);
    b.await.unwrap();
    acme.folder()
        .delete(folder::id.key(plans.id))
        .await
        .unwrap();
    let named = |name| folder::name.eq(name);
    assert_eq!(codes(&acme, leaf::folder.is(named("other"))).await, "b");
    assert_eq!(codes(&acme, leaf::folder.is(named("plans"))).await, "");
    assert_eq!(codes(&acme, leaf::folder.is_not(named("other"))).await, "a");
    assert_eq!(codes(&acme, leaf::copy.is_none()).await, "a b");
    let kept = leaf::copy.with_deleted().is_none();
    assert_eq!(codes(&acme, kept).await, "a");
    let kept = leaf::folder.with_deleted().is(named("plans"));
    assert_eq!(codes(&acme, kept).await, "a");

    acme.leaf().delete(leaf::code.key("b")).await.unwrap();
    let count = async |filter| acme.folder().count().filter(filter).await.unwrap();
    assert_eq!(count(folder::leaves.any(Filter::all())).await, 0);
    assert_eq!(count(folder::leaves.none(Filter::all())).await, 1);
    assert_eq!(count(folder::leaves.every(leaf::code.eq("x"))).await, 1);
    let gone = folder::leaves.only_deleted().any(Filter::all());
    assert_eq!(count(gone).await, 1);
}

#[tokio::test]
async fn a_name_is_free_again_where_the_index_leaves_deleted_rows_out() {
    let (_fixture, acme) = acme().await;
    let first = folder(&acme, "plans").await;
    acme.folder()
        .delete(folder::id.key(first.id))
        .await
        .unwrap();
    folder(&acme, "plans").await;
    let restore = acme.folder().restore(folder::id.key(first.id)).await;
    let error = restore.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.constraint(), Some("folders_name_key"));
}

#[tokio::test]
async fn an_upsert_does_not_change_a_deleted_row_with_its_key() {
    let (_fixture, acme) = acme().await;
    let plans = folder(&acme, "plans").await;
    let upsert = || acme.leaf().upsert(leaf::code, leaf("a", &plans));
    assert_eq!(upsert().await.unwrap().text, "");
    let changed = upsert().update(|leaf| leaf.text("b")).await.unwrap();
    assert_eq!(changed.text, "b");
    assert_eq!(upsert().await.unwrap().text, "b");
    acme.leaf().delete(leaf::code.key("a")).await.unwrap();
    for error in [
        upsert().await.unwrap_err(),
        upsert().update(|leaf| leaf.text("c")).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::UniqueViolation);
        let message = "a deleted Leaf has the same value of a unique key";
        assert_eq!(error.to_string(), message);
    }
    let create = acme.leaf().create(leaf("a", &plans)).await;
    assert_eq!(create.unwrap_err().kind(), ErrorKind::UniqueViolation);
    let kept = acme.leaf().find_unique(leaf::code.key("a")).with_deleted();
    assert_eq!(kept.or_not_found().await.unwrap().text, "b");
}

#[tokio::test]
async fn a_join_table_leads_to_no_deleted_row() {
    let (_fixture, acme) = acme().await;
    let plans = folder(&acme, "plans").await;
    for code in ["a", "b"] {
        acme.leaf().create(leaf(code, &plans)).await.unwrap();
    }
    let name = |name: &str| label::Create { name: name.into() };
    acme.label().create(name("red")).await.unwrap();
    acme.label().create(name("blue")).await.unwrap();
    for code in ["a", "b"] {
        let links = acme.leaf().connect(leaf::labels, code, ["red", "blue"]);
        assert_eq!(links.await.unwrap(), 2);
    }
    acme.label().delete(label::name.key("red")).await.unwrap();
    acme.leaf().delete(leaf::code.key("b")).await.unwrap();

    let a = acme.leaf().find_unique(leaf::code.key("a"));
    let a = a.with(leaf::labels).or_not_found().await.unwrap();
    let names: Vec<_> = a.labels.iter().map(|label| &label.name).collect();
    assert_eq!(names, ["blue"]);
    let a = acme.leaf().find_unique(leaf::code.key("a"));
    let a = a.with(leaf::labels.only_deleted()).or_not_found().await;
    assert_eq!(a.unwrap().labels[0].name, "red");
    let blue = acme.label().find_unique(label::name.key("blue"));
    let blue = blue.with(label::leaves.with_deleted()).or_not_found().await;
    assert_eq!(blue.unwrap().leaves.len(), 2);
    let red = leaf::labels.any(label::name.eq("red"));
    assert_eq!(codes(&acme, red).await, "");
    let red = leaf::labels.with_deleted().any(label::name.eq("red"));
    assert_eq!(codes(&acme, red).await, "a");
}
