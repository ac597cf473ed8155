use std::collections::BTreeMap;

use cert_inventory::export::{CSV_COLUMNS, csv};
use cert_inventory::{Inventory, Timestamp, visible};
use proptest::prelude::*;

use super::{broken_inventory, chains, context, demo_inventory, hostile_inventory, with_facts};
use crate::support::{ec_key, fixture, inventory, item, leaf, named};

type Row = BTreeMap<String, String>;

/// As parsed by RFC 4180.
fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), CSV_COLUMNS.as_slice());
    reader.deserialize().map(Result::unwrap).collect()
}

fn exported(inventory: &Inventory) -> Vec<Row> {
    rows(&csv(inventory.iter(), &context()))
}

/// The original text: without `'’` or `'` at the start and after each `;`.
fn undone(field: &str) -> String {
    let pieces = field.split(';').map(|piece| {
        let marked = piece.strip_prefix("'’").or_else(|| piece.strip_prefix('\''));
        marked.unwrap_or(piece)
    });
    pieces.collect::<Vec<_>>().join(";")
}

fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[test]
fn one_row_per_certificate() {
    let rows = exported(&chains());
    let columns =
        ["name", "position", "is_leaf", "subject", "date_status", "days_left", "findings"];
    let found: Vec<[&str; 7]> =
        rows.iter().map(|row| columns.map(|column| row[column].as_str())).collect();
    assert_eq!(
        found,
        [
            ["api", "1", "true", "CN=cluster.example.com", "healthy", "190", ""],
            ["api", "2", "false", "CN=Root", "healthy", "4787", ""],
            [
                "cm",
                "1",
                "true",
                "CN=other.example.com",
                "soon",
                "8",
                "expires-soon (warning); chain-stray (note); self-signed (note)"
            ],
            ["cm", "2", "false", "CN=Root", "healthy", "4787", ""],
            ["mtls_trusted_ca", "1", "true", "CN=Root", "healthy", "4787", ""],
        ]
    );
    let api = &rows[0];
    for (column, expected) in [
        ("title", "REST API"),
        ("required", "true"),
        ("entry_date_status", "healthy"),
        ("verdict", "broken"),
        ("not_before", "2026-06-01T00:00:00Z"),
        ("not_after", "2027-06-01T00:00:00Z"),
        ("issuer", "CN=Root"),
        (
            "sans",
            "DNS:cluster.example.com; DNS:*.cluster.example.com; \
             DNS:internal.cluster.example.com; DNS:*.internal.cluster.example.com",
        ),
        ("signature", "ecdsa-with-SHA256"),
        ("key_kind", "RSA"),
        ("key_curve", ""),
        ("key_bits", "3072"),
        ("private_key", "missing"),
        ("private_key_reused_by", ""),
        (
            "problems",
            "api_key: The response doesn’t contain this entry, only the other half of the pair.",
        ),
    ] {
        assert_eq!(api[column], expected, "{column}");
    }
    assert_eq!((rows[1]["private_key"].as_str(), rows[1]["problems"].as_str()), ("", ""));
    let verdicts = rows.iter().map(|row| row["verdict"].as_str()).collect::<Vec<_>>();
    assert_eq!(verdicts, ["broken", "", "broken", "", "ok"]);
    assert_eq!((rows[1]["key_kind"].as_str(), rows[1]["key_curve"].as_str()), ("EC", "P-256"));
    assert_eq!(rows[4]["required"], "false");
}

/// The dates alone make no difference between what is renewed every quarter and every year.
#[test]
fn what_is_left_and_what_it_may_be_used_for() {
    let mut quarter = leaf();
    quarter.not_before = rcgen::date_time_ymd(2026, 9, 24);
    quarter.not_after = rcgen::date_time_ymd(2026, 12, 23);
    quarter.extended_key_usages.clear();
    let mut year = leaf();
    year.not_before = rcgen::date_time_ymd(2025, 12, 23);
    year.not_after = rcgen::date_time_ymd(2026, 12, 23);
    let pem = |leaf: rcgen::CertificateParams| leaf.self_signed(&ec_key()).unwrap().pem();
    let (quarter, year) = (pem(quarter), pem(year));
    let rows = exported(&inventory(&[("api_cert", &quarter), ("cm_cert", &year)]));
    let found = rows.iter().map(|row| {
        ["days_left", "percent_left", "extended_key_usage"].map(|column| row[column].as_str())
    });
    let both = "TLS Web Server Authentication; TLS Web Client Authentication";
    assert_eq!(found.collect::<Vec<_>>(), [["30", "32", ""], ["30", "7", both]]);
}

