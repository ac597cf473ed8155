//! Which requests are sent for which names, and when none is.

use cert_inventory::{Endpoint, KNOWN, Plan, Then, Version};

const ALL: [&str; 4] = ["api", "ccs_internode_encryption", "proxy", "other"];

/// The endpoint's first letter and the names of each request.
fn requests(plan: &Plan) -> Vec<String> {
    let text = |endpoint| if endpoint == Endpoint::Certificates { "put" } else { "update" };
    plan.pending().map(|it| format!("{} {}", text(it.endpoint), it.names.join(" "))).collect()
}

fn plan(names: &[&str], version: &str) -> Plan {
    Plan::new(names, Version::parse(version))
}

#[test]
fn by_version() {
    let one_by_one =
        ["update proxy", "update other", "update api", "update ccs_internode_encryption"];
    let alone = ["put proxy other api", "put ccs_internode_encryption"];
    let together = ["put proxy other api ccs_internode_encryption"];
    let rows: &[(&str, &[&str])] = &[
        ("7.4.2-216", &one_by_one),
        ("7.22.1-99", &one_by_one),
        ("7.22.2-1", &alone),
        ("8.0.20-67", &alone),
        ("8.0.20-68", &together),
        ("8.2.0-46", &together),
        ("100.0.6-2387", &together),
        ("unknown", &alone),
    ];
    for (version, expected) in rows {
        assert_eq!(requests(&plan(&ALL, version)), *expected, "{version}");
    }
    assert_eq!(requests(&plan(&ALL[1..2], "8.0.6")), ["put ccs_internode_encryption"]);
    assert_eq!(requests(&plan(&[], "8.0.6")), [""; 0]);
    assert_eq!(KNOWN.iter().filter(|known| known.restarts_nodes).count(), 1);
}

#[test]
fn the_next_is_sent_only_after_success() {
    let mut plan = plan(&ALL, "7.22.2-1");
    assert_eq!(plan.next().unwrap().names, ["proxy", "other", "api"]);
    plan.record(Then::Continue);
    assert_eq!(plan.next().unwrap().names, ["ccs_internode_encryption"]);
    plan.record(Then::Continue);
    assert_eq!((plan.next(), plan.not_sent()), (None, &[][..]));
    assert_eq!(plan.done(), ["proxy", "other", "api", "ccs_internode_encryption"]);
    // Recording more changes nothing.
    plan.record(Then::OtherWay);
    assert_eq!(plan.next(), None);
}

#[test]
fn nothing_is_sent_after_a_failure() {
    for (version, not_sent) in [
        ("7.4.2", &["other", "api", "ccs_internode_encryption"][..]),
        ("7.22.2", &["ccs_internode_encryption"]),
        ("8.2.0", &[]),
        ("unknown", &["ccs_internode_encryption"]),
    ] {
        let mut plan = plan(&ALL, version);
        plan.record(Then::Stop);
        assert_eq!((plan.next(), plan.done()), (None, &[][..]), "{version}");
        assert_eq!(plan.not_sent(), not_sent, "{version}");
    }
}

/// Only where the version isn't known, and before anything has been done.
#[test]
fn the_old_request_follows_only_if_the_new_one_does_not_exist() {
    let mut unknown = plan(&ALL, "unknown");
    unknown.record(Then::OtherWay);
    let old = ["update proxy", "update other", "update api", "update ccs_internode_encryption"];
    assert_eq!(requests(&unknown), old);
    unknown.record(Then::Continue);
    unknown.record(Then::OtherWay);
    assert_eq!((unknown.next(), unknown.done()), (None, &["proxy".to_owned()][..]));
    assert_eq!(unknown.not_sent(), ["api", "ccs_internode_encryption"]);

    let mut known = plan(&ALL, "8.2.0");
    known.record(Then::OtherWay);
    assert_eq!(known.next(), None);

    let mut partly = plan(&ALL, "unknown");
    partly.record(Then::Continue);
    partly.record(Then::OtherWay);
    assert_eq!(partly.next(), None);
    assert_eq!(partly.done(), ["proxy", "other", "api"]);
}
