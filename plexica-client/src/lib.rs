//! The runtime that a generated Plexica client calls: pool, scopes, queries, transactions, tenants, migrations.
