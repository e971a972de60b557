use super::Step;

/// When a step happens among those of a scope. In this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    DropViews,
    Renames,
    DropForeignKeys,
    DropConstraints,
    DropIndexes,
    RenameIndexes,
    Schemas,
    Extensions,
    Enums,
    DropTables,
    DropGeneratedColumns,
    DropColumns,
    DropDefaults,
    AlterColumns,
    CreateTables,
    AddColumns,
    AddGeneratedColumns,
    SetDefaults,
    PrimaryKeys,
    Indexes,
    Constraints,
    ForeignKeys,
    DropEnums,
    DropExtensions,
    DropSchemas,
    CreateViews,
    Comments,
}

/// Steps, each with its phase.
#[derive(Debug, Default)]
pub(super) struct Phases(Vec<(Phase, Step)>);

impl Phases {
    pub(super) fn add(&mut self, phase: Phase, step: Step) {
        self.0.push((phase, step));
    }

    pub(super) fn extend(&mut self, phase: Phase, steps: impl IntoIterator<Item = Step>) {
        self.0.extend(steps.into_iter().map(|step| (phase, step)));
    }

    pub(super) fn steps(&self) -> impl Iterator<Item = &Step> {
        self.0.iter().map(|(_, step)| step)
    }

    /// In the order of the phases; within one, as they were added.
    pub(super) fn in_order(mut self) -> Vec<Step> {
        self.0.sort_by_key(|(phase, _)| *phase);
        self.0.into_iter().map(|(_, step)| step).collect()
    }
}
