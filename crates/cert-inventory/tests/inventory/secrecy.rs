//! No output of the crate contains any part of a private key.

use std::fmt::Write as _;

use cert_inventory::{
    Body, Context, Inventory, Language, SignatureResults, Thresholds, export, findings,
};

use crate::support::{FQDN, body, fixture, json, now, read, timeline};

/// A private key and its fragments that must never appear.
struct Secret {
    pem: String,
    fragments: Vec<String>,
}

impl Secret {
    /// `public`: the bytes of the key's DER that its certificate publishes.
    fn of(file: &str, public: &[u8]) -> Self {
        let pem = fixture(file);
        let lines: Vec<&str> = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let mut fragments = Vec::new();
        let der = decode(&pem);
        // Ten bytes at every fifth offset: any leak of fifteen bytes contains one of these.
        for window in der.windows(10).step_by(5).filter(|window| !shares(public, window)) {
            fragments
                .push(window.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")));
            fragments.push(window.iter().map(u8::to_string).collect::<Vec<_>>().join(", "));
        }
        // Four characters are three bytes: a fragment of 16 that decodes to nothing public.
        for (number, line) in lines.iter().enumerate() {
            for start in (0..line.len().saturating_sub(15)).step_by(8) {
                let bytes = &der[number * 48 + start / 4 * 3..][..12];
                if !shares(public, bytes) {
                    fragments.push(line[start..start + 16].to_owned());
                }
            }
        }
        Self { pem, fragments }
    }

    fn fragment_in(&self, text: &str) -> Option<&str> {
        let lower = text.to_lowercase();
        let hex = lower.replace(':', "");
        let found = |fragment: &&String| text.contains(*fragment) || hex.contains(*fragment);
        self.fragments.iter().find(found).map(String::as_str)
    }
}

/// Whether part of the window, too long for a coincidence, is public.
fn shares(public: &[u8], window: &[u8]) -> bool {
    window.windows(4).any(|part| public.windows(4).any(|other| other == part))
}

fn decode(pem: &str) -> Vec<u8> {
    let base64: String = pem.lines().filter(|line| !line.contains("---")).collect();
    let digit = |c: u8| {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        alphabet.iter().position(|other| *other == c).unwrap_or(0) as u32
    };
    let group = |four: &[u8]| four.iter().fold(0, |bits, c| bits << 6 | digit(*c)).to_be_bytes();
    base64.as_bytes().chunks(4).flat_map(|four| group(four)[1..].to_vec()).collect()
}

fn secrets() -> Vec<Secret> {
    let secret = |key: &str, certificate: &str| {
        let certificates = cert_inventory::read_pem(&fixture(certificate)).certificates;
        Secret::of(key, &certificates[0].der)
    };
    vec![
        secret("rsa.pkcs1.pem", "rsa.cert.pem"),
        secret("rsa.pkcs8.pem", "rsa.cert.pem"),
        secret("rsa.encrypted-pkcs8.pem", "rsa.cert.pem"),
        secret("p256.sec1.pem", "p256.cert.pem"),
        secret("p256.pkcs8.pem", "p256.cert.pem"),
        secret("ed25519.pkcs8.pem", "ed25519.cert.pem"),
        secret("dsa.traditional.pem", "dsa.cert.pem"),
    ]
}

/// All output for a response.
fn all_output(bytes: &[u8]) -> String {
    let mut output = format!("{:?}", body(bytes));
    let context = Context {
        now: now(),
        fqdn: Some(FQDN),
        thresholds: Thresholds::default(),
        versions: &[],
        license: None,
        signatures: SignatureResults::none(),
    };
    let (text_inventory, text_problems) = Inventory::from_pem(&String::from_utf8_lossy(bytes));
    write!(output, "{text_inventory:?}{text_problems:?}").unwrap();
    match read(bytes) {
        Err(error) => write!(output, "{error} {error:?} {error:#?}").unwrap(),
        Ok(inventory) => {
            write!(output, "{inventory:?}").unwrap();
            let shown = timeline(inventory.iter(), now(), &context.thresholds, 0.02);
            write!(output, "{shown:?}").unwrap();
            output.push_str(&export::csv(inventory.iter(), &context));
            output.push_str(
                &export::icalendar(inventory.iter(), &context, &Language::english())
                    .unwrap_or_default(),
            );
            output.push_str(&export::json(inventory.iter(), &[], export::Extent::Whole, &context));
            for item in inventory.iter() {
                write!(output, "{}{:?}", item.name, findings(item, &context)).unwrap();
                item.problems.iter().for_each(|problem| write!(output, "{problem}").unwrap());
                for certificate in &item.certificates {
                    output.push_str(&certificate.to_pem());
                }
            }
        }
    }
    output
}

#[test]
fn the_search_finds_what_is_planted() {
    for secret in secrets() {
        assert!(secret.fragments.len() > 10, "{}", secret.fragments.len());
        assert!(secret.fragment_in(&secret.pem).is_some());
        let bytes = decode(&secret.pem);
        let has = |text: &str| secret.fragment_in(text).is_some();
        let fragments = &secret.fragments;
        assert!(has(&format!("…{}…", fragments[fragments.len() / 2])));
        assert!(has(&format!("…{}…", fragments[0].to_uppercase())));
        assert!(has(&format!("{bytes:?}")));
        assert!(!has(&"0123456789abcdef, 1, 2, 3".repeat(9)));
    }
    let planted = secrets().remove(0);
    // What a parser that quotes its input would print.
    let quoting = serde_json::from_str::<u8>(&format!("{:?}", planted.pem)).unwrap_err();
    assert!(planted.fragment_in(&quoting.to_string()).is_some());
}

#[test]
fn no_output_holds_a_piece_of_a_key() {
    for secret in secrets() {
        let pem = &secret.pem;
        let one_line = pem.replace('\n', "");
        let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let as_certificate =
            format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
        let as_request =
            format!("-----BEGIN {base64}-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n");
        let certificate = fixture("rsa.cert.pem");
        let values = [
            pem.clone(),
            one_line,
            base64.clone(),
            as_certificate,
            as_request,
            certificate.clone() + pem,
            pem.replace("-----END", "-----FIN"),
            pem.replacen('\n', "\n!", 2),
            pem[..pem.len() / 2].to_owned(),
            pem.replacen("PRIVATE KEY", "PUBLIC KEY", 1),
            pem.replacen("BEGIN", "BEGIN TRUSTED", 1),
        ];
        for value in &values {
            for name in ["api_key", "api_cert", "x", "_key"] {
                let whole = json(&[("api_cert", &certificate), (name, value), (name, value)]);
                check(&secret, whole.as_bytes());
                check(&secret, value.as_bytes());
            }
            check(&secret, json(&[(value, "x"), ("y", value)]).as_bytes());
        }
        // Invalid bodies: every truncation, and the key in the wrong places.
        let whole = json(&[("api_key", pem)]);
        for end in (0..whole.len()).step_by(7) {
            check(&secret, &whole.as_bytes()[..end]);
        }
        let quoted = serde_json::to_string(pem).unwrap();
        for wrong in [
            format!("[{quoted}]"),
            quoted.clone(),
            format!("{{\"a\": [{quoted}]}}"),
            format!("{{\"a\": {{{quoted}: {quoted}}}}}"),
            format!("{{{quoted}}}"),
            format!("{{{quoted}: 1}}"),
            format!("{{\"a\": {quoted} {quoted}}}"),
            format!("{{\"a\": {quoted}}} {quoted}"),
            format!("{{\"a\": \"{pem}\"}}"),
            format!("<html>{pem}</html>"),
        ] {
            check(&secret, wrong.as_bytes());
        }
    }
}

fn check(secret: &Secret, bytes: &[u8]) {
    let output = all_output(bytes);
    if let Some(fragment) = secret.fragment_in(&output) {
        let at = output.find(fragment).unwrap_or(0);
        panic!("{fragment} in: {:?}", output.get(at.saturating_sub(200)..at));
    }
}

#[test]
fn debug_output_of_a_body_hides_its_contents() {
    let debug = format!("{:?}", body("{\"api_key\": \"secret\"}"));
    assert_eq!(debug, "Body(21 bytes, hidden)");
    assert_eq!(format!("{:?}", Body::new()), "Body(0 bytes, hidden)");
}
