//! The layout of the generated code.
//!
//! The text is printed from the tokens, without a parse. To parse and print them as a syntax
//! tree takes five sixths of the generator's time, and a build script runs at every change of
//! the schema. What is emitted has few shapes: items, fields, arms and statements each begin a
//! line; what is in parentheses or brackets stays on one.

use std::fmt::{self, Write as _};

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// Braces whose contents are shorter than this stay on one line.
const SHORT: usize = 60;

/// The text of some items.
pub(super) fn items(tokens: TokenStream) -> String {
    let mut printer = Printer::default();
    printer.block(tokens, Separation::Items);
    printer.text
}

/// How the parts of a block stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separation {
    /// Items, with a blank line after each, except between `use`s.
    Items,
    /// Fields, variants, arms, statements: a line each.
    Lines,
}

#[derive(Debug, Default)]
struct Printer {
    text: String,
    indent: usize,
    /// What stands before decides whether a space comes between.
    before: Before,
}

/// The end of what was printed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A line's start, an opening bracket, `.`, `&`: nothing comes between.
    #[default]
    Open,
    /// The first half of a punctuation such as `::`.
    Joint(char),
    /// A word, a literal or a closing bracket.
    Word,
    /// A lifetime, which a space follows where a word would have none: `&'a [u8]`.
    Lifetime,
    /// The quote that a lifetime starts with.
    Quote,
    /// Punctuation that is followed by a space: `,`, `:`, `=`, `->`.
    Spaced,
    /// `>`, which ends generics.
    Angle,
}

impl Printer {
    fn block(&mut self, tokens: TokenStream, separation: Separation) {
        let mut tokens = tokens.into_iter().peekable();
        let mut is_use = false;
        let mut at_start = true;
        // A comma between generics ends nothing.
        let mut angles = 0_usize;
        while let Some(token) = tokens.next() {
            if let TokenTree::Punct(mark) = &token {
                match mark.as_char() {
                    '<' => angles += 1,
                    '>' if !matches!(self.before, Before::Joint('-' | '=')) => {
                        angles = angles.saturating_sub(1);
                    }
                    _ => {}
                }
            }
            if at_start {
                self.new_line();
                is_use = matches!(&token, TokenTree::Ident(word) if word == "use");
            }
            at_start = false;
            if let Some(text) = attribute(&token, tokens.peek()) {
                tokens.next();
                self.text.push_str(&text);
                at_start = true;
                continue;
            }
            let ends = angles == 0 && ends_part(&token, tokens.peek(), is_use, separation);
            self.token(token, is_use);
            if ends {
                at_start = true;
                let next_is_use =
                    matches!(tokens.peek(), Some(TokenTree::Ident(word)) if *word == "use");
                if separation == Separation::Items
                    && tokens.peek().is_some()
                    && !(is_use && next_is_use)
                {
                    self.text.push('\n');
                }
            }
        }
    }

