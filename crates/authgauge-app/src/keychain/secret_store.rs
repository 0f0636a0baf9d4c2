use std::collections::HashMap;

use zeroize::Zeroizing;

use super::KeychainError;

/// A keychain, used by the thread that owns it. Calls block for any time.
pub trait SecretStore: Send {
    /// The product's name.
    fn name(&self) -> String;

    /// The text of an account's entry; None if there is no entry.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError>;

    /// Writes an account's entry, replacing an earlier one in place.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError>;

    /// Deletes an account's entry, if there is one.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn delete(&mut self, account: &str) -> Result<(), KeychainError>;

    /// The accounts of a pool's entries: one per host that it ever had. None where entries can't be searched.
    ///
    /// # Errors
    /// Any [`KeychainError`].
    fn accounts_of(&mut self, _pool: &str) -> Result<Vec<String>, KeychainError> {
        Ok(Vec::new())
    }

    /// Whether an account's entry can be read now without a prompt; false where that is not known. Never
    /// prompts itself.
    fn is_open(&mut self, _account: &str) -> bool {
        false
    }
}

/// The pool's part of an account, which is `pool@host`.
pub fn pool_of(account: &str) -> &str {
    account.split_once('@').map_or(account, |(pool, _)| pool)
}

/// A keychain in memory, for the demo and for tests.
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

    fn accounts_of(&mut self, pool: &str) -> Result<Vec<String>, KeychainError> {
        let accounts = self.entries.keys();
        let of_pool = accounts.filter(|account| pool_of(account) == pool);
        Ok(of_pool.cloned().collect())
    }
}
