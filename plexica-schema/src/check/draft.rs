use std::collections::HashMap;

use super::{names::Declarations, operator_class::OperatorClass, settings::Settings};
use crate::{
    Dialect, Span,
    ast::{Attribute, Block, Field, Line},
    diagnostics::closest,
    schema::{
        Arity, DefaultValue, EnumId, FieldId, FieldType, HolderId, IndexAlgorithm, IndexId,
        IndexKind, Indexed, ModelId, NativeType, Predicate, ReferentialAction, RelationFieldId,
        RustType, ScalarFieldId, Scope, SortOrder, TenancyData, to_u32,
    },
};

/// The schema while it is being checked: the arenas of [`Schema`](crate::schema::Schema), with
/// the places in the tree that they come from, and with gaps where something was wrong.
pub(super) struct Draft<'a> {
    pub(super) dialect: Dialect,
    pub(super) settings: Settings,
    pub(super) tenancy: Option<TenancyData>,
    pub(super) enums: Vec<EnumDraft<'a>>,
    pub(super) models: Vec<ModelDraft<'a>>,
    pub(super) scalar_fields: Vec<ScalarFieldDraft<'a>>,
    pub(super) relation_fields: Vec<RelationFieldDraft<'a>>,
    pub(super) indexes: Vec<IndexDraft>,
    pub(super) relations: Vec<RelationDraft>,
    pub(super) join_tables: Vec<JoinTableDraft>,
}

/// A database name or constraint name, and where it comes from.
#[derive(Debug, Clone)]
pub(super) struct DatabaseName {
    pub(super) text: String,
    /// The `@map`, or what the name was made from.
    pub(super) span: Span,
}

pub(super) struct EnumDraft<'a> {
    pub(super) ast: &'a Block,
    pub(super) name: &'a str,
    pub(super) database_name: DatabaseName,
    pub(super) values: Vec<EnumValueDraft<'a>>,
    /// Whether each name is a value; if not, it stands on a line that was not understood.
    pub(super) values_by_name: HashMap<&'a str, bool>,
    /// Nothing where it could not be told.
    pub(super) scope: Option<Scope>,
}

pub(super) struct EnumValueDraft<'a> {
    pub(super) ast: &'a Field,
    pub(super) database_name: String,
}

/// A model with more refused fields than this may refer to any other: to compare each with each
/// would take the square of the text.
const MAX_REFUSED: usize = 100;

pub(super) struct ModelDraft<'a> {
    pub(super) ast: &'a Block,
    pub(super) name: &'a str,
    pub(super) database_name: DatabaseName,
    pub(super) fields: Vec<FieldId>,
    pub(super) fields_by_name: HashMap<&'a str, ModelField>,
    pub(super) indexes: Vec<IndexId>,
    pub(super) checks: Vec<CheckDraft>,
    pub(super) exclusions: Vec<ExclusionDraft>,
    /// The field with `@version`, and where that stands.
    pub(super) version: Option<(ScalarFieldId, Span)>,
    /// The field that `@@softDelete` names, and where that stands.
    pub(super) soft_delete: Option<(ScalarFieldId, Span)>,
    /// Nothing where it could not be told.
    pub(super) scope: Option<Scope>,
    /// What a view has beside what a model has.
    pub(super) view: Option<ViewDraft>,
    /// Where `@@ignore` stands.
    pub(super) ignored: Option<Span>,
    /// The types of the refused fields, as far as they have one.
    refused_types: Vec<Option<&'a str>>,
    has_unknown_lines: bool,
    /// A part of the model was refused, so what seems to be missing may be there.
    pub(super) is_partial: bool,
}

#[derive(Default)]
pub(super) struct ViewDraft {
    /// What it selects; nothing where that is not known.
    pub(super) query: Option<String>,
}

/// What a field's name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ModelField {
    Scalar(ScalarFieldId),
    Relation(RelationFieldId),
    /// Something that was refused.
    Refused,
}

pub(super) struct ScalarFieldDraft<'a> {
    pub(super) ast: &'a Field,
    pub(super) model: ModelId,
    pub(super) arity: Arity,
    pub(super) r#type: FieldType,
    pub(super) database_name: DatabaseName,
    pub(super) native_type: Option<NativeType>,
    pub(super) default: Option<DefaultValue>,
    pub(super) is_updated_at: bool,
    /// It has `@ignore`.
    pub(super) is_ignored: bool,
    /// The SQL of `@generated`, and where it stands.
    pub(super) generated: Option<(String, Span)>,
    pub(super) rust_type: Option<RustType>,
}

pub(super) struct RelationFieldDraft<'a> {
    pub(super) ast: &'a Field,
    pub(super) model: ModelId,
    pub(super) target: ModelId,
    pub(super) arity: Arity,
    pub(super) attribute: RelationAttribute<'a>,
    /// Nothing where it could not be told.
    pub(super) holder: Option<HolderId>,
    /// It has `@ignore`.
    pub(super) is_ignored: bool,
}

