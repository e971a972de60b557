use std::{fmt, sync::Arc};

use crate::quoting::MAX_IDENTIFIER_BYTES;

/// Keys that no tenant may have, whatever the pattern: they are, or look like, schemas that
/// belong to the database or to Plexica.
const RESERVED_KEYS: [&str; 5] = ["core", "public", "template", "information-schema", "pg"];

/// A tenant's key that has been checked: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, not reserved.
///
/// There is no other way to get one than [`SchemaPattern::check`], and nothing is built from a
/// tenant's name before that has said yes. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenantKey {
    key: Arc<str>,
    schema: Arc<str>,
}

impl TenantKey {
    /// The key as the caller wrote it: `acme-corp`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.key
    }

    /// The tenant's PostgreSQL schema: `tenant_acme_corp`. Not quoted.
    #[must_use]
    pub fn schema(&self) -> &str {
        &self.schema
    }
}

impl fmt::Display for TenantKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}

/// Why a string is not a tenant's key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The empty string.
    Empty,
    /// A character outside `[a-z0-9-]`, or one at a place where it may not stand.
    Character {
        /// The character.
        found: char,
        /// Its place, counted in characters from 1.
        position: usize,
    },
    /// The schema's name would be longer than PostgreSQL keeps.
    TooLong {
        /// The key's length in bytes.
        bytes: usize,
        /// The longest key that this pattern allows, in bytes.
        max_bytes: usize,
    },
    /// The key, or the schema it stands for, belongs to the database or to Plexica.
    Reserved,
}

impl fmt::Display for KeyError {
    /// A sentence about "it", the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::Character {
                found: '-',
                position,
            } => write!(
                f,
                "it has a `-` at character {position}, where only a letter or digit may stand"
            ),
            Self::Character { found, position } => write!(
                f,
                "it has {found:?} at character {position}; a key starts with a letter and holds \
                 lower-case letters, digits and single hyphens, as `acme-corp` does"
            ),
            Self::TooLong { bytes, max_bytes } => write!(
                f,
                "it is {bytes} bytes long, and its schema's name fits PostgreSQL's limit only up \
                 to {max_bytes}"
            ),
            Self::Reserved => {
                f.write_str("it is reserved for the platform or for the database itself")
            }
        }
    }
}

impl std::error::Error for KeyError {}

/// Why a string is not a schema pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// `{key}` does not stand in it exactly once.
    Placeholder,
    /// A character outside `[a-z0-9_]`, or a digit at the start.
    Character(char),
    /// The fixed part leaves fewer than 8 bytes for a key.
    TooLong,
    /// `{key}` alone, or a prefix such as `pg_`: a tenant could then take a system schema's name.
    Reserved,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placeholder => f.write_str("the pattern needs `{key}` exactly once"),
            Self::Character(found) => write!(
                f,
                "the pattern has {found:?}; it starts with a lower-case letter and holds lower-case \
                 letters, digits and `_` around `{{key}}`"
            ),
            Self::TooLong => {
                f.write_str("the pattern leaves fewer than 8 bytes for a tenant's key")
            }
            Self::Reserved => f.write_str(
                "the pattern would let a tenant take a system schema's name; put a prefix such as \
                 `tenant_` before `{key}`",
            ),
        }
    }
}

impl std::error::Error for PatternError {}

/// How a tenant's key becomes the name of its PostgreSQL schema: `tenant_{key}`, with `-`
/// turned into `_`.
///
/// Keys hold no `_`, so different keys always have different schemas.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SchemaPattern {
    prefix: String,
    suffix: String,
}

