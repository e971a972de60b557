use super::arguments::Arguments;
use crate::{
    ast::{Attribute, Block, Field, Line},
    diagnostics::{Diagnostic, Sink, closest},
};

/// The attributes of a field or a block while they are being read.
///
/// Like [`Arguments`]: what no pass takes is refused by [`finish`](Self::finish).
#[must_use = "what nobody takes is refused by `finish`"]
pub(super) struct Attributes<'a> {
    /// What they stand on: `a field`.
    owner: &'static str,
    marks: &'static str,
    waiting: Vec<&'a Attribute>,
    asked: Vec<&'static str>,
}

impl<'a> Attributes<'a> {
    pub(super) fn of_field(field: &'a Field, owner: &'static str) -> Self {
        Self {
            owner,
            marks: "@",
            waiting: field.attributes.iter().collect(),
            asked: Vec::new(),
        }
    }

    pub(super) fn of_block(block: &'a Block, owner: &'static str) -> Self {
        let attribute = |line: &'a Line| match line {
            Line::Attribute(attribute) => Some(attribute),
            _ => None,
        };
        Self {
            owner,
            marks: "@@",
            waiting: block.lines.iter().filter_map(attribute).collect(),
            asked: Vec::new(),
        }
    }

    /// The attribute with this name; a second one is refused.
    pub(super) fn take(&mut self, name: &'static str, sink: &mut Sink) -> Option<Taken<'a>> {
        let mut found = self.take_each(name).into_iter();
        let first = found.next()?;
        let clash =
            |here: &Attribute, label: &'static str, other: &Attribute, far: &'static str| {
                Diagnostic::error(
                    "plx::attribute::duplicate",
                    format!("`{}{name}` stands here twice", self.marks),
                )
                .at(here.span, label)
                .at(other.span, far)
                .help("take one of them away")
            };
        for (index, again) in found.enumerate() {
            again.arguments.discard();
            // On lines of their own, each of the two is told.
            if index == 0 && self.marks == "@@" {
                sink.push(clash(first.ast, "here", again.ast, "and here"));
            }
            sink.push(clash(again.ast, "again here", first.ast, "first here"));
        }
        Some(first)
    }

    /// Every attribute with this name.
    pub(super) fn take_each(&mut self, name: &'static str) -> Vec<Taken<'a>> {
        // Then nothing is left that could have meant it.
        if self.waiting.is_empty() {
            return Vec::new();
        }
        self.asked.push(name);
        self.take_where(|found| found == name)
    }

    /// Attributes that were taken only to be refused are not offered to anyone.
    pub(super) fn forget(&mut self, names: &[&str]) {
        self.asked.retain(|asked| !names.contains(asked));
    }

    /// An attribute that is known but not built yet: taken without being offered to anyone.
    pub(super) fn take_unbuilt(&mut self, name: &str) -> Vec<Taken<'a>> {
        self.take_where(|found| found == name)
    }

    /// Every attribute whose name starts with this and a dot.
    pub(super) fn take_dotted(&mut self, prefix: &str) -> Vec<Taken<'a>> {
        self.take_where(|found| {
            found
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// Every other attribute with a dot in its name.
    pub(super) fn take_dotted_other(&mut self) -> Vec<Taken<'a>> {
        self.take_where(|found| found.contains('.'))
    }

    fn take_where(&mut self, is_meant: impl Fn(&str) -> bool) -> Vec<Taken<'a>> {
        let marks = self.marks;
        self.waiting
            .extract_if(.., |attribute| is_meant(&attribute.name.text))
            .map(|ast| Taken {
                ast,
                arguments: Arguments::of_attribute(ast, marks),
            })
            .collect()
    }

    /// Refuses what nobody took.
    pub(super) fn finish(self, sink: &mut Sink) {
        for attribute in &self.waiting {
            let name = &attribute.name.text;
            let (owner, marks) = (self.owner, self.marks);
            sink.push(
                Diagnostic::error(
                    "plx::attribute::unknown",
                    format!("`{marks}{name}` is not an attribute of {owner}"),
                )
                .at(attribute.span, "unknown attribute")
                .help(match closest(name, self.asked.iter().copied()) {
                    Some(meant) => format!("did you mean `{marks}{meant}`?"),
                    None => self.known(),
                }),
            );
        }
    }

    fn known(&self) -> String {
        let marked = |name: &&str| format!("`{}{name}`", self.marks);
        let names: Vec<_> = self.asked.iter().map(marked).collect();
        format!("{} takes {}", self.owner, names.join(", "))
    }
}

/// An attribute that a pass has taken, with its arguments still to be read.
pub(super) struct Taken<'a> {
    pub(super) ast: &'a Attribute,
    pub(super) arguments: Arguments<'a>,
}
