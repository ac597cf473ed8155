//! Why there's no connection, in one line.

use std::error::Error;
use std::io;

use cert_inventory::{Message, Timestamp, message, visible};
use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError};

use super::address::Address;
use super::target::Target;
use super::trust::{Anchors, Fingerprint, Verifier};

/// Explains an error from before the response.
pub fn explain(error: &(dyn Error + 'static), target: &Target, verifier: &Verifier) -> Message {
    let address = &target.address;
    let at = address.host_and_port();
    for cause in causes(error) {
        if let Some(error) = cause.downcast_ref::<rustls::Error>() {
            return of_tls(error, target, verifier);
        }
        // A name that isn't resolved is an error of a private type.
        if cause.to_string() == "dns error" {
            return of_name(address);
        }
    }
    let kind = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).last();
    match kind.map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => message!(
            "{0} refused the connection: nothing listens there. Check the address and the port \
             (9443 for the REST API), and that the node is running.",
            at
        ),
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable) => {
            message!("{0} can’t be reached from here. Check the network.", at)
        }
        _ => message!(
            "The connection to {0} was closed before a response arrived. Check the network and any \
             proxy in front of the cluster.",
            at
        ),
    }
}

/// Whether the server's certificate is why.
pub fn is_of_certificate(error: &(dyn Error + 'static)) -> bool {
    let tls = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>());
    matches!(tls, Some(rustls::Error::InvalidCertificate(_)))
}

/// Explains that a name has no address.
pub fn of_name(address: &Address) -> Message {
    message!("The name {0} can’t be resolved. Check its spelling, and DNS.", address.host())
}

/// An error and its causes, including those that `io::Error` hides.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inner.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

fn of_tls(error: &rustls::Error, target: &Target, verifier: &Verifier) -> Message {
    use rustls::Error as Tls;
    let at = target.address.host_and_port();
    match error {
        Tls::InvalidCertificate(why) => of_certificate(why, &target.address, verifier),
        Tls::InvalidMessage(_) => {
            message!("{0} doesn’t respond with TLS. Check the address and the port.", at)
        }
        Tls::AlertReceived(alert) if target.identity.is_some() && is_of_client(*alert) => {
            message!("{0} rejected the client certificate ({1}).", at, format!("{alert:?}"))
        }
        Tls::AlertReceived(alert) if is_of_client(*alert) => message!(
            "{0} requires a client certificate. Pass --client-certificate and --client-key.",
            at
        ),
        other => message!("TLS with {0} failed: {1}.", at, other.to_string()),
    }
}

/// Whether an alert is about the client's certificate.
fn is_of_client(alert: AlertDescription) -> bool {
    use AlertDescription as Alert;
    matches!(
        alert,
        Alert::CertificateRequired
            | Alert::AccessDenied
            | Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::DecryptError
    )
}

fn of_certificate(why: &CertificateError, address: &Address, verifier: &Verifier) -> Message {
    use CertificateError as Why;
    let seen = verifier.seen();
    let sent = seen.first().map(|sent| Fingerprint::of(sent).to_string()).unwrap_or_default();
    let Some(anchors) = verifier.anchors() else {
        return message!(
            "The server’s certificate isn’t the pinned one. If the cluster’s certificate was \
             replaced, compare its SHA-256 on a node with {0}, then pass that as --pin.",
            sent
        );
    };
    let rejection = match why {
        Why::ExpiredContext { not_after, .. } => {
            message!("The server’s certificate expired at {0}.", date(not_after))
        }
        Why::NotValidYetContext { not_before, .. } => message!(
            "The server’s certificate isn’t valid before {0}. Check this computer’s clock.",
            date(not_before)
        ),
        Why::NotValidForNameContext { presented, .. } => {
            let host = address.host();
            let names: Vec<_> = presented.iter().take(5).map(|name| plain_name(name)).collect();
            match names.is_empty() {
                true => {
                    message!("The server’s certificate isn’t for {0}: it names no server.", host)
                }
                false => message!(
                    "The server’s certificate isn’t for {0}, but for {1}. Use one of its names in \
                     the URL.",
                    host,
                    names.join(", ")
                ),
            }
        }
        // The second: from another CA of the same name.
        Why::UnknownIssuer | Why::BadSignature => match anchors {
            Anchors::System => message!(
                "The server’s certificate isn’t from a CA that this computer trusts. Pass its CA as \
                 --ca."
            ),
            Anchors::File(file) => {
                message!(
                    "The server’s certificate isn’t from a CA in {0}.",
                    file.display().to_string()
                )
            }
        },
        other => message!("The server’s certificate can’t be verified: {0}.", other.to_string()),
    };
    message!(
        "{0} Or compare its SHA-256 on a node with {1}, then pass that as --pin.",
        rejection,
        sent
    )
}

fn date(time: &UnixTime) -> String {
    Timestamp(i64::try_from(time.as_secs()).unwrap_or(i64::MAX)).to_string()
}

/// A name without what rustls writes around it: `DnsName("x")`.
fn plain_name(name: &str) -> String {
    let inside = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    visible(inside.unwrap_or(name).trim_matches('"')).into_owned()
}