    fn new_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for _ in 0..self.indent {
            self.text.push_str("    ");
        }
        self.before = Before::Open;
    }

    fn token(&mut self, token: TokenTree, is_use: bool) {
        match token {
            TokenTree::Group(group) => self.group(group, is_use),
            TokenTree::Ident(word) => self.word(&word),
            TokenTree::Literal(literal) => self.word(&literal),
            TokenTree::Punct(mark) => self.mark(mark.as_char(), mark.spacing()),
        }
    }

    fn word(&mut self, word: &impl fmt::Display) {
        let is_lifetime = self.before == Before::Quote;
        if !matches!(self.before, Before::Open | Before::Joint(_) | Before::Quote) {
            self.text.push(' ');
        }
        // Writing into a `String` cannot fail.
        let _ = write!(self.text, "{word}");
        self.before = if is_lifetime {
            Before::Lifetime
        } else {
            Before::Word
        };
    }

    fn mark(&mut self, mark: char, spacing: Spacing) {
        let joined = matches!(self.before, Before::Joint(_));
        // Whether a space comes before and after.
        let (before, after) = match (self.before, mark) {
            // The second half: `::` has no spaces, `->`, `=>` and `..=` are spaced as a whole.
            (Before::Joint(':'), ':') => (false, Before::Open),
            (Before::Joint('-' | '='), '>') => (false, Before::Spaced),
            (_, '.' | '!') => (false, Before::Open),
            (Before::Spaced, '&' | '\'' | '#' | '*' | '<') => (true, Before::Open),
            (Before::Word | Before::Lifetime | Before::Angle, '\'' | '&') => (true, Before::Open),
            (_, '&' | '\'' | '#' | '*' | '<') => (false, Before::Open),
            (_, '>') => (false, Before::Angle),
            (_, '?') => (false, Before::Word),
            (Before::Spaced, ':') => (true, Before::Open),
            (_, ':' | ',' | ';') => (false, Before::Spaced),
            (Before::Open, _) => (false, Before::Spaced),
            _ => (true, Before::Spaced),
        };
        if before && !joined {
            self.text.push(' ');
        }
        self.text.push(mark);
        self.before = match (mark, spacing) {
            ('\'', _) => Before::Quote,
            ('&', _) | (_, Spacing::Alone) => after,
            _ => Before::Joint(mark),
        };
    }

    fn group(&mut self, group: Group, is_use: bool) {
        match group.delimiter() {
            Delimiter::Parenthesis => self.inline('(', group.stream(), ')'),
            Delimiter::Bracket => self.inline('[', group.stream(), ']'),
            Delimiter::None => {
                for token in group.stream() {
                    self.token(token, is_use);
                }
            }
            Delimiter::Brace => self.braces(group.stream(), is_use),
        }
    }

    fn inline(&mut self, open: char, tokens: TokenStream, close: char) {
        // A call's or a macro's parenthesis follows its name; a tuple or an array has a space.
        if matches!(self.before, Before::Spaced | Before::Lifetime) {
            self.text.push(' ');
        }
        self.text.push(open);
        self.before = Before::Open;
        for token in tokens {
            self.token(token, false);
        }
        self.text.push(close);
        self.before = Before::Word;
    }

    fn braces(&mut self, tokens: TokenStream, is_use: bool) {
        if self.before != Before::Open {
            self.text.push(' ');
        }
        if tokens.is_empty() {
            self.text.push_str("{}");
            self.before = Before::Word;
            return;
        }
        if is_use || stays_short(&tokens) {
            self.text.push('{');
            let padding = if is_use { "" } else { " " };
            self.text.push_str(padding);
            self.before = Before::Open;
            for token in tokens {
                self.token(token, is_use);
            }
            self.text.push_str(padding);
            self.text.push('}');
            self.before = Before::Word;
            return;
        }
        self.text.push('{');
        self.indent += 1;
        self.block(tokens, Separation::Lines);
        self.indent -= 1;
        self.new_line();
        self.text.push('}');
        self.before = Before::Word;
    }
}

/// Whether a part of a block ends with this token: at a `;`, at a `,` between fields, and at the
/// brace that closes an item's or an arm's body.
fn ends_part(
    token: &TokenTree,
    next: Option<&TokenTree>,
    is_use: bool,
    separation: Separation,
) -> bool {
    match token {
        TokenTree::Punct(mark) => {
            mark.as_char() == ';' || (mark.as_char() == ',' && separation == Separation::Lines)
        }
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !is_use => {
            !matches!(next, Some(TokenTree::Punct(mark)) if matches!(mark.as_char(), ';' | ',' | '.' | '?'))
        }
        _ => false,
    }
}

/// The text of an attribute that stands on a line of its own: a `///` comment, or as it is.
fn attribute(token: &TokenTree, next: Option<&TokenTree>) -> Option<String> {
    let (TokenTree::Punct(mark), Some(TokenTree::Group(group))) = (token, next) else {
        return None;
    };
    if mark.as_char() != '#' || group.delimiter() != Delimiter::Bracket {
        return None;
    }
    if let Some(line) = documentation(group.stream()) {
        return Some(format!("///{line}"));
    }
    let mut printer = Printer::default();
    printer.text.push('#');
    printer.inline('[', group.stream(), ']');
    Some(printer.text)
}

