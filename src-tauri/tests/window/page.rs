//! What the page cannot do.

use desktop_driver::thirtyfour::Key;
use desktop_driver::until;

use crate::owner::Owner;

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere_and_breaks_no_rule_of_its_policy() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    app.eval::<Option<bool>>(
        "window.broken = []; addEventListener('securitypolicyviolation', \
         event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI)); return null",
        &[],
    )
    .await
    .unwrap();
    owner.adds(&app, &owner.pool(0)).await;
    app.wait_for_css("[data-testid=mau-chart] svg")
        .await
        .unwrap();

    let broken: Vec<String> = app.eval("return window.broken", &[]).await.unwrap();
    assert_eq!(broken, Vec::<String>::new());
    let loaded: Vec<String> = app
        .eval(
            "return performance.getEntries().map(entry => entry.name)",
            &[],
        )
        .await
        .unwrap();
    let own = |name: &&String| {
        !name.contains("://") || name.starts_with("tauri://localhost") || name.starts_with("ipc://")
    };
    assert_eq!(
        loaded.iter().filter(|name| !own(name)).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

#[tokio::test]
async fn the_code_of_a_card_is_copied() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    let code = app.cards().await.unwrap()[0].code.clone();
    app.click("copy-code").await.unwrap();
    app.click("filter").await.unwrap();
    app.press(Key::Control + "v").await.unwrap();
    let pasted = async || {
        let value = app.wait_for("filter").await?.prop("value").await?;
        Ok((value.as_deref() == Some(code.as_str())).then_some(()))
    };
    until("the code to be pasted", pasted).await.unwrap();
}

#[tokio::test]
async fn the_page_is_held_to_its_policy() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    let is = async |script: &str| app.eval::<bool>(script, &[]).await.unwrap();
    assert!(is("return Object.isFrozen(Object.prototype)").await);
    assert!(is("return window.__TAURI__ === undefined").await);
    assert!(
        is(&format!(
            "return fetch('{}').then(() => false, () => true)",
            owner.sim.url()
        ))
        .await
    );
    assert!(is("return window.open('https://example.com') === null").await);
    // A page that went elsewhere would leave a trace there, and its form would be gone.
    let leave = format!("location.href = '{}'; return null", owner.sim.url());
    app.eval::<Option<bool>>(&leave, &[]).await.unwrap();
    let link = format!(
        "const link = document.createElement('a'); link.href = '{}'; link.target = '_blank'; \
         link.id = 'out'; link.textContent = 'out'; document.querySelector('h1').append(link); return null",
        owner.sim.url()
    );
    app.eval::<Option<bool>>(&link, &[]).await.unwrap();
    app.click_css("#out").await.unwrap();
    app.wait_for("add-pool-form").await.unwrap();
    assert!(is("return location.protocol === 'tauri:'").await);
    assert!(owner.sim.requests().is_empty());
}
