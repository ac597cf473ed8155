//! The deployment's `config.json`.

use std::collections::BTreeMap;

use browser_harness::{ADMIN, DevTools, fault, scenario_with_config};
use demo::faults::Fault;
use serde_json::json;
use thirtyfour::cdp::RawEvent;

/// The reason reaches the page. All reasons are covered by the parser's native tests.
#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_config_is_explained_and_no_request_sent() {
    let config = format!("{{\"title\": \"{}\"}}", "x".repeat(61));
    scenario_with_config(Some(&config), async |page| {
        page.inject(fault("GET /v1/*", 1, Fault::Reset));
        page.open().await;
        let text = page.reads("alert", "Can’t use config.json").await;
        assert!(
            text.contains("The field “title” can have up to 60 characters. It has 61."),
            "{text}"
        );
        assert!(!page.has("button", "Sign in").await);
        // Any API request would have used up the fault.
        page.faults_left(1).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_title_names_the_site() {
    scenario_with_config(Some("{\"title\": \"Production, Frankfurt\"}"), async |page| {
        page.open().await;
        page.reads("form", "Production, Frankfurt").await;
        page.title_reads("Production, Frankfurt · Certdeck").await;
        page.sign_in(&ADMIN).await;
        page.title_reads("2 broken · cluster.example.com · Production, Frankfurt · Certdeck").await;
        page.reads("banner", "Production, Frankfurt").await;
    })
    .await;
}

/// A browser presents a client certificate exactly when it sends cookies (Fetch, "credentials"),
/// and a cookie can be set without installing a certificate.
#[tokio::test(flavor = "multi_thread")]
async fn the_browsers_own_credentials_go_along_only_where_the_site_says_so() {
    for (config, sent) in [("{}", false), ("{\"client_certificate\": true}", true)] {
        scenario_with_config(Some(config), async |page| {
            page.open().await;
            page.role("button", "Sign in").await;
            page.script("document.cookie = 'signed_in_by_proxy=yes'").await;
            let devtools = DevTools::of(page).await;
            devtools.session.send_raw("Network.enable", json!({})).await.unwrap();
            let mut events = devtools.session.subscribe_connection();
            page.open().await;
            if sent {
                // Until then, the browser shows its own dialog, which takes every key.
                page.reads("alert", "timed out").await;
            }
            page.sign_in(&ADMIN).await;
            page.row("api").await;
            page.delete("ldap_client").await;
            page.reads("status", "Deleted ldap_client").await;
            let mut requests = Requests::default();
            while let Ok(event) = events.try_recv() {
                requests.note(&event);
            }
            for request in [
                "GET v1/cluster/certificates",
                "POST v1/users/authorize",
                "GET v1/cluster",
                "GET v1/nodes",
                "GET v1/license",
                "DELETE v1/cluster/certificates/ldap_client",
            ] {
                assert_eq!(requests.had_cookie(request), Some(sent), "{config}: {request}");
            }
        })
        .await;
    }
}

/// Which requests had a cookie. DevTools reports each request in two events.
#[derive(Default)]
struct Requests {
    ids: BTreeMap<String, String>,
    cookies: BTreeMap<String, bool>,
}

impl Requests {
    fn note(&mut self, event: &RawEvent) {
        let id = || event.params["requestId"].as_str().unwrap().to_owned();
        match event.method.as_str() {
            "Network.requestWillBeSent" => {
                let request = &event.params["request"];
                let url = request["url"].as_str().unwrap();
                if let Some((_, path)) = url.split_once("/v1/") {
                    let request = format!("{} v1/{path}", request["method"].as_str().unwrap());
                    self.ids.insert(request, id());
                }
            }
            "Network.requestWillBeSentExtraInfo" => {
                let headers = event.params["headers"].as_object().unwrap();
                let has_cookie = headers.keys().any(|name| name.eq_ignore_ascii_case("cookie"));
                self.cookies.insert(id(), has_cookie);
            }
            _ => {}
        }
    }

    fn had_cookie(&self, request: &str) -> Option<bool> {
        self.cookies.get(self.ids.get(request)?).copied()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn defaults_without_config() {
    scenario_with_config(None, async |page| {
        page.signed_in(&ADMIN).await;
        page.row_reads("ldap_client", "Expires").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_sets_the_thresholds() {
    scenario_with_config(Some("{\"warning_days\": 11, \"critical_days\": 5}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.row_reads("ldap_client", "Valid").await;
    })
    .await;
}
