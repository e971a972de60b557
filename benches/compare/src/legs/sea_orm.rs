//! SeaORM: entities in its dense form, its entity loader, active models.
//!
//! An entity's schema is fixed where it is compiled, so a tenant is chosen by the search path: once
//! a connection for the workloads on one tenant, and before each query for the one that rotates,
//! in a transaction, since that is how it holds on to one connection.

use anyhow::{Context as _, Result};
use sea_orm::{
    ActiveValue::Set, ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection,
    EntityLoaderTrait as _, ExprTrait as _, QueryOrder as _, QuerySelect as _,
    TransactionTrait as _, prelude::*,
};

use crate::{
    data::{SCHEMA, schema},
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
    target::Target,
};

#[derive(Debug, Clone, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "role")]
pub(crate) enum Role {
    #[sea_orm(string_value = "ADMIN")]
    Admin,
    #[sea_orm(string_value = "MEMBER")]
    Member,
    #[sea_orm(string_value = "GUEST")]
    Guest,
}

mod user {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        #[sea_orm(unique)]
        pub(crate) email: String,
        pub(crate) name: String,
        pub(crate) bio: Option<String>,
        pub(crate) role: super::Role,
        pub(crate) age: Option<i32>,
        pub(crate) active: bool,
        pub(crate) logins: i64,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) updated_at: DateTimeUtc,
        #[sea_orm(has_many)]
        pub(crate) memberships: HasMany<super::membership::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod workspace {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "workspaces")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        #[sea_orm(unique)]
        pub(crate) slug: String,
        pub(crate) name: String,
        #[sea_orm(has_many)]
        pub(crate) memberships: HasMany<super::membership::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod membership {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "memberships")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) user_id: Uuid,
        pub(crate) workspace_id: Uuid,
        pub(crate) role: super::Role,
        #[sea_orm(belongs_to, from = "user_id", to = "id")]
        pub(crate) user: HasOne<super::user::Entity>,
        #[sea_orm(belongs_to, from = "workspace_id", to = "id")]
        pub(crate) workspace: HasOne<super::workspace::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct SeaOrm {
    bench: DatabaseConnection,
    any: DatabaseConnection,
}

impl Leg for SeaOrm {
    type User = user::Model;
    type Member = user::ModelEx;

    async fn connect(target: &Target, connections: usize) -> Result<Self> {
        let connections = connections.try_into()?;
        let options = |url: String| {
            let mut options = ConnectOptions::new(url);
            options.max_connections(connections).sqlx_logging(false);
            // Unless told so it asks the server before each query whether it is there.
            options.test_before_acquire(false);
            options
        };
        let bench = Database::connect(options(target.url_with_search_path(SCHEMA)?)).await?;
        let any = Database::connect(options(target.url()?)).await?;
        Ok(Self { bench, any })
    }

    async fn one(&self, email: &str) -> Result<Option<user::Model>> {
        let query = user::Entity::find().filter(user::Column::Email.eq(email));
        Ok(query.one(&self.bench).await?)
    }

    async fn one_of(&self, tenant: &str, email: &str) -> Result<Option<user::Model>> {
        let transaction = self.any.begin().await?;
        let set = format!("SET LOCAL search_path TO {}, core", schema(tenant));
        transaction.execute_unprepared(&set).await?;
        let query = user::Entity::find().filter(user::Column::Email.eq(email));
        let found = query.one(&transaction).await?;
        transaction.commit().await?;
        Ok(found)
    }

    async fn page(&self, count: u32) -> Result<Vec<user::Model>> {
        let query = user::Entity::find().order_by_asc(user::Column::Email);
        Ok(query.limit(u64::from(count)).all(&self.bench).await?)
    }

    async fn members(&self, count: u32) -> Result<Vec<user::ModelEx>> {
        let query = user::Entity::load().order_by_asc(user::Column::Email);
        let query = query.with((membership::Entity, workspace::Entity));
        // A loader has no limit of its own; pages have.
        let pages = query.paginate(&self.bench, count.into());
        Ok(pages.fetch_page(0).await?)
    }

    async fn insert(&self, user: NewUser) -> Result<user::Model> {
        Ok(active(user).insert(&self.bench).await?)
    }

    async fn insert_many(&self, users: Vec<NewUser>) -> Result<u64> {
        let users = users.into_iter().map(active);
        let query = user::Entity::insert_many(users);
        Ok(query.exec_without_returning(&self.bench).await?)
    }

    async fn join(&self, user: NewUser, workspace: NewWorkspace) -> Result<user::Model> {
        let transaction = self.bench.begin().await?;
        let role = role(&user);
        let made = active(user).insert(&transaction).await?;
        let new = workspace::ActiveModel {
            id: Set(workspace.id),
            slug: Set(workspace.slug),
            name: Set(workspace.name),
        };
        workspace::Entity::insert(new)
            .exec_without_returning(&transaction)
            .await?;
        let new = membership::ActiveModel {
            id: Set(workspace.membership),
            user_id: Set(made.id),
            workspace_id: Set(workspace.id),
            role: Set(role),
        };
        membership::Entity::insert(new)
            .exec_without_returning(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(made)
    }

    async fn rename(&self, email: &str, name: &str) -> Result<user::Model> {
        let changed = user::Entity::update_many()
            .col_expr(user::Column::Name, Expr::value(name))
            .col_expr(user::Column::Logins, Expr::col(user::Column::Logins).add(1))
            .filter(user::Column::Email.eq(email))
            .exec_with_returning(&self.bench)
            .await?;
        changed.into_iter().next().context("nobody has this email")
    }

    fn seen(user: user::Model) -> Seen {
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

    fn seen_member(member: user::ModelEx) -> SeenMember {
        let workspaces = member.memberships.iter().map(|membership| {
            let slug = membership
                .workspace
                .as_ref()
                .map(|workspace| workspace.slug.clone());
            (slug.unwrap_or_default(), format!("{:?}", membership.role))
        });
        let workspaces = workspaces.collect();
        SeenMember::new(Self::seen(member.into()), workspaces)
    }
}

fn active(user: NewUser) -> user::ActiveModel {
    user::ActiveModel {
        role: Set(role(&user)),
        id: Set(user.id),
        email: Set(user.email),
        name: Set(user.name),
        bio: Set(user.bio),
        age: Set(user.age),
        ..Default::default()
    }
}

fn role(user: &NewUser) -> Role {
    if user.admin {
        Role::Admin
    } else {
        Role::Member
    }
}
