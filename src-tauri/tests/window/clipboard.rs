//! Copying to the clipboard.

use authgauge_driver::cards;
use desktop_driver::thirtyfour::Key;
use desktop_driver::wait_until;

use crate::fixture::Fixture;

#[tokio::test]
async fn a_benefit_code_can_be_copied_and_pasted() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    let code = cards(&app).await.unwrap()[0].code.clone();
    app.click("open-benefit").await.unwrap();
    app.click("copy-code").await.unwrap();
    app.click("detail-back").await.unwrap();
    app.click("filter").await.unwrap();
    app.press(Key::Control + "v").await.unwrap();
    let pasted = async || {
        let value = app.wait_for("filter").await?.prop("value").await?;
        Ok((value.as_deref() == Some(code.as_str())).then_some(()))
    };
    wait_until("the code to be pasted", pasted).await.unwrap();
}
