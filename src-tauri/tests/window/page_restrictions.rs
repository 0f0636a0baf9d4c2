//! The page can neither load foreign content nor navigate nor open a window.

use crate::fixture::Fixture;

#[tokio::test]
async fn the_page_loads_only_its_own_resources_without_policy_violations() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.eval::<Option<bool>>(
        "window.violations = []; addEventListener('securitypolicyviolation', \
         event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI)); return null",
        &[],
    )
    .await
    .unwrap();
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.wait_for_css("[data-testid=mau-chart] svg")
        .await
        .unwrap();

    let violations: Vec<String> = app.eval("return window.violations", &[]).await.unwrap();
    assert_eq!(violations, Vec::<String>::new());
    let loaded: Vec<String> = app
        .eval(
            "return performance.getEntries().map(entry => entry.name)",
            &[],
        )
        .await
        .unwrap();
    let is_own = |name: &&String| {
        !name.contains("://") || name.starts_with("tauri://localhost") || name.starts_with("ipc://")
    };
    assert_eq!(
        loaded
            .iter()
            .filter(|name| !is_own(name))
            .collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

#[tokio::test]
async fn the_page_cannot_fetch_navigate_or_open_a_window() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    let is_true = async |script: &str| app.eval::<bool>(script, &[]).await.unwrap();
    assert!(is_true("return Object.isFrozen(Object.prototype)").await);
    assert!(is_true("return window.__TAURI__ === undefined").await);
    assert!(
        is_true(&format!(
            "return fetch('{}').then(() => false, () => true)",
            fixture.sim.url()
        ))
        .await
    );
    assert!(is_true("return window.open('https://example.com') === null").await);
    // After a navigation, the simulator would have a request and the form would be gone.
    let navigate = format!("location.href = '{}'; return null", fixture.sim.url());
    app.eval::<Option<bool>>(&navigate, &[]).await.unwrap();
    let link = format!(
        "const link = document.createElement('a'); link.href = '{}'; link.target = '_blank'; \
         link.id = 'out'; link.textContent = 'out'; document.querySelector('h1').append(link); return null",
        fixture.sim.url()
    );
    app.eval::<Option<bool>>(&link, &[]).await.unwrap();
    app.click_css("#out").await.unwrap();
    app.wait_for("add-pool-form").await.unwrap();
    assert!(is_true("return location.protocol === 'tauri:'").await);
    assert!(fixture.sim.requests().is_empty());
}

/// Elements with which a page can make the web view contact a host, beside `fetch` and navigation.
const ELEMENTS: [&str; 17] = [
    "<link rel='preconnect' href='https://preconnect.example.com'>",
    "<link rel='preconnect' crossorigin href='https://preconnect-cors.example.com'>",
    "<meta http-equiv='x-dns-prefetch-control' content='on'>",
    "<link rel='dns-prefetch' href='https://dns-prefetch.example.com'>",
    "<link rel='prefetch' href='https://prefetch.example.com/x'>",
    "<link rel='prerender' href='https://prerender.example.com/x'>",
    "<link rel='modulepreload' href='https://modulepreload.example.com/x.js'>",
    "<link rel='preload' as='image' href='https://preload.example.com/x'>",
    "<link rel='stylesheet' href='https://stylesheet.example.com/x.css'>",
    "<link rel='icon' href='https://icon.example.com/x.png'>",
    "<link rel='manifest' href='https://manifest.example.com/x.json'>",
    "<video src='https://video.example.com/x' poster='https://poster.example.com/x'></video>",
    "<svg><image href='https://svg.example.com/x'/></svg>",
    "<a id='ping' href='#here' ping='https://ping.example.com/x'>ping</a>",
    "<a id='download' download href='https://download.example.com/x'>download</a>",
    "<form action='https://form.example.com/x'><button id='form'>form</button></form>",
    "<a id='hover' href='https://hover.example.com/x'>hover</a>",
];

/// Calls that do the same.
const CALLS: [&str; 6] = [
    "navigator.sendBeacon('https://beacon.example.com/x', 'x')",
    "new WebSocket('wss://socket.example.com/x')",
    "new EventSource('https://events.example.com/x')",
    "new Worker('https://worker.example.com/x.js')",
    "new Image().src = 'https://image.example.com/x'",
    "new RTCPeerConnection({ iceServers: [{ urls: 'stun:stun.example.com' }] }).createDataChannel('x')",
];

#[tokio::test]
async fn elements_and_calls_of_the_page_resolve_no_name() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    let insert =
        "document.querySelector('h1').insertAdjacentHTML('beforeend', arguments[0]); return null";
    for element in ELEMENTS {
        app.eval::<Option<bool>>(insert, &[element.into()])
            .await
            .unwrap();
    }
    for call in CALLS {
        // Each may fail: the policy or the web view refuses it.
        let guarded = format!("try {{ {call} }} catch {{}} return null");
        app.eval::<Option<bool>>(&guarded, &[]).await.unwrap();
    }
    let click = "for (const id of ['ping', 'download', 'form', 'hover']) \
        document.getElementById(id).click(); return null";
    app.eval::<Option<bool>>(click, &[]).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let contacts = fixture.network.contacts().into_iter();
    let resolved: Vec<_> = contacts
        .filter(|contact| contact.host.ends_with("example.com"))
        .collect();
    assert_eq!(resolved, []);
    app.wait_for("add-pool-form").await.unwrap();
    println!(
        "count: {} elements and calls of the page that contact no host",
        ELEMENTS.len() + CALLS.len()
    );
}
