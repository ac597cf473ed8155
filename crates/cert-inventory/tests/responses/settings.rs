use cert_inventory::ClusterSettings;

#[test]
fn the_settings_that_matter_for_a_certificate() {
    let cluster = br#"{"name": "cluster.example.com", "smtp_password": "hunter2",
        "control_cipher_suites": "DEFAULT:!3DES", "control_cipher_suites_tls_1_3": "TLS_AES",
        "data_cipher_list": "HIGH:\u0021aNULL", "data_cipher_suites_tls_1_3": []}"#;
    let ocsp = br#"{"ocsp_functionality": true, "query_frequency": 3800}"#;
    let expected = ClusterSettings {
        control_cipher_suites: Some("DEFAULT:!3DES".to_owned()),
        data_cipher_list: Some("HIGH:!aNULL".to_owned()),
        ocsp: Some(true),
    };
    assert_eq!(ClusterSettings::read(cluster, Some(ocsp)), expected);
    let without = ClusterSettings { ocsp: None, ..expected };
    assert_eq!(ClusterSettings::read(cluster, None), without);
}

#[test]
fn what_is_not_there_is_not_known() {
    for body in
        ["", "[]", "<html>", "{}", r#"{"data_cipher_list": []}"#, r#"{"data_cipher_list": 1}"#]
    {
        let read = ClusterSettings::read(body.as_bytes(), Some(body.as_bytes()));
        assert_eq!(read, ClusterSettings::default(), "{body}");
    }
    let long = format!(r#"{{"data_cipher_list": "{}"}}"#, "A".repeat(20_000));
    assert_eq!(ClusterSettings::read(long.as_bytes(), None), ClusterSettings::default());
}
