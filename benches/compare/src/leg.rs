//! What every leg does, in its own types, and the one form in which their answers are compared.

use std::future::Future;

use anyhow::Result;
use uuid::Uuid;

use crate::target::Target;

/// A library, or code without one, behind one pool of connections.
///
/// What does not name a tenant works in the tenant `bench`.
pub(crate) trait Leg: Send + Sync + Sized + 'static {
    /// A row of `users`, as the leg's users have it.
    type User: Send;
    /// A user with memberships, each with its workspace.
    type Member: Send;

    fn connect(target: &Target, connections: usize) -> impl Future<Output = Result<Self>>;

    /// One user by the unique key.
    fn one(&self, email: &str) -> impl Future<Output = Result<Option<Self::User>>> + Send;

    /// One user of any tenant.
    fn one_of(
        &self,
        tenant: &str,
        email: &str,
    ) -> impl Future<Output = Result<Option<Self::User>>> + Send;

    /// The first users by email.
    fn page(&self, count: u32) -> impl Future<Output = Result<Vec<Self::User>>> + Send;

    /// The first users by email, with two levels of related rows.
    fn members(&self, count: u32) -> impl Future<Output = Result<Vec<Self::Member>>> + Send;

    /// Makes a user, and reads what the server has made of it.
    fn insert(&self, user: NewUser) -> impl Future<Output = Result<Self::User>> + Send;

    /// Makes many users. Returns how many.
    fn insert_many(&self, users: Vec<NewUser>) -> impl Future<Output = Result<u64>> + Send;

    /// Makes a user, a workspace and a membership in it, in one transaction.
    fn join(
        &self,
        user: NewUser,
        workspace: NewWorkspace,
    ) -> impl Future<Output = Result<Self::User>> + Send;

    /// Sets the name, adds a login, and reads the user.
    fn rename(&self, email: &str, name: &str) -> impl Future<Output = Result<Self::User>> + Send;

    fn seen(user: Self::User) -> Seen;

    fn seen_member(member: Self::Member) -> SeenMember;
}

/// What a leg is given to make a user of. The rest of the columns is the database's.
#[derive(Debug, Clone)]
pub(crate) struct NewUser {
    pub(crate) id: Uuid,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) bio: Option<String>,
    pub(crate) admin: bool,
    pub(crate) age: Option<i32>,
}

#[derive(Debug, Clone)]
pub(crate) struct NewWorkspace {
    pub(crate) id: Uuid,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) membership: Uuid,
}

/// A user as every leg has to see it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) id: Uuid,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) bio: Option<String>,
    /// The variant's name in Rust.
    pub(crate) role: String,
    pub(crate) age: Option<i32>,
    pub(crate) active: bool,
    pub(crate) logins: i64,
    /// Microseconds since 1970.
    pub(crate) created_at: i64,
    /// Microseconds since 1970.
    pub(crate) updated_at: i64,
}

/// A user's email with the roles and workspaces' slugs of the memberships.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SeenMember {
    pub(crate) user: Seen,
    /// By slug: no leg promises an order here.
    pub(crate) workspaces: Vec<(String, String)>,
}

impl SeenMember {
    pub(crate) fn new(user: Seen, mut workspaces: Vec<(String, String)>) -> Self {
        workspaces.sort();
        Self { user, workspaces }
    }
}
