//! Which origins the page may send requests to: its own, and that of the API in `config.json`.

use demo::Options;
use demo::faults::Fault;

use browser_harness::{
    ADMIN, ANY_DELETE, Page, copy_of_dist, fault, scenario, scenario_across_origins, scenario_with,
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
