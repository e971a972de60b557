//! Toasty: its models, its builders.
//!
//! A model's table is fixed where it is compiled, so a tenant is chosen by the search path: once a
//! connection for the workloads on one tenant, and before each query for the one that rotates.
//! Defaults are the program's, so it sends all ten columns of a new row.

use anyhow::Result;
use jiff::Timestamp;
use toasty::Deferred;
use uuid::Uuid;

use crate::{
    data::{SCHEMA, schema},
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
    target::Target,
};

#[derive(Debug, Clone, Copy, toasty::Embed)]
#[column(type = enum("role"), rename_all = "UPPERCASE")]
pub(crate) enum Role {
    Admin,
    Member,
    Guest,
}

#[derive(Debug, toasty::Model)]
#[table = "users"]
pub(crate) struct User {
    #[key]
    id: Uuid,
    #[unique]
    email: String,
    name: String,
    bio: Option<String>,
    role: Role,
    age: Option<i32>,
    #[default(true)]
    active: bool,
    #[default(0)]
    logins: i64,
    #[default(Timestamp::now())]
    created_at: Timestamp,
    #[default(Timestamp::now())]
    updated_at: Timestamp,
    #[has_many]
    memberships: Deferred<Vec<Membership>>,
}

#[derive(Debug, toasty::Model)]
#[table = "workspaces"]
pub(crate) struct Workspace {
    #[key]
    id: Uuid,
    #[unique]
    slug: String,
    name: String,
    #[has_many]
    memberships: Deferred<Vec<Membership>>,
}

#[derive(Debug, toasty::Model)]
#[table = "memberships"]
pub(crate) struct Membership {
    #[key]
    id: Uuid,
    #[index]
    user_id: Uuid,
    #[index]
    workspace_id: Uuid,
    role: Role,
    #[belongs_to]
    user: Deferred<User>,
    #[belongs_to]
    workspace: Deferred<Workspace>,
}

/// The builder's type has no name outside of the model.
macro_rules! create {
    ($user:expr) => {{
        let user: NewUser = $user;
        let role = role(&user);
        let create = User::create().id(user.id).email(user.email).name(user.name);
        create.bio(user.bio).role(role).age(user.age)
    }};
}
pub(crate) struct Toasty {
    bench: toasty::Db,
    any: toasty::Db,
}

impl Leg for Toasty {
    type User = User;
    type Member = User;

    async fn connect(target: &Target, connections: usize) -> Result<Self> {
        let bench = connect(&target.url_with_search_path(SCHEMA)?, connections).await?;
        let any = connect(&target.url_with_search_path("core")?, connections).await?;
        Ok(Self { bench, any })
    }

    async fn one(&self, email: &str) -> Result<Option<User>> {
        let query = User::filter_by_email(email).first();
        Ok(query.exec(&mut self.bench.clone()).await?)
    }

    async fn one_of(&self, tenant: &str, email: &str) -> Result<Option<User>> {
        let mut connection = self.any.connection().await?;
        let set = format!("SET search_path TO {}, core", schema(tenant));
        toasty::sql::statement(set).exec(&mut connection).await?;
        let query = User::filter_by_email(email).first();
        Ok(query.exec(&mut connection).await?)
    }

    async fn page(&self, count: u32) -> Result<Vec<User>> {
        let query = User::all().order_by(User::fields().email().asc());
        let query = query.limit(count as usize);
        Ok(query.exec(&mut self.bench.clone()).await?)
    }

    async fn members(&self, count: u32) -> Result<Vec<User>> {
        let query = User::all().order_by(User::fields().email().asc());
        let query = query.limit(count as usize);
        let query = query.include(User::fields().memberships().workspace());
        Ok(query.exec(&mut self.bench.clone()).await?)
    }

    async fn insert(&self, user: NewUser) -> Result<User> {
        Ok(create!(user).exec(&mut self.bench.clone()).await?)
    }

    async fn insert_many(&self, users: Vec<NewUser>) -> Result<u64> {
        let mut many = User::create_many();
        for user in users {
            many = many.item(create!(user));
        }
        Ok(many.exec(&mut self.bench.clone()).await?.len() as u64)
    }

    async fn join(&self, user: NewUser, workspace: NewWorkspace) -> Result<User> {
        let mut db = self.bench.clone();
        let mut transaction = db.transaction().await?;
        let role = role(&user);
        let made = create!(user).exec(&mut transaction).await?;
        let NewWorkspace {
            id,
            slug,
            name,
            membership,
        } = workspace;
        let create = Workspace::create().id(id).slug(slug).name(name);
        create.exec(&mut transaction).await?;
        let create = Membership::create().id(membership).role(role);
        let create = create.user_id(made.id).workspace_id(id);
        create.exec(&mut transaction).await?;
        transaction.commit().await?;
        Ok(made)
    }

    async fn rename(&self, email: &str, name: &str) -> Result<User> {
        // A row that an update gives back has to be there before it.
        let mut db = self.bench.clone();
        let mut user = User::get_by_email(&mut db, email).await?;
        let update = user.update().name(name);
        update
            .logins(toasty::stmt::increment())
            .exec(&mut db)
            .await?;
        Ok(user)
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

    fn seen_member(member: User) -> SeenMember {
        let workspaces = member.memberships.get().iter().map(|membership| {
            (
                membership.workspace.get().slug.clone(),
                format!("{:?}", membership.role),
            )
        });
        let workspaces = workspaces.collect();
        SeenMember::new(Self::seen(member), workspaces)
    }
}

async fn connect(url: &str, connections: usize) -> Result<toasty::Db> {
    let mut builder = toasty::Db::builder();
    builder.models(toasty::models!(User, Workspace, Membership));
    Ok(builder.max_pool_size(connections).connect(url).await?)
}

fn role(user: &NewUser) -> Role {
    if user.admin {
        Role::Admin
    } else {
        Role::Member
    }
}
