//! When two health reports say the same.

use cert_inventory::{HealthReport, Timestamp, Version};

fn report(certificates: &str) -> Option<HealthReport> {
    let body = format!(r#"{{"alerts":[],"certificates":{certificates},"license":{{}}}}"#);
    HealthReport::read(body.as_bytes())
}

#[test]
fn a_report_differs_by_what_it_says_of_a_certificate() {
    const API: &str = r#"{"type":"api","expired":false,"valid_until":"2027-01-01T00:00:00Z"}"#;
    const CM: &str = r#"{"type":"cm","expired":false,"valid_until":"2027-02-01T00:00:00Z"}"#;
    let both = report(&format!("[{API},{CM}]")).unwrap();
    for (certificates, is_same) in [
        (format!("[{CM},{API}]"), true),
        (format!("[{API},{}]", CM.replace("}", r#","node":3}"#)), true),
        (format!("[{API}]"), false),
        (format!("[{API},{CM},{CM}]"), false),
        (format!("[{API},{}]", CM.replace("cm", "proxy")), false),
        (format!("[{API},{}]", CM.replace("false", "true")), false),
        (format!("[{API},{}]", CM.replace("02-01", "02-02")), false),
        (format!("[{API},{}]", CM.replace(r#""expired":false,"#, "")), false),
    ] {
        assert_eq!(report(&certificates).unwrap() == both, is_same, "{certificates}");
    }
}

#[test]
fn what_a_report_says_of_a_certificate() {
    let report = report(
        r#"[{"type":"api","expired":true,"valid_until":"2027-01-01T00:00:00Z"},
            {"type":"b","valid_until":"soon"}]"#,
    );
    let report = report.unwrap();
    let found = report.certificates().map(|one| (one.r#type, one.not_after, one.is_expired));
    let end = Timestamp::parse_rfc3339("2027-01-01T00:00:00Z");
    assert_eq!(found.collect::<Vec<_>>(), [("api", end, true), ("b", None, false)]);
}

#[test]
fn a_body_without_certificates_is_not_a_report() {
    for certificates in ["[]", "null", "{}", r#"[{"expired":true}]"#, r#"["api"]"#, "[1]"] {
        assert_eq!(report(certificates), None, "{certificates}");
    }
    for body in ["", "{}", "[]", "<html>", r#"{"certificates":[{"type":"api"}]"#] {
        assert_eq!(HealthReport::read(body.as_bytes()), None, "{body}");
    }
    assert_eq!(HealthReport::SINCE, Version::parse("8.0.16").unwrap());
}
