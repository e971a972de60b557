use super::{IndexAlgorithm, Indexed, Predicate, ScalarFieldId};

/// `@@exclude`: no two rows of a table may answer all its comparisons with true.
///
/// `F` is what stands for a field: its id in a schema, its column's name in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion<F = ScalarFieldId> {
    /// Its constraint name, which is that of its index too.
    pub name: String,
    /// The access method of its index.
    pub algorithm: IndexAlgorithm,
    /// What is compared, in order. At least one.
    pub elements: Vec<ExclusionElement<F>>,
    /// The rows that it is about; all where there is none.
    pub predicate: Option<Predicate>,
}

/// What an [`Exclusion`] compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExclusionElement<F = ScalarFieldId> {
    /// What of a row.
    pub indexed: Indexed<F>,
    /// Its operator class as it stands in SQL, where one is written.
    pub operator_class: Option<String>,
    /// The operator, of operator characters only: `&&`.
    pub operator: String,
}

impl<F> Exclusion<F> {
    /// The same constraint with another word for each field.
    #[must_use]
    pub fn map_fields<G>(&self, mut name: impl FnMut(&F) -> G) -> Exclusion<G> {
        let elements = self.elements.iter().map(|element| ExclusionElement {
            indexed: match &element.indexed {
                Indexed::Field(field) => Indexed::Field(name(field)),
                Indexed::Expression(sql) => Indexed::Expression(sql.clone()),
            },
            operator_class: element.operator_class.clone(),
            operator: element.operator.clone(),
        });
        Exclusion {
            name: self.name.clone(),
            algorithm: self.algorithm,
            elements: elements.collect(),
            predicate: self.predicate.clone(),
        }
    }
}
