use std::time::Duration;

/// Random numbers that a seed decides (SplitMix64).
#[derive(Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// Those of one task of one round, whatever the others draw.
    pub(crate) fn new(seed: u64, round: u64, task: u64) -> Self {
        let mut chance = Self(seed);
        for part in [round, task] {
            chance.0 = chance.next() ^ part;
        }
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0, below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub(crate) fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next() as usize % from.len()]
    }

    pub(crate) fn micros(&mut self, at_most: u64) -> Duration {
        Duration::from_micros(self.below(at_most))
    }
}
