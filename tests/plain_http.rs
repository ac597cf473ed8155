//! The panel over plain http from another machine, where browsers disable the features of secure
//! contexts: the clipboard and WebCrypto.

use browser_harness::{ADMIN, INSECURE_HOST, scenario};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_over_plain_http_works_and_says_what_it_cannot_do() {
    scenario(async |page| {
        let address = format!("http://{INSECURE_HOST}:{}/", page.cluster.address.port());
        page.driver.goto(&address).await.unwrap();
        assert_eq!(page.script("return isSecureContext").await, false);
        page.sign_in(&ADMIN).await;
        page.row_reads("api", "private key hidden").await;
        // Key and certificate are compared without WebCrypto.
        page.row_reads("syncer", "does not match").await;
        page.open_drawer("cm").await;
        page.reads(
            "dialog",
            "Not checked: the issuer isn’t in this entry, or this browser can’t check it",
        )
        .await;
        page.press("Copy Subject").await;
        page.reads("status", "Couldn’t copy: the browser blocked it, as it does without HTTPS")
            .await;
        page.close("cm").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        assert!(!page.entries().contains_key("ldap_client_cert"));
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        // The browser reports that it ignores one of the host's headers here, and nothing else.
        for error in page.console_errors().await {
            assert!(
                error.contains("Cross-Origin-Opener-Policy header has been ignored"),
                "{error}"
            );
        }
    })
    .await;
}
