use std::fmt;

use crate::{
    ast::{Argument, Attribute, Expression, Function, Name},
    diagnostics::{Diagnostic, Sink, did_you_mean},
};

/// What has the arguments; displays as `` `@default` `` or `` `uuid()` ``.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// The marks before the name, and the name.
    Attribute(&'static str, &'a str),
    Function(&'a str),
    Type(&'a str),
}

impl Owner<'_> {
    /// What to write: `@map("name")`.
    pub(super) fn with_arguments(self, arguments: &str) -> String {
        match self {
            Self::Attribute(marks, name) => format!("{marks}{name}({arguments})"),
            Self::Function(name) | Self::Type(name) => format!("{name}({arguments})"),
        }
    }
}

impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(marks, name) => write!(f, "`{marks}{name}`"),
            Self::Function(name) => write!(f, "`{name}()`"),
            Self::Type(name) => write!(f, "`{name}`"),
        }
    }
}

/// The arguments of an attribute or a function while they are being read.
///
/// Whoever knows what an argument means takes it; [`finish`](Self::finish) refuses what nobody
/// took. What was asked for is what is offered as "did you mean".
#[must_use = "what nobody takes is refused by `finish`"]
pub(super) struct Arguments<'a> {
    owner: Owner<'a>,
    waiting: Vec<&'a Argument>,
    asked: Vec<&'static str>,
}

impl<'a> Arguments<'a> {
    pub(super) fn of_attribute(attribute: &'a Attribute, marks: &'static str) -> Self {
        let list = attribute.arguments.as_ref().map(|list| &list.list[..]);
        Self {
            owner: Owner::Attribute(marks, &attribute.name.text),
            waiting: list.unwrap_or_default().iter().collect(),
            asked: Vec::new(),
        }
    }

    pub(super) fn of_function(function: &'a Function) -> Self {
        Self {
            owner: Owner::Function(&function.name.text),
            waiting: function.arguments.list.iter().collect(),
            asked: Vec::new(),
        }
    }

    /// The arguments behind a type's name.
    pub(super) fn of_type(name: &'a str, list: &'a crate::ast::Arguments) -> Self {
        Self {
            owner: Owner::Type(name),
            waiting: list.list.iter().collect(),
            asked: Vec::new(),
        }
    }

    pub(super) fn owner(&self) -> Owner<'a> {
        self.owner
    }

    /// The argument with this name.
    pub(super) fn take(&mut self, name: &'static str, sink: &mut Sink) -> Option<&'a Expression> {
        // Then nothing is left that could have meant it.
        if self.waiting.is_empty() {
            return None;
        }
        self.asked.push(name);
        self.take_where(sink, |argument| {
            argument
                .name
                .as_ref()
                .is_some_and(|found| found.text == name)
        })
    }

    /// The argument that stands without a name, or with this one.
    pub(super) fn take_first(
        &mut self,
        name: &'static str,
        sink: &mut Sink,
    ) -> Option<&'a Expression> {
        let at = self
            .waiting
            .iter()
            .position(|argument| argument.name.is_none());
        let unnamed = at.map(|at| &self.waiting.remove(at).value);
        match (unnamed, self.take(name, sink)) {
            (Some(unnamed), Some(named)) => {
                sink.push(
                    Diagnostic::error(
                        "plx::argument::duplicate",
                        format!("{} has the argument `{name}` twice", self.owner),
                    )
                    .at(named.span, "here by its name")
                    .at(unnamed.span, "and here without it")
                    .help("take one of them away"),
                );
                Some(unnamed)
            }
            (unnamed, named) => unnamed.or(named),
        }
    }

    /// The next argument that stands without a name.
    pub(super) fn take_unnamed(&mut self) -> Option<&'a Expression> {
        let at = self
            .waiting
            .iter()
            .position(|argument| argument.name.is_none())?;
        Some(&self.waiting.remove(at).value)
    }

    /// Takes everything: the owner itself was refused.
    pub(super) fn discard(self) {}

    /// Refuses what nobody took.
    pub(super) fn finish(self, sink: &mut Sink) {
        for argument in &self.waiting {
            let diagnostic = match &argument.name {
                Some(name) => self.unknown(name),
                None => Diagnostic::error(
                    "plx::argument::unexpected",
                    format!("{} takes no further argument without a name", self.owner),
                )
                .at(argument.span, "one too many")
                .help(match self.asked.len() {
                    0 | 1 => "take it away".to_owned(),
                    _ if self.asked.first() == Some(&"fields") => {
                        "write several fields as one list: `[a, b]`".to_owned()
                    }
                    _ => format!("take it away, or name it: {}", self.known()),
                }),
            };
            sink.push(diagnostic);
        }
    }

    fn unknown(&self, name: &Name) -> Diagnostic {
        Diagnostic::error(
            "plx::argument::unknown",
            format!("{} has no argument `{}`", self.owner, name.text),
        )
        .at(name.span, "unknown argument")
        .help(did_you_mean(&name.text, self.asked.iter().copied(), || {
            self.known()
        }))
    }

    fn known(&self) -> String {
        if self.asked.is_empty() {
            return format!("{} takes no other arguments: take it away", self.owner);
        }
        let names: Vec<_> = self.asked.iter().map(|name| format!("`{name}`")).collect();
        format!("its arguments are {}", names.join(", "))
    }

    fn take_where(
        &mut self,
        sink: &mut Sink,
        is_meant: impl Fn(&Argument) -> bool,
    ) -> Option<&'a Expression> {
        let at = self
            .waiting
            .iter()
            .position(|argument| is_meant(argument))?;
        let first = self.waiting.remove(at);
        while let Some(again) = self.waiting.iter().position(|argument| is_meant(argument)) {
            let again = self.waiting.remove(again);
            let name = again.name.as_ref().map_or("", |name| &name.text);
            sink.push(
                Diagnostic::error(
                    "plx::argument::duplicate",
                    format!("{} has the argument `{name}` twice", self.owner),
                )
                .at(again.span, "again here")
                .at(first.span, "first here")
                .help("take one of them away"),
            );
        }
        Some(&first.value)
    }
}
