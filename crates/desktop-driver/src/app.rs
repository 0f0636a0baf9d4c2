//! One launch of an app, and what can be done with its window.

use std::{collections::BTreeMap, path::Path};

use rustix::process::{Pid, Signal, kill_process};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::{
    Pages, Picture, Result, Session,
    driver::Driver,
    error::{Doing, Error},
    pages, processes,
    wait::until,
};

/// A benefit card as an owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CardSeen {
    /// The benefit's code.
    pub code: String,
    /// The level its look comes from.
    pub level: String,
    /// The name in its heading.
    pub name: String,
    /// What is used, as a plain number without grouping.
    pub used: Option<String>,
    /// The allowance, as a plain number; none when unlimited or not reported.
    pub total: Option<String>,
    /// The share that is used, in percent.
    pub percent: Option<String>,
    /// True when it wears the trial badge.
    pub trial: bool,
    /// The whole text of the card.
    pub text: String,
}

/// A pool as the sidebar shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PoolSeen {
    /// Everything its entry says, in one line.
    pub text: String,
    /// True for the pool that is open.
    pub current: bool,
    /// What else the entry carries (`data-…` attributes).
    pub data: BTreeMap<String, String>,
}

/// A running app and its window.
pub struct App {
    // `None` only while it is being ended.
    window: Option<WebDriver>,
    driver: Driver,
    pages: Pages,
    pid: u32,
}

impl App {
    /// Launches `binary` with `args` in `session` and waits for its page.
    ///
    /// # Errors
    /// When the app ends at once or never opens a window; what it wrote is told then.
    pub async fn launch(session: &Session, binary: &Path, args: &[&str]) -> Result<Self> {
        let driver = Driver::start(session).await?;
        let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        let window = driver.launch(binary, &args).await.map_err(|error| {
            Error::Unexpected(format!(
                "{} did not open: {error}\n{}",
                binary.display(),
                driver.log()
            ))
        })?;
        let pid = processes::running(driver.id(), binary);
        let mut app = Self {
            window: Some(window),
            driver,
            pages: session.pages().clone(),
            pid: 0,
        };
        app.pid = pid.ok_or_else(|| Error::Unexpected("the app has no process".to_owned()))?;
        until("the page", async || {
            Ok(app.eval::<bool>(READY, &[]).await?.then_some(()))
        })
        .await?;
        Ok(app)
    }

    /// The app's main process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// True while the app's main process runs.
    #[must_use]
    pub fn lives(&self) -> bool {
        processes::lives(self.pid)
    }

