//! Which server certificates are accepted.

use std::net::SocketAddr;
use std::sync::Arc;

use demo::Options;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_self_signed_certificate_is_accepted_by_name_or_pin() {
    let demo = cluster(Options { tls: true, ..Options::default() }).await;
    let url = demo.url();
    let certificate = file("demo-tls.pem", demo.tls_certificate.as_deref().unwrap());
    let (other, _) = pair("other", (2026, 1, 1), (2036, 1, 1));
    let other = file("other.pem", &other);
    let check = ["check", "--cluster", &url];
    let refused = run(&mut as_admin(&check), "");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.out.contains("isn’t from a CA that this computer trusts"), "{refused:?}");
    // The message has what to compare and to pass.
    let pin = refused.out.split(' ').find(|word| {
        let word = word.trim_end_matches(',');
        word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    let pin = pin.unwrap().trim_end_matches(',');
    expect(2, as_admin(&check).args(["--pin", pin]), "");
    expect(2, as_admin(&check).args(["--pin", &"0".repeat(64), "--pin", pin]), "");
    expect(2, as_admin(&check).arg("--ca").arg(&certificate), "");
    let wrong = expect(3, as_admin(&check).arg("--ca").arg(&other), "");
    assert!(wrong.contains("isn’t from a CA in"), "{wrong}");
    let wrong = expect(3, as_admin(&check).args(["--pin", &"0".repeat(64)]), "");
    assert!(wrong.contains("isn’t the pinned one") && wrong.contains(pin), "{wrong}");
    demo.break_tls().await.unwrap();
    let plain = expect(3, as_admin(&check).args(["--pin", pin]), "");
    assert!(plain.contains("doesn’t respond with TLS"), "{plain}");
    let empty = file("empty.pem", "");
    let run = run(as_admin(&check).arg("--ca").arg(&empty), "");
    assert!(run.code == 3 && run.err.contains("no certificate in PEM"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_certificate_of_another_name_or_time_is_rejected() {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(params, key).unwrap();
    let file = file("ca.pem", &ca.pem());
    for (name, (start, end), why) in [
        ("c.example.com", (2026, 2036), "isn’t for 127.0.0.1, but for c.example.com"),
        ("127.0.0.1", (2020, 2021), "expired at 2021-01-01T00:00:00Z"),
        ("127.0.0.1", (2090, 2099), "isn’t valid before 2090-01-01T00:00:00Z"),
    ] {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(start, 1, 1);
        params.not_after = date_time_ymd(end, 1, 1);
        let certificate = params.signed_by(&key, &ca).unwrap();
        let server = tls_server(certificate.der().clone(), key.serialize_der()).await;
        let url = format!("https://{server}");
        let check = ["check", "--cluster", &url, "--ca", file.to_str().unwrap()];
        let out = expect(3, &mut as_admin(&check), "");
        assert!(out.contains(why), "{out}");
        assert_eq!(out.lines().count(), 1, "{out}");
    }
}

/// A server that completes handshakes and no more.
async fn tls_server(
    certificate: tokio_rustls::rustls::pki_types::CertificateDer<'static>,
    key: Vec<u8>,
) -> SocketAddr {
    let key = PrivatePkcs8KeyDer::from(key).into();
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(vec![certificate], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // The client is expected to close it.
            let _ = acceptor.accept(stream).await;
        }
    });
    address
}
