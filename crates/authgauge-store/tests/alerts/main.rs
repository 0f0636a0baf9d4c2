//! Random histories of a pool, checked against an oracle that evaluates a whole history at once.

mod disk;
mod histories;
mod oracle;
mod pool;