/// What `@relation` says.
#[derive(Default)]
pub(super) struct RelationAttribute<'a> {
    pub(super) ast: Option<&'a Attribute>,
    pub(super) name: Option<&'a str>,
    /// Its name was refused, so it is not known which relation the field belongs to.
    pub(super) is_partial: bool,
    pub(super) fields: Option<Columns>,
    pub(super) references: Option<Columns>,
    pub(super) on_delete: Option<(ReferentialAction, Span)>,
    pub(super) on_update: Option<(ReferentialAction, Span)>,
    pub(super) map: Option<DatabaseName>,
}

/// A list of fields as an argument names it.
pub(super) struct Columns {
    pub(super) ids: Vec<ScalarFieldId>,
    pub(super) span: Span,
    /// A name in it was refused, so the list is shorter than what is written.
    pub(super) is_partial: bool,
}

/// `@@check`.
pub(super) struct CheckDraft {
    pub(super) name: DatabaseName,
    pub(super) condition: String,
}

/// `@@exclude`.
pub(super) struct ExclusionDraft {
    pub(super) span: Span,
    pub(super) elements: Vec<ExclusionElementDraft>,
    /// Where it is not written, with the place of the attribute.
    pub(super) algorithm: (IndexAlgorithm, Span),
    pub(super) predicate: Option<Predicate>,
    pub(super) map: Option<DatabaseName>,
}

pub(super) struct ExclusionElementDraft {
    pub(super) indexed: Indexed<ScalarFieldId>,
    pub(super) span: Span,
    pub(super) operator: String,
    pub(super) operator_class: Option<(OperatorClass, Span)>,
    /// Its operator class was refused.
    pub(super) is_partial: bool,
}

impl ExclusionElementDraft {
    /// The field that is compared; nothing for an expression.
    pub(super) fn field(&self) -> Option<ScalarFieldId> {
        match self.indexed {
            Indexed::Field(id) => Some(id),
            Indexed::Expression(_) => None,
        }
    }
}

pub(super) struct IndexDraft {
    pub(super) model: ModelId,
    pub(super) kind: IndexKind,
    pub(super) span: Span,
    pub(super) columns: Vec<IndexColumn>,
    pub(super) name: Option<(String, Span)>,
    pub(super) map: Option<DatabaseName>,
    pub(super) algorithm: Option<(IndexAlgorithm, Span)>,
    pub(super) predicate: Option<Predicate>,
}

pub(super) struct IndexColumn {
    pub(super) indexed: Indexed<ScalarFieldId>,
    pub(super) sort: Option<(SortOrder, Span)>,
    pub(super) operator_class: Option<(OperatorClass, Span)>,
    /// Something that was said of it was refused, such as its operator class.
    pub(super) is_partial: bool,
}

impl IndexDraft {
    /// The fields in it, in order.
    pub(super) fn fields(&self) -> impl Iterator<Item = ScalarFieldId> {
        self.columns.iter().filter_map(IndexColumn::field)
    }

    pub(super) fn has_expression(&self) -> bool {
        self.columns.iter().any(|column| column.field().is_none())
    }
}

impl IndexColumn {
    /// The field that it is of; nothing for an expression.
    pub(super) fn field(&self) -> Option<ScalarFieldId> {
        match self.indexed {
            Indexed::Field(id) => Some(id),
            Indexed::Expression(_) => None,
        }
    }
}

pub(super) struct RelationDraft {
    pub(super) forward: RelationFieldId,
    pub(super) back: Option<RelationFieldId>,
    pub(super) columns: Vec<ScalarFieldId>,
    pub(super) references: Vec<ScalarFieldId>,
    pub(super) on_delete: Option<ReferentialAction>,
}

