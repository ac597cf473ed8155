//! The panel in Chromium, from the address that the command prints to the end of the session.

use browser_harness::{ADMIN, dist, scenario_with};
use demo::Options;

use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_works() {
    let options = Options { tls: true, dist: Some(dist()), ..Options::default() };
    scenario_with(options, async |page| {
        let home = Home::new();
        let ca = home.file("ca.pem", page.cluster.tls_certificate.as_ref().unwrap());
        let cluster = format!("east={}", page.cluster.url());
        let serve = home.start(&["--cluster", &cluster, "--ca", ca.to_str().unwrap()]);
        page.driver.goto(&serve.url).await.unwrap();
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.delete("ldap_client").await;
        page.reads("status", "ldap_client").await;
        assert!(!page.entries().contains_key("ldap_client_cert"));
        // What the panel shows of a cluster that is away.
        page.cluster.pause().await.unwrap();
        page.press("Refresh").await;
        page.reads("alert", "refused the connection").await;
        page.cluster.resume().await.unwrap();
        page.press("Refresh").await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        let url = page.driver.current_url().await.unwrap();
        assert!(url.as_str().starts_with(&serve.url), "{url}");
        assert!(page.driver.title().await.unwrap().contains("east"));
        page.assert_clean().await;
    })
    .await;
}
