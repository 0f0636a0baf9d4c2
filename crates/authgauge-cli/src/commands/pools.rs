use authgauge_api::document::{Document, PoolEntry};
use authgauge_core::error::Failure;

use crate::args::Selection;
use crate::exit::Exit;
use crate::output::Output;
use crate::session::Session;
use crate::table::{Lines, text};
use crate::text::{Words, words};

/// Lists the pools.
pub(super) fn list(session: &Session, output: Output) -> Result<Exit, Failure> {
    let snapshot = session.snapshot(&Selection::default())?;
    let pools = snapshot.pools.iter().map(PoolEntry::from).collect();
    let words = words(session.language);
    let document = Document::new(session.age.now, pools);
    Ok(output.print(&document, |document| table(document, words)))
}

fn table(document: &Document<PoolEntry>, words: &Words) -> String {
    let mut lines = Lines::new(&[words.pool, words.host, words.service, words.id]);
    for entry in &document.pools {
        let pool = &entry.pool;
        lines.add(vec![
            text(&pool.name),
            text(&pool.host),
            text(words.service_name(pool.service)),
            text(&pool.id.0),
        ]);
    }
    lines.or(words.no_pools)
}
