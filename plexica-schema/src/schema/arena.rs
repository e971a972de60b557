use plexica_ident::SchemaPattern;

use crate::Dialect;

use super::{
    Arity, CheckConstraint, ClientSettings, Datasource, DefaultValue, Exclusion, FieldType,
    IndexAlgorithm, IndexKind, Indexed, NativeType, Predicate, ReferentialAction, RustType, Scope,
    SortOrder, Walker,
};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The place in its arena, in the order of the source.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A model.
    ModelId
    /// An enum.
    EnumId
    /// A field that is a column.
    ScalarFieldId
    /// A field that stands for related rows.
    RelationFieldId
    /// A primary key, a unique key or an index.
    IndexId
    /// A relation between two models that a foreign key holds.
    RelationId
    /// The table that holds an implicit many-to-many relation.
    JoinTableId
}

/// A checked schema. See the [module](crate::schema) for how to read it.
#[derive(Debug, Clone)]
pub struct Schema {
    pub(crate) dialect: Dialect,
    pub(crate) datasource: Datasource,
    pub(crate) client: ClientSettings,
    pub(crate) tenancy: Option<TenancyData>,
    pub(crate) enums: Vec<EnumData>,
    pub(crate) models: Vec<ModelData>,
    pub(crate) scalar_fields: Vec<ScalarFieldData>,
    pub(crate) relation_fields: Vec<RelationFieldData>,
    pub(crate) indexes: Vec<IndexData>,
    pub(crate) relations: Vec<RelationData>,
    pub(crate) join_tables: Vec<JoinTableData>,
}

#[derive(Debug, Clone)]
pub(crate) struct TenancyData {
    pub(crate) registry: ModelId,
    pub(crate) key: ScalarFieldId,
    pub(crate) status: Option<ScalarFieldId>,
    pub(crate) pattern: SchemaPattern,
}

#[derive(Debug, Clone)]
pub(crate) struct EnumData {
    pub(crate) name: String,
    pub(crate) database_name: String,
    pub(crate) documentation: Option<String>,
    pub(crate) scope: Scope,
    pub(crate) values: Vec<EnumValueData>,
}

