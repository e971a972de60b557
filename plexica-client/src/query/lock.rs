//! Row locks: `FOR UPDATE` and `FOR SHARE`.

use std::marker::PhantomData;

use super::{
    AtMostOne, Conditional, Exactly, Find, ManyRows, Optional, Projection, Rows, Several, Writer,
};
use crate::{
    Error,
    model::{ROOT_ALIAS, Writable},
};

/// What a query does to the rows that it gives. Their transaction keeps it until it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lock {
    strength: Strength,
    /// For rows that another transaction has locked.
    otherwise: Otherwise,
}

#[derive(Debug, Clone, Copy)]
enum Strength {
    Update,
    Share,
}

#[derive(Debug, Clone, Copy)]
enum Otherwise {
    Wait,
    Skip,
    Fail,
}

impl Lock {
    /// `FOR UPDATE`, waiting for others.
    pub(crate) fn update() -> Self {
        Self {
            strength: Strength::Update,
            otherwise: Otherwise::Wait,
        }
    }

    /// Writes ` FOR …`. What an order joins is not locked.
    pub(super) fn write(self, writer: &mut Writer<'_>) {
        writer.push(match self.strength {
            Strength::Update => " FOR UPDATE OF ",
            Strength::Share => " FOR SHARE OF ",
        });
        writer.push(ROOT_ALIAS);
        writer.push(match self.otherwise {
            Otherwise::Wait => "",
            Otherwise::Skip => " SKIP LOCKED",
            Otherwise::Fail => " NOWAIT",
        });
    }
}

/// A query that locks the rows that it gives; how many those are, `C` says.
#[derive(Debug)]
pub struct Locked<C>(PhantomData<C>);

impl<C: Rows> Rows for Locked<C> {
    type Output<T: Send> = C::Output<T>;

    fn output<T: Send>(rows: Vec<T>, model: &'static str) -> Result<C::Output<T>, Error> {
        C::output(rows, model)
    }
}

impl<C: Conditional> Conditional for Locked<C> {}
impl<C: Several> Several for Locked<C> {}

impl<C: Optional> Optional for Locked<C> {
    type Required = Locked<C::Required>;
}

/// A query whose rows are not locked yet.
pub trait Lockable: Rows {}

impl Lockable for ManyRows {}
impl<K: Send + Sync> Lockable for AtMostOne<K> {}
impl<K: Send + Sync> Lockable for Exactly<K> {}

impl<'a, C: Lockable, P: Projection<Model: Writable>> Find<'a, C, P> {
    /// Locks the rows as an update of them does, until the transaction ends: whoever else wants to
    /// change or to lock one waits for that, and this query for those who came before.
    ///
    /// ```ignore
    /// let transaction = acme.begin().await?;
    /// let job = transaction
    ///     .job()
    ///     .find_first()
    ///     .filter(job::done.eq(false))
    ///     .order_by(job::id.asc())
    ///     .lock_for_update()
    ///     .skip_locked()
    ///     .await?;
    /// ```
    ///
    /// Relations that are loaded with the rows are not locked. Outside a transaction, where a lock
    /// would be gone with the answer, it is an error of the kind
    /// [`InvalidQuery`](crate::ErrorKind::InvalidQuery), and nothing is sent.
    pub fn lock_for_update(self) -> Find<'a, Locked<C>, P> {
        self.lock(Strength::Update)
    }

    /// Keeps the rows from being changed or deleted until the transaction ends. Others may lock them
    /// so too. Outside a transaction an error, as [`lock_for_update`](Self::lock_for_update).
    pub fn lock_for_share(self) -> Find<'a, Locked<C>, P> {
        self.lock(Strength::Share)
    }

    fn lock(self, strength: Strength) -> Find<'a, Locked<C>, P> {
        let mut locked = self.giving();
        locked.select.lock = Some(Lock {
            strength,
            otherwise: Otherwise::Wait,
        });
        locked
    }
}

impl<C, P> Find<'_, Locked<C>, P> {
    /// Leaves rows out that another transaction has locked. In place of
    /// [`no_wait`](Self::no_wait).
    pub fn skip_locked(self) -> Self {
        self.otherwise(Otherwise::Skip)
    }

    /// A row that another transaction has locked is an error at once, of the kind
    /// [`LockTimeout`](crate::ErrorKind::LockTimeout). In place of [`skip_locked`](Self::skip_locked).
    pub fn no_wait(self) -> Self {
        self.otherwise(Otherwise::Fail)
    }

    fn otherwise(mut self, otherwise: Otherwise) -> Self {
        if let Some(lock) = &mut self.select.lock {
            lock.otherwise = otherwise;
        }
        self
    }
}
