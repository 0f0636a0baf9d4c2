//! The page as a whole: scripts, size and pictures.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::App;
use crate::error::{Error, Result};
use crate::page_recorder::READ_PAGE;
use crate::picture::Picture;
use crate::wait::wait_until;

impl App {
    /// Runs a function body in the page and returns its result; `args` are its `arguments`. Promises are awaited.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str, args: &[Value]) -> Result<T> {
        let result = self.webdriver()?.execute(script, args.to_vec()).await?;
        Ok(serde_json::from_value(result.json().clone())?)
    }

    /// The HTML of the page.
    pub async fn html(&self) -> Result<String> {
        self.eval("return document.documentElement.outerHTML", &[])
            .await
    }

    /// Resizes the window until the page is `width` × `height` CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let (mut window_width, mut window_height) = (width, height);
        let mut previous = None;
        wait_until(&format!("a page of {width} × {height}"), async || {
            let webdriver = self.webdriver()?;
            webdriver
                .set_window_rect(0, 0, window_width, window_height)
                .await?;
            let (w, h): (u32, u32) = self.eval(PAGE_SIZE, &[]).await?;
            // The window manager is late: one reading may be of the size before.
            let is_settled = previous.replace((w, h)) == Some((w, h));
            if is_settled && (w, h) == (width, height) {
                return Ok(Some(()));
            }
            if is_settled {
                // The window's frame has an unknown size: the next attempt adds the difference.
                window_width = (window_width + width).saturating_sub(w);
                window_height = (window_height + height).saturating_sub(h);
                previous = None;
            }
            Err(Error::Unexpected(format!("{w} × {h}")))
        })
        .await
    }

    /// Moves the pointer to the window's corner, where nothing reacts to it.
    pub async fn park_pointer(&self) -> Result<()> {
        let actions = self.webdriver()?.action_chain();
        Ok(actions.move_to(0, 0).perform().await?)
    }

    /// Saves a picture of the page as soon as it is static.
    pub async fn screenshot(&self, path: &Path) -> Result<Picture> {
        wait_until("animations, images and fonts", async || {
            Ok(self.eval::<bool>(IS_STATIC, &[]).await?.then_some(()))
        })
        .await?;
        self.record_page().await?;
        Picture::save(&self.stable_png().await?, path)
    }

    /// Takes pictures until two in a row are equal, because WebKit presents a frame with a delay.
    async fn stable_png(&self) -> Result<Vec<u8>> {
        let mut previous = Vec::new();
        wait_until("two equal pictures", async || {
            let webdriver = self.webdriver()?;
            webdriver
                .execute_async(AFTER_TWO_FRAMES, Vec::new())
                .await?;
            let picture = webdriver.screenshot_as_png().await?;
            if picture == previous {
                return Ok(Some(picture));
            }
            previous = picture;
            Ok(None)
        })
        .await
    }

    pub(super) async fn is_loaded(&self) -> Result<bool> {
        self.eval("return document.readyState === 'complete'", &[])
            .await
    }

    pub(super) async fn record_page(&self) -> Result<()> {
        if self.pages.is_enabled() {
            self.pages.record(self.eval(READ_PAGE, &[]).await?);
        }
        Ok(())
    }
}

const PAGE_SIZE: &str = "return [innerWidth, innerHeight]";
const IS_STATIC: &str = "return document.readyState === 'complete' \
    && [...document.images].every((image) => image.complete) \
    && document.fonts.status === 'loaded' \
    && document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)";
const AFTER_TWO_FRAMES: &str = "const done = arguments[0]; \
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
