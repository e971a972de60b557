//! Many tasks on few connections, with connections killed, statements cancelled and futures dropped
//! at random points: no wrong tenant's row, no leaked transaction, no stuck pool.
//!
//! A round is six tasks with one operation each, begun together, while backends are killed and
//! statements cancelled. After some rounds everything stops, and what is there is compared with
//! what was reported. What is drawn is decided by a seed, which a failure names;
//! `PLEXICA_INTERLEAVINGS_SEED` sets it, and `PLEXICA_INTERLEAVINGS` the number of rounds.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail as the tests do, by a panic"
)]
#![expect(
    clippy::print_stderr,
    reason = "what a test prints is shown when it fails"
)]

mod chance;
mod faults;
mod interrupt;
mod ledger;
mod operations;
mod quiet;
mod world;

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chance::Chance;
use futures_util::future::join_all;
use interrupt::Interrupt;
use ledger::Fate;
use operations::Operation;
use plexica_client::ErrorKind;
use world::World;

const TASKS: u64 = 6;

/// Rounds after which everything stops, to be looked at.
const ROUNDS_AT_ONCE: u64 = 25;

/// No operation takes long unless something is stuck.
const STUCK_AFTER: Duration = Duration::from_secs(60);

/// How often operations ended how, by their names: shown with `--nocapture`.
type Ends = BTreeMap<String, u64>;

fn number_of(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().expect("a number is wanted"))
}

async fn interleave(rounds: u64, connections: usize, has_replica: bool) {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = number_of("PLEXICA_INTERLEAVINGS_SEED").unwrap_or_else(|| now().as_secs());
    let rounds = number_of("PLEXICA_INTERLEAVINGS").unwrap_or(rounds);
    eprintln!("PLEXICA_INTERLEAVINGS_SEED={seed}: {rounds} rounds on {connections} connections");
    let world = Arc::new(World::new(connections, has_replica).await);
    let server = world.fixture.raw().await;
    let mut ends = Ends::new();
    for round in 0..rounds {
        let tasks = (0..TASKS).map(|task| {
            let world = Arc::clone(&world);
            tokio::spawn(run(world, Chance::new(seed, round, task)))
        });
        let tasks: Vec<_> = tasks.collect();
        faults::some(&server, &mut Chance::new(seed, round, TASKS)).await;
        for ended in join_all(tasks).await {
            let end = ended.unwrap_or_else(|error| panic!("round {round}: {error}"));
            *ends.entry(end).or_default() += 1;
        }
        if round % ROUNDS_AT_ONCE == ROUNDS_AT_ONCE - 1 || round + 1 == rounds {
            world.check().await;
        }
    }
    eprintln!("{ends:#?}");
}

/// One operation of one task.
async fn run(world: Arc<World>, mut chance: Chance) -> String {
    let operation = Operation::random(&world, &mut chance);
    let interrupt = Interrupt::random(&mut chance);
    let ended = tokio::time::timeout(STUCK_AFTER, interrupt.run(operation.work, &mut chance));
    let name = operation.name;
    let ended = ended.await.unwrap_or_else(|_| panic!("{name} is stuck"));
    let (fate, how) = match &ended {
        None => (Fate::Open, "given up".to_owned()),
        Some(Ok(())) => (Fate::Happened, "done".to_owned()),
        Some(Err(error)) => {
            let fate = if operation.is_whole {
                Fate::of(error)
            } else {
                Fate::Open
            };
            assert!(is_expected(error.kind(), name), "{name}: {error:?}");
            (fate, format!("{:?}", error.kind()))
        }
    };
    for mark in operation.marks {
        world.ledger.close(mark, fate);
    }
    format!("{name}: {how}")
}

/// What kills and cancels make of a query, and what transactions that meet do to each other.
fn is_expected(kind: ErrorKind, operation: &str) -> bool {
    match kind {
        ErrorKind::ConnectionLost
        | ErrorKind::Connect
        | ErrorKind::Timeout
        | ErrorKind::SerializationFailure
        | ErrorKind::Deadlock => true,
        // Those of which a statement was given up, or whose error was passed over.
        ErrorKind::TransactionAborted => {
            operation == "stream in a transaction" || operation == "savepoints"
        }
        _ => false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_mixed_up_or_left_behind_on_a_few_connections() {
    interleave(500, 4, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_mixed_up_or_left_behind_on_one_connection() {
    interleave(250, 1, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_mixed_up_or_left_behind_where_a_replica_is_read() {
    interleave(250, 3, true).await;
}
