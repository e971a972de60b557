use crate::ast::{File, Line};

/// What is open at the end of a line that is not understood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    Bracket,
    Comment,
}

impl Open {
    pub(super) fn at_end_of(line: &str) -> Self {
        let mut depth = 0_usize;
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let length = if rest.starts_with("//") {
                break;
            } else if rest.starts_with("/*") {
                match rest.find("*/") {
                    Some(end) if end > 1 => end + 2,
                    _ => return Self::Comment,
                }
            } else if c == '"' {
                string_length(rest)
            } else {
                c.len_utf8()
            };
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            rest = &rest[length..];
        }
        if depth > 0 {
            Self::Bracket
        } else {
            Self::Nothing
        }
    }
}

fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether a comment starts in a line that is not understood, and ends in another. It is no comment
/// to the parser, which reads line by line there, and could become one when lines are laid out.
pub(super) fn has_broken_comment(file: &File, text: &str) -> bool {
    let lines = file.blocks.iter().flat_map(|block| &block.lines);
    let mut unknown = lines.filter_map(|line| match line {
        Line::Unknown(line) => text.get(line.span.start as usize..line.span.end as usize),
        _ => None,
    });
    unknown.any(|line| Open::at_end_of(line) == Open::Comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_at_the_end_of_a_line_is_found() {
        use Open::{Bracket, Comment, Nothing};
        let lines = [
            ("a Int @default(", Bracket),
            ("a Int @default(1) b", Nothing),
            ("a Int @map(\")\"", Bracket),
            ("a ( // )", Bracket),
            ("a \"(\\\"(\" b", Nothing),
            ("a /* ( */ b", Nothing),
            ("a /*/ b", Comment),
            ("a \"/*\" \"", Nothing),
            ("a // /*", Nothing),
            (") ( )", Nothing),
            ("é /* ", Comment),
        ];
        for (line, open) in lines {
            assert!(Open::at_end_of(line) == open, "{line}");
        }
    }
}
