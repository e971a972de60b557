use pest_derive::Parser;

/// The parser that pest makes of `grammar.pest`.
#[derive(Parser)]
#[grammar = "syntax/grammar.pest"]
pub(super) struct Grammar;
