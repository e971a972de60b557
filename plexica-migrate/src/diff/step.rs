use plexica_codegen::sql::{
    Column, Comment, Commented, EnumType, ForeignKey, Index, ObjectName, PrimaryKey, Table, View,
};
use plexica_schema::schema::{CheckConstraint, Exclusion, Extension};

/// One change of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are few of them, and they do not live long"
)]
pub enum Step {
    /// A PostgreSQL schema is made, where it is not there yet.
    CreateSchema(String),
    /// A PostgreSQL schema is dropped, if nothing is left in it.
    DropSchema(String),
    /// An extension is made, where it is not there yet.
    CreateExtension(Extension),
    /// An extension becomes another version.
    UpdateExtension {
        /// Its name.
        name: String,
        /// The version; PostgreSQL's own choice where none is given.
        version: Option<String>,
    },
    /// An extension's objects move into another schema.
    MoveExtension {
        /// Its name.
        name: String,
        /// The schema.
        schema: String,
    },
    /// An extension is dropped, if nothing depends on it.
    DropExtension(String),
    /// An enum type is made.
    CreateEnum(EnumType),
    /// An enum type gets one more value.
    AddEnumValue {
        /// The type.
        r#enum: ObjectName,
        /// The new value.
        value: String,
        /// The value that it stands before; at the end where there is none.
        before: Option<String>,
    },
    /// An enum type is called otherwise, so that another one can have its name.
    RenameEnum {
        /// The type.
        from: ObjectName,
        /// Its new name, in the same schema.
        to: String,
    },
    /// An enum type is dropped.
    DropEnum(ObjectName),
    /// A table is made, with its columns and its primary key.
    CreateTable(Table),
    /// A table keeps its rows under another name.
    RenameTable {
        /// The table.
        from: ObjectName,
        /// Its new name, in the same schema.
        to: String,
    },
    /// A table is dropped, with its rows.
    DropTable(ObjectName),
    /// A table changes.
    AlterTable {
        /// The table.
        table: ObjectName,
        /// How.
        change: TableChange,
        /// Whether it is made by the same migration, so that it has no rows.
        is_new: bool,
    },
    /// A view is made.
    CreateView(View),
    /// A view is dropped.
    DropView(ObjectName),
    /// A comment is written.
    SetComment(Comment),
    /// A comment is taken away.
    DropComment(Commented),
}

/// A change of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableChange {
    /// A column is added.
    AddColumn(Column),
    /// A column is dropped, with its values.
    DropColumn(Column),
    /// A column keeps its values under another name.
    RenameColumn {
        /// Its name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// A column's values become another type.
    SetType {
        /// The column as it was.
        from: Column,
        /// The column as it will be.
        to: Column,
        /// What makes the new value of an old one, where PostgreSQL does not by itself.
        using: Option<String>,
        /// What the change can do to the values.
        effect: CastEffect,
    },
    /// The database fills in another value, or begins to.
    SetDefault(Column),
    /// The database fills in nothing any more.
    DropDefault(String),
    /// A generated column becomes an ordinary one, and keeps its values.
    DropExpression(String),
    /// A column takes the next number of a sequence of its own.
    AddSequence(Column),
    /// A column's sequence is dropped.
    DropSequence {
        /// The column.
        column: String,
        /// The sequence.
        sequence: ObjectName,
    },
    /// A column's sequence counts in another type.
    SetSequenceType {
        /// The sequence.
        sequence: ObjectName,
        /// The column.
        column: Column,
    },
    /// A column becomes an identity column.
    AddIdentity(Column),
    /// A column is no identity column any more.
    DropIdentity(String),
    /// A column may not be null any more.
    SetNotNull(String),
    /// A column may be null.
    DropNotNull(String),
    /// A primary key is added.
    AddPrimaryKey(PrimaryKey),
    /// A primary key, a check, an exclusion constraint or a foreign key is dropped.
    DropConstraint(String),
    /// An index is made.
    CreateIndex(Index),
    /// An index is dropped.
    DropIndex(String),
    /// An index, or the index of a primary key and with it the key, is called otherwise.
    RenameIndex {
        /// Its name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// A check is added.
    AddCheck(CheckConstraint),
    /// An exclusion constraint is added.
    AddExclusion(Exclusion<String>),
    /// A foreign key is added.
    AddForeignKey(ForeignKey),
}

/// What a change of type can do to the values that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastEffect {
    /// Each value stays, and the table is not written anew.
    KeepsStorage,
    /// Each value stays; the table is written anew.
    KeepsValues,
    /// A value that does not fit makes the change fail.
    MayFail,
    /// Values may become less exact.
    MayRound,
    /// Of an array only the first element stays.
    KeepsFirstElement,
}
