//! Distinguished names of subjects and issuers.
//!
//! Formatted as in OpenSSL's `-nameopt RFC2253,-esc_msb`, the form in which the cluster compares
//! users' subjects.

mod attribute_types;

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::fmt;
use std::iter;

use crate::asn1::der::{Element, Part, Reader, tag};
use crate::asn1::oid::{Oid, lookup};
use crate::asn1::strings;
use attribute_types::SHORT_NAMES;

/// A distinguished name, RFC 5280 §4.1.2.4.
///
/// Its attributes are read on demand: kept as values, the smallest would take many times their
/// encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The encodings of the relative distinguished names, all of which have that form.
    encoded: Box<[u8]>,
}

/// One attribute of a name: `CN=example.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The attribute's type.
    pub oid: Oid,
    /// The value, if it's a valid string.
    pub text: Option<String>,
    /// The value in DER, including its tag.
    pub der: &'a [u8],
}

/// A name's canonical form for comparison.
pub(crate) type Canonical = Vec<u8>;

impl Name {
    pub(crate) fn from_der(element: &Element<'_>) -> Part<Self> {
        let mut sets = element.is(tag::SEQUENCE, "a name")?.reader();
        while !sets.is_empty() {
            let mut set = sets.expect(tag::SET, "a relative name")?.reader();
            while !set.is_empty() {
                read_attribute(&mut set)?;
            }
        }
        Ok(Self { encoded: element.value.into() })
    }

    /// The relative distinguished names in the certificate's order, each with one or more
    /// attributes.
    pub fn rdns(&self) -> impl Iterator<Item = Vec<Attribute<'_>>> {
        let mut sets = Reader::new(&self.encoded, 0);
        let rdns = iter::from_fn(move || {
            let mut set = sets.next("a relative name").ok()?.reader();
            let attribute = || read_attribute(&mut set).ok().map(Attribute::from);
            Some(iter::from_fn(attribute).collect::<Vec<_>>())
        });
        // An empty set violates the standard and says nothing.
        rdns.filter(|rdn| !rdn.is_empty())
    }

    /// All attributes, in the certificate's order.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        self.rdns().flatten()
    }

    /// The most specific common name that is text.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        let all = self.attributes().filter(|attribute| attribute.oid == "2.5.4.3");
        all.filter_map(|attribute| attribute.text).last()
    }

    /// Whether it has no attributes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rdns().next().is_none()
    }

    /// Whether two names are equal by RFC 5280 §7.1 as OpenSSL implements it: ignores ASCII case,
    /// string type, and runs of spaces.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }

    /// A form that is equal for [matching](Self::matches) names.
    pub(crate) fn canonical(&self) -> Canonical {
        let mut form = Vec::new();
        let mut put = |number: usize, bytes: &[u8]| {
            form.extend(number.to_be_bytes());
            form.extend(bytes);
        };
        for rdn in self.rdns() {
            put(rdn.len(), &[]);
            for (oid, value) in canonical_rdn(&rdn) {
                put(oid.as_str().len(), oid.as_str().as_bytes());
                put(value.len(), &value);
            }
        }
        form
    }

    /// OpenSSL's form for names inside other values: `/C=DE/CN=example.com`.
    pub(crate) fn write_oneline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for rdn in self.rdns() {
            for (index, attribute) in rdn.iter().enumerate() {
                f.write_str(if index == 0 { "/" } else { "+" })?;
                write!(f, "{}=", attribute.label())?;
                strings::escape_oneline(f, &attribute.value())?;
            }
        }
        Ok(())
    }
}

/// The next attribute's type and value.
fn read_attribute<'a>(set: &mut Reader<'a>) -> Part<(Oid, Element<'a>)> {
    let mut attribute = set.sequence("an attribute")?;
    let oid = attribute.expect(tag::OID, "the attribute’s type")?.oid()?;
    let value = attribute.next("the attribute’s value")?;
    attribute.finish()?;
    Ok((oid, value))
}

/// Sorted, because a relative distinguished name is a set; with a heap, because the standard sort
/// is larger than everything else here.
fn canonical_rdn<'a>(rdn: &'a [Attribute<'_>]) -> Vec<(&'a Oid, Cow<'a, [u8]>)> {
    let attributes = rdn.iter().map(|attribute| (&attribute.oid, attribute.canonical()));
    attributes.collect::<BinaryHeap<_>>().into_sorted_vec()
}

impl<'a> From<(Oid, Element<'a>)> for Attribute<'a> {
    fn from((oid, value): (Oid, Element<'a>)) -> Self {
        Self { oid, text: strings::directory_string(value.tag, value.value), der: value.raw }
    }
}

