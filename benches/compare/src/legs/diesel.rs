//! Diesel with diesel-async: `table!`, `Selectable` structs, its own cache of statements.
//!
//! A table's schema is fixed where it is compiled, so a tenant is chosen by the search path: once a
//! connection for the workloads on one tenant, and before each query for the one that rotates.

use anyhow::Result;
use chrono::{DateTime, Utc};
use diesel::{deserialize::FromSqlRow, expression::AsExpression, prelude::*};
use diesel_async::{
    AsyncConnection as _, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod, deadpool::Pool,
    },
};
use uuid::Uuid;

use crate::{
    data::{SCHEMA, schema},
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
    target::Target,
};

pub(crate) struct Diesel {
    bench: Pool<AsyncPgConnection>,
    /// Its connections are left at the tenant that was asked last.
    any: Pool<AsyncPgConnection>,
}

mod role {
    //! The enum, as Diesel's guide has one written.

    use std::io::Write as _;

    use diesel::{
        deserialize::{self, FromSql},
        pg::{Pg, PgValue},
        serialize::{self, IsNull, Output, ToSql},
    };

    use super::Role;

    #[derive(diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
    #[diesel(postgres_type(name = "role", schema = "core"))]
    pub struct RoleType;

    impl ToSql<RoleType, Pg> for Role {
        fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
            out.write_all(match self {
                Self::Admin => b"ADMIN",
                Self::Member => b"MEMBER",
                Self::Guest => b"GUEST",
            })?;
            Ok(IsNull::No)
        }
    }

    impl FromSql<RoleType, Pg> for Role {
        fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
            match value.as_bytes() {
                b"ADMIN" => Ok(Self::Admin),
                b"MEMBER" => Ok(Self::Member),
                b"GUEST" => Ok(Self::Guest),
                _ => Err("no such role".into()),
            }
        }
    }
}

#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = role::RoleType)]
pub(crate) enum Role {
    Admin,
    Member,
    Guest,
}

diesel::table! {
    use diesel::sql_types::*;
    use super::role::RoleType;

    users (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        bio -> Nullable<Text>,
        role -> RoleType,
        age -> Nullable<Int4>,
        active -> Bool,
        logins -> Int8,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    workspaces (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::role::RoleType;

    memberships (id) {
        id -> Uuid,
        user_id -> Uuid,
        workspace_id -> Uuid,
        role -> RoleType,
    }
}

diesel::joinable!(memberships -> users (user_id));
diesel::joinable!(memberships -> workspaces (workspace_id));
diesel::allow_tables_to_appear_in_same_query!(users, workspaces, memberships);

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
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

/// Without the last setting no insert would be kept prepared.
#[derive(Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
struct InsertUser<'a> {
    id: Uuid,
    email: &'a str,
    name: &'a str,
    bio: Option<&'a str>,
    role: Role,
    age: Option<i32>,
}

#[derive(Queryable, Selectable, Identifiable, Insertable)]
#[diesel(table_name = workspaces, check_for_backend(diesel::pg::Pg))]
pub(crate) struct Workspace {
    id: Uuid,
    slug: String,
    name: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations, Insertable)]
#[diesel(table_name = memberships, belongs_to(User), check_for_backend(diesel::pg::Pg))]
pub(crate) struct Membership {
    id: Uuid,
    user_id: Uuid,
    workspace_id: Uuid,
    role: Role,
}

impl Leg for Diesel {
    type User = User;
    type Member = (User, Vec<(Membership, Workspace)>);

    async fn connect(target: &Target, connections: usize) -> Result<Self> {
        let pool = |url: String| {
            let mut config = ManagerConfig::default();
            // Unless told so it asks the server before each query whether it is there.
            config.recycling_method = RecyclingMethod::Fast;
            let manager = AsyncDieselConnectionManager::new_with_config(url, config);
            Pool::builder(manager).max_size(connections).build()
        };
        let bench = pool(target.url_with_search_path(SCHEMA)?)?;
        let any = pool(target.url()?)?;
        Ok(Self { bench, any })
    }

