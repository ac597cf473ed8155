//! Checks an RSA key's consistency: n = p · q.

use zeroize::Zeroizing;

/// Keys above 32,768 bits take too long.
const LONGEST: usize = 4096;

/// Whether the modulus is the product of the primes, all big-endian; `None` if they are too long to
/// check.
pub(super) fn is_product(modulus: &[u8], p: &[u8], q: &[u8]) -> Option<bool> {
    if p.len() > LONGEST || q.len() > LONGEST {
        return None;
    }
    let product = product(p, q);
    let significant = |number: &[u8]| number.iter().take_while(|byte| **byte == 0).count();
    let trim = |number: &[u8]| number.len() - significant(number);
    Some(
        trim(modulus) == trim(&product)
            && modulus
                .iter()
                .rev()
                .zip(product.iter().rev())
                .take(trim(modulus))
                .all(|(a, b)| a == b),
    )
}

/// Schoolbook multiplication, with bytes as digits.
fn product(p: &[u8], q: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut product = Zeroizing::new(vec![0u8; p.len() + q.len()]);
    for (shift, p_digit) in p.iter().rev().enumerate() {
        let mut carry = 0u32;
        let digits = product.iter_mut().rev().skip(shift);
        // The extra zeros propagate the carry.
        for (digit, q_digit) in digits.zip(q.iter().rev().chain(std::iter::repeat(&0))) {
            carry += u32::from(*digit) + u32::from(*p_digit) * u32::from(*q_digit);
            *digit = carry as u8;
            carry >>= 8;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products() {
        assert_eq!(is_product(&[15], &[3], &[5]), Some(true));
        assert_eq!(is_product(&[0, 15], &[0, 3], &[5]), Some(true));
        assert_eq!(is_product(&[16], &[3], &[5]), Some(false));
        assert_eq!(is_product(&[1, 15], &[3], &[5]), Some(false));
        assert_eq!(is_product(&[], &[3], &[5]), Some(false));
        assert_eq!(is_product(&[0xfe, 0x01], &[0xff], &[0xff]), Some(true));
        // (2^64 - 1)² = 2^128 - 2^65 + 1: exercises every carry.
        let mut square = [0xff; 16];
        square[7] = 0xfe;
        square[8..].fill(0);
        square[15] = 1;
        assert_eq!(is_product(&square, &[0xff; 8], &[0xff; 8]), Some(true));
        square[0] = 0xfe;
        assert_eq!(is_product(&square, &[0xff; 8], &[0xff; 8]), Some(false));
    }

    #[test]
    fn an_overlong_body_is_not_quoted() {
        assert_eq!(is_product(&[15], &[3], &[5; LONGEST + 1]), None);
    }
}
