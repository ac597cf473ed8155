use cert_inventory::{AlertDays, Thresholds};

/// A shortened response from a cluster of version 8.0.
const BODY: &str = r#"{
  "alert_settings": {
    "cluster_ca_cert_about_to_expire": {"enabled": true, "threshold": "90"},
    "cluster_certs_about_to_expire": {"enabled": true, "threshold": "30"},
    "cluster_license_about_to_expire": {"enabled": true, "threshold": "7"},
    "cluster_node_operation_failed": true
  },
  "name": "cluster.example.com", "smtp_password": "hunter2"
}"#;

#[test]
fn the_cluster_s_own_thresholds() {
    let days = AlertDays::read(BODY.as_bytes());
    assert_eq!(days, AlertDays { certificates: Some(30), cas: Some(90), license: Some(7) });
    let thresholds = days.over(Thresholds::default());
    assert_eq!((thresholds.warning_days, thresholds.critical_days), (30, 7));
    assert_eq!((thresholds.ca_warning_days, thresholds.license_warning_days), (Some(90), 7));
    let early = AlertDays { license: Some(30), ..AlertDays::default() };
    assert_eq!(early.over(Thresholds::default()).license_warning_days, 30);
    let short = AlertDays { certificates: Some(3), ..AlertDays::default() };
    let thresholds = short.over(Thresholds::default());
    assert_eq!((thresholds.warning_days, thresholds.critical_days), (3, 3));
}

#[test]
fn what_is_not_there_changes_nothing() {
    for body in [
        "",
        "[]",
        "<html>",
        "{}",
        r#"{"alert_settings": null}"#,
        r#"{"alert_settings": {}}"#,
        r#"{"alert_settings": {"cluster_certs_about_to_expire": true}}"#,
        r#"{"alert_settings": {"cluster_certs_about_to_expire": {"enabled": true}}}"#,
        r#"{"alert_settings": {"cluster_certs_about_to_expire": {"threshold": "soon"}}}"#,
        r#"{"alert_settings": {"cluster_certs_about_to_expire": {"threshold": "-5"}}}"#,
        r#"{"alert_settings": {"cluster_certs_about_to_expire": {"threshold": null}}}"#,
    ] {
        let days = AlertDays::read(body.as_bytes());
        assert_eq!(days, AlertDays::default(), "{body}");
        assert_eq!(days.over(Thresholds::default()), Thresholds::default());
    }
    let number = r#"{"alert_settings": {"cluster_certs_about_to_expire": {"threshold": 60}}}"#;
    assert_eq!(AlertDays::read(number.as_bytes()).certificates, Some(60));
}
