//! Why there's no connection, in one line.

use std::error::Error;
use std::io;

use cert_inventory::{Timestamp, visible};
use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError};

use super::address::Address;
use super::target::Target;
use super::trust::{Anchors, Verifier};

/// Explains an error from before the response.
pub fn explain(error: &(dyn Error + 'static), target: &Target, verifier: &Verifier) -> String {
    let address = &target.address;
    let at = address.host_and_port();
    for cause in causes(error) {
        if let Some(error) = cause.downcast_ref::<rustls::Error>() {
            return of_tls(error, target, verifier);
        }
        // A name that isn't resolved is an error of a private type.
        if cause.to_string() == "dns error" {
            let host = address.host();
            return format!("The name {host} can't be resolved. Check its spelling, and DNS.");
        }
    }
    let kind = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).last();
    match kind.map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => format!(
            "{at} refused the connection: nothing listens there. Check the address and the port \
             (9443 for the REST API), and that the node is running."
        ),
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable) => {
            format!("{at} can't be reached from here. Check the network.")
        }
        _ => format!(
            "The connection to {at} was closed before a response arrived. Check the network and \
             any proxy in front of the cluster."
        ),
    }
}

/// An error and its causes, including those that `io::Error` hides.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inner.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

fn of_tls(error: &rustls::Error, target: &Target, verifier: &Verifier) -> String {
    use rustls::Error as Tls;
    let at = target.address.host_and_port();
    match error {
        Tls::InvalidCertificate(why) => of_certificate(why, &target.address, verifier),
        Tls::InvalidMessage(_) => {
            format!("{at} doesn't respond with TLS. Check the address and the port.")
        }
        Tls::AlertReceived(alert) if target.identity.is_some() && is_of_client(*alert) => {
            format!("{at} rejected the client certificate ({alert:?}).")
        }
        Tls::AlertReceived(alert) if is_of_client(*alert) => format!(
            "{at} requires a client certificate. Pass --client-certificate and --client-key."
        ),
        other => format!("TLS with {at} failed: {other}."),
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

fn of_certificate(why: &CertificateError, address: &Address, verifier: &Verifier) -> String {
    use CertificateError as Why;
    let sent = verifier.seen().map(|seen| seen.to_string()).unwrap_or_default();
    let Some(anchors) = verifier.anchors() else {
        return format!(
            "The server's certificate isn't the pinned one. If the cluster's certificate was \
             replaced, compare its SHA-256 on a node with {sent}, then pass that as --pin."
        );
    };
    let what = match why {
        Why::ExpiredContext { not_after, .. } => {
            format!("The server's certificate expired at {}.", date(not_after))
        }
        Why::NotValidYetContext { not_before, .. } => format!(
            "The server's certificate isn't valid before {}. Check this computer's clock.",
            date(not_before)
        ),
        Why::NotValidForNameContext { presented, .. } => {
            let host = address.host();
            let names: Vec<_> = presented.iter().take(5).map(|name| plain_name(name)).collect();
            match names.is_empty() {
                true => format!("The server's certificate isn't for {host}: it names no server."),
                false => format!(
                    "The server's certificate isn't for {host}, but for {}. Use one of its names \
                     in the URL.",
                    names.join(", ")
                ),
            }
        }
        Why::UnknownIssuer => match anchors {
            Anchors::System => "The server's certificate isn't from a CA that this computer \
                                trusts. Pass its CA as --ca."
                .to_owned(),
            Anchors::File(file) => {
                format!("The server's certificate isn't from a CA in {}.", file.display())
            }
        },
        other => format!("The server's certificate can't be verified: {other}."),
    };
    format!("{what} Or compare its SHA-256 on a node with {sent}, then pass that as --pin.")
}

fn date(time: &UnixTime) -> Timestamp {
    Timestamp(i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
}

/// A name without what rustls writes around it: `DnsName("x")`.
fn plain_name(name: &str) -> String {
    let inside = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    visible(inside.unwrap_or(name).trim_matches('"')).into_owned()
}
