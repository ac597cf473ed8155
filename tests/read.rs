//! The table, the drawer, and failed reads.

use demo::faults::{Body, Fault};

use browser_harness::{ADMIN, LIST, VIEWER, fault, scenario, status};

#[tokio::test(flavor = "multi_thread")]
async fn every_name_has_a_row_with_a_masked_key() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        for name in ["api", "cm", "proxy", "syncer", "metrics_exporter", "ldap_client"] {
            page.row_reads(name, "private key hidden").await;
        }
        page.row_reads("syncer", "does not match").await;
        page.row_reads("api", "required").await;
        page.row_reads("ldap_client", "in 12 days").await;
        page.row_reads("sso_service", "Not yet valid").await;
        page.row_reads("sso_issuer", "Expired").await;
        page.row_reads("mtls_trusted_ca", "no private key").await;
        assert!(!page.has("button", "Delete api").await, "a required one has no button");
        page.role("button", "Delete ldap_client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_slot_is_shown_as_such() {
    scenario(async |page| {
        page.delete_out_of_band("sso_issuer");
        page.signed_in(&ADMIN).await;
        page.row_reads("sso_issuer", "Not set").await;
        assert!(!page.has("button", "Delete sso_issuer").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_drawer_shows_every_fact_and_only_the_certificate() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.role("link", "api").await.click().await.unwrap();
        let drawer = page.role("dialog", "api").await;
        let text = drawer.text().await.unwrap();
        for part in [
            "Subject",
            "DNS:cluster.example.com",
            "SHA-256 fingerprint",
            "Signature check\nValid",
            "private key hidden",
            "Valid from",
            "-----BEGIN CERTIFICATE-----",
            "never shows or keeps private keys",
        ] {
            assert!(text.contains(part), "the drawer lacks {part:?}: {text}");
        }
        assert!(!text.contains("PRIVATE KEY-----"));
        page.key(thirtyfour::Key::Escape).await;
        page.gone("dialog", "api").await;
        page.focus_is_on("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_entries_are_rows_that_say_what_is_wrong() {
    scenario(async |page| {
        page.inject(fault(LIST, 9, Fault::UnknownEntries));
        page.signed_in(&ADMIN).await;
        page.reads("table", "Other names").await;
        page.row_reads("forged", "Signature invalid").await;
        // Nothing of what can't be read or is not whole counts as good.
        page.row_reads("spare", "Certificate missing").await;
        page.row_reads("notes", "Certificate can’t be read").await;
        page.open_drawer("notes").await;
        page.reads("dialog", "The entry isn’t PEM").await;
        page.reads_no_more("dialog", "No findings.").await;
        page.close("notes").await;
        page.role("button", "6 broken").await;
        page.open_drawer("forged").await;
        page.reads("dialog", "can’t be verified with any certificate in this entry").await;
        page.press("Close").await;
        page.reads("table", "private key missing").await;
        page.reads("table", "certificate missing").await;
        page.reads("table", "the key is encrypted").await;
    })
    .await;
}

/// Why a name can't be deleted.
const WHY: &str = "No request can address this name, because it’s empty, “.”, “..”, or not shown. It \
                   can’t be deleted through the API.";

/// How many of the reasons are visible.
const TIPS: &str = "return [...document.querySelectorAll('td button span')]
    .filter((it) => it.textContent.includes('address this name'))
    .filter((it) => it.checkVisibility({ visibilityProperty: true })).length";

#[tokio::test(flavor = "multi_thread")]
async fn unaddressable_names_cannot_be_deleted() {
    scenario(async |page| {
        page.inject(fault(LIST, 9, Fault::UnaddressableEntries));
        page.signed_in(&ADMIN).await;
        for name in [".", ".."] {
            page.row(name).await;
            assert!(!page.has("button", &format!("Delete {name}")).await, "{name:?}");
        }
        // On focus, and so on touch, too.
        let why = page.role("button", WHY).await;
        assert_eq!(page.script(TIPS).await, 0);
        why.focus().await.unwrap();
        assert_eq!(page.script(TIPS).await, 1);
        // It can still be viewed.
        page.role("link", "..").await.click().await.unwrap();
        page.role("dialog", "..").await;
        page.reads("dialog", "CN=dots-2.example.com").await;
        page.reads("dialog", WHY).await;
        page.close("..").await;
        page.role("checkbox", "Deletable only").await.click().await.unwrap();
        page.reads("status", "Showing 4 of 13").await;
        page.until("no locks", async || (!page.has("button", WHY).await).then_some(())).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_is_reported() {
    scenario(async |page| {
        page.inject(fault(LIST, 2, Fault::WrongClock { seconds: -7200 }));
        page.signed_in(&ADMIN).await;
        page.reads("status", "clock is 2 hours ahead of the cluster’s").await;
        page.press("Refresh").await;
        page.reads_no_more("status", "ahead of the cluster’s").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_checks_signatures() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        // RSA, ECDSA, and Ed25519, each self-signed or signed by a certificate in the entry.
        for name in ["cm", "proxy", "metrics_exporter"] {
            page.script(&format!("location.hash = '#/certificates/{name}'")).await;
            page.reads("dialog", "Signature check\nValid").await;
            page.close(name).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_first_read_is_reported_and_can_be_retried() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.inject(fault(LIST, 99, status(503, Body::Json)));
        page.sign_in(&ADMIN).await;
        page.reads("alert", "Couldn’t load").await;
        page.cluster.faults().clear();
        page.press("Refresh").await;
        page.row("api").await;
    })
    .await;
}
