use std::borrow::Cow;

use crate::{
    FileId, Span,
    diagnostics::{Diagnostic, Sink},
    schema::to_u32,
};

/// How deep brackets may stand in each other. Real schemas have three or four levels.
const MAX_DEPTH: usize = 64;

/// Blanks out what the grammar may not be given: brackets nested so deep that its recursion
/// would use up the stack, and a comment without an end, which each try to read a comment would
/// follow to the end of the file. Both are reported. Places do not change.
pub(super) fn mask<'a>(file: FileId, text: &'a str, diagnostics: &mut Sink) -> Readable<'a> {
    let masked = Scanner::new(text).run();
    if masked.is_empty() {
        return Readable {
            text: Cow::Borrowed(text),
            is_cut: false,
        };
    }
    let is_cut = masked.iter().any(|part| part.reason == Reason::OpenComment);
    let mut bytes = text.as_bytes().to_vec();
    for Masked { start, end, reason } in masked {
        for byte in &mut bytes[start..end] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        let span = Span {
            file,
            start: to_u32(start),
            end: to_u32(start + reason.width()),
        };
        diagnostics.push(reason.diagnostic(span));
    }
    // Every masked stretch starts and ends at an ASCII byte or the text's end.
    Readable {
        text: Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
        is_cut,
    }
}

/// A text that the grammar can be given.
pub(super) struct Readable<'a> {
    pub(super) text: Cow<'a, str>,
    /// Whether a comment without an end hides the rest of the file.
    pub(super) is_cut: bool,
}

struct Masked {
    start: usize,
    end: usize,
    reason: Reason,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    TooDeep,
    OpenComment,
}

impl Reason {
    /// How many bytes to point at.
    fn width(self) -> usize {
        match self {
            Self::TooDeep => 1,
            Self::OpenComment => 2,
        }
    }

    fn diagnostic(self, span: Span) -> Diagnostic {
        match self {
            Self::TooDeep => Diagnostic::error(
                "plx::syntax::too_deep",
                format!("brackets stand more than {MAX_DEPTH} deep in each other"),
            )
            .at(span, "this one is too deep")
            .help("close the brackets before it, or take some of them away"),
            Self::OpenComment => {
                Diagnostic::error("plx::syntax::open_comment", "a comment has no end")
                    .at(span, "opened here, never closed")
                    .help("write `*/` where the comment ends")
            }
        }
    }
}

/// Reads the text as far as is needed to know which brackets are brackets.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Where the brackets went too deep.
    too_deep: Option<usize>,
    masked: Vec<Masked>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            too_deep: None,
            masked: Vec::new(),
        }
    }

    fn run(mut self) -> Vec<Masked> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'"' => self.skip_string(),
                b'/' if bytes.get(self.at + 1) == Some(&b'/') => self.skip_to_line_end(),
                b'/' if bytes.get(self.at + 1) == Some(&b'*') => self.skip_comment(),
                b'(' | b'[' | b'{' => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH && self.too_deep.is_none() {
                        self.too_deep = Some(self.at);
                    }
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    self.at += 1;
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth <= MAX_DEPTH {
                        self.end_mask(self.at);
                    }
                }
                // Neither stands inside brackets, so whatever is open was never closed.
                b'@' | b'=' => {
                    self.depth = 0;
                    self.end_mask(self.at);
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.end_mask(self.text.len());
        self.masked
    }

    fn end_mask(&mut self, end: usize) {
        if let Some(start) = self.too_deep.take() {
            let reason = Reason::TooDeep;
            self.masked.push(Masked { start, end, reason });
        }
    }

    fn skip_string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\n' | b'\r' => return,
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' if !matches!(bytes.get(self.at + 1), None | Some(b'\n' | b'\r')) => {
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
    }

    fn skip_to_line_end(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        self.at += length.unwrap_or(rest.len());
    }

    fn skip_comment(&mut self) {
        match self.text.as_bytes()[self.at + 2..]
            .windows(2)
            .position(|two| two == b"*/")
        {
            Some(length) => self.at += length + 4,
            None => {
                self.end_mask(self.at);
                self.masked.push(Masked {
                    start: self.at,
                    end: self.text.len(),
                    reason: Reason::OpenComment,
                });
                self.at = self.text.len();
            }
        }
    }
}
