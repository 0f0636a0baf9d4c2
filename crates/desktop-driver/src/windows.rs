//! The windows of a session's display, as the window manager lists them.

use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    self, Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, InputFocus,
    KEY_PRESS_EVENT, KEY_RELEASE_EVENT,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use crate::error::{Error, Result};

/// The windows of a display.
pub struct Windows {
    display: RustConnection,
    root: xproto::Window,
}

/// A window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Its title.
    pub title: String,
    /// The process that owns it.
    pub pid: u32,
    id: xproto::Window,
}

/// How long a window is left without the focus: programs ignore shorter times.
const FOCUS_PAUSE: Duration = Duration::from_millis(200);

/// The key code of Return on a PC keyboard.
const RETURN_KEY: u8 = 36;

/// The key code of Escape on a PC keyboard.
const ESCAPE_KEY: u8 = 9;

impl Windows {
    pub(crate) fn connect(display: &str) -> Result<Self> {
        let (connection, screen) = RustConnection::connect(Some(display)).map_err(x11_error)?;
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

    /// The windows of a process that a user can see or raise.
    pub fn of_process(&self, pid: u32) -> Result<Vec<Window>> {
        let mut all = self.all()?;
        all.retain(|window| window.pid == pid);
        Ok(all)
    }

    /// Closes a window as its close button does. The program may keep it open.
    pub fn close(&self, window: &Window) -> Result<()> {
        let close = self.atom("_NET_CLOSE_WINDOW")?;
        // Timestamp 0 means now; source 2 means a user action.
        let message = ClientMessageEvent::new(32, window.id, close, [0, 2, 0, 0, 0]);
        let event_mask = EventMask::SUBSTRUCTURE_NOTIFY | EventMask::SUBSTRUCTURE_REDIRECT;
        let cookie = self
            .display
            .send_event(false, self.root, event_mask, message)
            .map_err(x11_error)?;
        // Waits for the reply, or the message may be lost when the connection is dropped.
        cookie.check().map_err(x11_error)
    }

    /// Takes the focus from the window of a process and gives it back, as when its user was in another program.
    pub fn refocus(&self, pid: u32) -> Result<()> {
        let window = self.of_process(pid)?.pop();
        let window = window.ok_or_else(|| Error::Unexpected("no window".to_owned()))?;
        for focus in [self.root, window.id] {
            let cookie = self
                .display
                .set_input_focus(InputFocus::PARENT, focus, x11rb::CURRENT_TIME)
                .map_err(x11_error)?;
            cookie.check().map_err(x11_error)?;
            std::thread::sleep(FOCUS_PAUSE);
        }
        Ok(())
    }

    /// Presses Return in the window that has the focus.
    pub fn press_return(&self) -> Result<()> {
        self.press(RETURN_KEY)
    }

    /// Presses the keys of small letters and blanks in the window that has the focus.
    pub fn press_letters(&self, letters: &str) -> Result<()> {
        let setup = self.display.setup();
        let count = setup.max_keycode - setup.min_keycode + 1;
        let cookie = self
            .display
            .get_keyboard_mapping(setup.min_keycode, count)
            .map_err(x11_error)?;
        let mapping = cookie.reply().map_err(x11_error)?;
        let width = usize::from(mapping.keysyms_per_keycode).max(1);
        for letter in letters.chars() {
            // The symbol of a Latin letter is its character.
            let symbols = mapping.keysyms.chunks(width);
            let codes = (setup.min_keycode..=setup.max_keycode).zip(symbols);
            let code = codes
                .filter(|(_, symbols)| symbols.first() == Some(&u32::from(letter)))
                .map(|(code, _)| code)
                .next();
            self.press(code.ok_or_else(|| Error::Unexpected(format!("no key {letter:?}")))?)?;
        }
        Ok(())
    }

    /// Presses Escape in the window that has the focus.
    pub fn press_escape(&self) -> Result<()> {
        self.press(ESCAPE_KEY)
    }

    fn press(&self, key: u8) -> Result<()> {
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            let cookie = self
                .display
                .xtest_fake_input(kind, key, 0, self.root, 0, 0, 0)
                .map_err(x11_error)?;
            cookie.check().map_err(x11_error)?;
        }
        Ok(())
    }

    fn all(&self) -> Result<Vec<Window>> {
        let ids = self.u32_property(self.root, "_NET_CLIENT_LIST")?;
        ids.into_iter().map(|id| self.window(id)).collect()
    }

    fn window(&self, id: xproto::Window) -> Result<Window> {
        let title = self.property(id, "_NET_WM_NAME")?;
        Ok(Window {
            title: String::from_utf8_lossy(&title).into_owned(),
            pid: self
                .u32_property(id, "_NET_WM_PID")?
                .first()
                .copied()
                .unwrap_or_default(),
            id,
        })
    }

    fn u32_property(&self, window: xproto::Window, name: &str) -> Result<Vec<u32>> {
        let bytes = self.property(window, name)?;
        Ok(bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|word| u32::from_ne_bytes(*word))
            .collect())
    }

    /// Empty when the window is gone.
    fn property(&self, window: xproto::Window, name: &str) -> Result<Vec<u8>> {
        let name = self.atom(name)?;
        let cookie = self
            .display
            .get_property(false, window, name, AtomEnum::ANY, 0, 4096)
            .map_err(x11_error)?;
        Ok(cookie.reply().map(|reply| reply.value).unwrap_or_default())
    }

    fn atom(&self, name: &str) -> Result<Atom> {
        let cookie = self
            .display
            .intern_atom(false, name.as_bytes())
            .map_err(x11_error)?;
        Ok(cookie.reply().map_err(x11_error)?.atom)
    }
}

fn x11_error(error: impl std::fmt::Display) -> Error {
    Error::Unexpected(format!("X11: {error}"))
}
