// Formats facts in OpenSSL's terms, as the panel does, for everything that occurs here.

export const ATTRIBUTES = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'street'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  ['2.5.4.13', 'description'],
  ['2.5.4.15', 'businessCategory'],
  ['2.5.4.17', 'postalCode'],
  ['2.5.4.41', 'name'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.46', 'dnQualifier'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
  ['1.3.6.1.4.1.311.60.2.1.2', 'jurisdictionST'],
  ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
]);

export const SIGNATURES = new Map([
  ['1.2.840.113549.1.1.5', 'sha1WithRSAEncryption'],
  ['1.2.840.113549.1.1.10', 'rsassaPss'],
  ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
  ['1.2.840.113549.1.1.12', 'sha384WithRSAEncryption'],
  ['1.2.840.113549.1.1.13', 'sha512WithRSAEncryption'],
  ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
  ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
  ['1.2.840.10045.4.3.4', 'ecdsa-with-SHA512'],
  ['1.3.101.112', 'ED25519'],
]);

export const CURVES = new Map([
  ['1.2.840.10045.3.1.7', ['EC P-256', 256]],
  ['1.3.132.0.34', ['EC P-384', 384]],
  ['1.3.132.0.35', ['EC P-521', 521]],
]);

export const CURVE_BITS = new Map(CURVES.values());

export const PURPOSES = new Map([
  ['1.3.6.1.5.5.7.3.1', 'TLS Web Server Authentication'],
  ['1.3.6.1.5.5.7.3.2', 'TLS Web Client Authentication'],
  ['1.3.6.1.5.5.7.3.3', 'Code Signing'],
  ['1.3.6.1.5.5.7.3.4', 'E-mail Protection'],
  ['1.3.6.1.5.5.7.3.8', 'Time Stamping'],
  ['1.3.6.1.5.5.7.3.9', 'OCSP Signing'],
  ['2.5.29.37.0', 'Any Extended Key Usage'],
]);

export const USAGES = [
  'Digital Signature',
  'Non Repudiation',
  'Key Encipherment',
  'Data Encipherment',
  'Key Agreement',
  'Certificate Sign',
  'CRL Sign',
  'Encipher Only',
  'Decipher Only',
];

// The same with RFC 5280's names, section 4.2.1.3.
export const FLAGS = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

// The usages in a BIT STRING with these first two bytes.
export const usages = (first, second = 0) =>
  USAGES.filter((_, bit) => ((first << 8) | second) & (0x8000 >> bit));

// RFC 2253, as in OpenSSL with -esc_msb.
const SPECIAL = /[,+"\\<>;]|[\x00-\x1f\x7f]|^[ #]| $/;
export const escaped = (text) =>
  SPECIAL.test(text)
    ? text
        .replace(/[,+"\\<>;]|^[ #]| $/g, '\\$&')
        .replace(
          /[\x00-\x1f\x7f]/g,
          (control) => '\\' + control.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase(),
        )
    : text;

// A name from relative names, each of [type, text], in the certificate's order. A type may already
// be a label.
export const rfc2253 = (rdns) =>
  rdns
    .map((rdn) => rdn.map(([type, text]) => `${ATTRIBUTES.get(type) ?? type}=${escaped(text)}`))
    .map((parts) => parts.reverse().join('+'))
    .reverse()
    .join(',');

// An iPAddress, as in OpenSSL.
export const address = (bytes) => {
  if (bytes.length === 4) return bytes.join('.');
  const groups = [];
  for (let at = 0; at < bytes.length; at += 2) {
    groups.push(((bytes[at] << 8) | bytes[at + 1]).toString(16).toUpperCase());
  }
  return groups.join(':');
};

// A positive number's length in bits.
export const bitLength = (bytes) => {
  const first = bytes.findIndex((byte) => byte !== 0);
  return 8 * (bytes.length - first) - (Math.clz32(bytes[first]) - 24);
};

// Serial numbers are shown without the leading zero byte that makes them positive.
export const withoutSign = (hex) => hex.replace(/^00(?=.)/, '');
