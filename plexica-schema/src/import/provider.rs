use std::fmt;

/// A database that Prisma knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Provider {
    PostgreSql,
    CockroachDb,
    MySql,
    Sqlite,
    SqlServer,
    MongoDb,
}

impl Provider {
    /// The provider with this name in a `datasource`.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "postgresql" | "postgres" => Self::PostgreSql,
            "cockroachdb" => Self::CockroachDb,
            "mysql" => Self::MySql,
            "sqlite" => Self::Sqlite,
            "sqlserver" => Self::SqlServer,
            "mongodb" => Self::MongoDb,
            _ => return None,
        })
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PostgreSql => "PostgreSQL",
            Self::CockroachDb => "CockroachDB",
            Self::MySql => "MySQL",
            Self::Sqlite => "SQLite",
            Self::SqlServer => "SQL Server",
            Self::MongoDb => "MongoDB",
        })
    }
}
