//! What the user's role permits, from every shape that a response may have.

use cert_inventory::{Access, DeleteOutcome};

#[test]
fn a_role_is_read_from_each_plausible_shape() {
    let long = format!("\"{}\"", "a".repeat(65));
    let rows = [
        (r#""admin""#, Some("admin")),
        (r#"{"role":"cluster_viewer"}"#, Some("cluster_viewer")),
        (r#"{"management":"db-viewer2","uid":3}"#, Some("db-viewer2")),
        (r#"{"uid":1,"name":"none"}"#, Some("none")),
        (r#"{"role":null,"name":"admin"}"#, None),
        (r#"{"role":{"name":"admin"}}"#, None),
        (r#""../cluster""#, None),
        (r#""ad min""#, None),
        (r#""""#, None),
        (&long, None),
        ("[]", None),
        ("<html>", None),
        ("", None),
    ];
    for (body, role) in rows {
        assert_eq!(Access::role(body.as_bytes()).as_deref(), role, "{body}");
    }
}

#[test]
fn permissions_are_read_from_each_plausible_shape() {
    let rows = [
        (r#"["view_cluster_info","update_cluster"]"#, Some(true)),
        (r#"["view_cluster_info","update_cluster_not"]"#, Some(false)),
        ("[]", Some(false)),
        (r#"{"permissions":["update_cluster"]}"#, Some(true)),
        (r#"{"viewer":["view_cluster_info"]}"#, Some(false)),
        (r#"{"admin":["update_cluster"]}"#, None),
        (r#"[{"name":"update_cluster"}]"#, None),
        (r#"{"permissions":"update_cluster"}"#, None),
        (r#""update_cluster""#, None),
        ("<html>update_cluster</html>", None),
        ("", None),
    ];
    for (body, may_update) in rows {
        let access = Access::of("viewer".to_owned(), body.as_bytes());
        assert_eq!(access.map(|access| access.may_update), may_update, "{body}");
    }
}

#[test]
fn the_role_decides_what_a_403_means() {
    use DeleteOutcome::{Deleted, NotPermitted, NotThere, Refused, RefusedDespiteRole, Required};
    let rows = [
        (Refused, true, RefusedDespiteRole),
        (Refused, false, NotPermitted),
        (Required, true, Required),
        // The cluster's own words stand.
        (Required, false, Required),
        (NotPermitted, false, NotPermitted),
        // The role may have changed between the two requests.
        (NotPermitted, true, NotPermitted),
        (Deleted, false, Deleted),
        (NotThere, false, NotThere),
    ];
    for (outcome, may_update, expected) in rows {
        let access = Access { role: "some".to_owned(), may_update };
        let what = format!("{outcome:?} with {may_update}");
        assert_eq!(outcome.with_access(&access), expected, "{what}");
    }
}
