use super::Store;
use authgauge_core::error::Failure;

/// What can be said of a database without saying what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Which form the tables have.
    pub schema: u32,
    /// How large it is, without its log.
    pub bytes: u64,
}

impl Store {
    /// # Errors
    /// `store_failed`.
    pub fn facts(&self) -> Result<Facts, Failure> {
        self.with(|connection| {
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
    fn a_database_is_as_large_as_its_pages() {
        let facts = Store::in_memory().unwrap().facts().unwrap();
        assert!(facts.schema >= 1);
        // SQLite's pages here; the schema alone takes several.
        assert_eq!(facts.bytes % 4096, 0);
        assert!((2 * 4096..1024 * 1024).contains(&facts.bytes), "{facts:?}");
    }
}
