use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// When something ends, as reported by the server.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum EndTime {
    /// Date and time in China, whose zone is assumed where the server names none; midnight if it sends no time.
    At(NaiveDateTime),
    /// A text that is no date, or that could be several: not the same as no end.
    NotUnderstood {
        /// What the server sent.
        raw: String,
    },
    /// No end is reported: nothing, a word such as `永久`, or a placeholder such as year 1, 1970 or 9999.
    None,
}

impl EndTime {
    /// Date and time in China, if there are.
    pub fn known(&self) -> Option<NaiveDateTime> {
        match self {
            Self::At(at) => Some(*at),
            Self::NotUnderstood { .. } | Self::None => None,
        }
    }

    /// What the server sent in place of a date.
    pub fn raw(&self) -> Option<&str> {
        match self {
            Self::NotUnderstood { raw } => Some(raw),
            Self::At(_) | Self::None => None,
        }
    }
}
