//! Random histories of a pool, told to the rules and the book on one side, and to an oracle on the other that
//! looks at the whole of a history at once and knows nothing of standings.

mod book;
mod disk;
mod histories;
mod oracle;
mod pool;
