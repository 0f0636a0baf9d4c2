//! `look`: the demo as text and pictures.
#![cfg(target_os = "linux")]

use std::path::Path;

use authgauge_driver::{BenefitCard, SidebarPool, cards, pools, start_picture_session};
use desktop_driver::{App, Error, Keyring, Result};

use crate::navigation::{Appearance, open_pool};
use crate::output::print_line;
use crate::pictures::{Album, Selection};

/// Prints every pool of the demo with its cards, and saves pictures.
pub(crate) async fn report(binary: &Path, folder: &Path) -> Result<()> {
    let session = start_picture_session(Keyring::Unlocked).await?;
    let app = App::launch(&session, binary, &["--demo"]).await?;
    app.wait_for("overview").await?;
    if print_pools(&app).await? == 0 {
        return Err(Error::Unexpected("the demo has no benefit card".to_owned()));
    }
    let selection = Selection::new(folder.to_owned(), None);
    selection.clear()?;
    take_pictures(&app, &selection).await?;
    app.close().await
}

/// Returns the number of cards.
async fn print_pools(app: &App) -> Result<usize> {
    let mut count = 0;
    for (index, pool) in pools(app).await?.iter().enumerate() {
        open_pool(app, index).await?;
        let cards = cards(app).await?;
        print_pool(pool, &cards);
        count += cards.len();
    }
    Ok(count)
}

fn print_pool(pool: &SidebarPool, cards: &[BenefitCard]) {
    print_line(&format!("\n{}", pool.text));
    for card in cards {
        print_line(&table_row(card));
    }
    if cards.is_empty() {
        print_line("  (no benefits)");
    }
}

fn table_row(card: &BenefitCard) -> String {
    let used = card.used.as_deref().unwrap_or("—");
    let total = card.total.as_deref().unwrap_or("—");
    let percent = card.percent.as_ref();
    let percent = percent.map_or(String::new(), |percent| format!("{percent} %"));
    let trial = if card.trial { "trial" } else { "" };
    let (level, name) = (&card.level, &card.name);
    let row = format!("  {level:<12} {used:>9} of {total:>9} {percent:>8}  {trial:<5}  {name}");
    row.trim_end().to_owned()
}

async fn take_pictures(app: &App, selection: &Selection) -> Result<()> {
    for appearance in Appearance::ALL {
        let album = Album::new(selection, appearance);
        appearance.choose(app).await?;
        album.take(app, "settings").await?;
        open_pool(app, 0).await?;
        album.take(app, "pool").await?;
    }
    // Opening the form leaves the demo, so its pictures are last.
    for appearance in Appearance::ALL {
        let album = Album::new(selection, appearance);
        appearance.choose(app).await?;
        app.click("add-pool").await?;
        app.wait_for("add-pool-form").await?;
        album.take(app, "add-pool").await?;
    }
    Ok(())
}
