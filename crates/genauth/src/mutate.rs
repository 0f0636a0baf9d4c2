//! Generated test input: lines of a corpus with random mutations. Shared by path with other crates' tests.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Up to four mutations of a corpus entry, or, in one case of ten, of random bytes.
pub(crate) fn near(corpus: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let seed = prop_oneof![
        9 => prop::sample::select(corpus),
        1 => vec(any::<u8>(), 0..200),
    ];
    (seed, vec(mutation(), 0..5)).prop_map(|(seed, mutations)| mutate(seed, &mutations))
}

/// A corpus with one seed per line.
pub(crate) fn lines(text: &str) -> Vec<Vec<u8>> {
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}

#[derive(Debug, Clone)]
enum Mutation {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Truncate(Index),
    Repeat(Index, Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
        (any::<Index>(), vec(any::<u8>(), 1..6)).prop_map(|(at, new)| Mutation::Insert(at, new)),
        any::<Index>().prop_map(Mutation::Truncate),
        any::<(Index, Index)>().prop_map(|(from, to)| Mutation::Repeat(from, to)),
    ]
}

fn mutate(mut bytes: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    for mutation in mutations {
        let end = bytes.len() + 1;
        match mutation {
            Mutation::Set(at, byte) if !bytes.is_empty() => *at.get_mut(&mut bytes) = *byte,
            Mutation::Insert(at, new) => {
                drop(bytes.splice(at.index(end)..at.index(end), new.clone()));
            }
            Mutation::Truncate(at) => bytes.truncate(at.index(end)),
            Mutation::Repeat(from, to) if from.index(end) < to.index(end) => {
                bytes.extend_from_within(from.index(end)..to.index(end));
            }
            _ => {}
        }
    }
    bytes
}
