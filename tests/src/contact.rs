//! Types that the schema names with `@rust`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize, Serializer, ser::Error as _};

/// A text with an `@` in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Email(String);

/// A text is no [`Email`].
#[derive(Debug)]
pub struct NoEmail(String);

impl FromStr for Email {
    type Err = NoEmail;

    fn from_str(text: &str) -> Result<Self, NoEmail> {
        match text.contains('@') {
            true => Ok(Self(text.to_owned())),
            false => Err(NoEmail(text.to_owned())),
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NoEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` has no @", self.0)
    }
}

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// Must not be empty to be written.
    #[serde(serialize_with = "not_empty")]
    pub street: String,
    /// The number in it.
    pub number: Option<u32>,
}

fn not_empty<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match text {
        "" => Err(S::Error::custom("a street has a name")),
        text => serializer.serialize_str(text),
    }
}
