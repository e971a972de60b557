//! Raw SQL that leaves something in the session, and a look at what a session has.

use plexica_client::Error;

use super::{Operation, Place};
use crate::chance::Chance;

/// What a connection has that nobody has changed anything on.
pub(crate) const LOOK: &str = "SELECT current_setting('search_path'), current_setting('TimeZone'), \
     concat_ws(', ', current_setting('statement_timeout'), current_setting('default_transaction_read_only'), \
     (SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()), \
     (SELECT count(*) FROM pg_catalog.pg_class WHERE relpersistence = 't' AND pg_table_is_visible(oid)), \
     (SELECT count(*) FROM pg_catalog.pg_cursors WHERE is_holdable), \
     (SELECT count(*) FROM pg_catalog.pg_listening_channels()))";

const LEFT: [&str; 8] = [
    "SET search_path = {tenant}",
    "SET TimeZone = 'Asia/Tokyo'",
    "SET statement_timeout = '7s'",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    "CREATE TEMPORARY TABLE comments (id integer)",
    "LISTEN somebody",
    "SELECT pg_advisory_lock({number})::text",
    "SELECT set_config('search_path', '{tenant}', false)",
];

pub(super) fn random(place: Place, chance: &mut Chance) -> Operation {
    let left = chance.pick(&LEFT);
    match chance.below(4) {
        0 | 1 => leaving(place, left),
        2 => leaving_in_a_transaction(place, left),
        _ => Operation::reading("look", async move {
            let tenant = place.world.tenant(place.key).await?;
            look(tenant.query_raw(LOOK).await)
        }),
    }
}

fn of(place: &Place, sql: &str) -> String {
    sql.replace("{number}", &place.world.number().to_string())
}

fn leaving(place: Place, sql: &'static str) -> Operation {
    Operation::reading("raw SQL", async move {
        let tenant = place.world.tenant(place.key).await?;
        tenant.execute_raw(of(&place, sql)).await?;
        Ok(())
    })
}

fn leaving_in_a_transaction(place: Place, sql: &'static str) -> Operation {
    Operation::reading("raw SQL in a transaction", async move {
        let tenant = place.world.tenant(place.key).await?;
        let tx = tenant.begin().await?;
        tx.execute_raw(of(&place, sql)).await?;
        tx.commit().await
    })
}

/// What [`LOOK`] gives: nothing is left of what others did.
pub(crate) fn look(found: Result<Vec<(String, String, String)>, Error>) -> Result<(), Error> {
    let found = found?;
    let [(path, zone, rest)] = &found[..] else {
        panic!("one row: {found:?}");
    };
    let clean = ("pg_catalog", "UTC", "0, off, 0, 0, 0, 0");
    assert_eq!((path.as_str(), zone.as_str(), rest.as_str()), clean);
    Ok(())
}
