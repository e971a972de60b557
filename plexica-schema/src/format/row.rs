use std::borrow::Cow;

use super::{
    attribute_order::rank,
    page::{Page, as_written},
    table::{INDENT, Row},
};
use crate::ast::{Attribute, Comment, Field, Property, TypeReference};

impl<'a> Page<'a> {
    /// A field of a model.
    pub(super) fn field_row(&self, field: &'a Field, behind: &[Comment]) -> Row<'a> {
        let r#type = field
            .r#type
            .as_ref()
            .map(|reference| self.r#type(reference));
        Row::Cells {
            cells: [
                Cow::Borrowed(field.name.text.as_str()),
                r#type.unwrap_or_default(),
                Cow::Owned(self.field_attributes(field)),
            ],
            behind: self.joined(behind),
        }
    }

    /// A value of an enum.
    pub(super) fn enum_value_row(&self, value: &'a Field, behind: &[Comment]) -> Row<'a> {
        Row::Cells {
            cells: [
                Cow::Borrowed(value.name.text.as_str()),
                Cow::Owned(self.field_attributes(value)),
                Cow::default(),
            ],
            behind: self.joined(behind),
        }
    }

    pub(super) fn property_row(&self, property: &'a Property, behind: &[Comment]) -> Row<'a> {
        let mut value = String::from("= ");
        self.value(&property.value, INDENT, &mut value);
        Row::Cells {
            cells: [
                Cow::Borrowed(property.name.text.as_str()),
                Cow::Owned(value),
                Cow::default(),
            ],
            behind: self.joined(behind),
        }
    }

    pub(super) fn block_attribute_row(&self, attribute: &Attribute, behind: &[Comment]) -> Row<'a> {
        let mut text = String::new();
        self.attribute(attribute, "@@", INDENT, &mut text);
        if !behind.is_empty() {
            text.push(' ');
            text.push_str(&self.joined(behind));
        }
        Row::Text(Cow::Owned(text))
    }

    /// A line that stays as it is, with what is behind it.
    pub(super) fn unchanged_row(&self, start: u32, end: u32) -> Row<'a> {
        Row::Text(Cow::Owned(as_written(self.between(start, end))))
    }

    fn r#type(&self, reference: &'a TypeReference) -> Cow<'a, str> {
        let name = reference.name.text.as_str();
        let marks = match (reference.is_list, reference.is_optional) {
            (false, false) => "",
            (true, false) => "[]",
            (false, true) => "?",
            (true, true) => "[]?",
        };
        match &reference.arguments {
            None if marks.is_empty() => Cow::Borrowed(name),
            None => Cow::Owned(format!("{name}{marks}")),
            Some(arguments) => {
                let mut text = name.to_owned();
                self.arguments(arguments, &[], INDENT, &mut text);
                text.push_str(marks);
                Cow::Owned(text)
            }
        }
    }

    fn field_attributes(&self, field: &Field) -> String {
        let mut at = match &field.r#type {
            Some(reference) => reference.span.end,
            None => field.name.span.end,
        };
        let mut parts: Vec<(usize, String)> = Vec::with_capacity(field.attributes.len());
        if let Some(added) = self.additions.attributes.get(&field.span.start) {
            parts.push((rank("relation"), added.clone()));
        }
        for attribute in &field.attributes {
            let mut text = String::new();
            let before = self.comments_in(at, attribute.span.start);
            if !before.is_empty() {
                text.push_str(&self.joined(before));
                text.push(' ');
            }
            self.attribute(attribute, "@", INDENT, &mut text);
            parts.push((rank(&attribute.name.text), text));
            at = attribute.span.end;
        }
        // A stable sort: Prisma's too keeps the order of those that it does not know.
        parts.sort_by_key(|(rank, _)| *rank);
        let parts: Vec<_> = parts.into_iter().map(|(_, text)| text).collect();
        parts.join(" ")
    }
}
