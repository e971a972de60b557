//! The legs, and how they are chosen.

#[cfg(feature = "diesel")]
mod diesel;
mod hand_written;
mod plexica;
#[cfg(feature = "sea-orm")]
mod sea_orm;
#[cfg(feature = "sqlx")]
mod sqlx;
#[cfg(feature = "toasty")]
mod toasty;

use anyhow::Result;
use clap::ValueEnum;
use tokio::runtime::Runtime;

use crate::{
    measure::{Measured, Runner},
    target::Target,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LegName {
    HandWritten,
    Plexica,
    #[cfg(feature = "sqlx")]
    Sqlx,
    #[cfg(feature = "diesel")]
    Diesel,
    #[cfg(feature = "sea-orm")]
    SeaOrm,
    #[cfg(feature = "toasty")]
    Toasty,
}

impl LegName {
    pub(crate) const ALL: &[Self] = &[
        Self::HandWritten,
        Self::Plexica,
        #[cfg(feature = "sqlx")]
        Self::Sqlx,
        #[cfg(feature = "diesel")]
        Self::Diesel,
        #[cfg(feature = "sea-orm")]
        Self::SeaOrm,
        #[cfg(feature = "toasty")]
        Self::Toasty,
    ];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::HandWritten => "hand-written",
            Self::Plexica => "Plexica",
            #[cfg(feature = "sqlx")]
            Self::Sqlx => "SQLx",
            #[cfg(feature = "diesel")]
            Self::Diesel => "Diesel async",
            #[cfg(feature = "sea-orm")]
            Self::SeaOrm => "SeaORM",
            #[cfg(feature = "toasty")]
            Self::Toasty => "Toasty",
        }
    }

    /// Connects on the runtime that it will be measured on.
    pub(crate) fn connect(
        self,
        runtime: &Runtime,
        target: &Target,
        connections: usize,
    ) -> Result<Box<dyn Measured>> {
        Ok(match self {
            Self::HandWritten => {
                Runner::<hand_written::HandWritten>::connect(runtime, target, connections)?
            }
            Self::Plexica => Runner::<plexica::Plexica>::connect(runtime, target, connections)?,
            #[cfg(feature = "sqlx")]
            Self::Sqlx => Runner::<sqlx::Sqlx>::connect(runtime, target, connections)?,
            #[cfg(feature = "diesel")]
            Self::Diesel => Runner::<diesel::Diesel>::connect(runtime, target, connections)?,
            #[cfg(feature = "sea-orm")]
            Self::SeaOrm => Runner::<sea_orm::SeaOrm>::connect(runtime, target, connections)?,
            #[cfg(feature = "toasty")]
            Self::Toasty => Runner::<toasty::Toasty>::connect(runtime, target, connections)?,
        })
    }
}
