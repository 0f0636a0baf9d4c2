//! What a screen reader gets of a window: the tree of AT-SPI.

use zbus::zvariant::OwnedObjectPath;
use zbus::{Connection, connection, proxy};

use crate::error::{Error, Result};

/// A tree this deep or large is read no further.
const MAX_DEPTH: usize = 60;
const MAX_CHILDREN: usize = 400;

/// The roles of AT-SPI that are looked for. WebKit gives no names of roles.
pub mod role {
    /// A box to tick.
    pub const CHECK_BOX: u32 = 7;
    /// A choice that opens.
    pub const COMBO_BOX: u32 = 11;
    /// An item of a list.
    pub const LIST_ITEM: u32 = 32;
    /// An item of a menu.
    pub const MENU_ITEM: u32 = 35;
    /// A field for a secret.
    pub const PASSWORD_TEXT: u32 = 40;
    /// A button.
    pub const PUSH_BUTTON: u32 = 43;
    /// One choice of several.
    pub const RADIO_BUTTON: u32 = 44;
    /// A button that stays pressed.
    pub const TOGGLE_BUTTON: u32 = 62;
    /// A field for text.
    pub const ENTRY: u32 = 79;
    /// A link.
    pub const LINK: u32 = 88;
    /// A web page.
    pub const DOCUMENT_WEB: u32 = 95;
}

/// An element of a window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accessible {
    /// What it is, of [`role`].
    pub role: u32,
    /// Its name.
    pub name: String,
    /// What describes it besides its name.
    pub description: String,
    /// Its own text, without that of its children.
    pub text: String,
    /// Its children.
    pub children: Vec<Accessible>,
}

impl Accessible {
    /// It and every element below it, in reading order.
    pub fn all(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }

    /// Every element of a role.
    pub fn of_role(&self, role: u32) -> Vec<&Self> {
        let all = self.all().into_iter();
        all.filter(|found| found.role == role).collect()
    }

    /// The text of it and of every element below it.
    pub fn words(&self) -> String {
        let texts = self.all().into_iter().map(|one| match one.text.is_empty() {
            true => one.name.as_str(),
            false => one.text.as_str(),
        });
        texts
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The session's bus, which knows where the accessibility bus is.
pub(crate) struct BusLocation(Connection);

impl BusLocation {
    pub(crate) async fn connect(session_bus: &str) -> Result<Self> {
        let builder = connection::Builder::address(session_bus)?;
        Ok(Self(builder.build().await?))
    }

    pub(crate) async fn address(&self) -> Result<String> {
        Ok(LocationProxy::new(&self.0).await?.get_address().await?)
    }

    /// Tells programs that somebody reads them.
    pub(crate) async fn enable(&self) -> Result<()> {
        let status = StatusProxy::new(&self.0).await?;
        status.set_is_enabled(true).await?;
        status.set_screen_reader_enabled(true).await?;
        self.address().await.map(drop)
    }
}

/// The accessibility bus.
pub(crate) struct Desktop(Connection);

impl Desktop {
    pub(crate) async fn connect(address: &str) -> Result<Self> {
        let builder = connection::Builder::address(address)?;
        Ok(Self(builder.build().await?))
    }

    pub(crate) async fn read(&self) -> Result<Accessible> {
        let path = OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root")
            .map_err(|e| Error::Unexpected(e.to_string()))?;
        self.element("org.a11y.atspi.Registry".to_owned(), path, 0)
            .await
    }

    async fn element(
        &self,
        program: String,
        path: OwnedObjectPath,
        depth: usize,
    ) -> Result<Accessible> {
        let element = ElementProxy::builder(&self.0)
            .destination(program.clone())?
            .path(path.clone())?
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build()
            .await?;
        let text = TextProxy::builder(&self.0)
            .destination(program)?
            .path(path)?
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build()
            .await?;
        let mut children = Vec::new();
        if depth < MAX_DEPTH {
            for (program, path) in children_of(&element).await {
                let child = Box::pin(self.element(program, path, depth + 1)).await;
                children.push(child.unwrap_or_else(unreadable));
            }
        }
        // Only elements with text have this interface.
        let text = text.get_text(0, -1).await.unwrap_or_default();
        Ok(Accessible {
            role: element.get_role().await?,
            name: element.name().await?,
            description: element.description().await.unwrap_or_default(),
            // Stands for a child.
            text: text.replace('\u{fffc}', " ").trim().to_owned(),
            children,
        })
    }
}

/// The bus names and paths of an element's children.
async fn children_of(element: &ElementProxy<'_>) -> Vec<(String, OwnedObjectPath)> {
    let mut children = element.get_children().await.unwrap_or_default();
    if children.is_empty() && element.child_count().await.unwrap_or(0) > 0 {
        // GTK lists no children of the place in which a web view's own process shows its page.
        children.extend(element.get_child_at_index(0).await.ok());
    }
    children.truncate(MAX_CHILDREN);
    children
}

/// An element may go while the tree is read.
fn unreadable(error: Error) -> Accessible {
    Accessible {
        description: error.to_string(),
        ..Accessible::default()
    }
}

#[proxy(
    interface = "org.a11y.Bus",
    default_service = "org.a11y.Bus",
    default_path = "/org/a11y/bus",
    gen_blocking = false
)]
trait Location {
    fn get_address(&self) -> zbus::Result<String>;
}

#[proxy(
    interface = "org.a11y.Status",
    default_service = "org.a11y.Bus",
    default_path = "/org/a11y/bus",
    gen_blocking = false
)]
trait Status {
    #[zbus(property)]
    fn set_is_enabled(&self, enabled: bool) -> zbus::Result<()>;

    #[zbus(property)]
    fn set_screen_reader_enabled(&self, enabled: bool) -> zbus::Result<()>;
}

#[proxy(interface = "org.a11y.atspi.Accessible", gen_blocking = false)]
trait Element {
    fn get_children(&self) -> zbus::Result<Vec<(String, OwnedObjectPath)>>;

    fn get_child_at_index(&self, index: i32) -> zbus::Result<(String, OwnedObjectPath)>;

    fn get_role(&self) -> zbus::Result<u32>;

    #[zbus(property)]
    fn child_count(&self) -> zbus::Result<i32>;

    #[zbus(property)]
    fn name(&self) -> zbus::Result<String>;

    #[zbus(property)]
    fn description(&self) -> zbus::Result<String>;
}

#[proxy(interface = "org.a11y.atspi.Text", gen_blocking = false)]
trait Text {
    fn get_text(&self, from: i32, to: i32) -> zbus::Result<String>;
}