    /// What the app has written to its standard output and error so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.driver.log()
    }

    /// The first shown element with this test id, waited for.
    ///
    /// # Errors
    /// When none is shown in time.
    pub async fn wait_for(&self, test_id: &str) -> Result<WebElement> {
        self.wait_for_css(&by_test_id(test_id)).await
    }

    /// The first shown element that a CSS selector names, waited for.
    ///
    /// # Errors
    /// When none is shown in time.
    pub async fn wait_for_css(&self, css: &str) -> Result<WebElement> {
        let found = until(css, async || {
            for element in self.window()?.find_all(By::Css(css)).await? {
                if element.is_displayed().await? {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await?;
        self.keep_page().await?;
        Ok(found)
    }

    /// Waits until no element with this test id is left.
    ///
    /// # Errors
    /// When one stays.
    pub async fn wait_gone(&self, test_id: &str) -> Result<()> {
        let css = by_test_id(test_id);
        until(&format!("no {css}"), async || {
            Ok(self
                .window()?
                .find_all(By::Css(&css))
                .await?
                .is_empty()
                .then_some(()))
        })
        .await?;
        self.keep_page().await
    }

    /// Every element with this test id, at once.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn by_test_id(&self, test_id: &str) -> Result<Vec<WebElement>> {
        Ok(self
            .window()?
            .find_all(By::Css(by_test_id(test_id)))
            .await?)
    }

    /// The text of the first shown element with this test id.
    ///
    /// # Errors
    /// When none is shown in time.
    pub async fn text(&self, test_id: &str) -> Result<String> {
        Ok(self.wait_for(test_id).await?.text().await?)
    }

    /// Waits until the element's text has `part` in it, and answers the text.
    ///
    /// # Errors
    /// When it does not say so in time; what it said last is told.
    pub async fn wait_text(&self, test_id: &str, part: &str) -> Result<String> {
        until(&format!("{test_id} to say {part:?}"), async || {
            let said: Option<String> = self
                .eval(SHOWN_TEXT, &[Value::from(by_test_id(test_id))])
                .await?;
            match said {
                Some(text) if text.contains(part) => Ok(Some(text)),
                other => Err(Error::Unexpected(format!("{other:?}"))),
            }
        })
        .await
    }

    /// Clicks the element with this test id as soon as it can be clicked.
    ///
    /// # Errors
    /// When it stays hidden, disabled or covered.
    pub async fn click(&self, test_id: &str) -> Result<()> {
        self.click_css(&by_test_id(test_id)).await
    }

    /// Clicks what a CSS selector names as soon as it can be clicked.
    ///
    /// # Errors
    /// When it stays hidden, disabled or covered.
    pub async fn click_css(&self, css: &str) -> Result<()> {
        until(&format!("{css} to be clickable"), async || {
            let element = self.window()?.find(By::Css(css)).await?;
            if !element.is_enabled().await? {
                return Ok(None);
            }
            // A radio button that is drawn by its label is clicked there, as a person would.
            let label = By::XPath("self::input[@type='radio' or @type='checkbox']/ancestor::label");
            match element.find_all(label).await?.first() {
                Some(label) => label.click().await?,
                None => element.click().await?,
            }
            Ok(Some(()))
        })
        .await
    }

    /// Clicks the element with this test id, after which the page may be gone.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn click_away(&self, test_id: &str) -> Result<()> {
        let element = self.wait_for(test_id).await?;
        // A page that is gone does not say that it was clicked.
        let _ = element.click().await;
        Ok(())
    }

    /// Replaces what a field holds by `text`, key by key.
    ///
    /// # Errors
    /// When there is no such field, or it does not hold the text afterwards.
    pub async fn type_into(&self, test_id: &str, text: &str) -> Result<()> {
        let field = self.wait_for(test_id).await?;
        // As a person would, since a field that is cleared by script tells nobody.
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + text).await?;
        until(&format!("{test_id} to hold what was typed"), async || {
            Ok((field.value().await?.as_deref() == Some(text)).then_some(()))
        })
        .await
    }

    /// The same for a secret, which is not asked back: the answer would pass through the app's own process.
    ///
    /// # Errors
    /// When there is no such field, or it does not hold as many characters afterwards.
    pub async fn type_secret(&self, test_id: &str, secret: &str) -> Result<()> {
        let field = self.wait_for(test_id).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + secret).await?;
        let arguments = [Value::from(by_test_id(test_id))];
        until(&format!("{test_id} to hold what was typed"), async || {
            let length: usize = self.eval(LENGTH, &arguments).await?;
            Ok((length == secret.len()).then_some(()))
        })
        .await
    }

    /// Chooses the entry of a `<select>` that has this value.
    ///
    /// # Errors
    /// When there is no such list or entry.
    pub async fn choose(&self, test_id: &str, value: &str) -> Result<()> {
        let list = self.wait_for(test_id).await?;
        let entry = list
            .find(By::Css(format!("option[value={value:?}]")))
            .await?;
        Ok(entry.click().await?)
    }

    /// Presses keys where the focus is: `"\u{e00c}"` is Escape (see [`Key`]).
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn press(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        Ok(self
            .window()?
            .active_element()
            .await?
            .send_keys(keys)
            .await?)
    }

    /// Closes what Escape closes.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn press_escape(&self) -> Result<()> {
        self.press(Key::Escape + "").await
    }

    /// Every benefit card, in the order of the page.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn cards(&self) -> Result<Vec<CardSeen>> {
        self.eval(include_str!("cards.js"), &[]).await
    }

    /// Waits for at least one benefit card, and answers them all.
    ///
    /// # Errors
    /// When none comes in time.
    pub async fn wait_cards(&self) -> Result<Vec<CardSeen>> {
        until("benefit cards", async || {
            Ok(Some(self.cards().await?).filter(|cards| !cards.is_empty()))
        })
        .await
    }

    /// Every pool of the sidebar, in its order.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn pools(&self) -> Result<Vec<PoolSeen>> {
        self.eval(include_str!("pools.js"), &[]).await
    }

    /// What a function body answers in the page; `args` are its `arguments`.
    ///
    /// # Errors
    /// When the script throws, or answers something else than `T`.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str, args: &[Value]) -> Result<T> {
        let answer = self.window()?.execute(script, args.to_vec()).await?;
        Ok(serde_json::from_value(answer.json().clone())?)
    }

    /// The whole page as HTML, as it is now.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn html(&self) -> Result<String> {
        self.eval("return document.documentElement.outerHTML", &[])
            .await
    }

    /// Makes the page `width` × `height` CSS pixels large, or as near as the window may come.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let (mut frame_w, mut frame_h) = (width, height);
        until(&format!("a page of {width} × {height}"), async || {
            self.window()?
                .set_window_rect(0, 0, frame_w, frame_h)
                .await?;
            let (w, h): (u32, u32) = self.eval(PAGE_SIZE, &[]).await?;
            if (w, h) == (width, height) {
                return Ok(Some(()));
            }
            // What the window has around its page is not ours to know: ask for the difference.
            frame_w = (frame_w + width).saturating_sub(w);
            frame_h = (frame_h + height).saturating_sub(h);
            Err(Error::Unexpected(format!("{w} × {h}")))
        })
        .await
    }

    /// Saves a picture of what the window shows, after its motion has ended.
    ///
    /// # Errors
    /// When the picture is blank or cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Result<Picture> {
        until("the page to be still", async || {
            Ok(self.eval::<bool>(STILL, &[]).await?.then_some(()))
        })
        .await?;
        self.keep_page().await?;
        Picture::save(&self.still_picture().await?, path)
    }

    /// What the page has drawn reaches the window a moment later: two pictures in a row must be
    /// the same.
    async fn still_picture(&self) -> Result<Vec<u8>> {
        let mut last = Vec::new();
        until("the window to be still", async || {
            self.window()?.execute_async(TWO_FRAMES, Vec::new()).await?;
            let picture = self.window()?.screenshot_as_png().await?;
            if picture == last {
                return Ok(Some(picture));
            }
            last = picture;
            Ok(None)
        })
        .await
    }

    /// True when no page of the app is there to be looked at: it has none, or its process has ended.
    pub async fn has_no_page(&self) -> bool {
        match self.window() {
            Ok(window) => window.windows().await.is_ok_and(|pages| pages.is_empty()),
            Err(_) => true,
        }
    }

    /// Waits until the app has thrown its page away.
    ///
    /// # Errors
    /// When the page stays.
    pub async fn wait_hidden(&self) -> Result<()> {
        until("the page to be gone", async || {
            Ok((self.lives() && self.has_no_page().await).then_some(()))
        })
        .await
    }

    /// Waits until the app has made a page anew, and goes on with that one.
    ///
    /// # Errors
    /// When none comes in time.
    pub async fn wait_reopened(&self) -> Result<()> {
        until("a new page", async || {
            let Some(page) = self.window()?.windows().await?.pop() else {
                return Ok(None);
            };
            self.window()?.switch_to_window(page).await?;
            Ok(self.eval::<bool>(READY, &[]).await?.then_some(()))
        })
        .await
    }

    /// Asks the app to end, as a desktop does at logout, and waits until it has.
    ///
    /// # Errors
    /// When it goes on running.
    pub async fn terminate(self) -> Result<()> {
        self.signal(Signal::TERM)?;
        self.wait_end().await
    }

    /// Waits until the app has ended by itself.
    ///
    /// # Errors
    /// When it goes on running.
    pub async fn wait_end(&self) -> Result<()> {
        until("the app to end", async || Ok((!self.lives()).then_some(()))).await
    }

    /// The WebDriver session itself, for what this type has no word for.
    ///
    /// # Errors
    /// When the app has been ended.
    pub fn window(&self) -> Result<&WebDriver> {
        self.window
            .as_ref()
            .ok_or_else(|| Error::Unexpected("the app has ended".to_owned()))
    }

    /// Closes the window as its owner would, and waits for the app to end.
    ///
    /// # Errors
    /// When the app goes on running.
    pub async fn close(mut self) -> Result<()> {
        self.keep_page().await?;
        if let Some(window) = self.window.take() {
            // The last window takes the WebDriver session with it; either answer is fine.
            let _ = window.close_window().await;
            let _ = window.leak();
        }
        self.wait_end().await
    }

    /// Ends the app in the middle of whatever it does, as a power cut would.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn kill(self) -> Result<()> {
        self.signal(Signal::KILL)?;
        self.wait_end().await
    }

    fn signal(&self, signal: Signal) -> Result<()> {
        let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) else {
            return Ok(());
        };
        kill_process(pid, signal)
            .map_err(std::io::Error::from)
            .doing("ending the app")
    }

    async fn keep_page(&self) -> Result<()> {
        if self.pages.are_kept() {
            self.pages.keep(self.eval(pages::PAGE, &[]).await?);
        }
        Ok(())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(window) = self.window.take() {
            // The process group is ended next; asking first would block the runtime.
            let _ = window.leak();
        }
    }
}

const LENGTH: &str = "return document.querySelector(arguments[0]).value.length";
const READY: &str = "return document.readyState === 'complete'";
const PAGE_SIZE: &str = "return [innerWidth, innerHeight]";
const STILL: &str = "return document.readyState === 'complete' \
    && [...document.images].every((image) => image.complete) \
    && document.fonts.status === 'loaded' \
    && document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)";
const TWO_FRAMES: &str = "const done = arguments[0]; \
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
const SHOWN_TEXT: &str = "return [...document.querySelectorAll(arguments[0])] \
    .find((e) => e.getClientRects().length > 0)?.innerText ?? null";

fn by_test_id(test_id: &str) -> String {
    format!("[data-testid={test_id:?}]")
}
