//! `sequence(start: 1000, increment: 10)`: numbers from a sequence with options of one's own. Their
//! names are those that Prisma has for CockroachDB; the rules are PostgreSQL's (`CREATE SEQUENCE`).

use crate::{
    Span,
    ast::{Expression, Value},
    check::{arguments::Arguments, draft::ScalarFieldDraft, expect},
    diagnostics::{Diagnostic, Sink},
    schema::{NativeType, SequenceOptions},
};

/// Reads the options; nothing where PostgreSQL would refuse them.
pub(super) fn read(
    field: &ScalarFieldDraft<'_>,
    span: Span,
    arguments: &mut Arguments<'_>,
    sink: &mut Sink,
) -> Option<SequenceOptions> {
    let mut is_right = true;
    let mut number = |name: &'static str, sink: &mut Sink| {
        let value = arguments.take(name, sink)?;
        let found = whole_number(value, sink);
        is_right &= found.is_some();
        found.map(|number| (number, value.span))
    };
    let start = number("start", sink);
    let increment = number("increment", sink);
    let min = number("minValue", sink);
    let max = number("maxValue", sink);
    let cache = number("cache", sink);
    if !is_right {
        return None;
    }

    let (least, most) = range(field);
    let is_descending = increment.is_some_and(|(step, _)| step < 0);
    let lowest = min.map_or(if is_descending { least } else { 1 }, |(min, _)| min);
    let highest = max.map_or(if is_descending { -1 } else { most }, |(max, _)| max);
    let problem = if let Some((0, span)) = increment {
        Some((
            span,
            "a sequence cannot stand still".to_owned(),
            "write a step such as `1` or `-1`",
        ))
    } else if let Some((_, span)) = cache.filter(|(cache, _)| *cache < 1) {
        Some((
            span,
            "at least one number is kept ahead".to_owned(),
            "write `1` or more",
        ))
    } else if let Some((_, span)) = [min, max]
        .into_iter()
        .flatten()
        .find(|(number, _)| !(least..=most).contains(number))
    {
        let problem = format!("the column holds numbers from {least} to {most}");
        Some((
            span,
            problem,
            "write a number that it holds, or choose a larger type",
        ))
    } else if lowest >= highest {
        let span = max.or(min).map_or(span, |(_, span)| span);
        let problem = format!("there is no number from {lowest} to {highest}");
        Some((span, problem, "let `minValue` be less than `maxValue`"))
    } else if let Some((_, span)) = start.filter(|(start, _)| !(lowest..=highest).contains(start)) {
        let problem = format!("the sequence goes from {lowest} to {highest}");
        Some((
            span,
            problem,
            "start between the two, or write `minValue` and `maxValue`",
        ))
    } else {
        None
    };
    if let Some((span, problem, help)) = problem {
        sink.push(
            Diagnostic::error("plx::default::sequence", problem)
                .at(span, "does not fit")
                .help(help),
        );
        return None;
    }
    let value = |option: Option<(i64, Span)>| option.map(|(number, _)| number);
    Some(SequenceOptions {
        start: value(start),
        increment: value(increment),
        min: value(min),
        max: value(max),
        cache: value(cache),
    })
}

fn whole_number(value: &Expression, sink: &mut Sink) -> Option<i64> {
    let number = match &value.value {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    };
    if number.is_none() {
        return expect::wrong(
            value,
            "a whole number",
            "write a number such as `1000`",
            sink,
        );
    }
    number
}

/// What the column can hold.
fn range(field: &ScalarFieldDraft<'_>) -> (i64, i64) {
    match field.column_type() {
        Some(NativeType::SmallInt) => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Some(NativeType::BigInt) => (i64::MIN, i64::MAX),
        _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
    }
}
