// node-forge.

import forge from 'node-forge';
import { FLAGS, PURPOSES, SIGNATURES, USAGES, rfc2253, withoutSign } from '../texts.js';

const UTF8 = forge.asn1.Type.UTF8;
const SHORT = [
  ['serverAuth', '1.3.6.1.5.5.7.3.1'],
  ['clientAuth', '1.3.6.1.5.5.7.3.2'],
  ['codeSigning', '1.3.6.1.5.5.7.3.3'],
  ['emailProtection', '1.3.6.1.5.5.7.3.4'],
  ['timeStamping', '1.3.6.1.5.5.7.3.8'],
];
const SHORT_OIDS = new Map(SHORT);
const SAN = { 1: 'email', 2: 'DNS', 6: 'URI', 7: 'IP Address' };

// Its attributes are in a flat list, with their texts as binary strings.
const name = ({ attributes }) =>
  rfc2253(
    attributes.map(({ type, value, valueTagClass }) => [
      [type, valueTagClass === UTF8 ? forge.util.decodeUtf8(value) : value],
    ]),
  );

// Purposes are properties, named or dotted, in the certificate's order.
const purposes = (extension) =>
  Object.keys(extension)
    .map((key) => SHORT_OIDS.get(key) ?? key)
    .filter((key) => /^\d+\./.test(key))
    .map((oid) => PURPOSES.get(oid) ?? oid);

export const read = (pem) => {
  const der = forge.pem.decode(pem)[0].body;
  const found = forge.pki.certificateFromAsn1(forge.asn1.fromDer(der));
  const usage = found.getExtension('keyUsage');
  const extended = found.getExtension('extKeyUsage');
  const constraints = found.getExtension('basicConstraints');
  const names = found.getExtension('subjectAltName')?.altNames ?? [];
  return {
    subject: name(found.subject),
    issuer: name(found.issuer),
    serial: withoutSign(found.serialNumber),
    notBefore: +found.validity.notBefore,
    notAfter: +found.validity.notAfter,
    sans: names.map(({ type, value, ip }) => `${SAN[type] ?? type}:${ip ?? value}`),
    keyKind: 'RSA',
    keyBits: found.publicKey.n.bitLength(),
    signature: SIGNATURES.get(found.signatureOid) ?? found.signatureOid,
    sha256: forge.md.sha256.create().update(der).digest().toHex(),
    extensions: found.extensions.map(({ id, critical }) => ({ oid: id, critical })),
    keyUsage: usage ? USAGES.filter((_, bit) => usage[FLAGS[bit]]) : null,
    extendedKeyUsage: extended ? purposes(extended) : null,
    ca: constraints?.cA ?? null,
    pathLength: constraints?.pathLenConstraint ?? null,
  };
};
