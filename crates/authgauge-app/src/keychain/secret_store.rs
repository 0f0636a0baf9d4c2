use std::collections::HashMap;

use zeroize::Zeroizing;

use super::KeychainError;

/// A keychain as the thread that owns it sees it. Calls block, for as long as they like.
pub trait SecretStore: Send {
    /// The product's name.
    fn name(&self) -> String;

    /// The text of an account's entry, or nothing if there is no entry.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError>;

    /// Writes an account's entry, in place if there is one.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError>;

    /// Deletes an account's entry; that there is none is fine.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn delete(&mut self, account: &str) -> Result<(), KeychainError>;

    /// Whether an account's entry can be read just now without its owner being asked for anything; false
    /// where that cannot be told. This itself asks nobody.
    fn is_open(&mut self, _account: &str) -> bool {
        false
    }
}

/// A keychain for the demo and for tests: it ends with the process.
#[derive(Default)]
pub struct InMemory {
    entries: HashMap<String, Zeroizing<String>>,
}

impl SecretStore for InMemory {
    fn name(&self) -> String {
        "Memory".to_owned()
    }

    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
        Ok(self.entries.get(account).cloned())
    }

    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError> {
        self.entries
            .insert(account.to_owned(), Zeroizing::new(text.to_owned()));
        Ok(())
    }

    fn delete(&mut self, account: &str) -> Result<(), KeychainError> {
        self.entries.remove(account);
        Ok(())
    }
}
