use rustc_hash::FxHashMap;

use crate::{
    ast::{Block, Expression, Line, Property},
    diagnostics::{Diagnostic, Sink, closest, did_you_mean},
};

/// The settings of a block while they are being read. What nobody takes is refused by
/// [`finish`](Self::finish).
#[must_use = "what nobody takes is refused by `finish`"]
pub(in crate::check) struct Properties<'a> {
    block: &'a Block,
    waiting: Vec<&'a Property>,
    asked: Vec<&'static str>,
}

impl<'a> Properties<'a> {
    /// The settings of a block; a second one of one name is refused.
    pub(in crate::check) fn of(block: &'a Block, sink: &mut Sink) -> Self {
        let mut waiting: Vec<&'a Property> = Vec::new();
        let mut seen: FxHashMap<&str, &Property> = FxHashMap::default();
        for line in &block.lines {
            let Line::Property(property) = line else {
                continue;
            };
            match seen.get(property.name.text.as_str()) {
                None => {
                    seen.insert(&property.name.text, property);
                    waiting.push(property);
                }
                Some(first) => sink.push(
                    Diagnostic::error(
                        "plx::settings::duplicate",
                        format!("`{}` is set twice", property.name.text),
                    )
                    .at(property.name.span, "again here")
                    .at(first.name.span, "first here")
                    .help("take one of them away"),
                ),
            }
        }
        Self {
            block,
            waiting,
            asked: Vec::new(),
        }
    }

    /// The value of a setting.
    pub(in crate::check) fn take(&mut self, name: &'static str) -> Option<&'a Expression> {
        self.asked.push(name);
        self.take_unbuilt(name).map(|property| &property.value)
    }

    /// A setting that is known but has no effect, or not yet: taken without being offered to
    /// anyone.
    pub(in crate::check) fn take_unbuilt(&mut self, name: &str) -> Option<&'a Property> {
        let at = self
            .waiting
            .iter()
            .position(|found| found.name.text == name)?;
        Some(self.waiting.remove(at))
    }

    /// Whether a setting that was not found may be there all the same: misspelt, or in a line that
    /// was not understood. To be asked when all were taken.
    pub(in crate::check) fn may_have(&self, name: &str) -> bool {
        let is_unknown = |line: &Line| matches!(line, Line::Unknown(_));
        let is_meant = |property: &&Property| {
            closest(&property.name.text, self.asked.iter().copied()) == Some(name)
        };
        self.block.lines.iter().any(is_unknown) || self.waiting.iter().any(is_meant)
    }

    /// Whether a setting is there, and not taken yet.
    pub(in crate::check) fn has(&self, name: &str) -> bool {
        self.waiting.iter().any(|found| found.name.text == name)
    }

    /// Takes everything: the settings are somebody else's.
    pub(in crate::check) fn discard(self) {}

    /// Refuses what nobody took.
    pub(in crate::check) fn finish(self, sink: &mut Sink) {
        self.report_unknown(Diagnostic::error, sink);
    }

    /// Warns of what nobody took: it may be meant for somebody else.
    pub(in crate::check) fn finish_with_warnings(self, sink: &mut Sink) {
        self.report_unknown(Diagnostic::warning, sink);
    }

    fn report_unknown(&self, report: fn(&'static str, String) -> Diagnostic, sink: &mut Sink) {
        let keyword = &self.block.keyword.text;
        for property in &self.waiting {
            let name = &property.name;
            let known = || {
                let names: Vec<_> = self.asked.iter().map(|name| format!("`{name}`")).collect();
                format!("the settings of `{keyword}` are {}", names.join(", "))
            };
            sink.push(
                report(
                    "plx::settings::unknown",
                    format!("`{keyword}` has no setting `{}`", name.text),
                )
                .at(name.span, "unknown setting")
                .help(did_you_mean(&name.text, self.asked.iter().copied(), known)),
            );
        }
    }
}
