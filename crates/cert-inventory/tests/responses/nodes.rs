use cert_inventory::{InactiveNode, NodeAlerts, Version};

fn read(body: &str) -> Vec<String> {
    Version::of_nodes(body.as_bytes()).iter().map(ToString::to_string).collect()
}

/// As clusters of 8.0 respond, shortened.
fn nodes(versions: &[&str]) -> String {
    let node = |(at, version): (usize, &&str)| {
        format!(
            r#"{{"addr": "10.0.0.{at}", "cores": 14, "shard_list": [1, 2], "rack_id": "",
                "supported_database_versions": [{{"redis_version": "7.4", "version": "7.4.2"}}],
                "software_version": "{version}", "status": "active", "uid": {at}}}"#
        )
    };
    let all: Vec<String> = versions.iter().enumerate().map(node).collect();
    format!("[{}]", all.join(","))
}

#[test]
fn each_version_once_and_the_oldest_first() {
    assert_eq!(read(&nodes(&["8.0.16-33"; 3])), ["8.0.16-33"]);
    let upgrade = ["8.2.0-46", "8.0.16-33", "8.2.0-46", "7.22.2-79"];
    assert_eq!(read(&nodes(&upgrade)), ["7.22.2-79", "8.0.16-33", "8.2.0-46"]);
    // A development build is newer than every release.
    assert_eq!(read(&nodes(&["100.0.21-16135", "8.2.0-46"])), ["8.2.0-46", "100.0.21-16135"]);
}

#[test]
fn what_can_not_be_read_gives_none() {
    for body in [
        "",
        "{}",
        "<html>",
        "[]",
        "[1]",
        r#"[{"uid": 1}]"#,
        r#"[{"software_version": null}]"#,
        r#"[{"software_version": 8}]"#,
        r#"{"error_code": "insufficient_permissions"}"#,
        &nodes(&["newest"]),
        // The node that can't be read may be the oldest.
        &nodes(&["8.2.0-46", ""]),
        &nodes(&["8.2.0-46"])[1..],
    ] {
        assert_eq!(read(body), [""; 0], "{body}");
    }
    assert_eq!(read(r#"[{"software_version": "8.2\u002e0-46"}]"#), ["8.2.0-46"]);
}

#[test]
fn nodes_that_may_miss_a_change() {
    let read = |body: &str| InactiveNode::read(body.as_bytes());
    assert_eq!(read(&nodes(&["8.2.0-46"; 3])), Some(vec![]));
    let down = nodes(&["8.2.0-46"; 2]).replacen("active", "down", 1);
    assert_eq!(read(&down), Some(vec![InactiveNode { uid: 0, status: "down".to_owned() }]));
    let odd = nodes(&["8.2.0-46"]).replace("active", &"\u{202e}".repeat(50));
    assert_eq!(read(&odd).unwrap()[0].status, "⟨U+202E⟩".repeat(40));
    for body in ["", "{}", "<html>", "[1]", r#"[{"uid": 1}]"#] {
        assert_eq!(read(body), None, "{body}");
    }
}

#[test]
fn nodes_whose_own_certificates_expire_soon() {
    let read = |body: &str| NodeAlerts::read(body.as_bytes()).map(|alerts| alerts.nodes);
    let alert = |uid, state| {
        format!(
            r#""{uid}": {{"node_cpu_utilization": {{"state": true}},
                "node_internal_certs_about_to_expire": {{"enabled": true, "state": {state}}}}}"#
        )
    };
    let body = [alert(10, true), alert(2, true), alert(3, false), "\"4\": {}".to_owned()];
    assert_eq!(read(&format!("{{{}}}", body.join(","))), Some(vec![2, 10]));
    assert_eq!(read("{}"), Some(vec![]));
    for body in ["", "[]", "<html>", r#"{"one": {}}"#, r#"{"error_code": "no"}"#] {
        assert_eq!(read(body), None, "{body}");
    }
}
