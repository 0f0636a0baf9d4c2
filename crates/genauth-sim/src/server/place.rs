//! How far an answer has gone out, told from its bytes alone.

/// Where in an answer trouble begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before the first byte.
    BeforeHeaders,
    /// Within the first header's name.
    InHeaders,
    /// A few bytes into the body.
    InBody,
}

/// Past `HTTP/1.1 200 OK` and its end, within the first header's name.
const WITHIN_HEADERS: usize = 24;
/// Within the first name of the envelope.
const WITHIN_BODY: usize = 10;

/// What has gone out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    seen: usize,
    last: [u8; 4],
    of_body: Option<usize>,
}

impl Progress {
    /// How many bytes have gone out.
    pub(super) fn seen(&self) -> usize {
        self.seen
    }

    /// These bytes went out.
    pub(super) fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.seen += 1;
            self.of_body = self.of_body.map(|count| count + 1);
            self.last.rotate_left(1);
            if let Some(last) = self.last.last_mut() {
                *last = *byte;
            }
            if self.last == *b"\r\n\r\n" {
                self.of_body = self.of_body.or(Some(0));
            }
        }
    }

    /// What of the bytes to come lies before the place.
    pub(super) fn before(mut self, place: Place, bytes: &[u8]) -> &[u8] {
        let count = bytes
            .iter()
            .take_while(|byte| {
                let goes_out = !self.is_at(place);
                self.see(std::slice::from_ref(byte));
                goes_out
            })
            .count();
        bytes.get(..count).unwrap_or_default()
    }

    fn is_at(&self, place: Place) -> bool {
        match place {
            Place::BeforeHeaders => true,
            Place::InHeaders => self.seen >= WITHIN_HEADERS,
            Place::InBody => self.of_body >= Some(WITHIN_BODY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: a\r\n\r\n{\"statusCode\":200}";

    #[test]
    fn places_are_found_however_the_bytes_are_cut() {
        for (place, expected) in [
            (Place::BeforeHeaders, ""),
            (Place::InHeaders, "HTTP/1.1 200 OK\r\ncontent"),
            (
                Place::InBody,
                "HTTP/1.1 200 OK\r\ncontent-type: a\r\n\r\n{\"statusCo",
            ),
        ] {
            for size in 1..=ANSWER.len() {
                let (mut progress, mut out) = (Progress::default(), Vec::new());
                for piece in ANSWER.chunks(size) {
                    let before = progress.before(place, piece);
                    progress.see(before);
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
