use super::inflection::{lower_first, upper_first};
use crate::{
    Sources,
    check::draft::{Draft, ModelField, RelationAttribute, ScalarFieldDraft},
    schema::{Arity, IndexKind, ModelId, ScalarFieldId},
};

/// The columns of a foreign key: those that there are, and those that have to be added.
pub(in crate::check) struct Key<'a> {
    pub(in crate::check) columns: Vec<Column<'a>>,
    pub(super) references: Vec<&'a str>,
}

pub(in crate::check) struct Column<'a> {
    pub(in crate::check) name: String,
    /// The column that it refers to.
    pub(in crate::check) referenced: &'a ScalarFieldDraft<'a>,
    /// The column, if it is there, and how many values it holds.
    pub(in crate::check) existing: Option<(ScalarFieldId, Arity)>,
}

impl<'a> Key<'a> {
    /// The key that a field of `model` has, or could have, into `target`. Nothing where it is not
    /// plain which.
    pub(in crate::check) fn infer(
        draft: &'a Draft<'a>,
        model: ModelId,
        target: ModelId,
        attribute: Option<&RelationAttribute<'a>>,
    ) -> Option<Self> {
        let written = attribute.and_then(|attribute| attribute.references.as_ref());
        let references = match written {
            Some(columns) if columns.is_partial => return None,
            Some(columns) => columns.ids.clone(),
            None => first_key(draft, target)?,
        };
        let fields = attribute.and_then(|attribute| attribute.fields.as_ref());
        if fields.is_some_and(|fields| fields.is_partial || fields.ids.len() != references.len()) {
            return None;
        }
        let mut columns = Vec::new();
        for (index, id) in references.iter().enumerate() {
            let referenced = draft.scalar(*id);
            let column = match fields {
                Some(fields) => Column::of(draft, fields.ids[index], referenced),
                None => {
                    let name =
                        lower_first(draft.model(target).name) + &upper_first(referenced.name());
                    Column::named(draft, model, name, referenced)
                }
            };
            columns.push(column?);
        }
        let name = |id: &ScalarFieldId| draft.scalar(*id).name();
        Some(Self {
            columns,
            references: references.iter().map(name).collect(),
        })
    }

    pub(in crate::check) fn fields_argument(&self) -> String {
        let names: Vec<_> = self
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        format!("fields: [{}]", names.join(", "))
    }

    pub(in crate::check) fn references_argument(&self) -> String {
        format!("references: [{}]", self.references.join(", "))
    }

    /// Whether one of the columns is there and may hold nothing.
    pub(in crate::check) fn has_optional_column(&self) -> bool {
        let is_optional =
            |column: &Column<'_>| matches!(column.existing, Some((_, Arity::Optional)));
        self.columns.iter().any(is_optional)
    }

    /// How many rows a relation by this key leads to where nothing else says it: none is possible
    /// unless every column is there and holds a value.
    pub(super) fn arity(&self) -> Arity {
        let is_required =
            |column: &Column<'_>| matches!(column.existing, Some((_, Arity::Required)));
        if self.columns.iter().all(is_required) {
            Arity::Required
        } else {
            Arity::Optional
        }
    }
}

impl<'a> Column<'a> {
    fn of(
        draft: &Draft<'_>,
        id: ScalarFieldId,
        referenced: &'a ScalarFieldDraft<'a>,
    ) -> Option<Self> {
        let column = draft.scalar(id);
        let fits = column.r#type == referenced.r#type && column.arity != Arity::List;
        fits.then(|| Self {
            name: column.name().to_owned(),
            referenced,
            existing: Some((id, column.arity)),
        })
    }

    /// The column of this name, which may be missing.
    fn named(
        draft: &'a Draft<'a>,
        model: ModelId,
        name: String,
        referenced: &'a ScalarFieldDraft<'a>,
    ) -> Option<Self> {
        match draft.model(model).fields_by_name.get(name.as_str()) {
            Some(ModelField::Scalar(id)) => Self::of(draft, *id, referenced),
            Some(_) => None,
            None => Some(Self {
                name,
                referenced,
                existing: None,
            }),
        }
    }

    /// The type of a column that is added, without a mark, and its native type as it is written.
    pub(super) fn r#type(&self, sources: &Sources) -> Option<(&'a str, Option<String>)> {
        let name = &self.referenced.ast.r#type.as_ref()?.name.text;
        let mut attributes = self.referenced.ast.attributes.iter();
        let native = attributes.find(|attribute| attribute.name.text.contains('.'));
        let native = native.map(|attribute| sources.text(attribute.span).to_owned());
        let is_plain = |text: &String| !text.contains(['\n', '\r', '/']);
        native.iter().all(is_plain).then_some((name, native))
    }
}

/// The columns of the primary key, or of the first unique key that tells every row apart.
fn first_key(draft: &Draft<'_>, model: ModelId) -> Option<Vec<ScalarFieldId>> {
    let indexes = || {
        draft
            .model(model)
            .indexes
            .iter()
            .map(|id| &draft.indexes[id.index()])
    };
    let primary = indexes().find(|index| index.kind == IndexKind::Primary);
    let unique = || {
        indexes().find(|index| {
            let mut fields = index.fields();
            index.kind.is_key() && fields.all(|id| draft.scalar(id).arity == Arity::Required)
        })
    };
    let index = primary.or_else(unique)?;
    Some(index.fields().collect())
}
