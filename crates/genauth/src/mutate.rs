//! Input near to what is known, from the lines of a corpus: so many changes that nobody thought of them all.

use proptest::{collection::vec, prelude::*, sample::Index};

/// Something of the corpus, or of nowhere, mutate.
pub(crate) fn near(corpus: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let seed = prop_oneof![
        9 => prop::sample::select(corpus),
        1 => vec(any::<u8>(), 0..200),
    ];
    (seed, vec(bend(), 0..5)).prop_map(|(seed, bends)| mutate(seed, &bends))
}

/// A corpus of one seed a line.
pub(crate) fn lines(text: &str) -> Vec<Vec<u8>> {
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}

/// One change of some bytes.
#[derive(Debug, Clone)]
enum Bend {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Cut(Index),
    Repeat(Index, Index),
}

fn bend() -> impl Strategy<Value = Bend> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Bend::Set(at, byte)),
        (any::<Index>(), vec(any::<u8>(), 1..6)).prop_map(|(at, new)| Bend::Insert(at, new)),
        any::<Index>().prop_map(Bend::Cut),
        any::<(Index, Index)>().prop_map(|(from, to)| Bend::Repeat(from, to)),
    ]
}

fn mutate(mut bytes: Vec<u8>, bends: &[Bend]) -> Vec<u8> {
    for bend in bends {
        let end = bytes.len() + 1;
        match bend {
            Bend::Set(at, byte) if !bytes.is_empty() => *at.get_mut(&mut bytes) = *byte,
            Bend::Insert(at, new) => drop(bytes.splice(at.index(end)..at.index(end), new.clone())),
            Bend::Cut(at) => bytes.truncate(at.index(end)),
            Bend::Repeat(from, to) if from.index(end) < to.index(end) => {
                bytes.extend_from_within(from.index(end)..to.index(end));
            }
            _ => {}
        }
    }
    bytes
}
