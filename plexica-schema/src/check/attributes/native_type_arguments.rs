use crate::{
    ast::Expression,
    check::{arguments::Arguments, expect},
    diagnostics::{Diagnostic, Sink},
};

/// The largest precision and scale that PostgreSQL's `numeric` takes.
const MAX_PRECISION: u32 = 1000;

/// Reads the numbers behind a native type, and holds them against PostgreSQL's limits.
pub(super) struct Limits<'s, 'a> {
    arguments: &'s mut Arguments<'a>,
    sink: &'s mut Sink,
}

impl<'s, 'a> Limits<'s, 'a> {
    pub(super) fn new(arguments: &'s mut Arguments<'a>, sink: &'s mut Sink) -> Self {
        Self { arguments, sink }
    }

    /// A length from 1 to `max`.
    pub(super) fn length(&mut self, max: u32) -> Option<u32> {
        self.number("length", 1, max)
    }

    /// The digits of a second's fraction.
    pub(super) fn fraction(&mut self) -> Option<u32> {
        self.number("precision", 0, 6)
    }

    /// `(precision, scale)`. Prisma's rule: both or none. PostgreSQL takes the scale as 0 where
    /// only the precision is written, which few expect.
    pub(super) fn precision_and_scale(&mut self) -> Option<(u32, u32)> {
        let precision = self.arguments.take_unnamed()?;
        let scale = self.arguments.take_unnamed();
        let digits = self.within("precision", precision, 1, MAX_PRECISION)?;
        let Some(scale) = scale else {
            let owner = self.arguments.owner();
            let example = owner.with_arguments(&format!("{digits}, 0"));
            self.sink
                .push(expect::missing(owner, precision.span, "scale", &example));
            return None;
        };
        let fraction = self.within("scale", scale, 0, MAX_PRECISION)?;
        if fraction > digits {
            self.sink.push(
                Diagnostic::error(
                    "plx::native_type::scale",
                    format!("the scale {fraction} is larger than the precision {digits}"),
                )
                .at(scale.span, "digits behind the point")
                .at(precision.span, "digits in all")
                .help(format!("write a scale from 0 to {digits}")),
            );
            return None;
        }
        Some((digits, fraction))
    }

    fn number(&mut self, what: &str, min: u32, max: u32) -> Option<u32> {
        let value = self.arguments.take_unnamed()?;
        self.within(what, value, min, max)
    }

    fn within(&mut self, what: &str, value: &Expression, min: u32, max: u32) -> Option<u32> {
        let number = expect::count(value, self.sink)?;
        if (min..=max).contains(&number) {
            return Some(number);
        }
        self.sink.push(
            Diagnostic::error(
                "plx::native_type::limit",
                format!("the {what} {number} is outside PostgreSQL's limits"),
            )
            .at(value.span, "out of range")
            .help(format!("write a number from {min} to {max}")),
        );
        None
    }
}
