/// Decisions, a byte each. When the bytes are used up, the first possibility is taken.
pub(super) struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    /// A number below a bound of at most 256.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let byte = self.bytes.next().copied().unwrap_or_default();
        usize::from(byte) % bound
    }

    pub(super) fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// What shall be in one schema of some, so that most stay right.
    pub(super) fn is_rare(&mut self) -> bool {
        self.below(256) > 246
    }
}
