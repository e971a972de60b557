//! A checked schema: names resolved, relations paired, defaults typed.
//!
//! It cannot be built from a wrong input, so nothing that reads it has a user's error to report.
//! It is read through [`Walker`]s: `Copy` values of an id and a reference to the schema.
//!
//! Words that this crate and those above it use in one sense only:
//!
//! - *name*: what the schema calls a thing: `WorkspaceMember`, `createdAt`.
//! - *database name*: what PostgreSQL calls it: the `@map`/`@@map` argument, otherwise the name.
//! - *constraint name*: the database name of a key, an index or a foreign key: the `map`
//!   argument, otherwise what Prisma would call it.
//! - *scope*: where a model's table lives: in a schema of the platform (`core`), or in every
//!   tenant's.
//! - *forward side*: the relation field that has `fields` and `references`, and so the foreign
//!   key. *Back side*: the other one.
//! - *join table*: the table of an implicit many-to-many relation, which has no model.
//! - *view*: read as a model is, and never written. What it selects is SQL, in a file beside the
//!   schema's.
//! - *visible*: what programs see. What has `@ignore`, or is of a type that the language does not
//!   know, is in the database all the same.

mod arena;
mod default;
mod r#enum;
mod exclusion;
mod field;
mod index;
mod join_table;
mod model;
mod native_type;
mod relation;
mod rust_type;
mod settings;
mod tenancy;
mod walker;

pub(crate) use arena::to_u32;
pub(crate) use arena::{
    EnumData, EnumValueData, FieldId, HolderId, IndexColumnData, IndexData, JoinTableData,
    ModelData, RelationData, RelationFieldData, ScalarFieldData, TenancyData, ViewData,
};
pub use arena::{
    EnumId, IndexId, JoinTableId, ModelId, RelationFieldId, RelationId, ScalarFieldId, Schema,
};
pub use default::{DefaultValue, SequenceOptions, UuidVersion};
pub use r#enum::{EnumValue, EnumWalker};
pub use exclusion::{Exclusion, ExclusionElement};
pub use field::{
    Arity, FieldType, FieldWalker, RelationFieldWalker, ScalarFieldWalker, ScalarType,
};
pub use index::{
    Condition, ConditionValue, IndexAlgorithm, IndexColumnWalker, IndexKind, IndexWalker, Indexed,
    Predicate, SortOrder,
};
pub use join_table::{Holder, JoinSide, JoinTableWalker};
pub use model::{CheckConstraint, ModelWalker, Scope};
pub use native_type::NativeType;
pub use relation::{ReferentialAction, RelationWalker};
pub use rust_type::{RustRoot, RustSegment, RustType};
pub use settings::{ClientSettings, Datasource, DateTimeLibrary, Extension, RelationMode, Url};
pub use tenancy::{TenancyWalker, TenantStatus};
pub use walker::Walker;
