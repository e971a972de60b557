use std::fmt;

use plexica_codegen::sql::Column;

use super::{CastEffect, Step, TableChange};

/// What is dangerous about a step on a database with rows in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// What it is.
    pub kind: HazardKind,
    /// What happens, in a sentence without a capital and a full stop.
    pub message: String,
    /// What can be done in its place.
    pub safer: &'static str,
}

/// A kind of danger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HazardKind {
    /// Values are lost.
    DataLoss,
    /// It fails where rows do not fit.
    MayFail,
    /// The table is written anew, and nobody reads or writes it meanwhile.
    Rewrite,
    /// Nobody writes the table while PostgreSQL reads all of it.
    LongLock,
}

impl HazardKind {
    /// Its name for `--deny` and for machines: `data-loss`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DataLoss => "data-loss",
            Self::MayFail => "may-fail",
            Self::Rewrite => "rewrite",
            Self::LongLock => "long-lock",
        }
    }
}

impl fmt::Display for HazardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

const ADD_THEN_FILL: &str =
    "give it a default, or add it as optional, fill it, and make it required in a later migration";

/// The one danger of a step.
fn one(kind: HazardKind, message: String, safer: &'static str) -> Vec<Hazard> {
    vec![Hazard {
        kind,
        message,
        safer,
    }]
}

impl Step {
    /// What is dangerous about it. Nothing is where no row can be yet.
    #[must_use]
    pub fn hazards(&self) -> Vec<Hazard> {
        match self {
            Self::DropTable(table) => one(
                HazardKind::DataLoss,
                format!("the rows of {table} are lost"),
                "rename it with `--rename` if it is only called otherwise now; keep a copy of what is still wanted",
            ),
            Self::RenameTable { from, .. } => one(
                HazardKind::MayFail,
                format!("programs of the version before do not find {from} any more"),
                "deploy when none of them runs, or make a view of the old name for the time between",
            ),
            Self::AlterTable {
                table,
                change,
                is_new: false,
            } => change.hazards(&table.to_string()),
            _ => Vec::new(),
        }
    }
}

impl TableChange {
    fn hazards(&self, table: &str) -> Vec<Hazard> {
        let quote = plexica_ident::quote;
        match self {
            Self::DropColumn(column) if is_generated(column) => Vec::new(),
            Self::DropColumn(column) => one(
                HazardKind::DataLoss,
                format!("the values of {} of {table} are lost", quote(&column.name)),
                "rename it with `--rename` if it is only called otherwise now; keep a copy of what is still wanted",
            ),
            Self::RenameColumn { from, .. } => one(
                HazardKind::MayFail,
                format!(
                    "programs of the version before do not find {} of {table} any more",
                    quote(from)
                ),
                "deploy when none of them runs, or add the new column, fill both, and drop the old one later",
            ),
            Self::AddColumn(column) if is_generated(column) => one(
                HazardKind::Rewrite,
                format!("{table} is written anew with {}", quote(&column.name)),
                "compute it in a view, or deploy when nobody uses the table",
            ),
            Self::AddColumn(column) if !column.is_nullable && column.default.is_none() => one(
                HazardKind::MayFail,
                format!(
                    "{} of {table} is required and has no default, so it fails where there are rows",
                    quote(&column.name)
                ),
                ADD_THEN_FILL,
            ),
            Self::SetType {
                from, to, effect, ..
            } => cast_hazards(table, from, to, *effect),
            Self::SetNotNull(column) => vec![
                Hazard {
                    kind: HazardKind::MayFail,
                    message: format!(
                        "{} of {table} becomes required, which fails where it is null",
                        quote(column)
                    ),
                    safer: "fill it first, in this migration",
                },
                Hazard {
                    kind: HazardKind::LongLock,
                    message: format!("all rows of {table} are read while nobody uses it"),
                    safer: "add a check `IS NOT NULL` as `NOT VALID`, validate it in a migration of its own, \
                            and make the column required after that",
                },
            ],
            Self::AddPrimaryKey(_) => one(
                HazardKind::LongLock,
                format!("nobody uses {table} while its primary key is made"),
                "make a unique index `CONCURRENTLY` and the key from it (`USING INDEX`)",
            ),
            Self::CreateIndex(index) => {
                let mut hazards = one(
                    HazardKind::LongLock,
                    format!("nobody writes {table} while {} is made", quote(&index.name)),
                    "make it `CONCURRENTLY`, outside a transaction, before this migration",
                );
                if index.is_unique {
                    hazards.push(Hazard {
                        kind: HazardKind::MayFail,
                        message: format!(
                            "{} fails where rows of {table} are equal in its columns",
                            quote(&index.name)
                        ),
                        safer: "look for such rows before, and settle which one stays",
                    });
                }
                hazards
            }
            Self::AddCheck(check) => one(
                HazardKind::LongLock,
                format!(
                    "all rows of {table} are read while nobody writes it, and {} fails where one does not fit",
                    quote(&check.name)
                ),
                "add it as `NOT VALID`, and `VALIDATE CONSTRAINT` in a migration of its own",
            ),
            Self::AddForeignKey(key) => one(
                HazardKind::LongLock,
                format!(
                    "all rows of {table} are read while nobody writes it or {}, and {} fails where one refers to nothing",
                    key.referenced_table,
                    quote(&key.name)
                ),
                "add it as `NOT VALID`, and `VALIDATE CONSTRAINT` in a migration of its own",
            ),
            Self::AddExclusion(exclusion) => one(
                HazardKind::LongLock,
                format!(
                    "nobody writes {table} while {} is made, which fails where two rows exclude each other",
                    quote(&exclusion.name)
                ),
                "deploy when nobody uses the table",
            ),
            _ => Vec::new(),
        }
    }
}

fn cast_hazards(table: &str, from: &Column, to: &Column, effect: CastEffect) -> Vec<Hazard> {
    let column = plexica_ident::quote(&to.name);
    let (old, new) = (&from.r#type, &to.r#type);
    let effect_on_values = match effect {
        CastEffect::KeepsStorage => return Vec::new(),
        CastEffect::KeepsValues => None,
        // Another type of the same name takes its place.
        CastEffect::MayFail if old == new && from.is_array == to.is_array => Some(Hazard {
            kind: HazardKind::MayFail,
            message: format!(
                "a row of {table} makes it fail whose {column} has a value that is gone from {new}"
            ),
            safer: "give such rows another value first, in this migration",
        }),
        CastEffect::MayFail => Some(Hazard {
            kind: HazardKind::MayFail,
            message: format!(
                "a value of {column} of {table} that is no {new} as a {old} makes it fail"
            ),
            safer: "look for such values before, and mend them in this migration",
        }),
        CastEffect::MayRound => Some(Hazard {
            kind: HazardKind::DataLoss,
            message: format!("values of {column} of {table} are rounded from {old} to {new}"),
            safer: "keep the old column beside a new one until nobody needs it",
        }),
        CastEffect::KeepsFirstElement => Some(Hazard {
            kind: HazardKind::DataLoss,
            message: format!("of each list in {column} of {table} only the first element stays"),
            safer: "keep the old column beside a new one until nobody needs it",
        }),
    };
    let rewrite = Hazard {
        kind: HazardKind::Rewrite,
        message: format!("{table} is written anew for the new type of {column}"),
        safer: "add a column of the new type, fill it in parts, and change over in a later migration",
    };
    effect_on_values.into_iter().chain([rewrite]).collect()
}

fn is_generated(column: &Column) -> bool {
    use plexica_codegen::sql::ColumnDefault;
    matches!(column.default, Some(ColumnDefault::Generated(_)))
}
