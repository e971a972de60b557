/// What kind of error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A row that must be there is not.
    NotFound,
    /// A query asks for what cannot be had where it is: a row lock outside a transaction, say.
    InvalidQuery,
    /// The row is not at the version any more that the write was for.
    StaleVersion,
    /// Another row has the same value of a unique key.
    UniqueViolation,
    /// A referenced row is not there, or a row that is still referenced would go.
    ForeignKeyViolation,
    /// A check says no.
    CheckViolation,
    /// An exclusion constraint says no: another row is in the way.
    ExclusionViolation,
    /// A column that needs a value has none.
    NotNullViolation,
    /// A value does not fit its column: too long, out of range, not of its form.
    InvalidValue,
    /// A string is not a tenant's key. Nothing was sent.
    InvalidTenantKey,
    /// No tenant has this key.
    UnknownTenant,
    /// The tenant is there and not active.
    InactiveTenant,
    /// The database lacks a schema, table or column: migrations have not been applied.
    NotMigrated,
    /// A migration failed, or the ledger and the migrations disagree.
    Migration,
    /// No connection became free in time.
    PoolTimeout,
    /// The pool was closed.
    PoolClosed,
    /// The server cannot be reached, or refuses the connection.
    Connect,
    /// The connection broke while it was used. What was under way may or may not have happened.
    ConnectionLost,
    /// The transaction met another one; it can be tried again from its start.
    SerializationFailure,
    /// The transaction met another one, each waiting for the other; it can be tried again.
    Deadlock,
    /// A statement ran into the server's `statement_timeout`, or was cancelled.
    Timeout,
    /// A statement waited for a lock for longer than it may, or was not to wait at all.
    LockTimeout,
    /// The transaction cannot go on: a statement in it failed, or it is over.
    TransactionAborted,
    /// A row holds what its field cannot.
    Decode,
    /// The settings are wrong.
    Configuration,
    /// Anything else that the server says; see [`Error::sqlstate`](super::Error::sqlstate).
    Database,
}

impl ErrorKind {
    /// A stable code for logs and documentation: `plexica::unique_violation`. The guide's page on
    /// errors has each, with its cause and what to do.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "plexica::not_found",
            Self::InvalidQuery => "plexica::invalid_query",
            Self::StaleVersion => "plexica::stale_version",
            Self::UniqueViolation => "plexica::unique_violation",
            Self::ForeignKeyViolation => "plexica::foreign_key_violation",
            Self::CheckViolation => "plexica::check_violation",
            Self::ExclusionViolation => "plexica::exclusion_violation",
            Self::NotNullViolation => "plexica::not_null_violation",
            Self::InvalidValue => "plexica::invalid_value",
            Self::InvalidTenantKey => "plexica::invalid_tenant_key",
            Self::UnknownTenant => "plexica::unknown_tenant",
            Self::InactiveTenant => "plexica::inactive_tenant",
            Self::NotMigrated => "plexica::not_migrated",
            Self::Migration => "plexica::migration",
            Self::PoolTimeout => "plexica::pool_timeout",
            Self::PoolClosed => "plexica::pool_closed",
            Self::Connect => "plexica::connect",
            Self::ConnectionLost => "plexica::connection_lost",
            Self::SerializationFailure => "plexica::serialization_failure",
            Self::Deadlock => "plexica::deadlock",
            Self::Timeout => "plexica::timeout",
            Self::LockTimeout => "plexica::lock_timeout",
            Self::TransactionAborted => "plexica::transaction_aborted",
            Self::Decode => "plexica::decode",
            Self::Configuration => "plexica::configuration",
            Self::Database => "plexica::database",
        }
    }
}