#[derive(Debug, Clone)]
pub(crate) struct EnumValueData {
    pub(crate) name: String,
    pub(crate) database_name: String,
    pub(crate) documentation: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct ModelData {
    pub(crate) name: String,
    pub(crate) database_name: String,
    pub(crate) documentation: Option<String>,
    pub(crate) scope: Scope,
    /// In the order of the source.
    pub(crate) fields: Vec<FieldId>,
    /// In the order of the source: `@id`, `@unique` where their field stands, then the block's.
    pub(crate) indexes: Vec<IndexId>,
    pub(crate) checks: Vec<CheckConstraint>,
    pub(crate) exclusions: Vec<Exclusion>,
    pub(crate) version: Option<ScalarFieldId>,
    pub(crate) soft_delete: Option<ScalarFieldId>,
    /// What a view has beside what a model has.
    pub(crate) view: Option<ViewData>,
    pub(crate) is_ignored: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct ViewData {
    pub(crate) query: Option<String>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldId {
    Scalar(ScalarFieldId),
    Relation(RelationFieldId),
}

#[derive(Debug, Clone)]
pub(crate) struct ScalarFieldData {
    pub(crate) model: ModelId,
    pub(crate) name: String,
    pub(crate) database_name: String,
    pub(crate) documentation: Option<String>,
    pub(crate) arity: Arity,
    pub(crate) r#type: FieldType,
    pub(crate) native_type: Option<NativeType>,
    pub(crate) default: Option<DefaultValue>,
    pub(crate) is_updated_at: bool,
    pub(crate) is_ignored: bool,
    pub(crate) generated: Option<String>,
    pub(crate) rust_type: Option<RustType>,
}

#[derive(Debug, Clone)]
pub(crate) struct RelationFieldData {
    pub(crate) model: ModelId,
    pub(crate) name: String,
    pub(crate) documentation: Option<String>,
    pub(crate) arity: Arity,
    pub(crate) holder: HolderId,
    pub(crate) is_ignored: bool,
}

/// What holds the relation that a field is a side of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum HolderId {
    ForeignKey(RelationId),
    JoinTable(JoinTableId),
}

#[derive(Debug, Clone)]
pub(crate) struct IndexData {
    pub(crate) model: ModelId,
    pub(crate) kind: IndexKind,
    pub(crate) columns: Vec<IndexColumnData>,
    /// The `name:` argument of a compound key: what the client calls it.
    pub(crate) name: Option<String>,
    pub(crate) constraint_name: String,
    pub(crate) algorithm: Option<IndexAlgorithm>,
    pub(crate) predicate: Option<Predicate>,
}

#[derive(Debug, Clone)]
pub(crate) struct IndexColumnData {
    pub(crate) indexed: Indexed<ScalarFieldId>,
    pub(crate) sort: Option<SortOrder>,
    /// As it stands in SQL.
    pub(crate) operator_class: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct RelationData {
    pub(crate) name: Option<String>,
    pub(crate) forward: RelationFieldId,
    /// Not there on a relation from a tenant's model to a core model.
    pub(crate) back: Option<RelationFieldId>,
    pub(crate) referenced_model: ModelId,
    pub(crate) fields: Vec<ScalarFieldId>,
    pub(crate) references: Vec<ScalarFieldId>,
    pub(crate) on_delete: Option<ReferentialAction>,
    pub(crate) on_update: Option<ReferentialAction>,
    pub(crate) constraint_name: String,
}

#[derive(Debug, Clone)]
pub(crate) struct JoinTableData {
    pub(crate) database_name: String,
    /// The sides whose own rows are in the columns `A` and `B`.
    pub(crate) sides: [RelationFieldId; 2],
    /// The keys that the columns refer to.
    pub(crate) keys: [ScalarFieldId; 2],
}

impl Schema {
    /// Whose rules its files were read with.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The `datasource` block.
    #[must_use]
    pub fn datasource(&self) -> &Datasource {
        &self.datasource
    }

    /// The `generator client` block, or its defaults.
    #[must_use]
    pub fn client(&self) -> &ClientSettings {
        &self.client
    }

    /// The `tenancy` block.
    #[must_use]
    pub fn tenancy(&self) -> Option<super::TenancyWalker<'_>> {
        self.tenancy
            .as_ref()
            .map(|data| super::TenancyWalker { db: self, data })
    }

    /// The models and views that programs see, in the order of the source.
    pub fn models(&self) -> impl Iterator<Item = Walker<'_, ModelId>> + Clone {
        self.declared_models().filter(|model| model.is_visible())
    }

    /// The models, those with `@@ignore` too: what the database has tables for. In the order of
    /// the source.
    pub fn tables(&self) -> impl Iterator<Item = Walker<'_, ModelId>> + Clone {
        self.declared_models().filter(|model| !model.is_view())
    }

    /// The views, those with `@@ignore` too, in the order of the source.
    pub fn views(&self) -> impl Iterator<Item = Walker<'_, ModelId>> + Clone {
        self.declared_models().filter(|model| model.is_view())
    }

    /// Every model and view, in the order of the source, which is that of their ids.
    pub fn declared_models(&self) -> impl ExactSizeIterator<Item = Walker<'_, ModelId>> + Clone {
        (0..self.models.len()).map(|index| Walker {
            db: self,
            id: ModelId(to_u32(index)),
        })
    }

    /// Every enum, in the order of the source.
    pub fn enums(&self) -> impl ExactSizeIterator<Item = Walker<'_, EnumId>> + Clone {
        (0..self.enums.len()).map(|index| Walker {
            db: self,
            id: EnumId(to_u32(index)),
        })
    }

    /// Every relation that a foreign key holds, in the order of the fields that have the foreign keys.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Walker<'_, RelationId>> + Clone {
        (0..self.relations.len()).map(|index| Walker {
            db: self,
            id: RelationId(to_u32(index)),
        })
    }

    /// The tables of the implicit many-to-many relations, in the order of their names in the
    /// source.
    pub fn join_tables(&self) -> impl ExactSizeIterator<Item = Walker<'_, JoinTableId>> + Clone {
        (0..self.join_tables.len()).map(|index| Walker {
            db: self,
            id: JoinTableId(to_u32(index)),
        })
    }

    /// The place that an id of this schema stands for.
    #[must_use]
    pub fn walk<Id>(&self, id: Id) -> Walker<'_, Id> {
        Walker { db: self, id }
    }
}

/// An arena's index as an id. Arenas stay far below `u32::MAX`: a source file is at most 4 GiB.
pub(crate) fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
