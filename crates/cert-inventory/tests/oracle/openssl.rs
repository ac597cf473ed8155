//! The `openssl` command's output for a certificate.

use std::io::Write;
use std::process::{Command, Stdio};

use cert_inventory::{Certificate, ExtensionValue, Part, hex};

use crate::{Comparison, Sample};

pub fn is_there() -> bool {
    Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success())
}

fn run(arguments: &[&str], input: &[u8]) -> Option<String> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It may stop reading at the first error.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}

pub fn compare(comparison: &mut Comparison, sample: &Sample, ours: Option<&Certificate>) {
    let arguments = "x509 -inform DER -noout -nameopt RFC2253,-esc_msb -dateopt iso_8601 \
                     -subject -issuer -serial -startdate -enddate -fingerprint -sha256 -text";
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let Some(text) = run(&arguments, &sample.der) else {
        comparison.field(sample, "readable", ours.map(|_| true), None);
        return;
    };
    comparison.field(sample, "readable", ours.map(|_| true), Some(true));
    let Some(ours) = ours else { return };
    let theirs = Printed(&text);
    let mut field = |field, ours: Option<String>, theirs: Option<String>| {
        comparison.field(sample, field, ours, theirs);
    };
    field("subject", shown(&ours.subject), theirs.multi_line("subject=", "issuer="));
    field("issuer", shown(&ours.issuer), theirs.multi_line("issuer=", "serial="));
    field("serial", shown(&ours.serial), theirs.after("serial=").map(|hex| hex.to_lowercase()));
    field("not before", shown(&ours.not_before), theirs.date("notBefore="));
    field("not after", shown(&ours.not_after), theirs.date("notAfter="));
    let fingerprint = theirs.after("sha256 Fingerprint=");
    field("SHA-256", Some(hex(&ours.sha256)), fingerprint.map(|text| plain_hex(&text)));
    // Needs a separate run, so not for each of the many generated ones.
    if !sample.name.starts_with("matrix") {
        let arguments = ["x509", "-inform", "DER", "-noout", "-fingerprint", "-sha1"];
        let fingerprint = run(&arguments, &sample.der).unwrap();
        let fingerprint = Printed(&fingerprint).after("sha1 Fingerprint=");
        field("SHA-1", Some(hex(&ours.sha1())), fingerprint.map(|text| plain_hex(&text)));
    }
    let version = theirs.after("Version: ").filter(|text| !text.starts_with("Unknown"));
    let version = version.map(|text| text.split(' ').next().unwrap().to_owned());
    field("version", ours.version.as_ref().ok().map(ToString::to_string), version);
    let printed = theirs.after("Signature Algorithm: ");
    let printed = printed.map(|text| text.split("  ").next().unwrap().to_owned());
    let signature = ours.signature.as_ref().ok();
    let name =
        signature.map(|signature| known_name(signature.name(), signature.oid.as_str(), &printed));
    field("signature", name, printed);
    if ours.signature.as_ref().is_ok_and(|signature| signature.name() == "rsassaPss") {
        let hash = ours
            .signature
            .as_ref()
            .unwrap()
            .hash()
            .map(|hash| hash.name().to_lowercase().replace("sha-", "sha"));
        let printed = theirs.after("Hash Algorithm: ").filter(|_| !text.contains("INVALID PSS"));
        let printed = printed.map(|text| text.split(' ').next().unwrap().to_owned());
        field("PSS hash", hash, printed);
    }
    compare_key(&mut field, ours, &theirs);
    compare_extensions(&mut field, ours, &text);
}

fn shown<T: ToString>(part: &Part<T>) -> Option<String> {
    part.as_ref().ok().map(ToString::to_string)
}

/// OpenSSL has these names only since 3.5; older versions print the dotted form.
fn known_name(name: &str, oid: &str, printed: &Option<String>) -> String {
    let newer = name.starts_with("ML-") || name.starts_with("SLH-");
    if newer && printed.as_deref() == Some(oid) { oid.to_owned() } else { name.to_owned() }
}

fn plain_hex(colons: &str) -> String {
    colons.replace(':', "").to_lowercase()
}

