//! The windows of a session's display, asked of the window manager and not of the web view.

use x11rb::{
    connection::Connection as _,
    protocol::{
        xproto::{
            Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, KEY_PRESS_EVENT,
            KEY_RELEASE_EVENT, Window,
        },
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

use crate::{Error, Result};

/// A look at the windows of a display.
pub struct Windows {
    display: RustConnection,
    root: Window,
}

/// A window as the window manager knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowSeen {
    /// Its title.
    pub title: String,
    /// The process that owns it.
    pub pid: u32,
    id: Window,
}

/// The number of Return on every PC's keyboard.
const RETURN: u8 = 36;

impl Windows {
    pub(crate) fn of(display: &str) -> Result<Self> {
        let (connection, screen) = RustConnection::connect(Some(display)).map_err(refused)?;
        let root = connection
            .setup()
            .roots
            .get(screen)
            .ok_or_else(|| Error::Unexpected("the display has no screen".to_owned()))?
            .root;
        Ok(Self {
            display: connection,
            root,
        })
    }

    /// Those of a process that a person could see or raise.
    ///
    /// # Errors
    /// When the display does not answer.
    pub fn of_process(&self, pid: u32) -> Result<Vec<WindowSeen>> {
        let mut all = self.all()?;
        all.retain(|window| window.pid == pid);
        Ok(all)
    }

    /// Closes a window by its own button, as its owner would; the program may ask back.
    ///
    /// # Errors
    /// When the display does not answer.
    pub fn close(&self, window: &WindowSeen) -> Result<()> {
        let close = self.atom("_NET_CLOSE_WINDOW")?;
        // A time of 0 is "now"; 2 says that a person asked, and not a program.
        let message = ClientMessageEvent::new(32, window.id, close, [0, 2, 0, 0, 0]);
        let heard = EventMask::SUBSTRUCTURE_NOTIFY | EventMask::SUBSTRUCTURE_REDIRECT;
        let sent = self
            .display
            .send_event(false, self.root, heard, message)
            .map_err(refused)?;
        // What is only on its way may be lost with the connection.
        sent.check().map_err(refused)
    }

    /// Presses Return, as somebody at the keyboard would, in whatever window has the focus.
    ///
    /// # Errors
    /// When the display does not answer.
    pub fn press_return(&self) -> Result<()> {
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            let pressed = self
                .display
                .xtest_fake_input(kind, RETURN, 0, self.root, 0, 0, 0)
                .map_err(refused)?;
            pressed.check().map_err(refused)?;
        }
        Ok(())
    }

    fn all(&self) -> Result<Vec<WindowSeen>> {
        let list = self.numbers(self.root, "_NET_CLIENT_LIST")?;
        list.into_iter().map(|id| self.seen(id)).collect()
    }

    fn seen(&self, id: Window) -> Result<WindowSeen> {
        let title = self.bytes(id, "_NET_WM_NAME")?;
        Ok(WindowSeen {
            title: String::from_utf8_lossy(&title).into_owned(),
            pid: self
                .numbers(id, "_NET_WM_PID")?
                .first()
                .copied()
                .unwrap_or_default(),
            id,
        })
    }

    fn numbers(&self, window: Window, name: &str) -> Result<Vec<u32>> {
        let bytes = self.bytes(window, name)?;
        Ok(bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|word| u32::from_ne_bytes(*word))
            .collect())
    }

    /// Empty for a window that went meanwhile.
    fn bytes(&self, window: Window, name: &str) -> Result<Vec<u8>> {
        let name = self.atom(name)?;
        let asked = self
            .display
            .get_property(false, window, name, AtomEnum::ANY, 0, 4096)
            .map_err(refused)?;
        Ok(asked.reply().map(|reply| reply.value).unwrap_or_default())
    }

    fn atom(&self, name: &str) -> Result<Atom> {
        let asked = self
            .display
            .intern_atom(false, name.as_bytes())
            .map_err(refused)?;
        Ok(asked.reply().map_err(refused)?.atom)
    }
}

fn refused(error: impl std::fmt::Display) -> Error {
    Error::Unexpected(format!("the display: {error}"))
}
