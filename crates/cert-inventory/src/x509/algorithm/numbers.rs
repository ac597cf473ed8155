//! The numbers in keys.

use crate::asn1::der::{Part, Reader, tag};

/// The modulus and the exponent of an RSAPublicKey, RFC 8017 §A.1.1.
pub(super) fn rsa_numbers(mut key: Reader<'_>) -> Part<(&[u8], &[u8])> {
    let mut numbers = key.sequence("an RSA key")?;
    let mut number = |what| numbers.expect(tag::INTEGER, what)?.unsigned();
    Ok((number("the modulus")?, number("the exponent")?))
}

/// The length of a positive number without its leading zeros.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let mut bytes = number.iter().skip_while(|byte| **byte == 0);
    match bytes.next() {
        None => 0,
        Some(first) => {
            let rest = u32::try_from(bytes.count()).unwrap_or(u32::MAX / 8 - 1);
            rest * 8 + (u8::BITS - first.leading_zeros())
        }
    }
}