#[test]
fn the_license_is_the_last_row() {
    let rows = rows(&csv(chains().iter(), &with_facts()));
    assert_eq!(rows.len(), exported(&chains()).len() + 1);
    let license = rows.last().unwrap().iter().filter(|(_, field)| !field.is_empty());
    let license: Vec<(&str, &str)> =
        license.map(|(column, field)| (column.as_str(), field.as_str())).collect();
    assert_eq!(
        license,
        [
            ("date_status", "critical"),
            ("days_left", "5"),
            ("name", "license"),
            ("not_after", "2026-11-28T00:00:00Z"),
            ("not_before", "2026-08-20T00:00:00Z"),
            ("percent_left", "4"),
            ("title", "Cluster license"),
        ]
    );
}

/// openssl x509 -in rsa.cert.pem -noout -serial -fingerprint -sha256
#[test]
fn hex_is_that_of_openssl() {
    let (certificate, key) = (fixture("rsa.cert.pem"), fixture("rsa.pkcs8.pem"));
    let pair = inventory(&[
        ("api_cert", &certificate),
        ("api_key", &key),
        ("new; name_cert", &certificate),
        ("new; name_key", &key),
    ]);
    let rows = exported(&pair);
    assert_eq!(rows[0]["serial"], "30c45a2147cedf2b9f027dace4767946f4a2d79b");
    let sha256 = "94297ec41b9f161a9274e9e5bcdbb094065b03bc4df33745b93cb18901d8cfa5";
    assert_eq!(rows[0]["sha256"], sha256);
    assert_eq!(rows[0]["private_key"], "matches");
    assert_eq!(rows[0]["private_key_reused_by"], "new\\; name");
    assert_eq!((rows[1]["required"].as_str(), rows[1]["title"].as_str()), ("", ""));
}

#[test]
fn days_are_left_until_they_are_over() {
    let end = |days_left: &str, status: &str, until: (i32, u8, u8)| {
        let rows = exported(&inventory(&[("cm_cert", &named("x", until))]));
        assert_eq!(
            (rows[0]["days_left"].as_str(), rows[0]["date_status"].as_str()),
            (days_left, status)
        );
    };
    end("-53", "expired", (2026, 10, 1));
    end("0", "expired", (2026, 11, 23));
    end("1", "critical", (2026, 11, 24));
    let mut forever = item(&[("cm_cert", &named("x", (2027, 1, 1)))]);
    forever.certificates[0].not_after = Ok(Timestamp::NEVER_EXPIRES);
    let rows = rows(&csv([&forever], &context()));
    assert_eq!(
        ["days_left", "date_status", "not_after"].map(|column| rows[0][column].as_str()),
        ["", "never", "9999-12-31T23:59:59Z"]
    );
}

#[test]
fn broken_entries_are_kept() {
    let inventory = broken_inventory();
    let rows = exported(&inventory);
    let certificates: usize =
        inventory.items.iter().map(|item| item.certificates.len().max(1)).sum();
    assert_eq!(rows.len(), certificates);
    let of = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!(
        of("api")["problems"],
        "api_cert: The entry isn’t PEM: there’s no BEGIN line. api_key: The entry is empty."
    );
    assert_eq!((of("api")["position"].as_str(), of("api")["sha256"].as_str()), ("", ""));
    assert_eq!(of("proxy")["private_key"], "certificate missing");
    assert_eq!(of("proxy")["private_key_reused_by"], "x");
    assert_eq!(of("ldap_client")["private_key"], "does not match");
    let mut unreadable = inventory.item("ldap_client").unwrap().clone();
    let reason = cert_inventory::Unreadable { offset: 0, reason: cert_inventory::DerError::Time };
    let certificate = &mut unreadable.certificates[0];
    certificate.not_after = Err(reason);
    certificate.subject = Err(reason);
    certificate.serial = Err(reason);
    certificate.public_key = Err(reason);
    let rows = self::rows(&csv([&unreadable], &context()));
    for column in ["not_after", "days_left", "subject", "serial", "key_kind", "key_bits"] {
        assert_eq!(rows[0][column], "", "{column}");
    }
    assert_eq!(rows[0]["date_status"], "unknown");
}

