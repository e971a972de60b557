//! Native types of Prisma's other databases, and what they are in PostgreSQL. The tables have every
//! type of each connector, as Prisma 7.10 lists them (`native_types` of its schema compiler).

mod apply;
mod cockroachdb;
mod mongodb;
mod mysql;
mod native_type;
mod sqlserver;

pub(super) use apply::import;
