//! Hostile text stays text everywhere the window shows text of a server or a pool's name.

use authgauge_driver::{cards, wait_for_cards};
use desktop_driver::{App, wait_until};
use genauth::plain_text;
use genauth_sim::Fault;
use serde_json::{Value, json};

use crate::fixture::{Fixture, wait_for_live_readings};
use crate::hostile_strings::hostile_strings;

const RECORD_VIOLATIONS: &str = "window.violations = []; addEventListener('securitypolicyviolation', (event) => \
    window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)); return null";

/// The client truncates texts to this number of characters.
const MAX_LENGTH: usize = 200;

/// Answers every data call with `body`, which has the fields of all calls.
fn answer_with(body: &Value) -> Fault {
    Fault::DataOnly(Box::new(Fault::Body {
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }))
}

fn body(usages: &[Value], plan: &str) -> Value {
    json!({ "statusCode": 200, "message": plan, "requestId": plan, "data": {
        "usages": usages, "records": [], "endTime": plan, "code": plan,
        "goodsPackage": { "name": plan, "nameEn": plan },
    } })
}

fn sanitized(text: &str) -> String {
    plain_text(text)
        .trim()
        .chars()
        .take(MAX_LENGTH)
        .collect::<String>()
}

async fn assert_no_defects(app: &App, case: &str) {
    let defects: Vec<String> = app
        .eval(include_str!("hostile_text_check.js"), &[])
        .await
        .unwrap();
    let first: Vec<_> = defects.iter().take(12).collect();
    assert!(defects.is_empty(), "{case}: {} {first:#?}", defects.len());
}

/// Calls a command as the page does, and returns the code of its error.
async fn call(app: &App, command: &str, args: Value) -> Option<String> {
    let script = "return window.__TAURI_INTERNALS__.invoke(...arguments).then(() => null, (failure) => failure.code)";
    app.eval(script, &[json!(command), args]).await.unwrap()
}

/// Refreshes until the page contains the text. Begins a refresh only when the page shows none: one begun before each
/// look could keep the page from ever being idle.
async fn refresh_until(app: &App, pool: &str, text: &str) {
    let script = "return { shown: document.getElementById('app').textContent.includes(arguments[0]), \
        idle: document.querySelector('[data-testid=refresh]').ariaDisabled !== 'true' }";
    wait_until("the text in the page", async || {
        let page: Value = app.eval(script, &[json!(text)]).await?;
        match (page["idle"] == true, page["shown"] == true) {
            (true, true) => return Ok(Some(())),
            (true, false) => _ = call(app, "refresh_pool", json!({ "pool": pool })).await,
            (false, _) => {}
        }
        Ok(None)
    })
    .await
    .unwrap();
}

async fn open_with_pool(fixture: &Fixture) -> (App, String) {
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.eval::<Value>(RECORD_VIOLATIONS, &[]).await.unwrap();
    let pool = "return document.querySelector('[data-pool]').dataset.pool";
    let pool = app.eval(pool, &[]).await.unwrap();
    (app, pool)
}

#[tokio::test]
async fn hostile_benefit_names_and_codes_stay_text_within_their_cards() {
    let fixture = Fixture::start().await;
    let (app, pool) = open_with_pool(&fixture).await;
    let strings = hostile_strings();
    let named = strings.iter().enumerate().map(|(number, text)| {
        json!({ "modelCode": format!("n{number}"), "modelName": text, "amount": "10", "current": "9", "experience": true })
    });
    let coded = strings
        .iter()
        .map(|text| json!({ "modelCode": text, "amount": text, "current": text }));
    let all: Vec<Value> = named.chain(coded).collect();
    fixture
        .sim
        .set_fault(Some(answer_with(&body(&all, "plan"))));
    refresh_until(&app, &pool, &sanitized(strings.first().unwrap())).await;

    let cards = cards(&app).await.unwrap();
    assert_eq!(cards.len(), all.len());
    for (number, text) in strings.iter().enumerate() {
        let code = format!("n{number}");
        let card = cards.iter().find(|card| card.code == code).unwrap();
        let shown = sanitized(text);
        let shown = shown.trim();
        assert_eq!(card.name, if shown.is_empty() { &code } else { shown });
    }
    for (width, height) in [(1120, 800), (720, 520)] {
        app.resize(width, height).await.unwrap();
        assert_no_defects(&app, &format!("{width} × {height}")).await;
    }
    app.close().await.unwrap();

    // Stored readings are shown before the first answer.
    fixture.sim.set_fault(Some(Fault::Stall));
    let app = fixture.open_app().await;
    assert_eq!(wait_for_cards(&app).await.unwrap().len(), all.len());
    assert_no_defects(&app, "stored readings").await;
}

#[tokio::test]
async fn hostile_names_plans_messages_and_hosts_stay_text() {
    let fixture = Fixture::start().await;
    let (app, pool) = open_with_pool(&fixture).await;
    wait_for_live_readings(&app).await;
    let strings = hostile_strings();
    for (number, text) in strings.iter().enumerate() {
        let name: String = text.chars().take(80).collect();
        let error = call(&app, "rename_pool", json!({ "pool": pool, "name": name })).await;
        let is_blank = sanitized(&name).is_empty();
        assert_eq!(
            error.as_deref(),
            is_blank.then_some("name_missing"),
            "{text}"
        );
        let usage = json!({ "modelCode": format!("c{number}"), "modelName": format!("over{number} {text}"), "amount": "1", "current": "2" });
        fixture
            .sim
            .set_fault(Some(answer_with(&body(&[usage], text))));
        refresh_until(&app, &pool, &format!("over{number}")).await;
        assert_no_defects(&app, &format!("plan {text}")).await;

        let error =
            json!({ "statusCode": 403, "message": text, "requestId": format!("error{number}") });
        fixture.sim.set_fault(Some(answer_with(&error)));
        refresh_until(&app, &pool, &format!("error{number}")).await;
        app.eval::<Value>(
            "for (const one of document.querySelectorAll('details')) one.open = true; return null",
            &[],
        )
        .await
        .unwrap();
        assert_no_defects(&app, &format!("message {text}")).await;

        let draft = json!({ "name": "x", "service": "private", "host": text, "sign_in": "token", "ca_file": null });
        let key = json!({ "id": text, "sealed": text });
        let error = call(&app, "test_key", json!({ "draft": draft, "key": key })).await;
        assert!(matches!(
            error.as_deref(),
            Some("host_invalid" | "key_malformed")
        ));
    }
    println!("count: {} hostile strings", strings.len());
}

#[tokio::test]
async fn an_unpaired_surrogate_is_an_invalid_answer_and_the_last_readings_stay() {
    let fixture = Fixture::start().await;
    let (app, pool) = open_with_pool(&fixture).await;
    let before = cards(&app).await.unwrap();
    let half =
        r#"{"statusCode":200,"data":{"usages":[{"modelCode":"\ud800","modelName":"\udfff"}]}}"#;
    fixture
        .sim
        .set_fault(Some(Fault::DataOnly(Box::new(Fault::Body {
            headers: Vec::new(),
            body: half.as_bytes().to_vec(),
        }))));
    call(&app, "refresh_pool", json!({ "pool": pool })).await;
    app.click("error-details").await.unwrap();
    app.wait_for_text("notice", "answer_not_understood")
        .await
        .unwrap();
    assert_eq!(cards(&app).await.unwrap(), before);
    assert_no_defects(&app, "an unpaired surrogate").await;
}
