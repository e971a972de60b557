use crate::{
    Span,
    diagnostics::{Diagnostic, Sink},
    schema::to_u32,
};

/// The text that a string literal stands for. Escapes are JSON's, as in Prisma.
pub(super) fn unescape(literal: &str, span: Span, diagnostics: &mut Sink) -> String {
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(literal);
    if !inner.contains(|c: char| c == '\\' || c.is_control()) {
        return inner.to_owned();
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.char_indices();
    while let Some((at, found)) = rest.next() {
        if found == '\0' {
            let diagnostic = Diagnostic::error(
                "plx::syntax::zero_byte",
                "a string holds a zero byte, which PostgreSQL cannot store",
            );
            diagnostics.push(
                diagnostic
                    .at(part(span, at, 1), "here")
                    .help("take it away"),
            );
        } else if found != '\\' {
            text.push(found);
        } else if let Some((_, escape)) = rest.next() {
            let resolved = match escape {
                'u' => unicode(rest.as_str()).map(|(resolved, length)| {
                    rest.by_ref().take(length).for_each(drop);
                    resolved
                }),
                _ => simple(escape),
            };
            match resolved {
                Some(resolved) => text.push(resolved),
                None => diagnostics.push(
                    Diagnostic::error(
                        "plx::syntax::escape",
                        format!("`\\{escape}` is not an escape"),
                    )
                    .at(part(span, at, 1 + escape.len_utf8()), "in this string")
                    .help(
                        "write one of `\\\\`, `\\\"`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t`, \
                         or `\\u` and four hexadecimal digits that are not `0000`; a backslash \
                         itself is `\\\\`",
                    ),
                ),
            }
        }
    }
    text
}

/// A part of the literal, from a byte after its first quote.
fn part(literal: Span, at: usize, length: usize) -> Span {
    let start = literal.start + 1 + to_u32(at);
    Span {
        start,
        end: start + to_u32(length),
        ..literal
    }
}

fn simple(escape: char) -> Option<char> {
    Some(match escape {
        '\\' | '"' | '/' => escape,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => return None,
    })
}

/// Reads what follows `\u`: the character, and how many characters it took. A pair of surrogates
/// is two escapes that are one character.
fn unicode(rest: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        let digits = rest.get(from..from + 4)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(0)?;
    if first == 0 {
        return None;
    }
    if let Some(found) = char::from_u32(u32::from(first)) {
        return Some((found, 4));
    }
    if rest.get(4..6) != Some("\\u") {
        return None;
    }
    let pair = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
    Some((pair, 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileId;

    fn unescaped(literal: &str) -> Result<String, usize> {
        let mut diagnostics = Sink::default();
        let span = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        let text = unescape(literal, span, &mut diagnostics);
        match diagnostics.into_list().len() {
            0 => Ok(text),
            errors => Err(errors),
        }
    }

    #[test]
    fn escapes_are_those_of_json() {
        assert_eq!(unescaped(r#""plain""#).as_deref(), Ok("plain"));
        assert_eq!(unescaped(r#""a\"b\\c\nd""#).as_deref(), Ok("a\"b\\c\nd"));
        assert_eq!(unescaped(r#""\u00e9\ud83d\ude00!""#).as_deref(), Ok("é😀!"));
    }

    #[test]
    fn what_is_no_escape_is_reported() {
        assert_eq!(unescaped(r#""\q\x""#), Err(2));
        assert_eq!(unescaped(r#""\u00""#), Err(1));
        assert_eq!(unescaped(r#""\ud83d""#), Err(1));
        assert_eq!(unescaped(r#""\u0000""#), Err(1));
        assert_eq!(unescaped("\"a\0b\""), Err(1));
    }
}
