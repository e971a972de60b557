//! SQLx: `query_as` into `FromRow` structs, with its own cache of statements, and SQL that names
//! the tenant's schema.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, Utc};
use sqlx::{
    AssertSqlSafe, FromRow, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use uuid::Uuid;

use crate::{
    data::{SCHEMA, schema},
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
    target::Target,
};

pub(crate) struct Sqlx {
    pool: PgPool,
}

#[derive(Debug, Clone, Copy, sqlx::Type)]
#[sqlx(type_name = "core.role", rename_all = "UPPERCASE")]
enum Role {
    Admin,
    Member,
    Guest,
}

#[derive(FromRow)]
pub(crate) struct User {
    id: Uuid,
    email: String,
    name: String,
    bio: Option<String>,
    role: Role,
    age: Option<i32>,
    active: bool,
    logins: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

pub(crate) struct Member {
    user: User,
    memberships: Vec<Membership>,
}

#[expect(
    dead_code,
    reason = "a program reads every column, this one compares some"
)]
#[derive(FromRow)]
struct Membership {
    id: Uuid,
    user_id: Uuid,
    role: Role,
    #[sqlx(flatten)]
    workspace: Workspace,
}

#[expect(
    dead_code,
    reason = "a program reads every column, this one compares some"
)]
#[derive(FromRow)]
struct Workspace {
    workspace_id: Uuid,
    slug: String,
    #[sqlx(rename = "workspace_name")]
    name: String,
}

const COLUMNS: &str = "id, email, name, bio, role, age, active, logins, created_at, updated_at";

impl Sqlx {
    async fn one_by(&self, schema: &str, email: &str) -> Result<Option<User>> {
        let sql = format!("SELECT {COLUMNS} FROM {schema}.users WHERE email = $1");
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(email);
        Ok(query.fetch_optional(&self.pool).await?)
    }
}

impl Leg for Sqlx {
    type User = User;
    type Member = Member;

    async fn connect(target: &Target, connections: usize) -> Result<Self> {
        // As many statements as Plexica keeps: more than there are tenants.
        let options: PgConnectOptions = target.url()?.parse()?;
        let options = options.statement_cache_capacity(1_024);
        let pool = PgPoolOptions::new()
            .max_connections(connections.try_into()?)
            // Unless told so it asks the server before each query whether it is there.
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    async fn one(&self, email: &str) -> Result<Option<User>> {
        self.one_by(SCHEMA, email).await
    }

    async fn one_of(&self, tenant: &str, email: &str) -> Result<Option<User>> {
        self.one_by(&schema(tenant), email).await
    }

    async fn page(&self, count: u32) -> Result<Vec<User>> {
        let sql = format!("SELECT {COLUMNS} FROM {SCHEMA}.users ORDER BY email LIMIT $1");
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(i64::from(count));
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn members(&self, count: u32) -> Result<Vec<Member>> {
        let users = self.page(count).await?;
        let ids: Vec<Uuid> = users.iter().map(|user| user.id).collect();
        let sql = format!(
            "SELECT m.id, m.user_id, m.workspace_id, m.role, w.slug, w.name AS workspace_name
             FROM {SCHEMA}.memberships m JOIN {SCHEMA}.workspaces w ON w.id = m.workspace_id
             WHERE m.user_id = ANY($1)"
        );
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(&ids);
        let rows: Vec<Membership> = query.fetch_all(&self.pool).await?;
        let mut memberships: HashMap<Uuid, Vec<Membership>> = HashMap::with_capacity(ids.len());
        for membership in rows {
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
        let query = sqlx::query_as(AssertSqlSafe(insert()));
        let query = query
            .bind(user.id)
            .bind(&user.email)
            .bind(&user.name)
            .bind(&user.bio);
        let query = query.bind(role(&user)).bind(user.age);
        Ok(query.fetch_one(&self.pool).await?)
    }

    async fn insert_many(&self, users: Vec<NewUser>) -> Result<u64> {
        // What its own guide says of bulk inserts on PostgreSQL.
        let sql = format!(
            "INSERT INTO {SCHEMA}.users (id, email, name, bio, role, age)
             SELECT * FROM UNNEST($1::uuid[], $2::text[], $3::text[], $4::text[],
                                  $5::text[]::core.role[], $6::int[])"
        );
        let ids: Vec<Uuid> = users.iter().map(|user| user.id).collect();
        let emails: Vec<&str> = users.iter().map(|user| &*user.email).collect();
        let names: Vec<&str> = users.iter().map(|user| &*user.name).collect();
        let bios: Vec<Option<&str>> = users.iter().map(|user| user.bio.as_deref()).collect();
        let roles: Vec<&str> = users.iter().map(|user| label(role(user))).collect();
        let ages: Vec<Option<i32>> = users.iter().map(|user| user.age).collect();
        let query = sqlx::query(AssertSqlSafe(sql));
        let query = query
            .bind(ids)
            .bind(emails)
            .bind(names)
            .bind(bios)
            .bind(roles)
            .bind(ages);
        Ok(query.execute(&self.pool).await?.rows_affected())
    }

    async fn join(&self, user: NewUser, workspace: NewWorkspace) -> Result<User> {
        let mut transaction = self.pool.begin().await?;
        let query = sqlx::query_as(AssertSqlSafe(insert()));
        let query = query
            .bind(user.id)
            .bind(&user.email)
            .bind(&user.name)
            .bind(&user.bio);
        let query = query.bind(role(&user)).bind(user.age);
        let made: User = query.fetch_one(&mut *transaction).await?;
        let sql = format!("INSERT INTO {SCHEMA}.workspaces (id, slug, name) VALUES ($1, $2, $3)");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.id);
        let query = query.bind(&workspace.slug).bind(&workspace.name);
        query.execute(&mut *transaction).await?;
        let sql = format!(
            "INSERT INTO {SCHEMA}.memberships (id, user_id, workspace_id, role)
             VALUES ($1, $2, $3, $4)"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.membership);
        let query = query.bind(user.id).bind(workspace.id).bind(role(&user));
        query.execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(made)
    }

    async fn rename(&self, email: &str, name: &str) -> Result<User> {
        let sql = format!(
            "UPDATE {SCHEMA}.users SET name = $2, logins = logins + 1 WHERE email = $1
             RETURNING {COLUMNS}"
        );
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(email).bind(name);
        Ok(query.fetch_one(&self.pool).await?)
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
            created_at: user.created_at.timestamp_micros(),
            updated_at: user.updated_at.timestamp_micros(),
        }
    }

    fn seen_member(member: Member) -> SeenMember {
        let workspace = |one: Membership| (one.workspace.slug, format!("{:?}", one.role));
        let workspaces = member.memberships.into_iter().map(workspace).collect();
        SeenMember::new(Self::seen(member.user), workspaces)
    }
}

fn insert() -> String {
    format!(
        "INSERT INTO {SCHEMA}.users (id, email, name, bio, role, age)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING {COLUMNS}"
    )
}

fn role(user: &NewUser) -> Role {
    if user.admin {
        Role::Admin
    } else {
        Role::Member
    }
}

fn label(role: Role) -> &'static str {
    match role {
        Role::Admin => "ADMIN",
        Role::Member => "MEMBER",
        Role::Guest => "GUEST",
    }
}
