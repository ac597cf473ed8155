//! Collects the certificates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Sample, matrix};

/// Ends a certificate in a file with several, each after its name.
const END: &str = "-----END CERTIFICATE-----\n";

pub fn all() -> Vec<Sample> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().enumerate();
    let roots =
        roots.map(|(index, der)| Sample { name: format!("mozilla {index}"), der: der.to_vec() });
    let mut samples: Vec<Sample> = roots.collect();
    report("Mozilla's roots", samples.len(), 100);
    for package in ["x509-parser", "x509-cert"] {
        let before = samples.len();
        read_folder(&package_folder(package), &mut samples);
        report(package, samples.len() - before, 10);
    }
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let before = samples.len();
    let name = "rustls-webpki.pem";
    for block in fs::read_to_string(data.join(name)).unwrap().split_inclusive(END) {
        read_text(block.lines().next().unwrap(), block.as_bytes(), &mut samples);
    }
    report(name, samples.len() - before, 144);
    let before = samples.len();
    read_folder(&data.join("keys"), &mut samples);
    report("own keys", samples.len() - before, 6);
    let before = samples.len();
    for (name, text) in demo::seed().unwrap() {
        read_text(&name, text.as_bytes(), &mut samples);
    }
    report("the demo cluster", samples.len() - before, 11);
    let before = samples.len();
    samples.extend(matrix::all());
    report("the matrix", samples.len() - before, 500);
    if let Some(folder) = std::env::var_os("CERT_CORPUS") {
        let before = samples.len();
        read_folder(Path::new(&folder), &mut samples);
        report("CERT_CORPUS", samples.len() - before, 1);
    }
    samples
}

fn report(source: &str, count: usize, least: usize) {
    println!("{source}: {count} certificates");
    assert!(count >= least, "{source} should have at least {least}");
}

/// Where Cargo unpacked a package in the lock file.
fn package_folder(name: &str) -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == name).unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

/// Every file with certificates: PEM, or DER that starts like one (a SEQUENCE in a SEQUENCE) and
/// that `x509-parser` or we can read.
fn read_folder(folder: &Path, samples: &mut Vec<Sample>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read_folder(&path, samples);
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        let name = path.to_string_lossy().into_owned();
        if bytes.windows(26).any(|window| window == b"-----BEGIN CERTIFICATE----") {
            read_text(&name, &bytes, samples);
        } else if looks_like_certificate(&bytes) {
            samples.push(Sample { name, der: bytes });
        }
    }
}

fn read_text(name: &str, text: &[u8], samples: &mut Vec<Sample>) {
    for (index, block) in x509_parser::pem::Pem::iter_from_buffer(text).enumerate() {
        let Ok(block) = block else { continue };
        if block.label == "CERTIFICATE" {
            samples.push(Sample { name: format!("{name} {index}"), der: block.contents });
        }
    }
}

/// Two nested sequences, the inner one starting with a version or a serial number and an algorithm:
/// distinguishes certificates from requests, lists, and keys.
fn looks_like_certificate(bytes: &[u8]) -> bool {
    use x509_parser::asn1_rs::{FromDer, Sequence};
    let Ok((_, outer)) = Sequence::from_der(bytes) else { return false };
    let Ok((_, tbs)) = Sequence::from_der(&outer.content) else { return false };
    match *tbs.content {
        [0xa0, 3, 2, 1, 2, ..] => true,
        [2, length, ..] => {
            let after = &tbs.content[2..];
            length > 1 && after.get(usize::from(length)) == Some(&0x30)
        }
        _ => false,
    }
}
