//! Chinese text is composed in its field with an input method.

use desktop_driver::wait_until;

use crate::fixture::Fixture;

const LISTEN: &str = "window.composed = []; for (const kind of ['compositionstart', 'compositionupdate', \
    'compositionend']) addEventListener(kind, event => window.composed.push([kind, event.data, \
    event.target.value]), true); return null";

#[tokio::test]
async fn pinyin_shows_in_the_field_while_it_is_typed_and_becomes_chinese() {
    let mut fixture = Fixture::start().await;
    fixture
        .session
        .start_input_method("libpinyin")
        .await
        .unwrap();
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    app.eval::<Option<bool>>(LISTEN, &[]).await.unwrap();
    app.click("pool-name").await.unwrap();
    let windows = fixture.session.windows().unwrap();
    windows.press_letters("nihao").unwrap();
    // What is composed is in the field before it is chosen.
    wait_until("pinyin in the field", async || {
        let composed: Vec<(String, String, String)> =
            app.eval("return window.composed", &[]).await?;
        let value: String = app
            .eval(
                "return document.querySelector('[data-testid=pool-name]').value",
                &[],
            )
            .await?;
        let is_inline = value.starts_with("ni") || value.starts_with('你');
        let updated = |kind: &str| {
            composed
                .iter()
                .any(|(found, data, _)| found == kind && !data.is_empty())
        };
        Ok((is_inline && updated("compositionupdate")).then_some(()))
    })
    .await
    .unwrap();
    windows.press_letters(" ").unwrap();
    wait_until("the Chinese text", async || {
        let value: String = app
            .eval(
                "return document.querySelector('[data-testid=pool-name]').value",
                &[],
            )
            .await?;
        Ok((value == "你好").then_some(()))
    })
    .await
    .unwrap();
}