#[test]
fn an_empty_inventory_is_the_header() {
    let text = csv(Inventory::default().iter(), &context());
    assert_eq!(text, format!("\u{feff}{}\r\n", CSV_COLUMNS.join(",")));
}

#[test]
fn lines_end_as_in_rfc_4180() {
    for inventory in [chains(), broken_inventory(), hostile_inventory(), demo_inventory()] {
        let text = csv(inventory.iter(), &context());
        assert_eq!(text.matches('\u{feff}').count(), 1);
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        assert_eq!(text.matches("\r\n").count(), exported(&inventory).len() + 1);
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }
}

#[test]
fn hostile_texts_come_back_as_they_are_shown() {
    let inventory = hostile_inventory();
    let rows = exported(&inventory);
    assert_eq!(rows.len(), inventory.items.len());
    for (row, item) in rows.iter().zip(inventory.iter()) {
        assert_eq!(undone(&row["name"]), visible(&item.name));
        let subject = item.certificates[0].subject.as_ref().unwrap().to_string();
        assert_eq!(undone(&row["subject"]), visible(&subject));
    }
    let of = |text: &str| rows.iter().map(|row| &row["name"]).find(|name| name.ends_with(text));
    assert_eq!(of("=cmd|' /C calc'!A0").unwrap(), "'=cmd|' /C calc'!A0");
    assert_eq!(of("0123").unwrap(), "'0123");
    assert_eq!(of("gpj.exe").unwrap(), "api⟨U+202E⟩gpj.exe");
}

/// What spreadsheets read as something other than text, and what they don't.
const MORE_THAN_TEXT: [&str; 60] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "＝1",
    "'x",
    "\"x",
    "5",
    "05",
    "1e5",
    "10E5",
    "1.5",
    "1,5",
    ".5",
    "50%",
    "50 %",
    "%50",
    "$5",
    "5$",
    "$ 5",
    "€5",
    "5 €",
    "£5",
    "¥5",
    "(5)",
    "($5)",
    "#N/A",
    "١٢",
    "１２",
    "1/2",
    "1 1/2",
    "12:30",
    "5 PM",
    "5:30 pm",
    "1feb2024",
    "1dec05",
    "1-Feb-24",
    "1 February 2024",
    "2024-02-01",
    "1.2.2024",
    "01.02.",
    "2024-02-01T10:00:00Z",
    "Feb-2024",
    "feb2024",
    "Feb 1",
    "February 1, 2024",
    "Feb 1, 2024 5:30 PM",
    "Tue Feb 6 2024",
    "Mär 2024",
    "1. März 2024",
    "1月",
    "TRUE",
    "False",
    "12e4567",
    "00000000000000001",
    " 5",
    "1e99999999999999",
    "dec=2024",
    "’x",
    "$1feb2024",
];
const TEXT: [&str; 18] = [
    "",
    "api",
    "metrics_exporter",
    "CN=cluster1.example.com",
    "DNS:10.example.com",
    "IP Address:10.0.0.1",
    "host1.example.com",
    "sha256WithRSAEncryption",
    "ecdsa-with-SHA256",
    "Ed25519",
    "P-256",
    "secp256k1",
    "truest",
    "March",
    "30c45a2147cedf2b9f027dace4767946f4a2d79b",
    "94297ec41b9f161a9274e9e5bcdbb094065b03bc4df33745b93cb18901d8cfa5",
    "ldap_client_2",
    "Müller 日本",
];

/// The exported cells for entries with these names.
fn cells(names: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| rows(&csv([&item(&[(name, "")])], &context()))[0]["name"].clone())
        .collect()
}

#[test]
fn anything_a_spreadsheet_would_interpret_gets_an_apostrophe() {
    for (name, cell) in MORE_THAN_TEXT.iter().zip(cells(&MORE_THAN_TEXT)) {
        assert!(cell.starts_with('\'') && undone(&cell) == *name, "{cell}");
    }
    // After a plain apostrophe, SheetJS 0.18.5 sees a date in these, and in none of the others.
    let dates = [
        "1feb2024",
        "1dec05",
        "1-Feb-24",
        "1 February 2024",
        "2024-02-01",
        "1.2.2024",
        "Feb-2024",
        "feb2024",
        "February 1, 2024",
        "dec=2024",
        "$1feb2024",
    ];
    for (name, cell) in dates.iter().zip(cells(&dates)) {
        assert_eq!(cell, format!("'’{name}"));
    }
    assert_eq!(cells(&["50%", "$5", "(5)", "10e5"]), ["'50%", "'$5", "'(5)", "'10e5"]);
    for (name, cell) in TEXT.iter().zip(cells(&TEXT)) {
        assert_eq!(cell, *name);
    }
}

