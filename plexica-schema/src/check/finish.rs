use super::draft::{
    CheckDraft, Draft, EnumDraft, ExclusionDraft, IndexDraft, JoinTableDraft, ModelDraft,
    RelationFieldDraft, ScalarFieldDraft,
};
use crate::{
    Dialect, constraint_name,
    schema::{
        CheckConstraint, EnumData, EnumValueData, Exclusion, ExclusionElement, IndexColumnData,
        IndexData, JoinTableData, ModelData, RelationData, RelationFieldData, ScalarFieldData,
        Schema, ViewData,
    },
};

/// Makes a schema of a draft without errors. Nothing if a gap is left all the same.
pub(super) fn finish(draft: Draft<'_>) -> Option<Schema> {
    let enums = draft.enums.iter().map(r#enum).collect::<Option<_>>()?;
    let models = draft
        .models
        .iter()
        .map(|data| model(&draft, data))
        .collect::<Option<_>>()?;
    let relation_fields = draft
        .relation_fields
        .iter()
        .map(relation_field)
        .collect::<Option<_>>()?;
    let indexes = draft
        .indexes
        .iter()
        .map(|data| index(&draft, data))
        .collect();
    let relations = relations(&draft);
    let join_tables = draft.join_tables.into_iter().map(join_table).collect();
    let scalar_fields = draft.scalar_fields.into_iter().map(scalar_field).collect();
    Some(Schema {
        dialect: Dialect::default(),
        datasource: draft.settings.datasource,
        client: draft.settings.client,
        tenancy: draft.tenancy,
        enums,
        models,
        scalar_fields,
        relation_fields,
        indexes,
        relations,
        join_tables,
    })
}

fn r#enum(draft: &EnumDraft<'_>) -> Option<EnumData> {
    let values = draft.values.iter().map(|value| EnumValueData {
        name: value.ast.name.text.clone(),
        database_name: value.database_name.clone(),
        documentation: value.ast.documentation.clone(),
    });
    Some(EnumData {
        name: draft.name.to_owned(),
        database_name: draft.database_name.text.clone(),
        documentation: draft.ast.documentation.clone(),
        scope: draft.scope.clone()?,
        values: values.collect(),
    })
}

fn model(whole: &Draft<'_>, draft: &ModelDraft<'_>) -> Option<ModelData> {
    let exclusions = draft.exclusions.iter();
    Some(ModelData {
        name: draft.name.to_owned(),
        database_name: draft.database_name.text.clone(),
        documentation: draft.ast.documentation.clone(),
        scope: draft.scope.clone()?,
        fields: draft.fields.clone(),
        indexes: draft.indexes.clone(),
        checks: draft.checks.iter().map(check).collect(),
        view: draft.view.as_ref().map(|view| ViewData {
            query: view.query.clone(),
        }),
        is_ignored: draft.ignored.is_some(),
        exclusions: exclusions
            .map(|data| exclusion(whole, draft, data))
            .collect(),
        version: draft.version.map(|(field, _)| field),
        soft_delete: draft.soft_delete.map(|(field, _)| field),
    })
}

fn exclusion(whole: &Draft<'_>, model: &ModelDraft<'_>, draft: &ExclusionDraft) -> Exclusion {
    let elements = draft.elements.iter().map(|element| ExclusionElement {
        indexed: element.indexed.clone(),
        operator_class: element
            .operator_class
            .clone()
            .map(|(class, _)| class.into_sql()),
        operator: element.operator.clone(),
    });
    Exclusion {
        name: whole.exclusion_name(model, draft),
        algorithm: draft.algorithm.0,
        elements: elements.collect(),
        predicate: draft.predicate.clone(),
    }
}

fn check(draft: &CheckDraft) -> CheckConstraint {
    CheckConstraint {
        name: draft.name.text.clone(),
        condition: draft.condition.clone(),
    }
}

fn scalar_field(draft: ScalarFieldDraft<'_>) -> ScalarFieldData {
    ScalarFieldData {
        model: draft.model,
        name: draft.name().to_owned(),
        database_name: draft.database_name.text,
        documentation: draft.ast.documentation.clone(),
        arity: draft.arity,
        r#type: draft.r#type,
        native_type: draft.native_type,
        default: draft.default,
        is_updated_at: draft.is_updated_at,
        is_ignored: draft.is_ignored,
        generated: draft.generated.map(|(sql, _)| sql),
        rust_type: draft.rust_type,
    }
}

fn relation_field(draft: &RelationFieldDraft<'_>) -> Option<RelationFieldData> {
    Some(RelationFieldData {
        model: draft.model,
        name: draft.ast.name.text.clone(),
        documentation: draft.ast.documentation.clone(),
        arity: draft.arity,
        holder: draft.holder?,
        is_ignored: draft.is_ignored,
    })
}

fn index(draft: &Draft<'_>, data: &IndexDraft) -> IndexData {
    let columns = data.columns.iter().map(|column| IndexColumnData {
        indexed: column.indexed.clone(),
        sort: column.sort.map(|(sort, _)| sort),
        operator_class: column
            .operator_class
            .clone()
            .map(|(class, _)| class.into_sql()),
    });
    IndexData {
        model: data.model,
        kind: data.kind,
        columns: columns.collect(),
        name: data.name.as_ref().map(|(name, _)| name.clone()),
        constraint_name: draft.index_name(data),
        predicate: data.predicate.clone(),
        algorithm: data.algorithm.map(|(algorithm, _)| algorithm),
    }
}

fn relations(draft: &Draft<'_>) -> Vec<RelationData> {
    let data = draft.relations.iter().map(|relation| {
        let forward = draft.relation_field(relation.forward);
        RelationData {
            name: forward.attribute.name.map(str::to_owned),
            forward: relation.forward,
            back: relation.back,
            referenced_model: forward.target,
            fields: relation.columns.clone(),
            references: relation.references.clone(),
            on_delete: relation.on_delete,
            on_update: forward.attribute.on_update.map(|(action, _)| action),
            constraint_name: draft.foreign_key_name(relation),
        }
    });
    data.collect()
}

fn join_table(draft: JoinTableDraft) -> JoinTableData {
    JoinTableData {
        database_name: draft.database_name,
        sides: draft.sides,
        keys: draft.keys,
    }
}

impl Draft<'_> {
    /// The constraint name of a key or an index.
    pub(super) fn index_name(&self, index: &IndexDraft) -> String {
        if let Some(map) = &index.map {
            return map.text.clone();
        }
        let columns: Vec<_> = index.fields().collect();
        let table = &self.model(index.model).database_name.text;
        constraint_name::index(index.kind, table, &self.database_names(&columns))
    }

    /// The constraint name of an exclusion constraint.
    pub(super) fn exclusion_name(
        &self,
        model: &ModelDraft<'_>,
        exclusion: &ExclusionDraft,
    ) -> String {
        if let Some(map) = &exclusion.map {
            return map.text.clone();
        }
        let elements = exclusion.elements.iter();
        let columns: Vec<_> = elements.filter_map(|element| element.field()).collect();
        constraint_name::exclusion(&model.database_name.text, &self.database_names(&columns))
    }

    /// The constraint name of a foreign key.
    pub(super) fn foreign_key_name(&self, relation: &super::draft::RelationDraft) -> String {
        let forward = self.relation_field(relation.forward);
        if let Some(map) = &forward.attribute.map {
            return map.text.clone();
        }
        let table = &self.model(forward.model).database_name.text;
        constraint_name::foreign_key(table, &self.database_names(&relation.columns))
    }
}
