//! The client that is generated from `schema`.

use anyhow::Result;
use plexica_client::{model::Unloaded, write::increment};

use crate::{
    data::BENCH,
    db::{self, Db, Role, TenantDb, membership, user, workspace},
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
    target::Target,
};

pub(crate) struct Plexica {
    db: Db,
    bench: TenantDb,
}

impl Leg for Plexica {
    type User = db::User;
    type Member = db::User<Vec<db::Membership<Unloaded, db::Workspace>>>;

    async fn connect(target: &Target, connections: usize) -> Result<Self> {
        let builder = Db::builder().url(target.url()?);
        let db = builder.max_connections(connections).connect().await?;
        let bench = db.tenant(BENCH).await?;
        Ok(Self { db, bench })
    }

    async fn one(&self, email: &str) -> Result<Option<db::User>> {
        Ok(self
            .bench
            .user()
            .find_unique(user::email.key(email))
            .await?)
    }

    async fn one_of(&self, tenant: &str, email: &str) -> Result<Option<db::User>> {
        let tenant = self.db.tenant(tenant).await?;
        Ok(tenant.user().find_unique(user::email.key(email)).await?)
    }

    async fn page(&self, count: u32) -> Result<Vec<db::User>> {
        let users = self.bench.user().find_many();
        Ok(users.order_by(user::email.asc()).take(count.into()).await?)
    }

    async fn members(&self, count: u32) -> Result<Vec<Self::Member>> {
        let users = self.bench.user().find_many();
        let users = users.order_by(user::email.asc()).take(count.into());
        Ok(users
            .with(user::memberships.with(membership::workspace))
            .await?)
    }

    async fn insert(&self, user: NewUser) -> Result<db::User> {
        Ok(self.bench.user().create(draft(user)).await?)
    }

    async fn insert_many(&self, users: Vec<NewUser>) -> Result<u64> {
        let users = users.into_iter().map(draft);
        Ok(self.bench.user().create_many(users).await?)
    }

    async fn join(&self, user: NewUser, workspace: NewWorkspace) -> Result<db::User> {
        let transaction = self.bench.begin().await?;
        let role = role(&user);
        let made = transaction.user().create(draft(user)).await?;
        let NewWorkspace {
            id,
            slug,
            name,
            membership,
        } = workspace;
        let new = workspace::Create { slug, name }.draft().id(id);
        transaction.workspace().create(new).await?;
        let new = membership::Create {
            user_id: made.id,
            workspace_id: id,
        };
        let new = new.draft().id(membership).role(role);
        transaction.membership().create(new).await?;
        transaction.commit().await?;
        Ok(made)
    }

    async fn rename(&self, email: &str, name: &str) -> Result<db::User> {
        let update = self.bench.user().update(user::email.key(email));
        Ok(update.name(name).logins(increment(1)).await?)
    }

    fn seen(user: db::User) -> Seen {
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

    fn seen_member(member: Self::Member) -> SeenMember {
        let workspaces = member.memberships.iter();
        let workspaces = workspaces
            .map(|one| (one.workspace.slug.clone(), format!("{:?}", one.role)))
            .collect();
        let seen = Seen {
            id: member.id,
            email: member.email,
            name: member.name,
            bio: member.bio,
            role: format!("{:?}", member.role),
            age: member.age,
            active: member.active,
            logins: member.logins,
            created_at: member.created_at.as_microsecond(),
            updated_at: member.updated_at.as_microsecond(),
        };
        SeenMember::new(seen, workspaces)
    }
}

fn role(user: &NewUser) -> Role {
    if user.admin {
        Role::Admin
    } else {
        Role::Member
    }
}

fn draft(user: NewUser) -> user::Draft {
    let role = role(&user);
    let NewUser {
        id,
        email,
        name,
        bio,
        age,
        ..
    } = user;
    user::Create { email, name }
        .draft()
        .id(id)
        .bio(bio)
        .role(role)
        .age(age)
}