#[test]
fn a_serial_number_is_text_too() {
    use crate::der::{Parts, tlv};
    for (serial, cell) in [
        (&[0x1f, 0xeb, 0x20, 0x24][..], "'’1feb2024"),
        (&[0x01], "'01"),
        (&[0x12, 0xe4], "'12e4"),
        (&[0x7f; 20], "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f"),
    ] {
        let der = Parts { serial: tlv(2, serial), ..Parts::self_issued("x") }.certificate();
        let pem = cert_inventory::Certificate::decode(&der).unwrap().to_pem();
        assert_eq!(exported(&inventory(&[("cm_cert", &pem)]))[0]["serial"], cell);
    }
}

/// LibreOffice reads the file and writes it back: a number or date would be changed.
#[test]
fn libreoffice_leaves_texts_as_they_are() {
    let folder = std::env::temp_dir().join(format!("certdeck-csv-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let names: Vec<&str> =
        MORE_THAN_TEXT.into_iter().chain(TEXT).filter(|name| !name.is_empty()).collect();
    let items: Vec<_> = names.iter().map(|name| item(&[(name, "")])).collect();
    std::fs::write(folder.join("in.csv"), csv(&items, &context())).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let converted = std::process::Command::new("soffice")
        // Comma-separated, double-quoted, UTF-8, from line 1, detect special numbers.
        .args([&profile, "--headless", "--infilter=CSV:44,34,76,1,,0,false,true,true"])
        .args(["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir"])
        .args([folder.join("out"), folder.join("in.csv")])
        .output();
    let Ok(converted) = converted else {
        println!("no soffice command: not compared");
        return;
    };
    assert!(converted.status.success(), "{converted:?}");
    let text = std::fs::read_to_string(folder.join("out/in.csv")).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let found: Vec<String> = reader.records().map(|row| undone(&row.unwrap()[0])).collect();
    assert_eq!(found, names);
    drop(std::fs::remove_dir_all(folder));
}

/// Where the comma is the decimal separator, Excel splits at semicolons; some programs split at
/// tabs.
#[test]
fn no_cell_is_a_formula_whatever_separates_them() {
    for inventory in [hostile_inventory(), broken_inventory(), demo_inventory()] {
        let text = csv(inventory.iter(), &context());
        for (delimiter, quoting) in [(b',', true), (b';', true), (b';', false), (b'\t', false)] {
            let mut reader = csv::ReaderBuilder::new();
            reader.delimiter(delimiter).quoting(quoting).flexible(true);
            for record in reader.from_reader(text.as_bytes()).records() {
                for cell in &record.unwrap() {
                    let is_days = delimiter == b',' && cell.parse::<i64>().is_ok();
                    assert!(is_days || !is_formula(cell), "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn lists_can_be_taken_apart() {
    let mut params = crate::support::leaf();
    let uris = ["https://a.example/;DNS:b.example", "c:\\d;=1+1"];
    params.subject_alt_names =
        uris.iter().map(|uri| rcgen::SanType::URI((*uri).try_into().unwrap())).collect();
    let pem = params.self_signed(&crate::support::ec_key()).unwrap().pem();
    let rows = exported(&inventory(&[("cm_cert", &pem)]));
    assert_eq!(rows[0]["sans"], "URI:https://a.example/\\;DNS:b.example; URI:c:\\\\d\\;'=1+1");
}

proptest! {
    #[test]
    fn any_name_comes_back(name in any::<String>().prop_map(|name| name + "_cert")) {
        let item = item(&[(&name, "")]);
        let rows = rows(&csv([&item], &context()));
        prop_assert_eq!(rows.len(), 1);
        prop_assert_eq!(undone(&rows[0]["name"]), visible(&item.name));
        prop_assert!(!is_formula(&rows[0]["name"]) && !is_formula(&rows[0]["problems"]));
    }
}
