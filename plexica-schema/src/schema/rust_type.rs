use std::fmt;

/// `@rust("crate::billing::Address")`: the Rust type of a field's values.
///
/// It stands in generated code, in a module that its author does not choose, so it says where it
/// begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustType {
    /// Where its path begins.
    pub root: RustRoot,
    /// The path from there. At least one.
    pub segments: Vec<RustSegment>,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RustRoot {
    /// `crate::`: in the crate that the client is generated into.
    Crate,
    /// `::`: at a crate's name.
    Extern,
    /// `Vec`, `Option`, `String`, or a type that is Rust's own: `u8`. One segment.
    Language,
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustSegment {
    /// An identifier, raw (`r#type`) where it is a keyword.
    pub name: String,
    /// What stands in angle brackets behind it.
    pub arguments: Vec<RustType>,
}

/// As Rust.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.root {
            RustRoot::Crate => "crate::",
            RustRoot::Extern => "::",
            RustRoot::Language => "",
        })?;
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                f.write_str("::")?;
            }
            f.write_str(&segment.name)?;
            for (index, argument) in segment.arguments.iter().enumerate() {
                f.write_str(if index == 0 { "<" } else { ", " })?;
                argument.fmt(f)?;
            }
            if !segment.arguments.is_empty() {
                f.write_str(">")?;
            }
        }
        Ok(())
    }
}
