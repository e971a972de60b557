//! What lives until the process ends.
//!
//! The client's definitions are `'static`, since a generated client has them as constants. A
//! command reads one schema and ends, so what it makes of that schema may stay as well.

/// A value that is never freed.
pub(crate) fn value<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// A text that is never freed.
pub(crate) fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// A list that is never freed.
pub(crate) fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect())
}
