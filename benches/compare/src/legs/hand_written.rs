//! tokio-postgres by hand, as a careful program has it: a pool, statements that are kept
//! prepared on each connection, and rows decoded by position into structs.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use jiff::Timestamp;
use postgres_types::{FromSql, ToSql};
use tokio_postgres::{NoTls, Row};
use uuid::Uuid;

use crate::{
    data::{SCHEMA, schema},
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
    target::Target,
};

pub(crate) struct HandWritten {
    pool: Pool,
    sql: Sql,
}

/// The statements on the one tenant, written once.
struct Sql {
    one: String,
    page: String,
    memberships: String,
    insert: String,
    insert_many: String,
    insert_workspace: String,
    insert_membership: String,
    rename: String,
}

#[derive(Debug, Clone, Copy, FromSql, ToSql)]
#[postgres(name = "role")]
pub(crate) enum Role {
    #[postgres(name = "ADMIN")]
    Admin,
    #[postgres(name = "MEMBER")]
    Member,
    #[postgres(name = "GUEST")]
    Guest,
}

pub(crate) struct User {
    id: Uuid,
    email: String,
    name: String,
    bio: Option<String>,
    role: Role,
    age: Option<i32>,
    active: bool,
    logins: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

pub(crate) struct Member {
    user: User,
    memberships: Vec<Membership>,
}

#[expect(
    dead_code,
    reason = "a program reads every column, this one compares some"
)]
struct Membership {
    id: Uuid,
    user_id: Uuid,
    workspace_id: Uuid,
    role: Role,
    workspace: Workspace,
}

#[expect(
    dead_code,
    reason = "a program reads every column, this one compares some"
)]
struct Workspace {
    id: Uuid,
    slug: String,
    name: String,
}

const COLUMNS: &str = "id, email, name, bio, role, age, active, logins, created_at, updated_at";

impl Sql {
    fn new() -> Self {
        let insert = format!("INSERT INTO {SCHEMA}.users (id, email, name, bio, role, age)");
        Self {
            one: one_of(SCHEMA),
            page: format!("SELECT {COLUMNS} FROM {SCHEMA}.users ORDER BY email LIMIT $1"),
            memberships: format!(
                "SELECT m.id, m.user_id, m.workspace_id, m.role, w.slug, w.name
                 FROM {SCHEMA}.memberships m JOIN {SCHEMA}.workspaces w ON w.id = m.workspace_id
                 WHERE m.user_id = ANY($1)"
            ),
            insert: format!("{insert} VALUES ($1, $2, $3, $4, $5, $6) RETURNING {COLUMNS}"),
            insert_many: format!(
                "{insert} SELECT * FROM UNNEST($1::uuid[], $2::text[], $3::text[], $4::text[],
                                               $5::core.role[], $6::int[])"
            ),
            insert_workspace: format!(
                "INSERT INTO {SCHEMA}.workspaces (id, slug, name) VALUES ($1, $2, $3)"
            ),
            insert_membership: format!(
                "INSERT INTO {SCHEMA}.memberships (id, user_id, workspace_id, role)
                 VALUES ($1, $2, $3, $4)"
            ),
            rename: format!(
                "UPDATE {SCHEMA}.users SET name = $2, logins = logins + 1 WHERE email = $1
                 RETURNING {COLUMNS}"
            ),
        }
    }
}

fn one_of(schema: &str) -> String {
    format!("SELECT {COLUMNS} FROM {schema}.users WHERE email = $1")
}

impl User {
    fn of(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.try_get(0)?,
            email: row.try_get(1)?,
            name: row.try_get(2)?,
            bio: row.try_get(3)?,
            role: row.try_get(4)?,
            age: row.try_get(5)?,
            active: row.try_get(6)?,
            logins: row.try_get(7)?,
            created_at: row.try_get(8)?,
            updated_at: row.try_get(9)?,
        })
    }
}

impl Membership {
    fn of(row: &Row) -> Result<Self> {
        let workspace_id = row.try_get(2)?;
        Ok(Self {
            id: row.try_get(0)?,
            user_id: row.try_get(1)?,
            workspace_id,
            role: row.try_get(3)?,
            workspace: Workspace {
                id: workspace_id,
                slug: row.try_get(4)?,
                name: row.try_get(5)?,
            },
        })
    }
}

impl HandWritten {
    async fn one_by(&self, client: &Object, sql: &str, email: &str) -> Result<Option<User>> {
        let statement = client.prepare_cached(sql).await?;
        let row = client.query_opt(&statement, &[&email]).await?;
        row.as_ref().map(User::of).transpose()
    }
}

impl Leg for HandWritten {
    type User = User;
    type Member = Member;

