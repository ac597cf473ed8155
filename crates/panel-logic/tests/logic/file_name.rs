//! File names from untrusted names.

use panel_logic::file_name::{export_name, file_name};

#[test]
fn a_name_is_never_a_path_or_an_option() {
    for (name, expected) in [
        ("api", "api.pem"),
        ("ldap_client-2.old", "ldap_client-2.old.pem"),
        ("../../etc/passwd", "_.._etc_passwd.pem"),
        ("..", ".pem"),
        (".hidden", "hidden.pem"),
        ("-rf", "rf.pem"),
        (".-.-x", "x.pem"),
        ("_.x", "_.x.pem"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j.pem"),
        ("a b\tc\nd\0e", "a_b_c_d_e.pem"),
        ("ünï\u{202e}code", "_n__code.pem"),
        ("", ".pem"),
    ] {
        assert_eq!(file_name(name, ".pem"), expected, "{name:?}");
    }
    // A device name on Windows, but not with this suffix.
    assert_eq!(file_name("con", "_cert.pem"), "con_cert.pem");
    let markup = "<img src=x onerror=alert(1)>";
    assert_eq!(file_name(markup, "_cert.pem"), "_img_src_x_onerror_alert_1___cert.pem");
}

#[test]
fn a_long_name_is_cut() {
    assert_eq!(file_name(&"x".repeat(100), ".csv"), format!("{}.csv", "x".repeat(100)));
    assert_eq!(file_name(&"x".repeat(101), ".csv"), format!("{}.csv", "x".repeat(100)));
    assert_eq!(file_name(&"日".repeat(200), ".csv"), format!("{}.csv", "_".repeat(100)));
}

#[test]
fn an_export_names_the_cluster_and_the_day() {
    for (cluster, expected) in [
        ("cluster.example.com", "certificates-cluster.example.com-2027-01-31.csv"),
        ("", "certificates--2027-01-31.csv"),
        ("a/b", "certificates-a_b-2027-01-31.csv"),
    ] {
        assert_eq!(export_name(cluster, "2027-01-31", false, ".csv"), expected);
    }
    for cluster in ["cluster.example.com", &"x".repeat(200)] {
        let [all, some] = [false, true].map(|filtered| export_name(cluster, "", filtered, ".csv"));
        assert_ne!(all, some);
        assert!(some.starts_with("certificates-filtered-"), "{some}");
    }
}
