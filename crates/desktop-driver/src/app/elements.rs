//! Finds elements, clicks them and types into them, as a user would.

use serde_json::Value;
use thirtyfour::{By, Key, TypingData, WebElement};

use super::App;
use crate::error::{Error, Result};
use crate::wait::wait_until;

impl App {
    /// Waits for a visible element with this test ID and returns the first.
    pub async fn wait_for(&self, test_id: &str) -> Result<WebElement> {
        self.wait_for_css(&by_test_id(test_id)).await
    }

    /// Waits for a visible element that a CSS selector matches and returns the first.
    pub async fn wait_for_css(&self, css: &str) -> Result<WebElement> {
        let found = wait_until(css, async || {
            for element in self.webdriver()?.find_all(By::Css(css)).await? {
                if element.is_displayed().await? {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await?;
        self.record_page().await?;
        Ok(found)
    }

    /// Waits until no element has this test ID.
    pub async fn wait_until_gone(&self, test_id: &str) -> Result<()> {
        wait_until(&format!("{test_id} to be gone"), async || {
            Ok(self.find_all(test_id).await?.is_empty().then_some(()))
        })
        .await?;
        self.record_page().await
    }

    /// Every element with this test ID, without waiting.
    pub async fn find_all(&self, test_id: &str) -> Result<Vec<WebElement>> {
        let css = By::Css(by_test_id(test_id));
        Ok(self.webdriver()?.find_all(css).await?)
    }

    /// The text of the first visible element with this test ID.
    pub async fn text(&self, test_id: &str) -> Result<String> {
        Ok(self.wait_for(test_id).await?.text().await?)
    }

    /// Waits until the element's text contains `part`, and returns the text.
    pub async fn wait_for_text(&self, test_id: &str, part: &str) -> Result<String> {
        wait_until(&format!("{part:?} in {test_id}"), async || {
            let arguments = [Value::from(by_test_id(test_id))];
            match self
                .eval::<Option<String>>(VISIBLE_TEXT, &arguments)
                .await?
            {
                Some(text) if text.contains(part) => Ok(Some(text)),
                other => Err(Error::Unexpected(format!("{other:?}"))),
            }
        })
        .await
    }

    /// Clicks the element with this test ID as soon as it is clickable.
    pub async fn click(&self, test_id: &str) -> Result<()> {
        self.click_css(&by_test_id(test_id)).await
    }

    /// Clicks the element a CSS selector matches as soon as it is clickable.
    pub async fn click_css(&self, css: &str) -> Result<()> {
        wait_until(&format!("{css} to be clickable"), async || {
            let element = self.webdriver()?.find(By::Css(css)).await?;
            if !element.is_enabled().await? {
                return Ok(None);
            }
            // A radio button or checkbox may be invisible itself: a user clicks its label.
            let label = By::XPath("self::input[@type='radio' or @type='checkbox']/ancestor::label");
            match element.find_all(label).await?.first() {
                Some(label) => label.click().await?,
                None => element.click().await?,
            }
            Ok(Some(()))
        })
        .await
    }

    /// Clicks the element with this test ID, which may close the page.
    pub async fn click_to_close(&self, test_id: &str) -> Result<()> {
        let element = self.wait_for(test_id).await?;
        // Fails when the page closes before the answer.
        let _ = element.click().await;
        Ok(())
    }

    /// Replaces a field's value by `text`, key by key.
    pub async fn type_into(&self, test_id: &str, text: &str) -> Result<()> {
        let field = self.replace_value(test_id, text).await?;
        wait_until(&format!("{test_id} to hold the text"), async || {
            Ok((field.value().await?.as_deref() == Some(text)).then_some(()))
        })
        .await
    }

    /// Replaces a field's value by an ASCII secret, and reads back only its length: reading the value would
    /// leave a copy in the app's process.
    pub async fn type_secret(&self, test_id: &str, secret: &str) -> Result<()> {
        self.replace_value(test_id, secret).await?;
        let arguments = [Value::from(by_test_id(test_id))];
        wait_until(&format!("{test_id} to hold the secret"), async || {
            let length: usize = self.eval(VALUE_LENGTH, &arguments).await?;
            Ok((length == secret.len()).then_some(()))
        })
        .await
    }

    /// Sends keys to the focused element; see [`Key`] for those without a character.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        let focused = self.webdriver()?.active_element().await?;
        Ok(focused.send_keys(keys).await?)
    }

    /// Presses Escape.
    pub async fn press_escape(&self) -> Result<()> {
        self.press(Key::Escape + "").await
    }

    /// Uses the keyboard, because clearing a field by script fires no input events.
    async fn replace_value(&self, test_id: &str, text: &str) -> Result<WebElement> {
        let field = self.wait_for(test_id).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + text).await?;
        Ok(field)
    }
}

const VALUE_LENGTH: &str = "return document.querySelector(arguments[0]).value.length";
const VISIBLE_TEXT: &str = "return [...document.querySelectorAll(arguments[0])] \
    .find((e) => e.getClientRects().length > 0)?.innerText ?? null";

fn by_test_id(test_id: &str) -> String {
    format!("[data-testid={test_id:?}]")
}