    async fn one(&self, email: &str) -> Result<Option<User>> {
        let mut connection = self.bench.get().await?;
        one(&mut connection, email).await
    }

    async fn one_of(&self, tenant: &str, email: &str) -> Result<Option<User>> {
        let mut connection = self.any.get().await?;
        let set = format!("SET search_path TO {}, core", schema(tenant));
        connection.batch_execute(&set).await?;
        one(&mut connection, email).await
    }

    async fn page(&self, count: u32) -> Result<Vec<User>> {
        let mut connection = self.bench.get().await?;
        let query = users::table.order_by(users::email).limit(count.into());
        Ok(query
            .select(User::as_select())
            .load(&mut connection)
            .await?)
    }

    async fn members(&self, count: u32) -> Result<Vec<Self::Member>> {
        let users = self.page(count).await?;
        let mut connection = self.bench.get().await?;
        let memberships = Membership::belonging_to(&users)
            .inner_join(workspaces::table)
            .select((Membership::as_select(), Workspace::as_select()))
            .load::<(Membership, Workspace)>(&mut connection)
            .await?
            .grouped_by(&users);
        Ok(users.into_iter().zip(memberships).collect())
    }

    async fn insert(&self, user: NewUser) -> Result<User> {
        let mut connection = self.bench.get().await?;
        let query = diesel::insert_into(users::table).values(insertable(&user));
        let query = query.returning(User::as_returning());
        Ok(query.get_result(&mut connection).await?)
    }

    async fn insert_many(&self, users: Vec<NewUser>) -> Result<u64> {
        let mut connection = self.bench.get().await?;
        let users: Vec<InsertUser<'_>> = users.iter().map(insertable).collect();
        let query = diesel::insert_into(users::table).values(&users);
        Ok(query.execute(&mut connection).await? as u64)
    }

    async fn join(&self, user: NewUser, workspace: NewWorkspace) -> Result<User> {
        let mut connection = self.bench.get().await?;
        let made = connection.transaction(async |connection| {
            let made = diesel::insert_into(users::table)
                .values(insertable(&user))
                .returning(User::as_returning())
                .get_result(connection)
                .await?;
            let NewWorkspace {
                id,
                slug,
                name,
                membership,
            } = workspace;
            diesel::insert_into(workspaces::table)
                .values(Workspace { id, slug, name })
                .execute(connection)
                .await?;
            let membership = Membership {
                id: membership,
                user_id: user.id,
                workspace_id: id,
                role: role(&user),
            };
            diesel::insert_into(memberships::table)
                .values(membership)
                .execute(connection)
                .await?;
            diesel::QueryResult::Ok(made)
        });
        Ok(made.await?)
    }

    async fn rename(&self, email: &str, name: &str) -> Result<User> {
        let mut connection = self.bench.get().await?;
        let query = diesel::update(users::table.filter(users::email.eq(email)))
            .set((users::name.eq(name), users::logins.eq(users::logins + 1)))
            .returning(User::as_returning());
        Ok(query.get_result(&mut connection).await?)
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

    fn seen_member((user, memberships): Self::Member) -> SeenMember {
        let workspaces = memberships.into_iter();
        let workspaces = workspaces
            .map(|(membership, workspace)| (workspace.slug, format!("{:?}", membership.role)))
            .collect();
        SeenMember::new(Self::seen(user), workspaces)
    }
}

async fn one(connection: &mut AsyncPgConnection, email: &str) -> Result<Option<User>> {
    let query = users::table.filter(users::email.eq(email));
    Ok(query
        .select(User::as_select())
        .first(connection)
        .await
        .optional()?)
}

fn insertable(user: &NewUser) -> InsertUser<'_> {
    InsertUser {
        id: user.id,
        email: &user.email,
        name: &user.name,
        bio: user.bio.as_deref(),
        role: role(user),
        age: user.age,
    }
}

fn role(user: &NewUser) -> Role {
    if user.admin {
        Role::Admin
    } else {
        Role::Member
    }
}
