//! What the server does to connections meanwhile, past the client.

use tokio::time::sleep;
use tokio_postgres::Client;

use crate::{
    chance::Chance,
    world::{APPLICATION, TENANTS},
};

/// Kills some backends of the client's, the one that listens too, and cancels statements.
pub(crate) async fn some(server: &Client, chance: &mut Chance) {
    for _ in 0..chance.below(4) {
        sleep(chance.micros(4_000)).await;
        match chance.one_in(2) {
            true => kill(server, chance).await,
            false => cancel(server, chance).await,
        }
    }
}

async fn kill(server: &Client, chance: &mut Chance) {
    let sql = format!(
        "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity \
         WHERE datname = current_database() AND starts_with(application_name, '{APPLICATION}') \
         ORDER BY hashint4extended(pid, $1) LIMIT 1) one"
    );
    let seed = chance.below(u64::MAX).cast_signed();
    server.execute(&sql, &[&seed]).await.unwrap();
}

/// Cancels those who wait for a lock. What else is cancelled could be a `BEGIN` that has just
/// arrived: the statements behind it, which are on their way, then run without it.
async fn cancel(server: &Client, chance: &mut Chance) {
    let tenant = chance.pick(&TENANTS);
    let table = chance.pick(&["comments", "posts", "documents"]);
    let lock = format!(
        "SET lock_timeout = '20ms'; BEGIN; LOCK TABLE tenant_{tenant}.{table} IN ACCESS EXCLUSIVE MODE"
    );
    if server.batch_execute(&lock).await.is_ok() {
        sleep(chance.micros(5_000)).await;
        let waiting = format!(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' \
             AND datname = current_database() AND application_name = '{APPLICATION}' \
             AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        );
        server.batch_execute(&waiting).await.unwrap();
    }
    server.batch_execute("ROLLBACK").await.unwrap();
}