    async fn connect(target: &Target, connections: usize) -> Result<Self> {
        let config = target.url()?.parse().context("the URL cannot be read")?;
        let recycling_method = RecyclingMethod::Fast;
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method });
        let pool = Pool::builder(manager).max_size(connections).build()?;
        let sql = Sql::new();
        Ok(Self { pool, sql })
    }

    async fn one(&self, email: &str) -> Result<Option<User>> {
        let client = self.pool.get().await?;
        self.one_by(&client, &self.sql.one, email).await
    }

    async fn one_of(&self, tenant: &str, email: &str) -> Result<Option<User>> {
        let client = self.pool.get().await?;
        self.one_by(&client, &one_of(&schema(tenant)), email).await
    }

    async fn page(&self, count: u32) -> Result<Vec<User>> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&self.sql.page).await?;
        let rows = client.query(&statement, &[&i64::from(count)]).await?;
        rows.iter().map(User::of).collect()
    }

    async fn members(&self, count: u32) -> Result<Vec<Member>> {
        let users = self.page(count).await?;
        let ids: Vec<Uuid> = users.iter().map(|user| user.id).collect();
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&self.sql.memberships).await?;
        let rows = client.query(&statement, &[&ids]).await?;
        let mut memberships: HashMap<Uuid, Vec<Membership>> = HashMap::with_capacity(ids.len());
        for row in &rows {
            let membership = Membership::of(row)?;
            memberships
                .entry(membership.user_id)
                .or_default()
                .push(membership);
        }
        let with_memberships = |user: User| Member {
            memberships: memberships.remove(&user.id).unwrap_or_default(),
            user,
        };
        Ok(users.into_iter().map(with_memberships).collect())
    }

    async fn insert(&self, user: NewUser) -> Result<User> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&self.sql.insert).await?;
        let row = client
            .query_one(&statement, &values(&user, &role(&user)))
            .await?;
        User::of(&row)
    }

    async fn insert_many(&self, users: Vec<NewUser>) -> Result<u64> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&self.sql.insert_many).await?;
        let ids: Vec<Uuid> = users.iter().map(|user| user.id).collect();
        let emails: Vec<&str> = users.iter().map(|user| &*user.email).collect();
        let names: Vec<&str> = users.iter().map(|user| &*user.name).collect();
        let bios: Vec<Option<&str>> = users.iter().map(|user| user.bio.as_deref()).collect();
        let roles: Vec<Role> = users.iter().map(role).collect();
        let ages: Vec<Option<i32>> = users.iter().map(|user| user.age).collect();
        let columns: [&(dyn ToSql + Sync); 6] = [&ids, &emails, &names, &bios, &roles, &ages];
        Ok(client.execute(&statement, &columns).await?)
    }

    async fn join(&self, user: NewUser, workspace: NewWorkspace) -> Result<User> {
        let mut client = self.pool.get().await?;
        let transaction = client.transaction().await?;
        let role = role(&user);
        let statement = transaction.prepare_cached(&self.sql.insert).await?;
        let row = transaction
            .query_one(&statement, &values(&user, &role))
            .await?;
        let made = User::of(&row)?;
        let statement = transaction
            .prepare_cached(&self.sql.insert_workspace)
            .await?;
        let NewWorkspace {
            id,
            slug,
            name,
            membership,
        } = &workspace;
        transaction.execute(&statement, &[id, slug, name]).await?;
        let statement = transaction
            .prepare_cached(&self.sql.insert_membership)
            .await?;
        let values: [&(dyn ToSql + Sync); 4] = [membership, &user.id, id, &role];
        transaction.execute(&statement, &values).await?;
        transaction.commit().await?;
        Ok(made)
    }

    async fn rename(&self, email: &str, name: &str) -> Result<User> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&self.sql.rename).await?;
        let row = client.query_one(&statement, &[&email, &name]).await?;
        User::of(&row)
    }

    fn seen(user: User) -> Seen {
        Seen {
            id: user.id,
            email: user.email,
            name: user.name,
            bio: user.bio,
            role: format!("{:?}", user.role),
            age: user.age,
            active: user.active,
            logins: user.logins,
            created_at: user.created_at.as_microsecond(),
            updated_at: user.updated_at.as_microsecond(),
        }
    }

    fn seen_member(member: Member) -> SeenMember {
        let workspace = |one: Membership| (one.workspace.slug, format!("{:?}", one.role));
        let workspaces = member.memberships.into_iter().map(workspace).collect();
        SeenMember::new(Self::seen(member.user), workspaces)
    }
}

fn role(user: &NewUser) -> Role {
    if user.admin {
        Role::Admin
    } else {
        Role::Member
    }
}

fn values<'a>(user: &'a NewUser, role: &'a Role) -> [&'a (dyn ToSql + Sync); 6] {
    [
        &user.id,
        &user.email,
        &user.name,
        &user.bio,
        role,
        &user.age,
    ]
}
