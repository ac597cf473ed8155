//! Versions of the cluster's software, and what a version has.

/// A version such as `8.0.20-68`, of which the last number is the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 4]);

impl Version {
    /// The version of these numbers.
    #[must_use]
    pub const fn new(major: u32, minor: u32, patch: u32, build: u32) -> Self {
        Self([major, minor, patch, build])
    }

    /// The numbers at the start of the text; those it lacks are 0.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut numbers = [0; 4];
        let parts = text.split(['.', '-']).map_while(|part| part.parse().ok());
        numbers.iter_mut().zip(parts).for_each(|(number, part)| *number = part);
        Self(numbers)
    }

    /// Whether it has a fix that was made both in 7 and in 8.
    pub(super) fn has_fix(self, in_7: Self, in_8: Self) -> bool {
        self >= in_8 || (self >= in_7 && self < Self::new(8, 0, 0, 0))
    }

    /// Whether it's a 7.4.
    pub(super) fn is_7_4(self) -> bool {
        (Self::new(7, 4, 0, 0)..Self::new(7, 5, 0, 0)).contains(&self)
    }
}

/// The first version with `GET /v4/cluster/health`.
pub(super) const HEALTH_REPORT: Version = Version::new(8, 0, 16, 0);
/// The first version with `PUT /v1/cluster/certificates`.
pub(super) const UPDATE_OF_SEVERAL: Version = Version::new(7, 22, 2, 0);
/// The first version that reports a missing root or chain of trust.
pub(super) const WHOLE_CHAIN: Version = Version::new(8, 0, 16, 0);
/// The first version that accepts unknown extensions.
pub(super) const UNKNOWN_EXTENSIONS: Version = Version::new(7, 4, 2, 216);
/// The first version that updates `ccs_internode_encryption` together with others, and keeps every
/// intermediate of traffic between nodes.
pub(super) const INTERNODE_WITH_OTHERS: Version = Version::new(8, 0, 20, 68);
/// The first version that compares a key with the cipher lists.
pub(super) const CIPHER_LISTS: Version = Version::new(8, 2, 0, 0);
/// The first version in which a node that was down gets rotated certificates when it's back.
pub(super) const ROTATION_CATCHES_UP: Version = Version::new(8, 2, 0, 46);
/// The first version that doesn't show the mail server's password.
pub(super) const NO_SMTP_PASSWORD: Version = Version::new(8, 2, 0, 0);
