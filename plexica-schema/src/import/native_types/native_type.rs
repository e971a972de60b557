/// A native type of another database.
pub(super) struct NativeType {
    pub(super) name: &'static str,
    /// The type of the field, where it makes a difference.
    pub(super) scalar: Option<&'static str>,
    pub(super) target: Target,
    /// What it means less or otherwise than before, and what to do about it.
    pub(super) remark: Option<&'static str>,
}

/// What a native type becomes.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// It stays, with its arguments.
    Same,
    /// This, with the arguments as they are.
    Renamed(&'static str),
    /// This, arguments and all.
    Exactly(&'static str),
    /// This with the arguments as they are, and `(0)` where there are none.
    Fraction(&'static str),
    /// This with the arguments as they are, and `Text` for `Max`.
    Length(&'static str),
    /// `VarChar` with the arguments as they are, and `Text` where there are none.
    StringOfLength,
    /// `Real` for up to 24 bits, otherwise `DoublePrecision`.
    FloatOfBits,
    /// Nothing: the column has the type that PostgreSQL has for the field's.
    Default,
}

impl NativeType {
    pub(super) const fn new(name: &'static str, target: Target) -> Self {
        Self {
            name,
            scalar: None,
            target,
            remark: None,
        }
    }

    /// Only on fields of this type.
    pub(super) const fn on(self, scalar: &'static str) -> Self {
        Self {
            scalar: Some(scalar),
            ..self
        }
    }

    pub(super) const fn but(self, remark: &'static str) -> Self {
        Self {
            remark: Some(remark),
            ..self
        }
    }
}

impl Target {
    /// What to write, behind the datasource's name; `None` for nothing. `arguments` have their
    /// brackets.
    pub(super) fn text(self, name: &str, arguments: Option<&str>) -> Option<String> {
        let written = arguments.unwrap_or_default();
        Some(match self {
            Self::Same => format!("{name}{written}"),
            Self::Renamed(target) => format!("{target}{written}"),
            Self::Exactly(target) => target.to_owned(),
            Self::Fraction(target) => format!("{target}{}", arguments.unwrap_or("(0)")),
            Self::Length(_) if inner(written).eq_ignore_ascii_case("max") => "Text".to_owned(),
            Self::Length(target) => format!("{target}{written}"),
            Self::StringOfLength => match arguments {
                Some(length) => format!("VarChar{length}"),
                None => "Text".to_owned(),
            },
            Self::FloatOfBits => match inner(written).parse::<u32>() {
                Ok(..=24) => "Real".to_owned(),
                _ => "DoublePrecision".to_owned(),
            },
            Self::Default => return None,
        })
    }
}

fn inner(arguments: &str) -> &str {
    arguments
        .trim_start_matches('(')
        .trim_end_matches(')')
        .trim()
}
