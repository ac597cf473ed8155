//! Clusters that require a client certificate.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use demo::{Options, Running};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use crate::support::*;

/// A proxy in front of a demo cluster that requires a certificate of one CA.
pub struct Proxy {
    pub url: String,
    pub ca: PathBuf,
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub key_pem: String,
}

impl Proxy {
    /// Starts it; its files begin with `name`.
    pub async fn before(demo: &Running, name: &str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let signed = |name: &str| {
            let key = KeyPair::generate().unwrap();
            let params = CertificateParams::new([name.to_owned()]).unwrap();
            (params.signed_by(&key, &ca).unwrap(), key)
        };
        let (server, server_key) = signed("127.0.0.1");
        let (client, client_key) = signed("monitor.example.com");
        let mut roots = RootCertStore::empty();
        roots.add(ca.der().clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder(roots.into()).build().unwrap();
        let config = ServerConfig::builder().with_client_cert_verifier(verifier);
        let key = PrivatePkcs8KeyDer::from(server_key.serialize_der()).into();
        let config = config.with_single_cert(vec![server.der().clone()], key).unwrap();
        let address = forward(config, demo.address).await;
        let key_pem = client_key.serialize_pem();
        Self {
            url: format!("https://{address}"),
            ca: file(&format!("{name}-ca.pem"), &ca.pem()),
            certificate: file(&format!("{name}-client.pem"), &client.pem()),
            key: file(&format!("{name}-client-key.pem"), &key_pem),
            key_pem,
        }
    }
}

async fn forward(config: ServerConfig, to: SocketAddr) -> SocketAddr {
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Some clients are expected to fail.
                let Ok(mut client) = acceptor.accept(stream).await else { return };
                let mut cluster = TcpStream::connect(to).await.unwrap();
                let _ = copy_bidirectional(&mut client, &mut cluster).await;
            });
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_certificate_is_enough_to_sign_in() {
    let demo = cluster(Options { no_sign_in: true, ..Options::default() }).await;
    let proxy = Proxy::before(&demo, "mutual").await;
    let check = ["check", "--cluster", &proxy.url, "--ca", proxy.ca.to_str().unwrap()];
    let as_client = |certificate, key| {
        let mut command = certdeck(&check);
        command.arg("--client-certificate").arg(certificate).arg("--client-key").arg(key);
        command
    };
    let out = expect(2, &mut as_client(&proxy.certificate, &proxy.key), "");
    assert!(out.contains("2 broken"), "{out}");
    // The user in the environment is for clusters without one.
    let entry = format!(
        "[[cluster]]\nurl = {:?}\nca = {:?}\nclient_certificate = {:?}\nclient_key = {:?}\n",
        proxy.url, proxy.ca, proxy.certificate, proxy.key
    );
    let config = file("mutual.toml", &entry);
    let mut from_file = certdeck(&["check", "--config"]);
    from_file.arg(config).env("CERTDECK_USER", "x").env("CERTDECK_PASSWORD", "x");
    assert!(expect(2, &mut from_file, "").contains("2 broken"));
    let out = expect(3, &mut certdeck(&check), "");
    assert!(out.contains("requires a client certificate. Pass --client-certificate"), "{out}");
    let (stranger, stranger_key) = pair("stranger", (2026, 1, 1), (2036, 1, 1));
    let stranger = file("stranger.pem", &stranger);
    let stranger_key = file("stranger-key.pem", &stranger_key);
    let out = expect(3, &mut as_client(&stranger, &stranger_key), "");
    assert!(out.contains("rejected the client certificate"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
    for (certificate, key, why) in [
        (&proxy.certificate, &stranger_key, "isn't that of"),
        (&proxy.key, &proxy.key, "contains no certificate in PEM"),
        (&proxy.certificate, &proxy.certificate, "contains no private key in PEM"),
        (&proxy.certificate, &PathBuf::from("/does/not/exist"), "can't be read"),
    ] {
        let run = run(&mut as_client(certificate, key), "");
        assert!(run.code == 3 && run.err.contains(why), "{why}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
}
