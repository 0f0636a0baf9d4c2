//! The demo as it would be seen, in words and pictures.

use std::path::Path;

use desktop_driver::{App, CardSeen, Error, PoolSeen, Result, Session};

use crate::{
    album::Album,
    tour::{Look, open_pool},
};

/// Opens the demo on a virtual display, prints every pool with its cards, and saves pictures.
pub(crate) async fn look(binary: &Path, to: &Path) -> Result<()> {
    let session = Session::start().await?;
    let app = App::launch(&session, binary, &["--demo"]).await?;
    app.wait_cards().await?;
    let seen = read(&app).await?;
    if seen == 0 {
        return Err(Error::Unexpected(
            "the demo shows no benefit card".to_owned(),
        ));
    }
    Album::clear(to)?;
    pictures(&app, to).await?;
    app.close().await
}

/// Prints every pool; answers how many cards there are in all.
async fn read(app: &App) -> Result<usize> {
    let mut seen = 0;
    for (place, pool) in app.pools().await?.iter().enumerate() {
        open_pool(app, place).await?;
        let cards = app.cards().await?;
        print_pool(pool, &cards);
        seen += cards.len();
    }
    Ok(seen)
}

async fn pictures(app: &App, to: &Path) -> Result<()> {
    for look in Look::ALL {
        let album = Album::new(to, look);
        look.choose(app).await?;
        album.take(app, "settings").await?;
        open_pool(app, 0).await?;
        album.take(app, "pool").await?;
    }
    // A pool is added to the owner's own: this leaves the demo.
    for look in Look::ALL {
        let album = Album::new(to, look);
        look.choose(app).await?;
        app.click("add-pool").await?;
        app.wait_for("add-pool-form").await?;
        album.take(app, "add-pool").await?;
    }
    Ok(())
}

fn print_pool(pool: &PoolSeen, cards: &[CardSeen]) {
    say(&format!("\n{}", pool.text));
    for card in cards {
        say(&row(card));
    }
    if cards.is_empty() {
        say("  (no benefits)");
    }
}

fn row(card: &CardSeen) -> String {
    let used = card.used.as_deref().unwrap_or("—");
    let total = card.total.as_deref().unwrap_or("—");
    let percent = card
        .percent
        .as_ref()
        .map(|percent| format!("{percent} %"))
        .unwrap_or_default();
    let trial = if card.trial { "trial" } else { "" };
    let name = &card.name;
    let row = format!(
        "  {:<12} {used:>9} of {total:>9} {percent:>8}  {trial:<5}  {name}",
        card.level
    );
    row.trim_end().to_owned()
}

#[expect(
    clippy::print_stdout,
    reason = "what was seen is this program's result"
)]
fn say(line: &str) {
    println!("{line}");
}
