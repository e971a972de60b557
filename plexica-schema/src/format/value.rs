use super::{
    list::{Brackets, Item},
    page::Page,
};
use crate::ast::{Arguments, Attribute, Expression, Value};

impl Page<'_> {
    /// Writes an attribute; `marks` is what stands before its name.
    pub(super) fn attribute(
        &self,
        attribute: &Attribute,
        marks: &str,
        indent: usize,
        out: &mut String,
    ) {
        out.push_str(marks);
        out.push_str(&attribute.name.text);
        let added = self.additions.arguments.get(&attribute.span.start);
        let added = added.map(Vec::as_slice).unwrap_or_default();
        match &attribute.arguments {
            Some(arguments) => self.arguments(arguments, added, indent, out),
            None if added.is_empty() => {}
            None => {
                out.push('(');
                out.push_str(&added.join(", "));
                out.push(')');
            }
        }
    }

    /// Writes arguments with their parentheses, and behind them those that are added.
    pub(super) fn arguments(
        &self,
        arguments: &Arguments,
        added: &[String],
        indent: usize,
        out: &mut String,
    ) {
        let items: Vec<_> = arguments
            .list
            .iter()
            .map(|argument| Item {
                span: argument.span,
                name: argument.name.as_ref(),
                value: &argument.value,
            })
            .collect();
        self.list(Brackets::ROUND, arguments.span, &items, added, indent, out);
    }

    pub(super) fn value(&self, value: &Expression, indent: usize, out: &mut String) {
        match &value.value {
            Value::Function(function) => {
                out.push_str(&function.name.text);
                self.arguments(&function.arguments, &[], indent, out);
            }
            Value::Array(values) => {
                let items: Vec<_> = values
                    .iter()
                    .map(|value| Item {
                        span: value.span,
                        name: None,
                        value,
                    })
                    .collect();
                self.list(Brackets::SQUARE, value.span, &items, &[], indent, out);
            }
            Value::Object(entries) => {
                let items: Vec<_> = entries
                    .iter()
                    .map(|entry| Item {
                        span: entry.key.span.to(entry.value.span),
                        name: Some(&entry.key),
                        value: &entry.value,
                    })
                    .collect();
                self.list(Brackets::CURLY, value.span, &items, &[], indent, out);
            }
            Value::String(_) | Value::Number(_) | Value::Constant(_) => {
                out.push_str(self.at(value.span));
            }
        }
    }
}
