//! External changes: what others do to the cluster while the page is open, and overlapping reads.

use demo::faults::{Body, Fault};

use browser_harness::{ADMIN, ANY_DELETE, LIST, fault, scenario, status};

#[tokio::test(flavor = "multi_thread")]
async fn external_changes_are_shown_until_dismissed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let proxy = page.entries()["proxy_cert"].clone();
        page.cluster.cluster().replace("api").unwrap();
        page.cluster.cluster().put("of_somebody", proxy, None).unwrap();
        page.delete_out_of_band("sso_issuer");
        page.press("Refresh").await;
        let text = page.row_reads("api", "\nreplaced (noticed at ").await;
        // It is valid from this very second on.
        assert!(text.contains("\nValid\n") && text.contains("\n365 days\n"), "{text}");
        page.row_reads("of_somebody", "\nadded (noticed at ").await;
        page.row_reads("sso_issuer", "\nremoved (noticed at ").await;
        let text = page.reads("status", "Changed outside this page").await;
        for name in ["api replaced", "of_somebody added", "sso_issuer removed"] {
            assert!(text.contains(name), "{text}");
        }
        assert!(!page.document().await.contains("proxy replaced"));
        page.press("Dismiss").await;
        page.reads_no_more("table", "(noticed at ").await;
        // A name that went because of this page was not somebody else's doing.
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.row_reads("ldap_client", "Not set").await;
        assert!(!page.document().await.contains("Changed outside this page"));
    })
    .await;
}

/// A gateway that serves another cluster's list, or none: what was read stays, and nothing is called
/// deleted.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_what_every_cluster_has_is_not_believed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::WithoutRequired));
        page.press("Refresh").await;
        page.reads("alert", "It may not be from the cluster").await;
        page.row_reads("api", "private key hidden").await;
        assert!(!page.document().await.contains("Changed outside this page"));
        page.press("Refresh").await;
        page.reads_no_more("main", "It may not be from the cluster").await;
    })
    .await;
}

/// A deletion that the cluster refused does not account for a removal that a later read shows.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_deletion_does_not_hide_a_later_removal() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Required));
        page.inject(fault(LIST, 1, status(503, Body::None)));
        page.delete("ldap_client").await;
        page.reads("alert", "couldn’t be refreshed afterward. Refresh to see whether ldap_client")
            .await;
        page.delete_out_of_band("ldap_client");
        page.press("Refresh").await;
        page.reads("status", "ldap_client removed").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_does_not_redraw_the_other_rows() {
    const FIRST: &str = "const link = document.querySelector('[role=rowheader] a');
        link.focus();
        window.kept = link;
        return link.textContent";
    // Includes a filter by findings, which are recomputed after each change.
    for place in ["", "#/?findings=yes", "#/?search=example"] {
        scenario(async |page| {
            page.open_at(place).await;
            page.sign_in(&ADMIN).await;
            page.row("proxy").await;
            let focused = page.script(FIRST).await;
            let focused = focused.as_str().unwrap();
            page.cluster.cluster().replace("api").unwrap();
            page.key("r").await;
            page.reads("status", "api replaced").await;
            page.focus_is_on(focused).await;
            let is_kept = "return document.activeElement === window.kept";
            assert_eq!(page.script(is_kept).await, true, "{place}: {focused} was drawn anew");
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_read_aborts_the_one_before() {
    // Browsers list a request once it's finished or canceled.
    const OVER: &str = "return performance.getEntriesByType('resource')
        .filter(entry => entry.name.endsWith('/v1/cluster/certificates')).length";
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let before = page.script(OVER).await.as_u64().unwrap();
        page.inject(fault(LIST, 1, Fault::Hang));
        page.press("Refresh").await;
        page.faults_left(0).await;
        page.delete_out_of_band("sso_issuer");
        page.press("Refresh").await;
        page.row_reads("sso_issuer", "Not set").await;
        let over = page.script(OVER).await.as_u64().unwrap() - before;
        assert_eq!(over, 2, "the first read still waits");
        assert!(!page.document().await.contains("Showing data from"));
    })
    .await;
}