struct Printed<'a>(&'a str);

impl Printed<'_> {
    /// The rest of the first line with `label`.
    fn after(&self, label: &str) -> Option<String> {
        let line = self.0.lines().find_map(|line| line.trim_start().strip_prefix(label));
        line.map(str::trim_end).map(str::to_owned)
    }

    /// Values may contain line breaks only in escaped form, but may end with spaces.
    fn multi_line(&self, label: &str, next: &str) -> Option<String> {
        let start = self.0.find(label)? + label.len();
        let end = self.0[start..].find(&format!("\n{next}"))? + start;
        Some(self.0[start..end].to_owned())
    }

    fn date(&self, label: &str) -> Option<String> {
        let text = self.after(label).filter(|text| !text.contains("Bad time"))?;
        // Years before 1000 are padded with spaces, fractions are kept.
        let (date, time) = text.trim_end_matches('Z').rsplit_once(' ')?;
        let second = time.split('.').next()?;
        Some(format!("{:0>10}T{second}Z", date.trim_start()))
    }
}

fn compare_key(
    field: &mut impl FnMut(&'static str, Option<String>, Option<String>),
    ours: &Certificate,
    theirs: &Printed<'_>,
) {
    let printed = theirs.after("Public Key Algorithm: ");
    let kind = ours.public_key.as_ref().ok().map(|key| match key.kind.name() {
        "RSA" => "rsaEncryption".to_owned(),
        "RSA-PSS" => "rsassaPss".to_owned(),
        "DSA" => "dsaEncryption".to_owned(),
        "EC" => "id-ecPublicKey".to_owned(),
        "DH" => "dhKeyAgreement".to_owned(),
        "Ed25519" | "Ed448" => key.kind.name().to_uppercase(),
        name => known_name(name, printed.as_deref().unwrap_or_default(), &printed),
    });
    field("key kind", kind, printed);
    let bits = ours.public_key.as_ref().ok().and_then(|key| key.bits);
    let printed = theirs.after("Public-Key: (").or_else(|| theirs.after("RSA Public-Key: ("));
    let printed = printed.map(|text| text.split(' ').next().unwrap().to_owned());
    field("key bits", bits.map(|bits| bits.to_string()), printed);
    let curve = ours.public_key.as_ref().ok().and_then(|key| key.kind.curve());
    let nist = theirs.after("NIST CURVE: ");
    let curve = curve.filter(|curve| *curve != "explicit parameters").map(str::to_owned);
    field("curve", curve, nist.or_else(|| theirs.after("ASN1 OID: ")));
}

fn compare_extensions(
    field: &mut impl FnMut(&'static str, Option<String>, Option<String>),
    ours: &Certificate,
    text: &str,
) {
    let Some((_, printed)) = text.split_once("        X509v3 extensions:\n") else { return };
    let Ok(extensions) = ours.extensions() else {
        field("extensions", None, Some("readable".to_owned()));
        return;
    };
    let mut lines = printed.lines().peekable();
    for extension in extensions {
        let critical = if extension.critical { "critical" } else { "" };
        let header = format!("{}: {critical}", extension.name());
        let mut after = lines.clone();
        let found = after.find(|line| line.trim() == header.trim());
        let printed = found.map(|line| line.trim_start().to_owned());
        field("extension", Some(header), Some(printed.unwrap_or_default()));
        if found.is_none() {
            continue;
        }
        lines = after;
        let mut value = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("                ")) {
            value.push(line.trim_start().to_owned());
        }
        compare_value(field, &extension.value(), extension.summary(), &value);
    }
}

fn compare_value(
    field: &mut impl FnMut(&'static str, Option<String>, Option<String>),
    value: &ExtensionValue,
    summary: Vec<String>,
    printed: &[String],
) {
    let joined = summary.join(", ");
    let first = printed.first().map(|line| line.replace("<EMPTY>", ""));
    let readable = |text: Option<String>| text.filter(|text| !text.contains("...."));
    let starting = |label: &str| {
        let lines: Vec<_> = printed.iter().filter_map(|line| line.strip_prefix(label)).collect();
        Some(lines.join("\n"))
    };
    match value {
        ExtensionValue::SubjectAltName(_) => {
            field("SAN", Some(joined), readable(Some(first.unwrap_or_default())));
        }
        ExtensionValue::IssuerAltName(_) => {
            field("IAN", Some(joined), readable(Some(first.unwrap_or_default())));
        }
        ExtensionValue::KeyUsage(_) => {
            field("key usage", Some(joined), Some(first.unwrap_or_default()))
        }
        ExtensionValue::ExtendedKeyUsage(_) => field("extended key usage", Some(joined), first),
        ExtensionValue::BasicConstraints(_) => field("basic constraints", Some(joined), first),
        ExtensionValue::SubjectKeyIdentifier(_) => {
            field("SKI", Some(joined), first.map(|text| text.to_lowercase()));
        }
        ExtensionValue::AuthorityKeyIdentifier(authority) => {
            let lines: Vec<String> = printed
                .iter()
                .map(|line| match line.split_once(':') {
                    Some(("keyid" | "serial", hex)) => hex.to_lowercase(),
                    Some(("DirName", _)) => line.clone(),
                    _ => line.to_lowercase(),
                })
                .collect();
            let plain = |line: &String| line.replace("keyid:", "").replace("serial:", "");
            let ours: Vec<String> = summary.iter().map(plain).collect();
            let _ = authority;
            field("AKI", Some(ours.join("\n")), Some(lines.join("\n")));
        }
        ExtensionValue::NameConstraints(_) => {
            let mut side = "";
            let mut lines = Vec::new();
            for line in printed {
                match line.as_str() {
                    "Permitted:" => side = "Permitted: ",
                    "Excluded:" => side = "Excluded: ",
                    name => lines.push(format!("{side}{name}")),
                }
            }
            // Directory names are printed in two different forms.
            let names = |lines: Vec<String>| {
                let names = lines.into_iter().filter(|line| !line.contains("DirName"));
                names.collect::<Vec<_>>().join("\n")
            };
            field("name constraints", Some(names(summary)), Some(names(lines)));
        }
        ExtensionValue::CertificatePolicies(policies) => {
            let oids: Vec<String> = policies.iter().map(|policy| policy.oid.to_string()).collect();
            let printed_oids =
                starting("Policy: ").map(|text| text.replace("X509v3 Any Policy", "2.5.29.32.0"));
            field("policies", Some(oids.join("\n")), printed_oids);
            let cps: Vec<String> = policies.iter().flat_map(|policy| policy.cps.clone()).collect();
            field("policy statements", Some(cps.join("\n")), starting("CPS: "));
            let notices: Vec<String> =
                policies.iter().flat_map(|policy| policy.notices.clone()).collect();
            // BMPStrings are printed as raw bytes, which start with a zero.
            let whole = !printed.iter().any(|line| line == "Explicit Text: ");
            let texts = starting("Explicit Text: ").filter(|_| whole);
            field("policy notices", Some(notices.join("\n")), texts);
        }
        ExtensionValue::CrlDistributionPoints(_) => {
            let uris: Vec<&str> =
                summary.iter().filter_map(|line| line.strip_prefix("URI:")).collect();
            // Whatever follows the last URI is printed on its line.
            let lines = printed.iter().filter_map(|line| line.strip_prefix("URI:"));
            let lines: Vec<_> = lines.filter_map(|line| line.split("        ").next()).collect();
            field("CRL addresses", Some(uris.join("\n")), Some(lines.join("\n")));
        }
        ExtensionValue::AuthorityInfoAccess(_) => {
            field("access", Some(summary.join("\n")), Some(printed.join("\n")));
        }
        ExtensionValue::SignedCertificateTimestamps(count) => {
            let printed =
                printed.iter().filter(|line| line.contains("Signed Certificate Timestamp:"));
            field("timestamps", Some(count.to_string()), Some(printed.count().to_string()));
        }
        ExtensionValue::TlsFeature(_) => field("TLS features", Some(joined), first),
        ExtensionValue::Other | ExtensionValue::Unreadable(_) => {}
    }
}
