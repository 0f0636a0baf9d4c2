//! Numbers that depend on the seed only.
//!
//! Not a crate, whose sequences may change with a release: the same seed must always yield the same bytes.

/// A stateless source: the same seed and words yield the same number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// A derived source for one thing, such as a pool or a benefit.
    pub(crate) fn of(self, word: &str) -> Self {
        Self(
            word.bytes()
                .fold(self.0, |state, byte| mix(state ^ u64::from(byte))),
        )
    }

    /// The number at an index of this source's sequence.
    pub(crate) fn at(self, index: i64) -> u64 {
        mix(self.0 ^ mix(index as u64))
    }

    /// Between −1 and 1.
    pub(crate) fn swing(self, index: i64) -> f64 {
        (self.at(index) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }

    /// Lower-case hexadecimal text of the given length.
    pub(crate) fn hex(self, digits: usize) -> String {
        (0..)
            .flat_map(|index| format!("{:016x}", self.at(index)).into_bytes())
            .take(digits)
            .map(char::from)
            .collect()
    }

    /// Text in the shape of a version 4 UUID.
    pub(crate) fn uuid(self) -> String {
        let high = self.at(0);
        let low = self.at(1);
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff
        )
    }
}

/// The finalizer of SplitMix64.
fn mix(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ state >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_and_words_yield_the_same_numbers() {
        assert_eq!(
            Seeded::new(7).of("a").hex(40),
            Seeded::new(7).of("a").hex(40)
        );
        assert_ne!(
            Seeded::new(7).of("a").hex(40),
            Seeded::new(8).of("a").hex(40)
        );
        assert_ne!(
            Seeded::new(7).of("a").hex(40),
            Seeded::new(7).of("b").hex(40)
        );
        assert!((0..1000).all(|n| (-1.0..=1.0).contains(&Seeded::new(7).swing(n))));
        assert_eq!(Seeded::new(7).uuid().len(), 36);
    }
}