/// The table of an implicit many-to-many relation.
pub(super) struct JoinTableDraft {
    pub(super) database_name: String,
    /// The sides whose own rows are in the columns `A` and `B`.
    pub(super) sides: [RelationFieldId; 2],
    pub(super) keys: [ScalarFieldId; 2],
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        dialect: Dialect,
        settings: Settings,
        declarations: &Declarations<'a>,
    ) -> Self {
        Self {
            dialect,
            settings,
            tenancy: None,
            enums: declarations.enums.iter().map(EnumDraft::new).collect(),
            models: declarations.models.iter().map(ModelDraft::new).collect(),
            scalar_fields: Vec::new(),
            relation_fields: Vec::new(),
            indexes: Vec::new(),
            relations: Vec::new(),
            join_tables: Vec::new(),
        }
    }

    pub(super) fn model(&self, id: ModelId) -> &ModelDraft<'a> {
        &self.models[id.index()]
    }

    pub(super) fn model_mut(&mut self, id: ModelId) -> &mut ModelDraft<'a> {
        &mut self.models[id.index()]
    }

    pub(super) fn r#enum(&self, id: EnumId) -> &EnumDraft<'a> {
        &self.enums[id.index()]
    }

    pub(super) fn scalar(&self, id: ScalarFieldId) -> &ScalarFieldDraft<'a> {
        &self.scalar_fields[id.index()]
    }

    pub(super) fn relation_field(&self, id: RelationFieldId) -> &RelationFieldDraft<'a> {
        &self.relation_fields[id.index()]
    }

    /// `Model.field`, for a message.
    pub(super) fn path(&self, field: RelationFieldId) -> String {
        let field = self.relation_field(field);
        format!("{}.{}", self.model(field.model).name, field.ast.name.text)
    }

    /// The names of columns, joined: `a, b`.
    pub(super) fn names(&self, columns: &[ScalarFieldId]) -> String {
        let names: Vec<_> = columns.iter().map(|id| self.scalar(*id).name()).collect();
        names.join(", ")
    }

    /// The database names of columns.
    pub(super) fn database_names(&self, columns: &[ScalarFieldId]) -> Vec<&str> {
        let name = |id: &ScalarFieldId| self.scalar(*id).database_name.text.as_str();
        columns.iter().map(name).collect()
    }

    pub(super) fn model_ids(&self) -> impl Iterator<Item = ModelId> + use<> {
        (0..to_u32(self.models.len())).map(ModelId)
    }
}

impl<'a> EnumDraft<'a> {
    fn new(ast: &&'a Block) -> Self {
        Self {
            ast,
            name: name_of(ast),
            database_name: unmapped(ast),
            values: Vec::new(),
            values_by_name: HashMap::new(),
            scope: None,
        }
    }
}

impl<'a> ModelDraft<'a> {
    fn new(ast: &&'a Block) -> Self {
        let is_unknown = |line: &Line| matches!(line, Line::Unknown(_));
        let has_unknown_lines = ast.lines.iter().any(is_unknown);
        Self {
            ast,
            name: name_of(ast),
            database_name: unmapped(ast),
            fields: Vec::new(),
            fields_by_name: HashMap::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            version: None,
            soft_delete: None,
            scope: None,
            view: (ast.keyword.text == "view").then(ViewDraft::default),
            ignored: ast.lines.iter().find_map(|line| match line {
                Line::Attribute(attribute) if attribute.name.text == "ignore" => {
                    Some(attribute.span)
                }
                _ => None,
            }),
            refused_types: Vec::new(),
            has_unknown_lines,
            is_partial: has_unknown_lines,
        }
    }

    /// Tells which of its fields are refused, once all are known.
    pub(super) fn collect_refused(&mut self) {
        let by_name = &self.fields_by_name;
        let refused = self.ast.lines.iter().filter_map(|line| match line {
            Line::Field(field) => {
                let resolved = by_name.get(field.name.text.as_str());
                let name = field.r#type.as_ref().map(|found| found.name.text.as_str());
                matches!(resolved, Some(ModelField::Refused)).then_some(name)
            }
            _ => None,
        });
        self.refused_types = refused.collect();
    }

    /// Whether a field that was refused, or a line that was not understood, may be a relation to
    /// the model of this name.
    pub(super) fn may_refer_to(&self, model: &str) -> bool {
        let is_meant = |name: &str| name == model || closest(name, [model]).is_some();
        let mut refused = self.refused_types.iter();
        self.has_unknown_lines
            || self.refused_types.len() > MAX_REFUSED
            || refused.any(|r#type| r#type.is_none_or(is_meant))
    }

    /// Where a block attribute, or a mark on the whole model, is pointed at.
    pub(super) fn span(&self) -> Span {
        self.ast.header()
    }
}

impl<'a> ScalarFieldDraft<'a> {
    pub(super) fn name(&self) -> &'a str {
        &self.ast.name.text
    }

    /// The column's type in PostgreSQL; nothing for an enum, or for a type that the language does
    /// not know.
    pub(super) fn column_type(&self) -> Option<NativeType> {
        match self.r#type {
            FieldType::Scalar(scalar) => {
                Some(self.native_type.unwrap_or(NativeType::default_for(scalar)))
            }
            FieldType::Enum(_) | FieldType::Unsupported(_) => None,
        }
    }

    /// Whether programs see it.
    pub(super) fn is_visible(&self) -> bool {
        !self.is_ignored && !self.is_unsupported()
    }

    /// Whether what its type can do is not known.
    pub(super) fn is_unsupported(&self) -> bool {
        matches!(self.r#type, FieldType::Unsupported(_))
    }
}

fn name_of(block: &Block) -> &str {
    block.name.as_ref().map_or("", |name| &name.text)
}

fn unmapped(block: &Block) -> DatabaseName {
    DatabaseName {
        text: name_of(block).to_owned(),
        span: block.header(),
    }
}
