//! Steps through the window that several commands share.
#![cfg(target_os = "linux")]

use authgauge_driver::{fill_pool_form, pools};
use desktop_driver::{App, Result, wait_until};
use genauth_sim::{Sim, SimPool};

/// Theme and language of the window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Appearance {
    pub(crate) theme: &'static str,
    pub(crate) language: &'static str,
}

impl Appearance {
    pub(crate) const LIGHT_ENGLISH: Self = Self::new("light", "en");
    pub(crate) const ALL: [Self; 4] = [
        Self::LIGHT_ENGLISH,
        Self::new("dark", "en"),
        Self::new("light", "zh"),
        Self::new("dark", "zh"),
    ];

    const fn new(theme: &'static str, language: &'static str) -> Self {
        Self { theme, language }
    }

    /// The end of the names of its pictures.
    pub(crate) fn suffix(self) -> String {
        format!("{}-{}", self.theme, self.language)
    }

    /// Chooses it in the settings, and leaves the settings open.
    pub(crate) async fn choose(self, app: &App) -> Result<()> {
        app.click("open-settings").await?;
        app.click(&format!("theme-{}", self.theme)).await?;
        app.click(&format!("language-{}", self.language)).await?;
        wait_until(&format!("the appearance {}", self.suffix()), async || {
            let (theme, language): (String, String) = app.eval(CURRENT_APPEARANCE, &[]).await?;
            let is_chosen = theme == self.theme && language.starts_with(self.language);
            Ok(is_chosen.then_some(()))
        })
        .await
    }
}

/// Adds a simulated pool and waits for its page.
pub(crate) async fn add_pool(app: &App, sim: &Sim, pool: &SimPool) -> Result<()> {
    let before = pools(app).await?.len();
    app.click("add-pool").await?;
    fill_pool_form(app, sim, pool).await?;
    app.click("save-pool").await?;
    wait_until(&format!("{} in the sidebar", pool.name), async || {
        Ok((pools(app).await?.len() > before).then_some(()))
    })
    .await?;
    app.wait_until_gone("add-pool-form").await?;
    wait_until_settled(app).await
}

/// Opens the pool with this index of the owner's order and waits until its page is complete.
pub(crate) async fn open_pool(app: &App, index: usize) -> Result<()> {
    let item = format!("[data-testid=pool-item][data-place='{}']", index + 1);
    app.click_css(&item).await?;
    wait_until("the pool to be open", async || {
        let pools = pools(app).await?;
        Ok(pools.get(index).filter(|pool| pool.current).map(|_| ()))
    })
    .await?;
    wait_until_settled(app).await
}

/// Waits until no refresh runs and the MAU chart, or what replaces it, is shown.
pub(crate) async fn wait_until_settled(app: &App) -> Result<()> {
    wait_until("the pool's page to be complete", async || {
        Ok(app.eval::<bool>(IS_SETTLED, &[]).await?.then_some(()))
    })
    .await
}

const CURRENT_APPEARANCE: &str =
    "const root = document.documentElement; return [root.dataset.theme, root.lang]";
const IS_SETTLED: &str = "const find = (id) => document.querySelector(`[data-testid=${id}]`); \
    return find('refresh')?.getAttribute('aria-disabled') === 'false' \
    && ['mau-chart', 'mau-table', 'mau-empty'].some((id) => find(id) !== null)";
