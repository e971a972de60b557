use clap::Args;
use plexica_schema::diagnostics::closest;

use crate::{exit::Exit, failure::Failure, output::Output};

/// Every code with its page, a Markdown text; sorted.
const PAGES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/pages.rs"));

const EXAMPLES: &str = "\
Examples:
  plexica explain plx::relation::missing_opposite
  plexica explain relation::missing_opposite
  plexica explain                                  list the codes

Exit codes: 0, or 1 where there is no such code.";

/// Show a mistake that a diagnostic is about, and its mend
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    /// The code of the diagnostic; without it the codes are listed
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self, output: &Output) -> Result<Exit, Failure> {
        let Some(asked) = self.code else {
            for (code, page) in PAGES {
                output.line(format_args!("{code}: {}", summary(page)));
            }
            return Ok(Exit::Ok);
        };
        let page = PAGES
            .iter()
            .find(|(code, _)| *code == asked || code.strip_prefix("plx::") == Some(&asked));
        let Some((_, page)) = page else {
            let failure = Failure::no(format!("there is no diagnostic `{asked}`"));
            return Err(match meant(&asked) {
                Some(code) => failure.help(format!("did you mean `{code}`?")),
                None => failure.help("`plexica explain` without a code lists them all"),
            });
        };
        output.text(page);
        Ok(Exit::Ok)
    }
}

/// The first paragraph behind the title, on one line.
fn summary(page: &str) -> String {
    let lines = page.lines().skip_while(|line| !line.is_empty()).skip(1);
    let paragraph: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// The code that was probably meant, without a part of it perhaps.
fn meant(asked: &str) -> Option<&'static str> {
    let last = |code: &'static str| code.rsplit("::").next();
    let by_last_part = PAGES.iter().find(|(code, _)| last(code) == Some(asked));
    if let Some((code, _)) = by_last_part {
        return Some(code);
    }
    let asked = asked.strip_prefix("plx::").unwrap_or(asked);
    // Without what all have in common, so that it does not count as likeness.
    let without_prefix = |code: &'static str| code.strip_prefix("plx::");
    let codes = PAGES.iter().filter_map(|(code, _)| without_prefix(code));
    let closest = Some(closest(asked, codes)?);
    let page = PAGES
        .iter()
        .find(|(code, _)| without_prefix(code) == closest);
    page.map(|(code, _)| *code)
}
