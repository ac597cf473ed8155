//! Which server certificates are trusted: those from the computer's CAs, from a given CA, or with a
//! given fingerprint. Nothing switches that off.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use cert_inventory::hex;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use sha2::{Digest, Sha256};

use super::identity::Identity;

/// A certificate's SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// That of a certificate, in DER.
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// Parses an argument: 64 hexadecimal digits, with or without colons.
    pub fn parse(text: &str) -> Result<Self, String> {
        let digits = text.chars().filter(|character| *character != ':');
        let digits: Option<Vec<u8>> =
            digits.map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
        let digest = digits.filter(|digits| digits.len() == 64).and_then(|digits| {
            let pairs = digits.chunks_exact(2);
            let bytes: Vec<u8> = pairs.map(|pair| pair.iter().fold(0, |a, b| a << 4 | b)).collect();
            bytes.try_into().ok()
        });
        digest.map(Self).ok_or_else(|| "not a SHA-256: 64 hexadecimal digits".to_owned())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Which server certificates are trusted.
#[derive(Clone, Debug)]
pub struct Trust {
    rule: Rule,
    provider: Arc<CryptoProvider>,
}

#[derive(Clone, Debug)]
enum Rule {
    /// Those that chain to a CA, for the host's name.
    Chain(Arc<dyn ServerCertVerifier>, Anchors),
    /// These, whatever their names and dates.
    Pins(Vec<Fingerprint>),
}

/// Where the CAs are from.
#[derive(Clone, Debug)]
pub enum Anchors {
    /// The computer.
    System,
    /// A file.
    File(PathBuf),
}

impl Trust {
    /// By the arguments.
    pub fn new(ca: Option<&Path>, pins: &[Fingerprint]) -> Result<Self, String> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let rule = match ca {
            _ if !pins.is_empty() => Rule::Pins(pins.to_vec()),
            Some(file) => Rule::Chain(of_file(file, &provider)?, Anchors::File(file.to_owned())),
            None => {
                let verifier = rustls_platform_verifier::Verifier::new(Arc::clone(&provider));
                let verifier = verifier.map_err(|error| {
                    format!("this computer's CAs can't be read: {error}. Pass --ca or --pin")
                })?;
                Rule::Chain(Arc::new(verifier), Anchors::System)
            }
        };
        Ok(Self { rule, provider })
    }

    /// The configuration for connections to one server, and what will be known of its certificate.
    pub fn config(
        &self,
        identity: Option<&Identity>,
    ) -> Result<(ClientConfig, Arc<Verifier>), String> {
        let verifier = Arc::new(Verifier { trust: self.clone(), seen: Mutex::default() });
        let config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier) as Arc<_>);
        let config = match identity {
            Some(identity) => config.with_client_cert_resolver(identity.resolver()),
            None => config.with_no_client_auth(),
        };
        Ok((config, verifier))
    }
}

fn of_file(
    file: &Path,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, String> {
    let unusable = |why: String| format!("{} can't be used as CA: {why}", file.display());
    let mut roots = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(file);
    for certificate in certificates.map_err(|error| unusable(error.to_string()))? {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unusable("it contains no certificate in PEM".to_owned()));
    }
    let builder = WebPkiServerVerifier::builder_with_provider(roots.into(), Arc::clone(provider));
    Ok(builder.build().map_err(|error| unusable(error.to_string()))?)
}

/// Verifies one server's certificates and keeps them, to explain a failure.
#[derive(Debug)]
pub struct Verifier {
    trust: Trust,
    seen: Mutex<Vec<CertificateDer<'static>>>,
}

impl Verifier {
    /// The certificates that the server sent, its own first.
    pub fn seen(&self) -> Vec<CertificateDer<'static>> {
        self.seen.lock().map(|seen| seen.clone()).unwrap_or_default()
    }

    /// Where the CAs are from; `None` if fingerprints decide.
    pub fn anchors(&self) -> Option<&Anchors> {
        match &self.trust.rule {
            Rule::Chain(_, anchors) => Some(anchors),
            Rule::Pins(_) => None,
        }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let fingerprint = Fingerprint::of(end_entity);
        if let Ok(mut seen) = self.seen.lock() {
            let all = std::iter::once(end_entity).chain(intermediates);
            *seen = all.cloned().map(CertificateDer::into_owned).collect();
        }
        match &self.trust.rule {
            Rule::Chain(verifier, _) => {
                verifier.verify_server_cert(end_entity, intermediates, name, ocsp, now)
            }
            Rule::Pins(pins) if pins.contains(&fingerprint) => Ok(ServerCertVerified::assertion()),
            Rule::Pins(_) => Err(CertificateError::ApplicationVerificationFailure.into()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.trust.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.trust.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.trust.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_as_arguments() {
        let plain = "0123456789abcdef".repeat(4);
        let colons: Vec<_> =
            plain.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair)).collect();
        for text in [plain.clone(), colons.join(":").to_uppercase()] {
            assert_eq!(Fingerprint::parse(&text).unwrap().to_string(), plain);
        }
        for wrong in ["", "01", &plain[1..], &format!("{plain}0"), &plain.replace('a', "g")] {
            assert!(Fingerprint::parse(wrong).is_err(), "{wrong}");
        }
    }
}
