//! The cluster's version, which determines the requests it supports.

use std::fmt;

/// A version as `software_version` of `GET v1/nodes` has it: `8.0.20-68`. Missing numbers are 0.
/// Development builds are `100.0.6-2387`, which makes them newer than every release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version([u32; 4]);

impl Version {
    /// The first version that can replace several certificates in one request, including internode
    /// ones.
    pub const PUT_CERTIFICATES: Self = Self([7, 22, 2, 0]);

    /// The first version that keeps certificates with extensions that it doesn't know.
    pub const UNKNOWN_EXTENSIONS: Self = Self([7, 4, 2, 216]);

    /// The first version after 7.4, which requires a common name in each certificate.
    pub const WITHOUT_COMMON_NAME: Self = Self([7, 8, 0, 0]);

    /// The first version that takes the control plane's internode certificate together with others,
    /// and internode chains with more than one CA.
    pub const INTERNODE_TOGETHER: Self = Self([8, 0, 20, 68]);

    /// The first version whose API stays available after the control plane's internode certificate
    /// changes.
    pub const API_STAYS: Self = Self([8, 0, 20, 96]);

    /// The first version that rejects a key that no configured cipher suite can use.
    pub const CIPHERS_CHECKED: Self = Self([8, 2, 0, 0]);

    /// The version in which `ldap_client` is the workaround for a failing Active Directory sign-in.
    pub const AD_SIGN_IN: Self = Self([8, 0, 16, 33]);

    /// The first build of a version.
    #[must_use]
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self([major, minor, patch, 0])
    }

    /// Parses `8.0.20-68`, `8.0.20`, or `8.0`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (release, build) = match text.split_once('-') {
            Some((release, build)) => (release, Some(build)),
            None => (text, None),
        };
        let number = |digits: &str| {
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if is_number { digits.parse().ok() } else { None }
        };
        let mut parts = release.split('.').map(number);
        let major = parts.next()??;
        let minor = parts.next()??;
        let patch = parts.next().unwrap_or(Some(0))?;
        let build = build.map_or(Some(0), number)?;
        parts.next().is_none().then_some(Self([major, minor, patch, build]))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch, build]) = self;
        write!(f, "{major}.{minor}.{patch}")?;
        if *build > 0 { write!(f, "-{build}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_cluster_writes_them() {
        let order = ["7.4.2-216", "7.8.4", "7.22.2-79", "8.0.2-1", "8.0.20-67", "8.0.20-68", "8.2"];
        let order = order.map(|text| Version::parse(text).unwrap());
        assert!(order.is_sorted());
        assert!(Version::parse("100.0.6-2387") > Version::parse("8.2.0-46"));
        assert_eq!(Version::parse("8.0").unwrap(), Version::new(8, 0, 0));
        for text in ["8.0.20-68", "100.0.6-2387", "7.22.2"] {
            assert_eq!(Version::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "8", "8.", "8.0.1.2", "v8.0", "8.0-", "8.0-x", "8.0.-1", "+8.0", "8.0.99999999999"]
        {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
