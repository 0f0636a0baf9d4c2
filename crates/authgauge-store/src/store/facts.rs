use super::Store;
use crate::error::StoreError;

/// The facts about a database that diagnostics may contain. None reveals its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The version of the tables.
    pub schema: u32,
    /// The size without the write-ahead log.
    pub bytes: u64,
}

impl Store {
    /// Reads the facts about the database.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn facts(&self) -> Result<Facts, StoreError> {
        self.read(|connection| {
            let number =
                |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
            Ok(Facts {
                schema: number("user_version")?,
                bytes: u64::from(number("page_count")?) * u64::from(number("page_size")?),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_is_a_number_of_pages() {
        let facts = Store::in_memory().unwrap().facts().unwrap();
        assert!(facts.schema >= 1);
        // The schema alone takes several of SQLite's pages.
        assert_eq!(facts.bytes % 4096, 0);
        assert!((2 * 4096..1024 * 1024).contains(&facts.bytes), "{facts:?}");
    }
}