impl SchemaPattern {
    /// Reads a pattern such as `tenant_{key}`.
    ///
    /// # Errors
    /// A [`PatternError`] that says what is wrong with it.
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        let (prefix, suffix) = pattern
            .split_once("{key}")
            .ok_or(PatternError::Placeholder)?;
        if suffix.contains("{key}") {
            return Err(PatternError::Placeholder);
        }
        let misplaced = |c: &char| !matches!(c, 'a'..='z' | '0'..='9' | '_');
        if let Some(found) = prefix.chars().chain(suffix.chars()).find(misplaced) {
            return Err(PatternError::Character(found));
        }
        match prefix.chars().next() {
            None => return Err(PatternError::Reserved),
            Some(first @ '0'..='9') => return Err(PatternError::Character(first)),
            Some(_) => {}
        }
        if prefix.starts_with("pg_") {
            return Err(PatternError::Reserved);
        }
        if prefix.len() + suffix.len() + 8 > MAX_IDENTIFIER_BYTES {
            return Err(PatternError::TooLong);
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        })
    }

    /// The longest key whose schema's name PostgreSQL keeps whole, in bytes.
    #[must_use]
    pub fn max_key_bytes(&self) -> usize {
        MAX_IDENTIFIER_BYTES - self.prefix.len() - self.suffix.len()
    }

    /// Checks a tenant's key. `declared_schemas` are the schemas of the data model (`core`):
    /// no tenant may be given one of them.
    ///
    /// # Errors
    /// A [`KeyError`] that says what is wrong with it.
    ///
    /// ```
    /// use plexica_ident::SchemaPattern;
    /// let pattern = SchemaPattern::parse("tenant_{key}").unwrap();
    /// assert_eq!(pattern.check("acme-corp", &["core"]).unwrap().schema(), "tenant_acme_corp");
    /// assert!(pattern.check("a\"; drop schema core cascade; --", &["core"]).is_err());
    /// ```
    pub fn check<S: AsRef<str>>(
        &self,
        key: &str,
        declared_schemas: &[S],
    ) -> Result<TenantKey, KeyError> {
        if key.is_empty() {
            return Err(KeyError::Empty);
        }
        let mut previous = None;
        for (index, found) in key.chars().enumerate() {
            let fits = match found {
                'a'..='z' => true,
                '0'..='9' => previous.is_some(),
                '-' => previous.is_some_and(|before| before != '-'),
                _ => false,
            };
            if !fits {
                return Err(KeyError::Character {
                    found,
                    position: index + 1,
                });
            }
            previous = Some(found);
        }
        if previous == Some('-') {
            return Err(KeyError::Character {
                found: '-',
                position: key.len(),
            });
        }
        if key.len() > self.max_key_bytes() {
            return Err(KeyError::TooLong {
                bytes: key.len(),
                max_bytes: self.max_key_bytes(),
            });
        }
        let schema = format!("{}{}{}", self.prefix, key.replace('-', "_"), self.suffix);
        let is_declared = declared_schemas
            .iter()
            .map(AsRef::as_ref)
            .any(|name| name == schema || name == key);
        if is_declared || is_reserved_key(key) || is_system_schema(&schema) {
            return Err(KeyError::Reserved);
        }
        Ok(TenantKey {
            key: key.into(),
            schema: schema.into(),
        })
    }
}

impl fmt::Display for SchemaPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{{key}}{}", self.prefix, self.suffix)
    }
}

fn is_reserved_key(key: &str) -> bool {
    RESERVED_KEYS.contains(&key) || key.starts_with("pg-")
}

fn is_system_schema(schema: &str) -> bool {
    schema.starts_with("pg_") || matches!(schema, "information_schema" | "public")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str) -> Result<String, KeyError> {
        let pattern = SchemaPattern::parse("tenant_{key}").unwrap();
        pattern
            .check(key, &["core", "tenant_shared"])
            .map(|key| key.schema().to_owned())
    }

    #[test]
    fn a_key_stands_for_one_schema() {
        assert_eq!(check("acme").as_deref(), Ok("tenant_acme"));
        assert_eq!(check("a1-b2-3c").as_deref(), Ok("tenant_a1_b2_3c"));
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        for key in [
            "",
            "1a",
            "-a",
            "a-",
            "a--b",
            "a_b",
            "Acme",
            "acmé",
            "a b",
            "a\0",
            "a.b",
            "a;b",
            "a\"b",
            "a'b",
            "a/b",
            "a\u{200b}b",
        ] {
            assert!(check(key).is_err(), "{key:?} was accepted");
        }
    }

    #[test]
    fn reserved_keys_are_refused() {
        for key in [
            "core",
            "public",
            "template",
            "information-schema",
            "pg",
            "pg-x",
            "shared",
        ] {
            assert_eq!(check(key), Err(KeyError::Reserved), "{key:?}");
        }
    }

    #[test]
    fn a_key_fits_sixty_three_bytes_or_is_refused() {
        assert_eq!(check(&"a".repeat(56)).map(|schema| schema.len()), Ok(63));
        assert_eq!(
            check(&"a".repeat(57)),
            Err(KeyError::TooLong {
                bytes: 57,
                max_bytes: 56
            })
        );
    }

    #[test]
    fn a_pattern_that_could_name_a_system_schema_is_refused() {
        assert_eq!(SchemaPattern::parse("{key}"), Err(PatternError::Reserved));
        assert_eq!(
            SchemaPattern::parse("pg_{key}"),
            Err(PatternError::Reserved)
        );
        assert_eq!(
            SchemaPattern::parse("tenant"),
            Err(PatternError::Placeholder)
        );
        assert_eq!(
            SchemaPattern::parse("t_{key}_{key}"),
            Err(PatternError::Placeholder)
        );
        assert_eq!(
            SchemaPattern::parse("T_{key}"),
            Err(PatternError::Character('T'))
        );
        assert_eq!(
            SchemaPattern::parse(&format!("{}{{key}}", "t".repeat(56))),
            Err(PatternError::TooLong)
        );
    }
}
