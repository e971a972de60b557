//! The workloads: what one operation of each is, and what it is given.

use anyhow::Result;
use clap::ValueEnum;
use uuid::Uuid;

use crate::{
    data,
    leg::{Leg, NewUser, NewWorkspace, Seen, SeenMember},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Workload {
    /// One row by unique key, in one tenant.
    OneRow,
    /// One row by key, in the next of many tenants each time.
    Rotate,
    /// 100 rows of ten columns.
    Rows100,
    /// 10,000 rows of ten columns.
    Rows10000,
    /// A row is made and read back.
    Insert,
    /// 1,000 rows are made.
    Insert1000,
    /// 50 users, their memberships, and the workspaces of these.
    Include,
    /// A transaction of three inserts.
    Transaction,
    /// A row is changed and read back.
    Update,
    /// One row by key, by 64 tasks at once over one pool, on two threads.
    Tasks64,
}

/// What one operation is given. It is made before the clock runs.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    Email(String),
    TenantEmail(String, String),
    Count(u32),
    User(NewUser),
    Users(Vec<NewUser>),
    Join(NewUser, NewWorkspace),
    Name(String, String),
}

/// What one operation gives.
pub(crate) enum Answer<L: Leg> {
    Maybe(Option<L::User>),
    One(L::User),
    Many(Vec<L::User>),
    Members(Vec<L::Member>),
    Count(u64),
}

/// An answer in the form in which legs are compared.
#[derive(Debug, PartialEq)]
pub(crate) enum Compared {
    Users(Vec<Seen>),
    Members(Vec<SeenMember>),
    Count(u64),
}

impl Workload {
    pub(crate) const ALL: [Self; 10] = [
        Self::OneRow,
        Self::Rotate,
        Self::Rows100,
        Self::Rows10000,
        Self::Insert,
        Self::Insert1000,
        Self::Include,
        Self::Transaction,
        Self::Update,
        Self::Tasks64,
    ];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::OneRow => "one row by unique key",
            Self::Rotate => "one row, rotating over the tenants",
            Self::Rows100 => "100 rows",
            Self::Rows10000 => "10,000 rows",
            Self::Insert => "insert, row returned",
            Self::Insert1000 => "1,000 rows inserted at once",
            Self::Include => "include: 50 users, memberships, workspaces",
            Self::Transaction => "transaction of three inserts",
            Self::Update => "update, row returned",
            Self::Tasks64 => "one row by key, 64 tasks at once",
        }
    }

    /// How many operations a round has: enough to last some tens of milliseconds.
    pub(crate) fn operations(self) -> usize {
        match self {
            Self::OneRow | Self::Rotate => 200,
            Self::Rows100 | Self::Insert | Self::Update => 100,
            Self::Include | Self::Transaction => 40,
            Self::Rows10000 | Self::Insert1000 => 4,
            Self::Tasks64 => 64 * 10,
        }
    }

    /// How many operations go on at once.
    pub(crate) fn tasks(self) -> usize {
        match self {
            Self::Tasks64 => 64,
            _ => 1,
        }
    }

    /// How many operations there have to be before it is measured.
    pub(crate) fn warm_up(self, tenants: usize, connections: usize) -> usize {
        match self {
            // The first visit of a tenant is another matter; some prepare at the second.
            Self::Rotate => tenants * 3,
            Self::Tasks64 => connections * 200,
            _ => self.operations().min(20),
        }
    }

    /// What the operation of this number is given; the same for every leg, but for new keys.
    pub(crate) fn input(self, number: usize, tenants: usize) -> Input {
        let email = |number: usize| data::email(number * 7_919 % data::USERS);
        match self {
            Self::OneRow | Self::Tasks64 => Input::Email(email(number)),
            Self::Rotate => {
                let tenant = data::tenant(number % tenants);
                Input::TenantEmail(tenant, data::email(number % data::USERS_OF_OTHERS))
            }
            Self::Rows100 => Input::Count(100),
            Self::Rows10000 => Input::Count(10_000),
            Self::Include => Input::Count(50),
            Self::Insert => Input::User(new_user(number)),
            Self::Insert1000 => {
                let numbers = number * 1_000..(number + 1) * 1_000;
                Input::Users(numbers.map(new_user).collect())
            }
            Self::Transaction => Input::Join(new_user(number), new_workspace(number)),
            Self::Update => Input::Name(email(number), format!("Renamed {number}")),
        }
    }

    /// One operation.
    pub(crate) async fn operation<L: Leg>(self, leg: &L, input: Input) -> Result<Answer<L>> {
        Ok(match input {
            Input::Email(email) => Answer::Maybe(leg.one(&email).await?),
            Input::TenantEmail(tenant, email) => Answer::Maybe(leg.one_of(&tenant, &email).await?),
            Input::Count(count) if self == Self::Include => {
                Answer::Members(leg.members(count).await?)
            }
            Input::Count(count) => Answer::Many(leg.page(count).await?),
            Input::User(user) => Answer::One(leg.insert(user).await?),
            Input::Users(users) => Answer::Count(leg.insert_many(users).await?),
            Input::Join(user, workspace) => Answer::One(leg.join(user, workspace).await?),
            Input::Name(email, name) => Answer::One(leg.rename(&email, &name).await?),
        })
    }

    /// The answer, without what differs from time to time: when a new row was made, and how
    /// often a row was changed.
    pub(crate) fn compared<L: Leg>(self, answer: Answer<L>) -> Compared {
        let mut users = match answer {
            Answer::Maybe(user) => user.into_iter().map(L::seen).collect(),
            Answer::One(user) => vec![L::seen(user)],
            Answer::Many(users) => users.into_iter().map(L::seen).collect(),
            Answer::Members(members) => {
                return Compared::Members(members.into_iter().map(L::seen_member).collect());
            }
            Answer::Count(count) => return Compared::Count(count),
        };
        for user in &mut users {
            match self {
                Self::Insert | Self::Transaction => {
                    user.id = Uuid::nil();
                    user.created_at = 0;
                    user.updated_at = 0;
                }
                Self::Update => user.logins = 0,
                _ => {}
            }
        }
        Compared::Users(users)
    }
}

impl<L: Leg> Answer<L> {
    /// How many rows it holds, or says that there are.
    pub(crate) fn rows(&self) -> u64 {
        match self {
            Self::Maybe(user) => u64::from(user.is_some()),
            Self::One(_) => 1,
            Self::Many(users) => users.len() as u64,
            Self::Members(members) => members.len() as u64,
            Self::Count(count) => *count,
        }
    }
}

fn new_user(number: usize) -> NewUser {
    NewUser {
        id: Uuid::new_v4(),
        email: format!("{}{number:09}@bench.test", data::NEW),
        name: format!("New {number}"),
        bio: (number % 2 == 0).then(|| format!("has come as number {number}")),
        admin: number % 10 == 0,
        age: (number % 3 == 0).then_some(number as i32 % 80),
    }
}

fn new_workspace(number: usize) -> NewWorkspace {
    NewWorkspace {
        id: Uuid::new_v4(),
        slug: format!("{}{number:09}", data::NEW),
        name: format!("Workspace {number}"),
        membership: Uuid::new_v4(),
    }
}
