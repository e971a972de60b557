use std::{
    io::{self, IsTerminal},
    sync::OnceLock,
};

use indicatif::{ProgressBar, ProgressStyle};
use plexica_client::migration::Progress as Step;
use serde::Serialize;

use crate::output::Output;

/// How the steps of a deploy are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    /// A bar, for a person at a terminal.
    Bar,
    /// A line for each step.
    Lines,
    /// A JSON object a line for each step.
    Json,
}

impl Display {
    pub(super) fn of(wants_json: bool) -> Self {
        if wants_json {
            Self::Json
        } else if io::stdout().is_terminal() && io::stderr().is_terminal() {
            Self::Bar
        } else {
            Self::Lines
        }
    }
}

/// Shows the steps of a deploy as they happen.
#[derive(Debug)]
pub(super) struct Progress<'a> {
    output: &'a Output,
    display: Display,
    /// There once the number of tenants is known.
    bar: OnceLock<ProgressBar>,
}

/// A step for a program.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Event<'a> {
    Core {
        migration: &'a str,
    },
    Tenants {
        count: usize,
    },
    Tenant {
        key: &'a str,
        error: Option<&'a str>,
    },
}

impl<'a> Progress<'a> {
    pub(super) fn new(output: &'a Output, display: Display) -> Self {
        Self {
            output,
            display,
            bar: OnceLock::new(),
        }
    }

    pub(super) fn tell(&self, step: Step) {
        match self.display {
            Display::Json => self.tell_in_json(&step),
            Display::Lines => self.tell_in_lines(&step),
            Display::Bar => self.tell_on_bar(&step),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn tell_in_json(&self, step: &Step) {
        let event = match step {
            Step::Core { migration } => Event::Core { migration },
            Step::Tenants { count } => Event::Tenants { count: *count },
            Step::Tenant { key, error } => Event::Tenant {
                key,
                error: error.as_deref(),
            },
            _ => return,
        };
        self.output.json(&event);
    }

    fn tell_in_lines(&self, step: &Step) {
        match step {
            Step::Core { migration } => self.output.line(format_args!("core: {migration}")),
            Step::Tenant { key, error: None } => {
                self.output.line(format_args!("tenant `{key}`: migrated"));
            }
            Step::Tenant { key, .. } => self.output.line(format_args!("tenant `{key}`: failed")),
            _ => {}
        }
    }

    fn tell_on_bar(&self, step: &Step) {
        match step {
            Step::Tenants { count } => {
                let length = u64::try_from(*count).unwrap_or(u64::MAX);
                let bar = ProgressBar::new(length).with_style(style());
                // The steps of one deploy announce the tenants once.
                let _ = self.bar.set(bar);
            }
            Step::Tenant { key, error } => {
                let Some(bar) = self.bar.get() else { return };
                if error.is_some() {
                    bar.println(format!("tenant `{key}`: failed"));
                }
                bar.inc(1);
            }
            // Before there is a bar.
            _ => self.tell_in_lines(step),
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:30} {pos} of {len} tenants, {eta} left")
        // Only for a template that cannot be read, and this one can.
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
