//! An error status with an optional Retry-After.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// The status of a [`Fault::Status`](super::Fault::Status): from a number by `try_into`, or with
/// [`ErrorStatus::retry_after`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ErrorStatus {
    #[serde(with = "status_number")]
    pub(crate) status: StatusCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after: Option<u64>,
    #[serde(default, skip_serializing_if = "RetryAfterForm::is_default")]
    pub(crate) retry_after_as: RetryAfterForm,
}

/// The two forms of a `Retry-After` header (RFC 9110, section 10.2.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetryAfterForm {
    /// A number of seconds.
    #[default]
    Seconds,
    /// The HTTP date that many seconds from now.
    Date,
}

impl RetryAfterForm {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl ErrorStatus {
    /// The same status with a `Retry-After` of this many seconds.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The same status with a `Retry-After` date this many seconds from now.
    #[must_use]
    pub fn retry_after_date(self, seconds: u64) -> Self {
        Self { retry_after_as: RetryAfterForm::Date, ..self.retry_after(seconds) }
    }
}

impl TryFrom<u16> for ErrorStatus {
    type Error = &'static str;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        StatusCode::from_u16(number)
            .ok()
            .filter(|status| status.is_client_error() || status.is_server_error())
            .map(|status| Self {
                status,
                retry_after: None,
                retry_after_as: RetryAfterForm::default(),
            })
            .ok_or("status is a number from 400 to 599")
    }
}

/// (De)serializes a status as a number, and only if it's an error.
mod status_number {
    use axum::http::StatusCode;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(status.as_u16())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StatusCode, D::Error> {
        super::ErrorStatus::try_from(u16::deserialize(deserializer)?)
            .map(|error| error.status)
            .map_err(D::Error::custom)
    }
}
