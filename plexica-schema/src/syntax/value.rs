use pest::iterators::Pair;

use super::{file::Builder, grammar::Rule, string_literal::unescape};
use crate::ast::{Argument, Arguments, Expression, Function, Name, ObjectEntry, Value};

impl Builder<'_> {
    pub(super) fn arguments(&mut self, pair: Pair<'_, Rule>) -> Arguments {
        let span = self.span_of(&pair);
        let parts = pair.into_inner();
        let mut list = Vec::with_capacity(parts.len());
        for part in parts {
            match part.as_rule() {
                Rule::argument => list.extend(self.argument(part)),
                _ => self.comment(&part),
            }
        }
        Arguments { span, list }
    }

    fn argument(&mut self, pair: Pair<'_, Rule>) -> Option<Argument> {
        let span = self.span_of(&pair);
        let mut path = None;
        let mut value = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => path = Some(self.name(&part)),
                Rule::arguments => {
                    let arguments = self.arguments(part);
                    let name = path.take()?;
                    value = Some(Expression {
                        span,
                        value: Value::Function(Function { name, arguments }),
                    });
                }
                _ => value = self.expression(part).or(value),
            }
        }
        // A path without a value behind it is the value.
        let Some(value) = value else {
            let word = path?;
            let value = Expression {
                span: word.span,
                value: word_value(word.text),
            };
            return Some(Argument {
                span,
                name: None,
                value,
            });
        };
        Some(Argument {
            span,
            name: path,
            value,
        })
    }

    /// The value among a pair's parts.
    pub(super) fn expression_in(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let mut value = None;
        for part in pair.into_inner() {
            value = self.expression(part).or(value);
        }
        value
    }

    fn expressions(&mut self, pair: Pair<'_, Rule>) -> Vec<Expression> {
        let parts = pair.into_inner();
        let mut expressions = Vec::with_capacity(parts.len());
        expressions.extend(parts.filter_map(|part| self.expression(part)));
        expressions
    }

    /// A value; a comment is kept and is none.
    fn expression(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span_of(&pair);
        let value = match pair.as_rule() {
            Rule::string => Value::String(unescape(pair.as_str(), span, self.diagnostics)),
            Rule::number => word_value(pair.as_str().to_owned()),
            Rule::array => Value::Array(self.expressions(pair)),
            Rule::object => Value::Object(self.object(pair)),
            Rule::constant_or_function => self.constant_or_function(pair),
            _ => {
                self.comment(&pair);
                return None;
            }
        };
        Some(Expression { span, value })
    }

    fn constant_or_function(&mut self, pair: Pair<'_, Rule>) -> Value {
        let mut name = Name {
            text: String::new(),
            span: self.span_of(&pair),
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => name = self.name(&part),
                _ => {
                    let arguments = self.arguments(part);
                    return Value::Function(Function { name, arguments });
                }
            }
        }
        word_value(name.text)
    }

    fn object(&mut self, pair: Pair<'_, Rule>) -> Vec<ObjectEntry> {
        let mut entries = Vec::new();
        for part in pair.into_inner() {
            if part.as_rule() == Rule::object_entry {
                entries.extend(self.object_entry(part));
            } else {
                self.comment(&part);
            }
        }
        entries
    }

    fn object_entry(&mut self, pair: Pair<'_, Rule>) -> Option<ObjectEntry> {
        let mut key = None;
        let mut value = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::object_key => key = Some(self.name(&part)),
                _ => value = self.expression(part).or(value),
            }
        }
        let (key, value) = (key?, value?);
        Some(ObjectEntry { key, value })
    }
}

/// A word that stands for a value: a number where it is one.
fn word_value(word: String) -> Value {
    let (whole, fraction) = match word.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (word.as_str(), "0"),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(whole.strip_prefix('-').unwrap_or(whole)) && is_digits(fraction) {
        Value::Number(word)
    } else {
        Value::Constant(word)
    }
}
