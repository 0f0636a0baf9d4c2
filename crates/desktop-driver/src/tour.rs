//! Ways through the window that more than one command takes.

use desktop_driver::{App, Result, until};

/// Theme and language of the window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) theme: &'static str,
    pub(crate) language: &'static str,
}

impl Look {
    /// Every combination, as its files are named.
    pub(crate) const ALL: [Self; 4] = [
        Self {
            theme: "light",
            language: "en",
        },
        Self {
            theme: "dark",
            language: "en",
        },
        Self {
            theme: "light",
            language: "zh",
        },
        Self {
            theme: "dark",
            language: "zh",
        },
    ];

    /// How files of this look are named.
    pub(crate) fn suffix(self) -> String {
        format!("{}-{}", self.theme, self.language)
    }

    /// Chooses this look in the settings, where the window then stays.
    pub(crate) async fn choose(self, app: &App) -> Result<()> {
        app.click("open-settings").await?;
        app.click(&format!("theme-{}", self.theme)).await?;
        app.click(&format!("language-{}", self.language)).await?;
        until(&format!("the look {}", self.suffix()), async || {
            let (theme, language): (String, String) = app.eval(SHOWN_LOOK, &[]).await?;
            let is_so = theme == self.theme && language.starts_with(self.language);
            Ok(is_so.then_some(()))
        })
        .await
    }
}

/// Opens the pool at this place of the sidebar and waits until its page is complete.
pub(crate) async fn open_pool(app: &App, place: usize) -> Result<()> {
    app.click_css(&format!(
        "li:nth-child({}) > [data-testid=pool-item]",
        place + 1
    ))
    .await?;
    until("the pool to be open", async || {
        let pools = app.pools().await?;
        Ok(pools
            .get(place)
            .is_some_and(|pool| pool.current)
            .then_some(()))
    })
    .await?;
    settled(app).await
}

/// Waits until nothing is on its way any more: no refresh runs, and the chart or its stand-in is
/// there.
pub(crate) async fn settled(app: &App) -> Result<()> {
    until("the pool's page to be complete", async || {
        Ok(app.eval::<bool>(SETTLED, &[]).await?.then_some(()))
    })
    .await
}

const SHOWN_LOOK: &str =
    "const root = document.documentElement; return [root.dataset.theme, root.lang]";
const SETTLED: &str = "const one = (id) => document.querySelector(`[data-testid=${id}]`); \
    return one('refresh')?.getAttribute('aria-disabled') === 'false' \
    && ['mau-chart', 'mau-table', 'mau-empty'].some((id) => one(id) !== null)";
