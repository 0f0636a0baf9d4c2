//! Disruptions in the bytes of a response, and where in it they start.

/// A disruption of a response from one position on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamFault {
    /// What happens.
    pub effect: Effect,
    /// Where it starts.
    pub position: Position,
}

/// What happens to the bytes of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The connection is reset.
    Reset,
    /// The connection is closed regularly, but too early.
    Close,
    /// Nothing more is sent, and the connection stays open.
    Stall,
    /// One byte at a time, with a pause before each.
    Trickle,
    /// Wrong bytes are sent.
    Corrupt,
}

/// A position in a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Before the first byte.
    BeforeHeaders,
    /// Within the first header's name.
    InHeaders,
    /// A few bytes into the body.
    InBody,
}

/// What is sent instead of the bytes of a response.
#[derive(Debug, Clone)]
pub(crate) enum Disruption {
    /// The response, disrupted.
    Fault(StreamFault),
    /// Other bytes; then the connection is closed.
    RawBytes(Vec<u8>),
}

/// Past `HTTP/1.1 200 OK` and its line break, within the first header's name.
const WITHIN_HEADERS: usize = 24;
/// Within the first field name of the envelope.
const WITHIN_BODY: usize = 10;

/// How much of a response has been sent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    sent: usize,
    last: [u8; 4],
    sent_of_body: Option<usize>,
}

impl Progress {
    /// The number of bytes sent.
    pub(super) fn sent(&self) -> usize {
        self.sent
    }

    /// Adds bytes that were sent.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.sent += 1;
            self.sent_of_body = self.sent_of_body.map(|count| count + 1);
            self.last.rotate_left(1);
            if let Some(last) = self.last.last_mut() {
                *last = *byte;
            }
            if self.last == *b"\r\n\r\n" {
                self.sent_of_body = self.sent_of_body.or(Some(0));
            }
        }
    }

    /// The part of the next bytes that precedes a position.
    pub(super) fn before(mut self, position: Position, bytes: &[u8]) -> &[u8] {
        let count = bytes
            .iter()
            .take_while(|byte| {
                let is_before = !self.is_at(position);
                self.add(std::slice::from_ref(byte));
                is_before
            })
            .count();
        bytes.get(..count).unwrap_or_default()
    }

    fn is_at(&self, position: Position) -> bool {
        match position {
            Position::BeforeHeaders => true,
            Position::InHeaders => self.sent >= WITHIN_HEADERS,
            Position::InBody => self.sent_of_body >= Some(WITHIN_BODY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: a\r\n\r\n{\"statusCode\":200}";

    #[test]
    fn positions_are_found_in_chunks_of_any_size() {
        for (position, expected) in [
            (Position::BeforeHeaders, ""),
            (Position::InHeaders, "HTTP/1.1 200 OK\r\ncontent"),
            (
                Position::InBody,
                "HTTP/1.1 200 OK\r\ncontent-type: a\r\n\r\n{\"statusCo",
            ),
        ] {
            for size in 1..=RESPONSE.len() {
                let (mut progress, mut out) = (Progress::default(), Vec::new());
                for piece in RESPONSE.chunks(size) {
                    let before = progress.before(position, piece);
                    progress.add(before);
                    out.extend_from_slice(before);
                    if before.len() < piece.len() {
                        break;
                    }
                }
                assert_eq!(String::from_utf8(out).unwrap(), expected, "{size}");
            }
        }
    }
}
