//! Migrations for core and for every tenant.