/// The line of `doc = "line"`, where it can be written as a comment.
fn documentation(tokens: TokenStream) -> Option<String> {
    let mut tokens = tokens.into_iter();
    let (
        Some(TokenTree::Ident(name)),
        Some(TokenTree::Punct(_)),
        Some(TokenTree::Literal(literal)),
    ) = (tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    let literal = literal.to_string();
    let line = literal.strip_prefix('r').unwrap_or(&literal);
    let line = line.strip_prefix('"')?.strip_suffix('"')?;
    // A fourth slash would make it a plain comment, and what is escaped stays as it is.
    (name == "doc" && !line.contains('\\') && !line.starts_with('/')).then(|| line.to_owned())
}

/// Whether braces hold so little that they stay on one line: a struct's fields, an import.
fn stays_short(tokens: &TokenStream) -> bool {
    width(tokens.clone(), SHORT).is_some()
}

/// The length of tokens on one line; `None` where it is more than `limit`, or where a statement,
/// an attribute or a match's arm has to begin a line of its own.
fn width(tokens: TokenStream, limit: usize) -> Option<usize> {
    let mut sum = 0;
    let mut before = ' ';
    for token in tokens {
        let mut mark = ' ';
        sum += match token {
            TokenTree::Punct(punct) => {
                mark = punct.as_char();
                1
            }
            TokenTree::Ident(word) => length(&word) + 1,
            TokenTree::Literal(literal) => length(&literal) + 1,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return None,
            TokenTree::Group(group) => width(group.stream(), limit)? + 2,
        };
        if sum > limit || matches!(mark, ';' | '#') || (before, mark) == ('=', '>') {
            return None;
        }
        before = mark;
    }
    Some(sum)
}

fn length(token: &impl fmt::Display) -> usize {
    let mut count = Count(0);
    // Counting cannot fail.
    let _ = write!(count, "{token}");
    count.0
}

/// Counts what is written to it.
struct Count(usize);

impl fmt::Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn items_stand_apart_and_their_parts_on_lines() {
        let tokens = quote! {
            use a::{B, c};
            use d::*;
            #[doc = " A thing."]
            #[derive(Debug, Clone)]
            pub struct Thing<'a, T = ()> {
                #[doc = " Its name."]
                pub name: Option<Vec<&'a str>>,
                pub r#type: [u8; 4],
            }
            impl<'a, T> Iterator for Thing<'a, T> {
                type Item = (T, super::Other<T>);
                fn next(&mut self) -> Result<Self::Item, Error> {
                    let row = row?;
                    match row { 0 => Some(Self { name, r#type }), _ => None }
                }
            }
            pub const X: &'static [u16] = &[1, 2];
        };
        let printed = items(tokens.clone());
        assert_eq!(
            printed,
            "\
use a::{B, c};
use d::*;

/// A thing.
#[derive(Debug, Clone)]
pub struct Thing<'a, T = ()> {
    /// Its name.
    pub name: Option<Vec<&'a str>>,
    pub r#type: [u8; 4],
}

impl<'a, T> Iterator for Thing<'a, T> {
    type Item = (T, super::Other<T>);
    fn next(&mut self) -> Result<Self::Item, Error> {
        let row = row?;
        match row {
            0 => Some(Self { name, r#type }),
            _ => None
        }
    }
}

pub const X: &'static [u16] = &[1, 2];"
        );
    }

    #[test]
    fn what_is_printed_has_the_same_tokens() {
        let tokens = quote! {
            #[doc = " a \\ \" b"]
            #[expect(x, reason = "y")]
            static A: &[(u16, u16)] = &[(0, 1)];
            fn f<Q: Run + 'static>(&self, value: impl Bind<Option<String>>) -> Self::Out<'_> {
                values.set(3, value.bind());
                ::core::env!("X").x::<T>()?.y(|z| !z);
            }
        };
        let again: TokenStream = items(tokens.clone()).parse().expect("it is Rust");
        assert_eq!(flat(again), flat(tokens));
    }

    /// The tokens without their spacing.
    fn flat(tokens: TokenStream) -> Vec<String> {
        tokens
            .into_iter()
            .flat_map(|token| match token {
                TokenTree::Group(group) => {
                    let delimiter = format!("{:?}", group.delimiter());
                    let mut all = vec![delimiter.clone()];
                    all.extend(flat(group.stream()));
                    all.push(delimiter);
                    all
                }
                token => vec![token.to_string()],
            })
            .collect()
    }
}
