use crate::ast::{Argument, Arguments, Attribute, Expression, File, Line, Value};

/// What holds values in it.
pub(super) enum Holder<'a> {
    /// `(a, b)`: behind an attribute, or a function's.
    Arguments(&'a Arguments),
    /// Any value; a list's items and a function's arguments come after it.
    Value(&'a Expression),
}

/// Calls `visit` with every list of arguments and every value of a file.
pub(super) fn visit<'a>(file: &'a File, visit: &mut impl FnMut(Holder<'a>)) {
    for line in file.blocks.iter().flat_map(|block| &block.lines) {
        match line {
            Line::Field(field) => {
                let of_type = field.r#type.iter().flat_map(|found| &found.arguments);
                of_type.for_each(|list| arguments(list, visit));
                for found in &field.attributes {
                    attribute(found, visit);
                }
            }
            Line::Attribute(found) => attribute(found, visit),
            Line::Property(property) => value(&property.value, visit),
            Line::Unknown(_) => {}
        }
    }
}

fn attribute<'a>(attribute: &'a Attribute, visit: &mut impl FnMut(Holder<'a>)) {
    if let Some(list) = &attribute.arguments {
        arguments(list, visit);
    }
}

fn arguments<'a>(list: &'a Arguments, visit: &mut impl FnMut(Holder<'a>)) {
    visit(Holder::Arguments(list));
    for Argument { value: found, .. } in &list.list {
        value(found, visit);
    }
}

fn value<'a>(found: &'a Expression, visit: &mut impl FnMut(Holder<'a>)) {
    visit(Holder::Value(found));
    match &found.value {
        Value::Function(function) => arguments(&function.arguments, visit),
        Value::Array(items) => items.iter().for_each(|item| value(item, visit)),
        Value::Object(entries) => entries.iter().for_each(|entry| value(&entry.value, visit)),
        Value::String(_) | Value::Number(_) | Value::Constant(_) => {}
    }
}
