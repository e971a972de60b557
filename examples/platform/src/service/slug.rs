use serde::Deserialize;

/// A name for addresses: 1 to 63 of `a` to `z`, digits, and hyphens inside.
///
/// A value of this type is one, so that nothing else needs to check it. What makes it from a
/// request's text is serde.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Slug(String);

impl TryFrom<String> for Slug {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_allowed = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let is_slug = (1..=63).contains(&text.len())
            && text.bytes().all(is_allowed)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if is_slug {
            Ok(Self(text))
        } else {
            Err("a slug is 1 to 63 of `a` to `z`, digits, and hyphens inside")
        }
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}