impl Attribute<'_> {
    /// OpenSSL's short name of the attribute's type: `CN`, `O`, `emailAddress`.
    #[must_use]
    pub fn short_name(&self) -> Option<&'static str> {
        lookup(&SHORT_NAMES, &self.oid)
    }

    /// The short name, or the dotted form if there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        self.short_name().unwrap_or(self.oid.as_str())
    }

    /// The text, or `#` and the DER in hexadecimal if it isn't text.
    #[must_use]
    pub fn value(&self) -> Cow<'_, str> {
        match &self.text {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(strings::hash_hex(self.der)),
        }
    }

    fn canonical(&self) -> Cow<'_, [u8]> {
        match &self.text {
            Some(text) => {
                let words: Vec<&str> = text.split_ascii_whitespace().collect();
                Cow::Owned(words.join(" ").to_ascii_lowercase().into_bytes())
            }
            None => Cow::Borrowed(self.der),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rdns: Vec<_> = self.rdns().collect();
        for (index, rdn) in rdns.iter().rev().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            for (index, attribute) in rdn.iter().rev().enumerate() {
                if index > 0 {
                    f.write_str("+")?;
                }
                attribute.fmt(f)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Attribute<'_> {
    /// `CN=example.com`; a type without a short name is `1.2.3=#0c0141`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())?;
        f.write_str("=")?;
        match (&self.text, self.short_name()) {
            (Some(text), Some(_)) => strings::escape(f, text),
            _ => f.write_str(&strings::hash_hex(self.der)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(kind: u8, tag: u8, value: &str) -> Vec<u8> {
        let value = [&[tag, value.len() as u8], value.as_bytes()].concat();
        let inside = [&[6, 3, 0x55, 4, kind], value.as_slice()].concat();
        [&[0x30, inside.len() as u8], inside.as_slice()].concat()
    }

    /// A name from relative distinguished names of (arc below 2.5.4, tag, value).
    fn name(rdns: &[&[(u8, u8, &str)]]) -> Name {
        let mut sets = Vec::new();
        for rdn in rdns {
            let set: Vec<u8> =
                rdn.iter().flat_map(|(kind, tag, value)| attribute(*kind, *tag, value)).collect();
            sets.extend([0x31, set.len() as u8]);
            sets.extend(set);
        }
        let der = [&[0x30, sets.len() as u8], sets.as_slice()].concat();
        Name::from_der(&Reader::new(&der, 0).next("a name").unwrap()).unwrap()
    }

    const CN: u8 = 3;
    const O: u8 = 10;

    #[test]
    fn reversed_with_short_names() {
        let full =
            name(&[&[(6, 0x13, "DE")], &[(O, 0x0c, "A, B"), (11, 0x0c, "C")], &[(CN, 0x0c, "x")]]);
        assert_eq!(full.to_string(), "CN=x,OU=C+O=A\\, B,C=DE");
        assert_eq!(name(&[&[(0x7f, 0x0c, "x")]]).to_string(), "2.5.4.127=#0C0178");
        assert_eq!(name(&[]).to_string(), "");
    }

    #[test]
    fn the_last_common_name_is_the_most_specific() {
        assert_eq!(
            name(&[&[(CN, 0x0c, "a")], &[(CN, 0x0c, "b")]]).common_name().as_deref(),
            Some("b")
        );
        assert_eq!(
            name(&[&[(CN, 0x0c, "a")], &[(CN, 0x04, "b")]]).common_name().as_deref(),
            Some("a")
        );
        assert_eq!(name(&[&[(O, 0x0c, "a")]]).common_name(), None);
    }

    #[test]
    fn the_same_name_written_differently() {
        let plain = name(&[&[(CN, 0x0c, "Example CA"), (O, 0x0c, "o")]]);
        for other in [
            name(&[&[(CN, 0x13, "Example CA"), (O, 0x0c, "o")]]),
            name(&[&[(CN, 0x0c, "EXAMPLE ca"), (O, 0x0c, "O")]]),
            name(&[&[(CN, 0x0c, "  Example \t  CA "), (O, 0x0c, "o")]]),
            name(&[&[(O, 0x0c, "o"), (CN, 0x0c, "Example CA")]]),
        ] {
            assert!(plain.matches(&other), "{other}");
        }
        for other in [
            name(&[&[(CN, 0x0c, "ExampleCA"), (O, 0x0c, "o")]]),
            name(&[&[(CN, 0x0c, "Example CA")], &[(O, 0x0c, "o")]]),
            name(&[&[(CN, 0x0c, "Example CA")]]),
            name(&[&[(CN, 0x0c, "o"), (O, 0x0c, "Example CA")]]),
            name(&[&[(CN, 0x04, "Example CA"), (O, 0x0c, "o")]]),
            name(&[]),
        ] {
            assert!(!plain.matches(&other), "{other}");
        }
    }
}
