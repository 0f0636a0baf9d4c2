//! Hostile text in every place that text of somebody else's reaches, in the real window.

use desktop_driver::{App, until};
use genauth::plain_text;
use genauth_sim::Fault;
use serde_json::{Value, json};

use crate::hostile_strings::hostile_strings;
use crate::owner::{Owner, fresh_figures};

const WATCH: &str = "window.broken = []; addEventListener('securitypolicyviolation', (event) => \
    window.broken.push(`${event.violatedDirective} ${event.blockedURI}`)); return null";

/// How much of a text the client keeps, in characters.
const MOST_KEPT: usize = 200;

/// Answered to every call for data; each takes what it knows.
fn answers(body: &Value) -> Fault {
    Fault::DataOnly(Box::new(Fault::Body {
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }))
}

fn usages(usages: &[Value], plan: &str) -> Value {
    json!({ "statusCode": 200, "message": plan, "requestId": plan, "data": {
        "usages": usages, "records": [], "endTime": plan, "code": plan,
        "goodsPackage": { "name": plan, "nameEn": plan },
    } })
}

fn kept(text: &str) -> String {
    plain_text(text)
        .trim()
        .chars()
        .take(MOST_KEPT)
        .collect::<String>()
}

async fn assert_well(app: &App, what: &str) {
    let wrong: Vec<String> = app
        .eval(include_str!("hostile_screen.js"), &[])
        .await
        .unwrap();
    let first: Vec<_> = wrong.iter().take(12).collect();
    assert!(wrong.is_empty(), "{what}: {} {first:#?}", wrong.len());
}

/// The page's own call: answers the code of a refusal.
async fn call(app: &App, command: &str, args: Value) -> Option<String> {
    let ask = "return window.__TAURI_INTERNALS__.invoke(...arguments).then(() => null, (failure) => failure.code)";
    app.eval(ask, &[json!(command), args]).await.unwrap()
}

/// Refreshes until the page holds the text.
async fn refresh_until(app: &App, pool: &str, text: &str) {
    until("what the server sends to be shown", async || {
        call(app, "refresh_pool", json!({ "pool": pool })).await;
        let holds = "return document.getElementById('app').textContent.includes(arguments[0]) \
            && document.querySelector('[data-testid=refresh]').ariaDisabled !== 'true'";
        let shown: bool = app.eval(holds, &[json!(text)]).await?;
        Ok(shown.then_some(()))
    })
    .await
    .unwrap();
}

async fn opened(owner: &Owner) -> (App, String) {
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.eval::<Value>(WATCH, &[]).await.unwrap();
    let find = "return document.querySelector('[data-pool]').dataset.pool";
    let pool = app.eval(find, &[]).await.unwrap();
    (app, pool)
}

#[tokio::test]
async fn hostile_benefits_are_text_and_stay_in_their_cards() {
    let owner = Owner::arrives().await;
    let (app, pool) = opened(&owner).await;
    let strings = hostile_strings();
    let named = strings.iter().enumerate().map(|(number, text)| {
        json!({ "modelCode": format!("n{number}"), "modelName": text, "amount": "10", "current": "9", "experience": true })
    });
    let coded = strings
        .iter()
        .map(|text| json!({ "modelCode": text, "amount": text, "current": text }));
    let all: Vec<Value> = named.chain(coded).collect();
    owner.sim.set_fault(Some(answers(&usages(&all, "plan"))));
    refresh_until(&app, &pool, &kept(strings.first().unwrap())).await;

    let cards = app.cards().await.unwrap();
    assert_eq!(cards.len(), all.len());
    for (number, text) in strings.iter().enumerate() {
        let code = format!("n{number}");
        let card = cards.iter().find(|card| card.code == code).unwrap();
        let shown = kept(text);
        let shown = shown.trim();
        assert_eq!(card.name, if shown.is_empty() { &code } else { shown });
    }
    for (width, height) in [(1120, 800), (720, 520)] {
        app.resize(width, height).await.unwrap();
        assert_well(&app, &format!("{width} × {height}")).await;
    }
    app.close().await.unwrap();

    // What was kept is shown again from the first picture on.
    owner.sim.set_fault(Some(Fault::Stall));
    let app = owner.opens_app().await;
    assert_eq!(app.wait_cards().await.unwrap().len(), all.len());
    assert_well(&app, "kept").await;
}

#[tokio::test]
async fn hostile_names_plans_messages_and_hosts_are_text() {
    let owner = Owner::arrives().await;
    let (app, pool) = opened(&owner).await;
    fresh_figures(&app).await;
    let strings = hostile_strings();
    for (number, text) in strings.iter().enumerate() {
        let name: String = text.chars().take(80).collect();
        let refused = call(&app, "rename_pool", json!({ "pool": pool, "name": name })).await;
        let blank = kept(&name).is_empty();
        assert_eq!(
            refused.as_deref(),
            blank.then_some("name_missing"),
            "{text}"
        );
        let over = json!({ "modelCode": format!("over{number}"), "modelName": text, "amount": "1", "current": "2" });
        owner.sim.set_fault(Some(answers(&usages(&[over], text))));
        refresh_until(&app, &pool, &format!("over{number}")).await;
        assert_well(&app, &format!("plan {text}")).await;

        let refusal =
            json!({ "statusCode": 403, "message": text, "requestId": format!("refusal{number}") });
        owner.sim.set_fault(Some(answers(&refusal)));
        refresh_until(&app, &pool, &format!("refusal{number}")).await;
        app.eval::<Value>(
            "for (const one of document.querySelectorAll('details')) one.open = true; return null",
            &[],
        )
        .await
        .unwrap();
        assert_well(&app, &format!("message {text}")).await;

        let draft = json!({ "name": "x", "service": "private", "host": text, "sign_in": "token", "ca_file": null });
        let refused = call(&app, "test_key", json!({ "draft": draft })).await;
        assert!(matches!(
            refused.as_deref(),
            Some("host_invalid" | "key_malformed")
        ));
    }
    println!("count: {} hostile strings", strings.len());
}

#[tokio::test]
async fn half_a_character_is_no_answer_and_the_old_figures_stay() {
    let owner = Owner::arrives().await;
    let (app, pool) = opened(&owner).await;
    let before = app.cards().await.unwrap();
    let half =
        r#"{"statusCode":200,"data":{"usages":[{"modelCode":"\ud800","modelName":"\udfff"}]}}"#;
    owner
        .sim
        .set_fault(Some(Fault::DataOnly(Box::new(Fault::Body {
            headers: Vec::new(),
            body: half.as_bytes().to_vec(),
        }))));
    call(&app, "refresh_pool", json!({ "pool": pool })).await;
    app.click("error-details").await.unwrap();
    app.wait_text("notice", "answer_not_understood")
        .await
        .unwrap();
    assert_eq!(app.cards().await.unwrap(), before);
    assert_well(&app, "half a character").await;
}
