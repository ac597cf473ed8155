//! Which origins the page may send requests to, its own and that of the API in `config.json`, and
//! what the browser may add to them, keep of them, and do with their responses.

use demo::Options;
use demo::faults::Fault;
use serde::Deserialize;
use serde_json::json;

use browser_harness::{
    ADMIN, ANY_DELETE, DevTools, Page, copy_of_dist, dist_with, fault, scenario,
    scenario_across_origins, scenario_with,
};

/// Makes the page itself send a request, and returns the result.
async fn ask(page: &Page, address: &str) -> String {
    let script = format!(
        "return await new Promise((resolve) => {{
            document.addEventListener('securitypolicyviolation', (event) =>
                resolve(event.effectiveDirective), {{ once: true }});
            fetch('{address}').then(() => resolve('sent'), () => setTimeout(resolve, 500, 'failed'));
        }})"
    );
    page.script(&script).await.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_of_another_origin_works_where_it_allows_the_page() {
    scenario_across_origins(true, None, async |page| {
        page.signed_in(&ADMIN).await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.inject(fault(ANY_DELETE, 1, Fault::NodeDisk));
        page.delete("sso_issuer").await;
        page.reads("alert", "(500)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_of_another_origin_that_does_not_allow_the_page_is_explained() {
    scenario_across_origins(false, None, async |page| {
        page.open().await;
        let text = page.reads("alert", "No response").await;
        for part in ["CORS", "Access-Control-Allow-Origin", "connect-src"] {
            assert!(text.contains(part), "{text}");
        }
        // The form shows where the password goes.
        assert!(page.document().await.contains(&page.cluster.url()));
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_to_other_origins() {
    // The host's policy allows a third origin; the page's own doesn't.
    let third = demo::start(Options::default()).await.unwrap();
    let allowed = third.url().trim_end_matches('/').to_owned();
    scenario_across_origins(true, Some(allowed), async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        assert_eq!(ask(page, &format!("{}v1/cluster", page.cluster.url())).await, "sent");
        assert_eq!(ask(page, &third.url()).await, "connect-src");
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_what_was_built_does_not_run() {
    for ending in [".js", ".wasm"] {
        let site = copy_of_dist();
        for file in std::fs::read_dir(site.path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name.starts_with("certdeck-") && name.ends_with(ending) {
                let mut content = std::fs::read(&path).unwrap();
                // Changes that would still run: white space in a script, an empty custom section in
                // a program.
                content.extend(if ending == ".js" { &b"\n"[..] } else { &[0, 2, 1, b'x'] });
                std::fs::write(&path, content).unwrap();
            }
        }
        let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
        scenario_with(options, async |page| {
            page.open().await;
            page.reads("alert", "Certdeck couldn’t start").await;
            page.console_errors().await;
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_file_is_fetched_once() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        let files = "return performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((name) => /\\.(js|wasm)$/.test(name)).sort()";
        let files = page.script(files).await;
        assert_eq!(files.as_array().unwrap().len(), 3, "{files}");
    })
    .await;
}

/// A request as the page gives it to the browser.
#[derive(Debug, Deserialize)]
struct Sent {
    method: String,
    url: String,
    cache: String,
    credentials: String,
    redirect: String,
    authorization: Option<String>,
    cookie: String,
}

/// Notes each request before it's sent.
const NOTE_REQUESTS: &str = "window.sent = [];
    const send = window.fetch;
    window.fetch = (what, options) => {
        const request = what instanceof Request ? what : new Request(what, options);
        const { method, url, cache, credentials, redirect, headers } = request;
        const authorization = headers.get('authorization');
        sent.push({ method, url, cache, credentials, redirect, authorization, cookie: document.cookie });
        return send(what, options);
    }";

/// Everything that the page sends.
async fn sent_by(page: &Page, steps: impl AsyncFnOnce()) -> Vec<Sent> {
    let tools = DevTools::of(page).await;
    tools.session.send_raw("Page.enable", json!({})).await.unwrap();
    let script = json!({ "source": NOTE_REQUESTS });
    tools.session.send_raw("Page.addScriptToEvaluateOnNewDocument", script).await.unwrap();
    steps().await;
    let sent: Vec<Sent> = serde_json::from_value(page.script("return sent").await).unwrap();
    for request in &sent {
        assert!(!request.url.contains('?'), "{request:?}");
        assert!(request.url.starts_with(&page.cluster.url()), "{request:?}");
        assert_eq!(request.cookie, "", "{request:?}");
    }
    sent
}

fn is_of_the_api(request: &Sent) -> bool {
    request.url.contains("/v1/") || request.url.contains("/v4/")
}

fn assert_terms(request: &Sent, cache: &str, credentials: &str, redirect: &str) {
    let terms = [&request.cache, &request.credentials, &request.redirect];
    assert_eq!(terms, [cache, credentials, redirect], "{request:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_has_its_terms() {
    scenario(async |page| {
        let sent = sent_by(page, async || {
            page.signed_in(&ADMIN).await;
            page.delete("ldap_client").await;
            page.reads("status", "Deleted ldap_client").await;
            page.press("Sign out").await;
            page.sign_in(&ADMIN).await;
            page.row("api").await;
        })
        .await;
        let (api, files): (Vec<_>, Vec<_>) = sent.iter().partition(|it| is_of_the_api(it));
        // The configuration, the program, and two files that follow it.
        assert!(api.len() > 8 && files.len() == 4, "{sent:#?}");
        let mut tokens = Vec::new();
        let mut without = Vec::new();
        for request in api {
            assert_terms(request, "no-store", "omit", "manual");
            let authorization = request.authorization.as_deref().unwrap_or_default();
            let is_sign_in = request.url.ends_with("/v1/users/authorize");
            match authorization.split_once(' ') {
                Some(("Basic", _)) => assert!(is_sign_in, "{request:?}"),
                Some(("JWT", token)) => tokens.push(token),
                _ => without.push(request.url.as_str()),
            }
            let is_change = request.url.ends_with("/ldap_client");
            let method = if is_sign_in {
                "POST"
            } else if is_change {
                "DELETE"
            } else {
                "GET"
            };
            assert_eq!(request.method, method, "{request:?}");
        }
        // Whether a sign-in is required; and a token for each.
        assert_eq!(without, [format!("{}v1/cluster/certificates", page.cluster.url())]);
        tokens.dedup();
        assert_eq!(tokens.len(), 2);
        for request in files {
            // The program's own name changes with its content.
            let cache = if request.url.contains("/certdeck-") { "default" } else { "no-cache" };
            assert_terms(request, cache, "same-origin", "follow");
            assert_eq!(request.authorization, None, "{request:?}");
        }
    })
    .await;
    let site = dist_with("config.json", Some("{\"client_certificate\": true}"));
    let dist = Some(site.path().to_owned());
    scenario_with(Options { no_sign_in: true, dist, ..Options::default() }, async |page| {
        let sent = sent_by(page, async || {
            page.open().await;
            page.row("api").await;
            page.press("Refresh").await;
            page.reads("status", "Refreshed").await;
        })
        .await;
        for request in sent.iter().filter(|it| is_of_the_api(it)) {
            assert_terms(request, "no-store", "include", "manual");
            assert_eq!(request.authorization, None, "{request:?}");
        }
    })
    .await;
}
