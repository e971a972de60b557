//! The steps from one database to another.
//!
//! Both are [`DatabaseModel`]s, plain data made from schemas: nothing is asked of a server. A *step*
//! ([`Step`]) is one change that PostgreSQL makes by one or a few statements. The steps of a scope
//! come in an order in which each finds what it needs: what depends on something goes before it
//! goes, and comes after it comes.
//!
//! Nothing is guessed: what has another name is another thing, unless [`Renames`] say otherwise.
//! No step loses data in silence: a cast that does not fit fails, and a step that takes data away
//! says so ([`Step::hazards`]).

mod cast;
mod columns;
mod constraints;
mod cut;
mod enums;
mod hazard;
mod mention;
mod phases;
mod renames;
mod render;
mod scope;
mod step;
mod tables;
mod views;

use plexica_codegen::sql::{DatabaseModel, PhysicalSchema};

pub use hazard::{Hazard, HazardKind};
pub use renames::{RenameError, Renames};
pub use step::{CastEffect, Step, TableChange};

/// What leads from one database to another: the steps in core, and those in every tenant's schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// In the platform's own schemas.
    pub core: Vec<Step>,
    /// In the schema of every tenant.
    pub tenant: Vec<Step>,
}

/// Why no steps lead from one database to another.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffError {
    /// A table is in core in one and in every tenant's schema in the other.
    #[error(
        "the table {table} moves {way}, and no migration knows which rows belong to which tenant: \
         make it under another name, move the rows by a program, and drop the old one afterwards"
    )]
    Moved {
        /// The table's name.
        table: String,
        /// From where to where.
        way: &'static str,
    },
    /// An enum of core, which tenants' columns have, loses values or changes their order.
    #[error(
        "the enum {name} loses values or gets them in another order, and columns of tenants have it: \
         core is migrated before the tenants, whose rows may hold those values. Make an enum with the \
         values that stay, give it to the columns, and drop this one in a later migration"
    )]
    SharedEnum {
        /// The enum's name.
        name: String,
    },
    /// What is renamed is not there, or what it becomes is not.
    #[error(transparent)]
    Rename(#[from] RenameError),
}

impl Diff {
    /// The steps from one database to another.
    ///
    /// # Errors
    /// A [`DiffError`], where no migration can do it.
    pub fn between(
        from: &DatabaseModel,
        to: &DatabaseModel,
        renames: &Renames,
    ) -> Result<Self, DiffError> {
        refuse_moves(from, to)?;
        renames.check(from, to)?;
        let nothing = PhysicalSchema::default();
        let tenant_of = |model: &DatabaseModel| model.tenant.clone().unwrap_or_default();
        let tenants = tenant_of(to);
        enums::refuse_shared_losses(&from.core, &to.core, &tenants)?;
        let core = scope::steps(&from.core, &to.core, renames);
        let tenant = match (&from.tenant, &to.tenant) {
            (None, None) => Vec::new(),
            (from, _) => scope::steps(from.as_ref().unwrap_or(&nothing), &tenants, renames),
        };
        Ok(Self { core, tenant })
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.core.is_empty() && self.tenant.is_empty()
    }
}

/// As the text of an `.sql` file: a comment over each step that is dangerous.
#[must_use]
pub fn script(steps: &[Step]) -> String {
    render::script(steps)
}

fn refuse_moves(from: &DatabaseModel, to: &DatabaseModel) -> Result<(), DiffError> {
    let tables = |schema: Option<&PhysicalSchema>| -> Vec<String> {
        let tables = schema.into_iter().flat_map(|schema| &schema.tables);
        tables.map(|table| table.name.name.clone()).collect()
    };
    let (core, tenant) = (tables(Some(&from.core)), tables(from.tenant.as_ref()));
    let (new_core, new_tenant) = (tables(Some(&to.core)), tables(to.tenant.as_ref()));
    let moved = |from: &[String], into: &[String], away: &[String], other: &[String]| {
        let gone = from
            .iter()
            .find(|name| !away.contains(name) && into.contains(name) && !other.contains(name));
        gone.cloned()
    };
    let error = |table: String, way| {
        Err(DiffError::Moved {
            table: plexica_ident::quote(&table),
            way,
        })
    };
    if let Some(table) = moved(&core, &new_tenant, &new_core, &tenant) {
        return error(table, "from core into every tenant's schema");
    }
    if let Some(table) = moved(&tenant, &new_core, &new_tenant, &core) {
        return error(table, "from the tenants' schemas into core");
    }
    Ok(())
}
