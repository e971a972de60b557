//! The tenants and rows that are there before anything is measured.

use anyhow::Result;
use futures_util::{TryStreamExt as _, stream};
use tokio_postgres::{Client, NoTls};

use crate::{
    db::{self, Db},
    target::Target,
};

/// The tenant of every workload but the one that rotates.
pub(crate) const BENCH: &str = "bench";
/// Its schema.
pub(crate) const SCHEMA: &str = "tenant_bench";
/// Its users; each has two memberships.
pub(crate) const USERS: usize = 10_000;
/// The users of each other tenant.
pub(crate) const USERS_OF_OTHERS: usize = 10;
/// How the emails and slugs of new rows begin; they sort after those that are there.
pub(crate) const NEW: &str = "zz-";

const WORKSPACES: usize = 100;

pub(crate) fn email(number: usize) -> String {
    format!("user-{number:06}@bench.test")
}

pub(crate) fn tenant(number: usize) -> String {
    format!("t{number}")
}

/// The schema of a tenant, as the schema's `tenancy` block has it.
pub(crate) fn schema(tenant: &str) -> String {
    format!("tenant_{tenant}")
}

/// Makes what is missing of it. Rows of an earlier run are taken away.
pub(crate) async fn prepare(target: &Target, tenants: usize) -> Result<()> {
    let db = Db::builder().url(target.url()?).max_connections(4);
    let db = db.connect().await?;
    db.migrate().await?;
    let there = db.tenants().list().await?;
    let is_there = |key: &String| there.iter().any(|tenant| tenant.key == *key);
    let keys = std::iter::once(BENCH.to_owned()).chain((0..tenants).map(tenant));
    stream::iter(
        keys.filter(|key| !is_there(key))
            .map(Ok::<_, anyhow::Error>),
    )
    .try_for_each_concurrent(4, |key| {
        let db = &db;
        async move {
            let name = format!("The tenant {key}");
            let create = db::tenant::Create { slug: key, name };
            db.tenants().create(create).await?;
            Ok(())
        }
    })
    .await?;
    let client = connect(target).await?;
    fill(&client, BENCH, USERS).await?;
    for number in 0..tenants {
        fill(&client, &tenant(number), USERS_OF_OTHERS).await?;
    }
    client.batch_execute("ANALYZE").await?;
    Ok(())
}

/// Takes away the rows that a round has made.
pub(crate) async fn clean(client: &Client) -> Result<()> {
    client
        .batch_execute(&format!(
            "DELETE FROM {SCHEMA}.users WHERE email >= '{NEW}';
             DELETE FROM {SCHEMA}.workspaces WHERE slug >= '{NEW}';"
        ))
        .await?;
    Ok(())
}

/// The server's processes that serve this database's clients.
pub(crate) async fn backends(client: &Client) -> Result<Vec<i32>> {
    let sql = "SELECT pid FROM pg_stat_activity
               WHERE backend_type = 'client backend' AND datname = current_database()";
    let rows = client.query(sql, &[]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// A connection beside the legs.
pub(crate) async fn connect(target: &Target) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(&target.url()?, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn fill(client: &Client, tenant: &str, users: usize) -> Result<()> {
    let schema = schema(tenant);
    client
        .batch_execute(&format!(
            "BEGIN;
             DELETE FROM {schema}.users;
             DELETE FROM {schema}.workspaces;
             INSERT INTO {schema}.users (id, email, name, bio, role, age, active, logins)
             SELECT md5('user ' || n)::uuid,
                    'user-' || lpad(n::text, 6, '0') || '@bench.test',
                    'User number ' || n,
                    CASE WHEN n % 2 = 0 THEN 'writes about ' || md5(n::text) END,
                    (ARRAY['ADMIN', 'MEMBER', 'GUEST'])[n % 3 + 1]::core.role,
                    CASE WHEN n % 5 > 0 THEN 18 + n % 60 END,
                    n % 7 > 0,
                    n * 3
             FROM generate_series(0, {users} - 1) n;
             INSERT INTO {schema}.workspaces (id, slug, name)
             SELECT md5('workspace ' || n)::uuid, 'workspace-' || n, 'Workspace number ' || n
             FROM generate_series(0, {WORKSPACES} - 1) n;
             INSERT INTO {schema}.memberships (id, user_id, workspace_id, role)
             SELECT md5('membership ' || n || ' ' || m)::uuid,
                    md5('user ' || n)::uuid,
                    md5('workspace ' || (n * 7 + m * 31) % {WORKSPACES})::uuid,
                    (ARRAY['ADMIN', 'MEMBER', 'GUEST'])[(n + m) % 3 + 1]::core.role
             FROM generate_series(0, {users} - 1) n, generate_series(0, 1) m;
             COMMIT;"
        ))
        .await?;
    Ok(())
}
