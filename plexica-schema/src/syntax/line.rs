use pest::iterators::Pair;

use super::{file::Builder, grammar::Rule};
use crate::ast::{Attribute, Field, Line, Name, Property, TypeReference};

impl Builder<'_> {
    /// A field or a setting.
    pub(super) fn entry(&mut self, pair: Pair<'_, Rule>) -> Line {
        let whole = self.span_of(&pair);
        let documentation = self.documentation_above(whole.start);
        let mut name = Name {
            text: String::new(),
            span: whole,
        };
        let mut end = whole;
        let mut r#type = None;
        let parts = pair.into_inner();
        // All but the name and the type are attributes, mostly.
        let mut attributes = Vec::with_capacity(parts.len().saturating_sub(2));
        for part in parts {
            let span = self.span_of(&part);
            match part.as_rule() {
                Rule::entry_name => {
                    name = self.name(&part);
                    end = span;
                }
                Rule::assignment => {
                    if let Some(value) = self.expression_in(part) {
                        return Line::Property(Property {
                            span: name.span.to(value.span),
                            name,
                            value,
                        });
                    }
                }
                Rule::field_type => {
                    let reference = self.type_reference(part);
                    end = reference.span;
                    r#type = Some(reference);
                }
                Rule::attribute => {
                    attributes.push(self.attribute(part, "@"));
                    end = span;
                }
                _ => self.comment(&part),
            }
        }
        Line::Field(Field {
            span: name.span.to(end),
            name,
            r#type,
            attributes,
            documentation,
        })
    }

    fn type_reference(&mut self, pair: Pair<'_, Rule>) -> TypeReference {
        let span = self.span_of(&pair);
        let mut reference = TypeReference {
            span,
            name: Name {
                text: String::new(),
                span,
            },
            arguments: None,
            is_list: false,
            is_optional: false,
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::type_name => reference.name = self.name(&part),
                Rule::arguments => reference.arguments = Some(self.arguments(part)),
                Rule::list => reference.is_list = true,
                Rule::optional => reference.is_optional = true,
                _ => self.comment(&part),
            }
        }
        reference
    }

    /// An attribute; `marks` is what stands before its name.
    pub(super) fn attribute(&mut self, pair: Pair<'_, Rule>, marks: &str) -> Attribute {
        let start = pair.as_span().start();
        let mut end = start + marks.len();
        let mut name = Name {
            text: String::new(),
            span: self.span(start, end),
        };
        let mut arguments = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => {
                    name = self.name(&part);
                    end = part.as_span().end();
                }
                Rule::arguments => {
                    end = part.as_span().end();
                    arguments = Some(self.arguments(part));
                }
                _ => self.comment(&part),
            }
        }
        Attribute {
            span: self.span(start, end),
            name,
            arguments,
        }
    }
}
