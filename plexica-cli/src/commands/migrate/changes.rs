//! What has changed between two schemas, for the commands that show it or write it down.

use std::path::Path;

use plexica_client::migration::Migration;
use plexica_codegen::sql::DatabaseModel;
use plexica_migrate::{
    diff::{Diff, Hazard, Renames, Step},
    named_renames,
};
use plexica_schema::{Checked, Sources, schema::Schema};

use crate::failure::Failure;

/// A schema with the texts that it is read from.
pub(super) struct Read {
    pub(super) sources: Sources,
    pub(super) schema: Schema,
}

/// Reads and checks a schema.
pub(super) fn read(path: &Path) -> Result<Read, Failure> {
    let sources = Sources::load(path)?;
    match plexica_schema::check(&sources) {
        Ok(Checked { schema, .. }) => Ok(Read { sources, schema }),
        Err(diagnostics) => Err(Failure::Schema(diagnostics)),
    }
}

/// The schema that the migrations lead to; `None` where there are no migrations.
pub(super) fn read_last(
    folder: &Path,
    migrations: &[Migration],
) -> Result<Option<Schema>, Failure> {
    let Some(last) = migrations.last() else {
        return Ok(None);
    };
    let snapshot = folder.join(&last.id).join("schema.plx");
    if !snapshot.is_file() {
        return Err(Failure::could_not_run(format!(
            "the last migration, `{}`, has no `schema.plx`, so it is not known what the migrations lead to",
            last.id
        ))
        .help("put the schema that it leads to beside its SQL"));
    }
    Ok(Some(read(&snapshot)?.schema))
}

/// The steps from one schema, or from nothing, to another.
pub(super) fn between(
    from: Option<&Schema>,
    to: Option<&Schema>,
    renamed: &[String],
) -> Result<Diff, Failure> {
    let model = |schema: Option<&Schema>| schema.map_or_else(nothing, DatabaseModel::from);
    let renames = match (from, to) {
        (Some(from), Some(to)) => {
            named_renames(from, to, renamed).map_err(|error| Failure::no(error.to_string()))?
        }
        _ if renamed.is_empty() => Renames::default(),
        _ => {
            return Err(Failure::no(
                "there is nothing to rename in an empty database",
            ));
        }
    };
    Diff::between(&model(from), &model(to), &renames)
        .map_err(|error| Failure::no(error.to_string()))
}

fn nothing() -> DatabaseModel {
    DatabaseModel {
        core: Default::default(),
        tenant: None,
    }
}

/// What is dangerous, each with where it is.
pub(super) fn hazards(diff: &Diff) -> Vec<(&'static str, Hazard)> {
    let of = |place, steps: &[Step]| -> Vec<_> {
        let hazards = steps.iter().flat_map(Step::hazards);
        hazards.map(|hazard| (place, hazard)).collect()
    };
    let mut hazards = of("core", &diff.core);
    hazards.extend(of("every tenant", &diff.tenant));
    hazards
}
