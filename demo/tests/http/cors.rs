//! Other origins' pages that call this API, and other origins' APIs that the page may call.

use std::collections::BTreeSet;

use demo::{FOLDER, Options};
use reqwest::{Method, Response, header};
use serde_json::json;

use crate::{CERTIFICATES, Demo, LDAP_CLIENT};

const PANEL: &str = "https://panel.example.com";
const OTHER: &str = "http://localhost:8080";

#[tokio::test]
async fn an_allowed_page_can_read_every_response() {
    let demo = allowing().await;
    for origin in [PANEL, OTHER] {
        for (user, method, path, status) in [
            ("admin", Method::GET, CERTIFICATES, 200),
            ("admin", Method::GET, "/folder/panel/v1/cluster/certificates", 200),
            ("nobody", Method::GET, CERTIFICATES, 403),
            ("wrong", Method::GET, CERTIFICATES, 401),
            ("wrong", Method::GET, "/v1/nope", 404),
            ("wrong", Method::PATCH, CERTIFICATES, 405),
        ] {
            let response = from_origin(&demo, origin, method, path, user).await;
            assert_eq!(response.status(), status, "{path}");
            assert_eq!(header_of(&response, "access-control-allow-origin"), Some(origin));
            let exposed = words(&response, "access-control-expose-headers");
            assert_eq!(exposed, ["date", "retry-after"].map(str::to_owned).into(), "{path}");
            // Tokens and passwords are in a header that the page sets itself.
            assert_eq!(header_of(&response, "access-control-allow-credentials"), None);
        }
    }
}

#[tokio::test]
async fn a_response_can_be_withheld_from_an_allowed_page() {
    let demo = allowing().await;
    let fault = json!({ "fault": "no-cors", "times": 1 });
    demo.request(Method::POST, "/demo/faults").json(&fault).send().await.unwrap();
    for allowed in [None, Some(PANEL)] {
        let response = from_origin(&demo, PANEL, Method::GET, CERTIFICATES, "admin").await;
        assert_eq!(response.status(), 200);
        assert_eq!(header_of(&response, "access-control-allow-origin"), allowed);
    }
}

#[tokio::test]
async fn faults_respond_to_an_allowed_page_but_not_to_preflights() {
    let demo = allowing().await;
    let fault = json!({ "fault": "status", "status": 503, "retry_after": 7 });
    let added = demo.request(Method::POST, "/demo/faults").json(&fault).send().await.unwrap();
    assert_eq!(added.status(), 204);
    let preflight = preflight(&demo, PANEL, "DELETE", LDAP_CLIENT).await;
    assert_eq!(preflight.status(), 200);
    assert_eq!(demo.running.faults().list().len(), 1);
    let response = from_origin(&demo, PANEL, Method::DELETE, LDAP_CLIENT, "admin").await;
    assert_eq!(response.status(), 503);
    assert_eq!(header_of(&response, "access-control-allow-origin"), Some(PANEL));
    assert_eq!(header_of(&response, "retry-after"), Some("7"));
}

#[tokio::test]
async fn a_preflight_names_what_is_allowed() {
    let demo = allowing().await;
    for path in [CERTIFICATES.to_owned(), LDAP_CLIENT.to_owned(), format!("{FOLDER}{LDAP_CLIENT}")]
    {
        let response = preflight(&demo, PANEL, "DELETE", &path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header_of(&response, "access-control-allow-origin"), Some(PANEL));
        let methods = words(&response, "access-control-allow-methods");
        assert_eq!(methods, ["get", "post", "put", "delete"].map(str::to_owned).into());
        let headers = words(&response, "access-control-allow-headers");
        assert_eq!(headers, ["authorization", "content-type", "accept"].map(str::to_owned).into());
    }
    assert!(demo.lists("ldap_client_cert"));
}

#[tokio::test]
async fn no_other_page_can_read_a_response() {
    let demo = allowing().await;
    for origin in ["https://evil.example.com", "http://panel.example.com", "null"] {
        let preflight = preflight(&demo, origin, "GET", CERTIFICATES).await;
        assert_eq!(header_of(&preflight, "access-control-allow-origin"), None, "{origin}");
        let response = from_origin(&demo, origin, Method::GET, CERTIFICATES, "admin").await;
        assert_eq!(header_of(&response, "access-control-allow-origin"), None, "{origin}");
    }
}

#[tokio::test]
async fn without_the_option_there_is_no_header_of_the_kind() {
    let demo = Demo::start().await;
    let preflight = preflight(&demo, PANEL, "GET", CERTIFICATES).await;
    assert_eq!(preflight.status(), 405);
    let response = from_origin(&demo, PANEL, Method::GET, CERTIFICATES, "admin").await;
    for response in [preflight, response] {
        let mut names = response.headers().keys();
        assert!(names.all(|name| !name.as_str().starts_with("access-control") && name != "vary"));
    }
}

#[tokio::test]
async fn the_policy_allows_the_origins_that_were_given() {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "content").unwrap();
    let demo = Demo::with(Options {
        dist: Some(dist.path().to_owned()),
        connect_src: vec!["https://cluster.example.com:9443".to_owned(), OTHER.to_owned()],
        ..Options::default()
    })
    .await;
    for path in ["/", "/folder/panel/", "/nope"] {
        let response = demo.request(Method::GET, path).send().await.unwrap();
        let policy = header_of(&response, "content-security-policy").unwrap();
        let directives: Vec<_> = policy.split("; ").collect();
        let connect = "connect-src 'self' https://cluster.example.com:9443 http://localhost:8080";
        assert!(directives.contains(&connect), "{policy}");
        let own = demo::pages::CONTENT_SECURITY_POLICY;
        assert_eq!(policy.replace(connect, "connect-src 'self'"), own);
    }
}

#[tokio::test]
async fn an_invalid_origin_is_rejected_at_startup() {
    for wrong in [
        "*",
        "",
        "null",
        "panel.example.com",
        "https://",
        "https://panel.example.com/",
        "https://panel.example.com; script-src *",
        "https://Panel.example.com",
        "ftp://panel.example.com",
    ] {
        let one = || vec![OTHER.to_owned(), wrong.to_owned()];
        for options in [
            Options { allow_origins: one(), ..Options::default() },
            Options { connect_src: one(), ..Options::default() },
        ] {
            let error = demo::start(options).await.err().unwrap().to_string();
            assert!(error.starts_with(&format!("{wrong} isn’t an origin")), "{error}");
        }
    }
}

async fn allowing() -> Demo {
    let allow_origins = vec![PANEL.to_owned(), OTHER.to_owned()];
    Demo::with(Options { allow_origins, ..Options::default() }).await
}

/// Like a browser's preflight before a non-simple request.
async fn preflight(demo: &Demo, origin: &str, method: &str, path: &str) -> Response {
    let request = demo.request(Method::OPTIONS, path).header(header::ORIGIN, origin);
    let request = request.header(header::ACCESS_CONTROL_REQUEST_METHOD, method);
    let request = request.header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization");
    request.send().await.unwrap()
}

async fn from_origin(
    demo: &Demo,
    origin: &str,
    method: Method,
    path: &str,
    user: &str,
) -> Response {
    let request = demo.request(method, path).header(header::ORIGIN, origin);
    let (name, password) = (format!("{user}@example.com"), format!("demo-{user}"));
    request.basic_auth(name, Some(password)).send().await.unwrap()
}

fn header_of<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

/// The words of a header's list, in lower case.
fn words(response: &Response, name: &str) -> BTreeSet<String> {
    let list = header_of(response, name).unwrap();
    list.split(',').map(|word| word.trim().to_ascii_lowercase()).collect()
}
