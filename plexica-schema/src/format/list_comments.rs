use super::{list::Item, page::Page};
use crate::{
    Span,
    ast::{Comment, CommentKind},
};

/// The comments around an item.
#[derive(Default)]
pub(super) struct Around<'a> {
    pub(super) above: Vec<&'a Comment>,
    /// Behind the item, before its comma.
    pub(super) before_comma: Vec<&'a Comment>,
    /// Behind the comma, on its line.
    pub(super) behind: Vec<&'a Comment>,
}

/// The comments of a list that are in none of its items' own lists.
#[derive(Default)]
pub(super) struct ListComments<'a> {
    /// Empty where there are no comments.
    items: Vec<Around<'a>>,
    /// Below the last item.
    pub(super) below: Vec<&'a Comment>,
}

/// Around an item without comments.
static NOTHING: Around<'static> = Around {
    above: Vec::new(),
    before_comma: Vec::new(),
    behind: Vec::new(),
};

impl<'a> Page<'a> {
    /// Finds the comments of a list, and to which of its items they belong.
    pub(super) fn list_comments(&self, span: Span, items: &[Item<'_>]) -> ListComments<'a> {
        let mut found = ListComments::default();
        let all = self.comments_in(span.start, span.end);
        let Some(first) = items.first() else {
            found.below = all.iter().collect();
            return found;
        };
        if all.is_empty() {
            return found;
        }
        found.items = items.iter().map(|_| Around::default()).collect();
        found.items[0]
            .above
            .extend(self.comments_in(span.start, first.span.start));
        for (index, item) in items.iter().enumerate() {
            // Between the colon and the value, where they would be hard to read.
            if let Some(name) = item.name {
                let before_value = self.comments_in(name.span.end, item.value.span.start);
                found.items[index].above.extend(before_value);
            }
            let next = items
                .get(index + 1)
                .map_or(span.end - 1, |next| next.span.start);
            let (around, above) = self.behind_item(item.span.end, next);
            found.items[index].before_comma = around.before_comma;
            found.items[index].behind = around.behind;
            match found.items.get_mut(index + 1) {
                Some(next) => next.above = above,
                None => found.below = above,
            }
        }
        found
    }

    /// The comments between an item and what follows it: those on the item's line, and the others.
    fn behind_item(&self, end: u32, next: u32) -> (Around<'a>, Vec<&'a Comment>) {
        let mut around = Around::default();
        let comments = self.comments_in(end, next);
        let mut at = end;
        let mut is_behind_comma = false;
        for (index, comment) in comments.iter().enumerate() {
            let before = self.between(at, comment.span.start);
            is_behind_comma |= before.contains(',');
            let following = comments.get(index + 1).map_or(next, |c| c.span.start);
            let ends_line = comment.kind != CommentKind::Block
                || self.line_ends(comment.span.end, following) > 0;
            if self.line_ends(at, comment.span.start) > 0 || is_behind_comma && !ends_line {
                return (around, comments[index..].iter().collect());
            }
            if is_behind_comma {
                around.behind.push(comment);
            } else {
                around.before_comma.push(comment);
            }
            at = comment.span.end;
        }
        (around, Vec::new())
    }
}

impl<'a> ListComments<'a> {
    pub(super) fn around(&self, index: usize) -> &Around<'a> {
        self.items.get(index).unwrap_or(&NOTHING)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'a Comment> {
        let parts = |around: &Around<'a>| {
            let above = around.above.iter().chain(&around.before_comma);
            above.chain(&around.behind).copied().collect::<Vec<_>>()
        };
        self.items
            .iter()
            .flat_map(parts)
            .chain(self.below.iter().copied())
    }
}
