//! The address of a cluster's REST API, and what it's called in the output.

use std::net::IpAddr;

use cert_inventory::visible;
use reqwest::Url;

/// `NAME=URL`, or a URL whose host is the name.
#[derive(Clone, Debug)]
pub struct Address {
    /// What it's called.
    pub name: String,
    /// Where its API is; ends with a slash.
    pub url: Url,
}

impl Address {
    /// Parses an argument. Errors don't repeat it: it may contain a password.
    pub fn parse(text: &str) -> Result<Self, String> {
        let named = text.split_once('=').filter(|(name, _)| !name.contains(['/', ':', '@']));
        match named {
            Some((name, url)) => Self::new(Some(name), url),
            None => Self::new(None, text),
        }
    }

    /// Checks a URL, whose host is the name if there's no other. Errors don't repeat it, either.
    pub fn new(name: Option<&str>, url: &str) -> Result<Self, String> {
        let mut url = Url::parse(url)
            .map_err(|_| "not a URL, such as https://cluster.example.com:9443".to_owned())?;
        let Some(host) = url.host_str().map(str::to_owned) else {
            return Err("no host in the URL".to_owned());
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "no user is allowed in the URL: set CERTDECK_USER and CERTDECK_PASSWORD".to_owned()
            );
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&host) => {}
            _ => return Err("only https, or http on this machine".to_owned()),
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("no ? or # is allowed in the URL".to_owned());
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        let name = name.map_or(host, |name| visible(name).into_owned());
        if name.is_empty() { Err("empty name".to_owned()) } else { Ok(Self { name, url }) }
    }

    /// Host and port.
    pub fn host_and_port(&self) -> String {
        let port = self.url.port_or_known_default().unwrap_or_default();
        format!("{}:{port}", self.host())
    }

    /// The host alone.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// The header Host for a URL: without the scheme's own port.
pub fn host_header(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn is_loopback(host: &str) -> bool {
    let address: Result<IpAddr, _> = host.trim_matches(['[', ']']).parse();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        for (argument, expected) in [
            ("https://c.example.com:9443", Some(("c.example.com", "https://c.example.com:9443/"))),
            ("east=https://c.example.com/x", Some(("east", "https://c.example.com/x/"))),
            ("https://c.example.com/a=b", Some(("c.example.com", "https://c.example.com/a=b/"))),
            ("http://127.0.0.1:80", Some(("127.0.0.1", "http://127.0.0.1/"))),
            ("http://localhost:4380", Some(("localhost", "http://localhost:4380/"))),
            ("http://[::1]:1", Some(("[::1]", "http://[::1]:1/"))),
            ("http://c.example.com", None),
            ("ftp://127.0.0.1", None),
            ("https://admin:secret@c.example.com", None),
            ("https://admin@c.example.com", None),
            ("east=https://admin:secret@c.example.com", None),
            ("https://c.example.com?x", None),
            ("=https://c.example.com", None),
            ("c.example.com", None),
            ("", None),
        ] {
            let parsed = Address::parse(argument);
            let found = parsed.as_ref().ok().map(|found| (found.name.as_str(), found.url.as_str()));
            assert_eq!(found, expected, "{argument}");
            assert!(parsed.err().is_none_or(|why| !why.contains("secret")));
        }
    }
}
