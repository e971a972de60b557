//! What an import reads of the tree.

use crate::ast::{Argument, Attribute, Block, Expression, Field, Line, Property, Value};

/// The value of a setting.
pub(super) fn setting<'a>(block: &'a Block, name: &str) -> Option<&'a Expression> {
    let mut found = settings(block);
    let found = found.find(|property| property.name.text == name)?;
    Some(&found.value)
}

/// The settings of a block.
pub(super) fn settings(block: &Block) -> impl Iterator<Item = &Property> {
    block.lines.iter().filter_map(|line| match line {
        Line::Property(property) => Some(property),
        _ => None,
    })
}

/// The name of a block.
pub(super) fn name(block: &Block) -> Option<&str> {
    block.name.as_ref().map(|name| name.text.as_str())
}

/// The fields of a model.
pub(super) fn fields(block: &Block) -> impl Iterator<Item = &Field> {
    block.lines.iter().filter_map(|line| match line {
        Line::Field(field) => Some(field),
        _ => None,
    })
}

/// The block attributes of a model.
pub(super) fn block_attributes(block: &Block) -> impl Iterator<Item = &Attribute> {
    block.lines.iter().filter_map(|line| match line {
        Line::Attribute(attribute) => Some(attribute),
        _ => None,
    })
}

/// An attribute of a field.
pub(super) fn attribute<'a>(field: &'a Field, name: &str) -> Option<&'a Attribute> {
    let mut attributes = field.attributes.iter();
    attributes.find(|attribute| attribute.name.text == name)
}

/// The name of a field's type.
pub(super) fn type_name(field: &Field) -> Option<&str> {
    let reference = field.r#type.as_ref()?;
    Some(reference.name.text.as_str())
}

/// The argument with this name, or where `is_first` the first that has none.
pub(super) fn argument<'a>(attribute: &'a Attribute, name: &str) -> Option<&'a Expression> {
    let list = &attribute.arguments.as_ref()?.list;
    let is_named = |found: &&Argument| found.name.as_ref().is_some_and(|found| found.text == name);
    list.iter().find(is_named).map(|found| &found.value)
}

/// The argument with this name, or the first one without a name.
pub(super) fn first_argument<'a>(attribute: &'a Attribute, name: &str) -> Option<&'a Expression> {
    let list = &attribute.arguments.as_ref()?.list;
    let unnamed = || list.iter().find(|found| found.name.is_none());
    argument(attribute, name).or_else(|| unnamed().map(|found| &found.value))
}

/// The text of a string.
pub(super) fn string(value: &Expression) -> Option<&str> {
    match &value.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The word that names a column: `a`, or `a(sort: Desc)`.
pub(super) fn word(value: &Expression) -> Option<&str> {
    match &value.value {
        Value::Constant(word) => Some(word),
        Value::Function(function) => Some(&function.name.text),
        _ => None,
    }
}

/// The values of a list; one value alone is a list of one.
pub(super) fn items(value: &Expression) -> &[Expression] {
    match &value.value {
        Value::Array(list) => list,
        _ => std::slice::from_ref(value),
    }
}
