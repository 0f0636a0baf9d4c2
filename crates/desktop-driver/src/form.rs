//! The form that adds a user pool, filled in as an owner would.

use desktop_driver::{App, Result, until};
use genauth_sim::{Sim, SimPool};

use crate::tour::settled;

/// What is typed into the form.
pub(crate) struct Typed<'a> {
    pub(crate) host: &'a str,
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) name: &'a str,
}

impl Typed<'_> {
    /// Types all of it for a private deployment, whose host is one's own to say.
    pub(crate) async fn fill(&self, app: &App) -> Result<()> {
        app.click("service-private").await?;
        app.type_into("host", self.host).await?;
        app.type_into("access-key-id", self.id).await?;
        app.type_into("access-key-secret", self.secret).await?;
        app.type_into("pool-name", self.name).await
    }
}

/// Adds a simulated pool through the window and waits for its page.
pub(crate) async fn add_pool(app: &App, sim: &Sim, pool: &SimPool) -> Result<()> {
    let before = app.pools().await?.len();
    app.click("add-pool").await?;
    let typed = Typed {
        host: &sim.url(),
        id: &pool.access_key_id,
        secret: &pool.access_key_secret,
        name: &pool.name,
    };
    typed.fill(app).await?;
    app.click("save-pool").await?;
    until(&format!("{} to be added", pool.name), async || {
        Ok((app.pools().await?.len() > before).then_some(()))
    })
    .await?;
    app.wait_gone("add-pool-form").await?;
    settled(app).await
}
