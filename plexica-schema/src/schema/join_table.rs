use super::{
    JoinTableId, RelationFieldWalker, RelationWalker, ScalarFieldWalker, Scope, Walker,
    arena::JoinTableData,
};
use crate::constraint_name;

/// What holds a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<'db> {
    /// Columns of one of the two models.
    ForeignKey(RelationWalker<'db>),
    /// A table that has no model: the relation is an implicit many-to-many one.
    JoinTable(JoinTableWalker<'db>),
}

/// The table of an implicit many-to-many relation, as Prisma makes it: a row a pair, in the columns
/// `A` and `B`, each a foreign key.
///
/// `A` is for the model whose name comes first; between a model and itself, for the field whose name
/// comes first.
pub type JoinTableWalker<'db> = Walker<'db, JoinTableId>;

/// One of the two columns of a join table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinSide {
    /// The first column.
    A,
    /// The second column.
    B,
}

impl JoinSide {
    /// The column's name.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// The other column.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

impl<'db> JoinTableWalker<'db> {
    /// Both columns, in their order.
    pub const SIDES: [JoinSide; 2] = [JoinSide::A, JoinSide::B];

    fn data(self) -> &'db JoinTableData {
        &self.db.join_tables[self.id.index()]
    }

    /// The table's name.
    #[must_use]
    pub fn database_name(self) -> &'db str {
        &self.data().database_name
    }

    /// Where the table lives: with the model of the column `A`.
    #[must_use]
    pub fn scope(self) -> &'db Scope {
        self.field(JoinSide::A).model().scope()
    }

    /// The field of the model whose own keys are in this column.
    #[must_use]
    pub fn field(self, side: JoinSide) -> RelationFieldWalker<'db> {
        self.walk(self.data().sides[side as usize])
    }

    /// The key that this column refers to.
    #[must_use]
    pub fn key(self, side: JoinSide) -> ScalarFieldWalker<'db> {
        self.walk(self.data().keys[side as usize])
    }

    /// The column that holds the own keys of a field's model.
    #[must_use]
    pub fn side_of(self, field: RelationFieldWalker<'_>) -> JoinSide {
        if self.data().sides[0] == field.id() {
            JoinSide::A
        } else {
            JoinSide::B
        }
    }

    /// The primary key's constraint name.
    #[must_use]
    pub fn primary_key_name(self) -> String {
        constraint_name::join_table_key(self.database_name())
    }

    /// The name of the index on the column `B`.
    #[must_use]
    pub fn index_name(self) -> String {
        constraint_name::join_table_index(self.database_name())
    }

    /// The constraint name of a column's foreign key.
    #[must_use]
    pub fn foreign_key_name(self, side: JoinSide) -> String {
        constraint_name::join_table_foreign_key(self.database_name(), side.column())
    }
}
