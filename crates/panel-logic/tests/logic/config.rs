//! `config.json`: every field, its limits, and its error messages.

use cert_inventory::{AlertDays, Thresholds};
use panel_logic::config::{AddressParts, Config, ConfigError};
use url::{Url, quirks};

/// The WHATWG algorithm, as in browsers.
fn parse_address(text: &str) -> Option<AddressParts> {
    let url = Url::parse(text).ok()?;
    Some(AddressParts {
        protocol: quirks::protocol(&url).to_owned(),
        hostname: quirks::hostname(&url).to_owned(),
        username: quirks::username(&url).to_owned(),
        password: quirks::password(&url).to_owned(),
        search: quirks::search(&url).to_owned(),
        hash: quirks::hash(&url).to_owned(),
        href: quirks::href(&url).to_owned(),
    })
}

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text.as_bytes(), parse_address)
}

#[test]
fn an_empty_object_means_the_defaults() {
    let defaults = Config {
        api: String::new(),
        client_certificate: false,
        warning_days: 45,
        critical_days: 7,
        sets_days: false,
        idle_minutes: 15,
        session_hours: 8,
        confirm_with_password: false,
        refresh_seconds: 60,
        sets_refresh: false,
        read_seconds: 10,
        delete_seconds: 60,
        title: String::new(),
    };
    assert_eq!(parse("{}"), Ok(defaults.clone()));
    assert_eq!(parse(" {\n} "), Ok(defaults.clone()));
    assert_eq!(Config::default(), defaults);
    assert_eq!(defaults.thresholds(AlertDays::default()), Thresholds::default());
}

#[test]
fn every_field_is_read() {
    let text = r#"{
        "api": "https://host:9443", "client_certificate": true, "warning_days": 40,
        "critical_days": 8, "idle_minutes": 5, "session_hours": 12, "confirm_with_password": true, "refresh_seconds": 30, "read_seconds": 20,
        "delete_seconds": 90, "title": "Production"
    }"#;
    let config = parse(text).unwrap();
    let expected = Config {
        api: "https://host:9443/".to_owned(),
        client_certificate: true,
        warning_days: 40,
        critical_days: 8,
        sets_days: true,
        idle_minutes: 5,
        session_hours: 12,
        confirm_with_password: true,
        refresh_seconds: 30,
        sets_refresh: true,
        read_seconds: 20,
        delete_seconds: 90,
        title: "Production".to_owned(),
    };
    assert_eq!(config, expected);
    let thresholds = config.thresholds(AlertDays::default());
    assert_eq!((thresholds.warning_days, thresholds.critical_days), (40, 8));
}

