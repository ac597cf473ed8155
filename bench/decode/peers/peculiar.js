// @peculiar/x509: classes around @peculiar/asn1-schema.

import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { PURPOSES, SIGNATURES, USAGES, rfc2253 } from '../texts.js';
import { sha256 } from '../sha256.js';

const CURVES = { 'P-256': 256, 'P-384': 384, 'P-521': 521 };
// Hash names in WebCrypto.
const HASHES = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };
const SAN = {
  dns: 'DNS',
  email: 'email',
  url: 'URI',
  ip: 'IP Address',
  dn: 'DirName',
  id: 'Registered ID',
};

const name = (name) =>
  rfc2253(
    name
      .toJSON()
      .map((rdn) =>
        Object.entries(rdn).flatMap(([type, texts]) =>
          texts.map((text) => [LONG.get(type) ?? type, text]),
        ),
      ),
  );

// It names these itself; others are in dotted form.
const LONG = new Map([
  ['E', 'emailAddress'],
  ['I', 'initials'],
  ['G', 'GN'],
  ['T', 'title'],
  ['SERIALNUMBER', 'serialNumber'],
]);

const key = ({ name, namedCurve, modulusLength }) => {
  if (namedCurve) return { keyKind: `EC ${namedCurve}`, keyBits: CURVES[namedCurve] ?? null };
  return { keyKind: modulusLength ? 'RSA' : name, keyBits: modulusLength ?? null };
};

const signature = ({ name, hash }) => {
  if (name === 'ECDSA') return `ecdsa-with-${hash.name.replace('-', '')}`;
  return hash
    ? `${HASHES[hash.name]}WithRSAEncryption`
    : (SIGNATURES.get(name) ?? name.toUpperCase());
};

export const read = (pem) => {
  const found = new X509Certificate(pem);
  const usage = found.getExtension('2.5.29.15');
  const purposes = found.getExtension('2.5.29.37');
  const constraints = found.getExtension('2.5.29.19');
  const names = found.getExtension('2.5.29.17');
  return {
    subject: name(found.subjectName),
    issuer: name(found.issuerName),
    serial: found.serialNumber,
    notBefore: +found.notBefore,
    notAfter: +found.notAfter,
    sans: (names?.names.items ?? []).map(({ type, value }) => `${SAN[type] ?? type}:${value}`),
    ...key(found.publicKey.algorithm),
    signature: signature(found.signatureAlgorithm),
    sha256: sha256(new Uint8Array(found.rawData)),
    extensions: found.extensions.map(({ type, critical }) => ({ oid: type, critical })),
    keyUsage: usage ? USAGES.filter((_, bit) => usage.usages & (1 << bit)) : null,
    extendedKeyUsage: purposes?.usages.map((oid) => PURPOSES.get(oid) ?? oid) ?? null,
    ca: constraints?.ca ?? null,
    pathLength: constraints?.pathLength ?? null,
  };
};
