//! What was reported of each write, to be compared with what is there.
//!
//! A *mark* is a piece of work that happens as a whole or not at all. Each of its rows carries the
//! tenant's key and the mark's number in a text of its own: `acme/17/0`.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use plexica_client::{Error, ErrorKind};
use plexica_tests::Fixture;

use crate::world::TENANTS;

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    marks: Mutex<BTreeMap<u64, Entry>>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Entry {
    what: &'static str,
    tenant: &'static str,
    rows: u64,
    counted: u64,
    fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Given up, or lost with its connection: it may be there.
    Open,
    /// Reported to have happened.
    Happened,
    /// Reported to have failed.
    Failed,
}

/// A piece of work that is in the ledger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    number: u64,
    tenant: &'static str,
}

impl Mark {
    /// The text of one of its rows.
    pub(crate) fn text(self, row: u64) -> String {
        format!("{}/{}/{row}", self.tenant, self.number)
    }
}

impl Fate {
    /// That of a piece of work that ended with an error.
    pub(crate) fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::ConnectionLost => Self::Open,
            _ => Self::Failed,
        }
    }
}

impl Ledger {
    fn marks(&self) -> MutexGuard<'_, BTreeMap<u64, Entry>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A piece of work that makes so many rows, and adds so much to the tenant's counter.
    pub(crate) fn open(
        &self,
        what: &'static str,
        tenant: &'static str,
        rows: u64,
        counted: u64,
    ) -> Mark {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let fate = Fate::Open;
        let entry = Entry {
            what,
            tenant,
            rows,
            counted,
            fate,
        };
        self.marks().insert(number, entry);
        Mark { number, tenant }
    }

    pub(crate) fn close(&self, mark: Mark, fate: Fate) {
        if let Some(entry) = self.marks().get_mut(&mark.number) {
            entry.fate = fate;
        }
    }

    /// Compares it with what is there, past the client, and begins anew. Nothing is under way.
    pub(crate) async fn check(&self, fixture: &Fixture) {
        let marks = std::mem::take(&mut *self.marks());
        let server = fixture.raw().await;
        for tenant in TENANTS {
            let found = format!(
                "SELECT split_part(text, '/', 1), split_part(text, '/', 2), count(*), count(DISTINCT text) FROM \
                 (SELECT text FROM tenant_{tenant}.comments UNION ALL SELECT e_mail FROM tenant_{tenant}.users \
                  UNION ALL SELECT slug FROM tenant_{tenant}.posts) rows \
                 WHERE split_part(text, '/', 2) <> 'kept' GROUP BY 1, 2"
            );
            let mut rows = BTreeMap::new();
            for row in server.query(&found, &[]).await.unwrap() {
                let (key, number): (&str, &str) = (row.get(0), row.get(1));
                let (count, distinct): (i64, i64) = (row.get(2), row.get(3));
                assert_eq!(key, tenant, "a row of another tenant: {number}");
                assert_eq!(count, distinct, "{tenant}/{number} is there more than once");
                let number: u64 = number
                    .parse()
                    .unwrap_or_else(|_| panic!("what was rolled back is there: {key}/{number}"));
                rows.insert(number, count.unsigned_abs());
            }
            let own = || marks.iter().filter(|(_, entry)| entry.tenant == tenant);
            for (number, entry) in own() {
                let there = rows.remove(number).unwrap_or(0);
                let is_right = match entry.fate {
                    Fate::Happened => there == entry.rows,
                    Fate::Failed => there == 0,
                    Fate::Open => there == 0 || there == entry.rows,
                };
                assert!(
                    is_right,
                    "{}, {number}: {there} rows are there of {entry:?}",
                    entry.what
                );
            }
            assert!(rows.is_empty(), "nobody made {rows:?} in {tenant}");

            let sum = |fate| -> i64 {
                let counted = own().filter(|(_, entry)| entry.fate == fate);
                counted.map(|(_, entry)| entry.counted.cast_signed()).sum()
            };
            let counter =
                format!("SELECT words FROM tenant_{tenant}.documents WHERE slug = 'counter'");
            let counted = i64::from(
                server
                    .query_one(&counter, &[])
                    .await
                    .unwrap()
                    .get::<_, i32>(0),
            );
            let least = sum(Fate::Happened);
            let most = least + sum(Fate::Open);
            assert!(
                (least..=most).contains(&counted),
                "{tenant} counts {counted}, and was told to count {least} to {most}"
            );
            server
                .batch_execute(&format!(
                    "DELETE FROM tenant_{tenant}.comments WHERE split_part(text, '/', 2) <> 'kept'; \
                     DELETE FROM tenant_{tenant}.posts WHERE split_part(slug, '/', 2) <> 'kept'; \
                     DELETE FROM tenant_{tenant}.users WHERE split_part(e_mail, '/', 2) <> 'kept'; \
                     UPDATE tenant_{tenant}.documents SET words = 0 WHERE slug = 'counter'"
                ))
                .await
                .unwrap();
        }
    }
}