#[test]
fn the_cluster_sets_the_thresholds_unless_the_site_does() {
    let cluster = AlertDays { certificates: Some(60), cas: Some(90), license: Some(21) };
    for (text, warning_days, critical_days, ca_warning_days) in [
        ("{}", 60, 7, Some(90)),
        (r#"{"title": "Production"}"#, 60, 7, Some(90)),
        (r#"{"warning_days": 30}"#, 30, 7, None),
        (r#"{"critical_days": 3}"#, 45, 3, None),
    ] {
        let license_warning_days = 21;
        let expected =
            Thresholds { warning_days, critical_days, ca_warning_days, license_warning_days };
        assert_eq!(parse(text).unwrap().thresholds(cluster), expected, "{text}");
    }
}

#[test]
fn each_mistake_is_explained() {
    for (text, message) in [
        ("", "The file must be a JSON object: EOF while parsing a value at line 1 column 0."),
        ("<html>", "The file must be a JSON object: expected value at line 1 column 1."),
        (
            "null",
            "The file must be a JSON object: invalid type: null, expected a map at line 1 column 4.",
        ),
        (
            "[]",
            "The file must be a JSON object: invalid type: sequence, expected a map at line 1 column 0.",
        ),
        ("{} {}", "The file must be a JSON object: trailing characters at line 1 column 4."),
        ("{\"warning_day\": 7}", "Unknown field “warning_day”."),
        ("{\"API\": \"\"}", "Unknown field “API”."),
        ("{\"api\": 7}", "The field “api”: invalid type: integer `7`, expected a string."),
        (
            "{\"client_certificate\": \"yes\"}",
            "The field “client_certificate”: invalid type: string \"yes\", expected a boolean.",
        ),
        ("{\"title\": [\"x\"]}", "The field “title”: invalid type: sequence, expected a string."),
        (
            "{\"read_seconds\": -1}",
            "The field “read_seconds”: invalid value: integer `-1`, expected u32.",
        ),
        (
            "{\"read_seconds\": 1.5}",
            "The field “read_seconds”: invalid type: floating point `1.5`, expected u32.",
        ),
        (
            "{\"read_seconds\": 4294967296}",
            "The field “read_seconds”: invalid value: integer `4294967296`, expected u32.",
        ),
        ("{\"idle_minutes\": null}", "The field “idle_minutes”: invalid type: null, expected u32."),
        ("{\"critical_days\": 46}", "The field “critical_days” is larger than “warning_days”."),
        ("{\"warning_days\": 6}", "The field “critical_days” is larger than “warning_days”."),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(error.message().to_string(), message, "{text}");
    }
}

#[test]
fn equal_thresholds_are_fine() {
    let config = parse("{\"critical_days\": 45}").unwrap();
    assert_eq!((config.critical_days, config.warning_days), (45, 45));
}

#[test]
fn numbers_have_limits() {
    for (name, least, most) in [
        ("idle_minutes", 2, 1440),
        ("session_hours", 1, 24),
        ("refresh_seconds", 5, 3600),
        ("read_seconds", 1, 300),
        ("delete_seconds", 1, 900),
    ] {
        for found in [least, most] {
            assert!(parse(&format!("{{\"{name}\": {found}}}")).is_ok(), "{name}: {found}");
        }
        for found in [least - 1, most + 1] {
            let error = parse(&format!("{{\"{name}\": {found}}}")).unwrap_err();
            let expected = format!(
                "The field “{name}” must be a number from {least} to {most}. It’s set to {found}."
            );
            assert_eq!(error.message().to_string(), expected);
        }
    }
    assert!(parse("{\"warning_days\": 3650, \"critical_days\": 3650}").is_ok());
    assert!(parse("{\"warning_days\": 0, \"critical_days\": 0}").is_ok());
    for name in ["warning_days", "critical_days"] {
        let error = parse(&format!("{{\"{name}\": 3651}}")).unwrap_err();
        assert!(matches!(error, ConfigError::Range { found: 3651, .. }), "{name}: {error:?}");
    }
}

#[test]
fn an_address_ends_with_one_slash() {
    for (found, address) in [
        ("", ""),
        ("https://host", "https://host/"),
        ("https://host/", "https://host/"),
        ("https://host//", "https://host/"),
        ("https://HOST:443/api", "https://host/api/"),
        ("https://host:9443/api/", "https://host:9443/api/"),
        ("  https://host  ", "https://host/"),
        ("https://[::1]:9443", "https://[::1]:9443/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
    ] {
        let config = parse(&format!("{{\"api\": \"{found}\"}}")).unwrap();
        assert_eq!(config.api, address, "{found}");
    }
}

#[test]
fn an_invalid_api_address_is_rejected() {
    for found in [
        "cluster",
        "/api",
        "//host",
        "https://",
        "ftp://host",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a@host",
        "https://a:b@host",
        "https://:b@host",
        "https://host?q",
        "https://host/#f",
        "https://host:99999",
    ] {
        let result = parse(&format!("{{\"api\": \"{found}\"}}"));
        assert_eq!(result, Err(ConfigError::Api(found.to_owned())), "{found}");
    }
    let words = ConfigError::Api("cluster".to_owned()).message().to_string();
    assert_eq!(
        words,
        "The field “api” must be an https:// address (http:// only on this machine) without a \
         username, query, or fragment, or be left out. It’s set to “cluster”."
    );
}

#[test]
fn an_address_over_plain_http_is_this_machines() {
    for elsewhere in
        ["http://host", "http://127.0.0.1.example.com", "http://localhost.", "http://2"]
    {
        let error = parse(&format!("{{\"api\": \"{elsewhere}\"}}")).unwrap_err();
        assert_eq!(error, ConfigError::Insecure(elsewhere.to_owned()));
        assert!(error.message().to_string().contains("Use HTTPS for the API, too."));
    }
    for here in ["http://localhost:8443/", "http://127.0.0.1:8443/", "http://[::1]/"] {
        assert_eq!(parse(&format!("{{\"api\": \"{here}\"}}")).unwrap().api, here);
    }
    // An invalid URL is reported before its scheme.
    let error = parse("{\"api\": \"http://a:b@host\"}").unwrap_err();
    assert_eq!(error, ConfigError::Api("http://a:b@host".to_owned()));
}

#[test]
fn a_title_is_short_and_visible() {
    for (found, title) in [
        ("", ""),
        ("  Production, Frankfurt ", "Production, Frankfurt"),
        ("a\\u202eb", "a⟨U+202E⟩b"),
    ] {
        let config = parse(&format!("{{\"title\": \"{found}\"}}")).unwrap();
        assert_eq!(config.title, title, "{found}");
    }
    // Characters, not bytes.
    let longest = "ü".repeat(60);
    assert_eq!(parse(&format!("{{\"title\": \"{longest}\"}}")).unwrap().title, longest);
    let error = parse(&format!("{{\"title\": \"{longest}ü\"}}")).unwrap_err();
    assert_eq!(error, ConfigError::Title(61));
    assert_eq!(
        error.message().to_string(),
        "The field “title” can have up to 60 characters. It has 61."
    );
}

#[test]
fn a_file_that_was_not_read_is_explained() {
    for (error, message) in [
        (ConfigError::NotRead(0), "The file couldn’t be loaded."),
        (ConfigError::NotRead(500), "The file couldn’t be loaded (HTTP 500)."),
        (
            ConfigError::NotConfined,
            "The page couldn’t restrict its requests to the addresses in the file.",
        ),
    ] {
        assert_eq!(error.message().to_string(), message);
    }
}

/// A list has all keys in it, a health report none.
#[test]
fn a_list_is_read_less_often_than_a_health_report() {
    for (file, list, report) in [
        ("{}", 900, 60),
        (r#"{"refresh_seconds": 60}"#, 60, 60),
        (r#"{"refresh_seconds": 1800}"#, 1800, 1800),
    ] {
        let config = Config::parse(file.as_bytes(), |_| None).unwrap();
        let found = [config.refresh_seconds(false), config.refresh_seconds(true)];
        assert_eq!(found, [list, report], "{file}");
    }
}
