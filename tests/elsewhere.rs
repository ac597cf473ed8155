//! What others do to the cluster while the page is open, and reads that overlap.

use demo::faults::Fault;

use crate::harness::{ADMIN, LIST, fault, story};

#[tokio::test(flavor = "multi_thread")]
async fn what_others_changed_is_pointed_out_until_it_is_dismissed() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        let proxy = page.entries()["proxy_cert"].clone();
        page.cluster.cluster().replace("api").unwrap();
        page.cluster.cluster().put("of_somebody", proxy, None).unwrap();
        page.remove("sso_issuer");
        page.press("Refresh").await;
        page.row_reads("api", "\nreplaced, seen").await;
        page.row_reads("of_somebody", "\nadded, seen").await;
        page.row_reads("sso_issuer", "\nremoved, seen").await;
        let told = page.reads("status", "Changed by someone else").await;
        for name in ["api replaced", "of_somebody added", "sso_issuer removed"] {
            assert!(told.contains(name), "{told}");
        }
        assert!(!page.document().await.contains("proxy replaced"));
        page.press("Dismiss").await;
        page.none(".changed").await;
        // A name that went because of this page was not somebody else's doing.
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.row_reads("ldap_client", "empty slot").await;
        assert!(!page.document().await.contains("Changed by someone else"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_ends_the_one_before_it() {
    // The browser lists a request when it is over, ended or answered.
    const OVER: &str = "return performance.getEntriesByType('resource')
        .filter(entry => entry.name.endsWith('/v1/cluster/certificates')).length";
    story(async |page| {
        page.signed_in(&ADMIN).await;
        let before = page.script(OVER).await.as_u64().unwrap();
        page.trouble(fault(LIST, 1, Fault::Hang));
        page.press("Refresh").await;
        page.faults_left(0).await;
        page.remove("sso_issuer");
        page.press("Refresh").await;
        page.row_reads("sso_issuer", "empty slot").await;
        let over = page.script(OVER).await.as_u64().unwrap() - before;
        assert_eq!(over, 2, "the first read still waits");
        assert!(!page.document().await.contains("What you see is older"));
    })
    .await;
}
