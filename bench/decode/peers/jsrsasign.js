// jsrsasign, which works on hexadecimal text.

import { KJUR, X509, zulutodate } from 'jsrsasign';
import { CURVE_BITS, FLAGS, PURPOSES, USAGES, rfc2253, withoutSign } from '../texts.js';

const CURVE_NAMES = { secp256r1: 'EC P-256', secp384r1: 'EC P-384', secp521r1: 'EC P-521' };
const SHORT = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',
};
const SAN = { dns: 'DNS', ip: 'IP Address', rfc822: 'email', uri: 'URI' };
// Its own attribute names, where they differ.
const LABELS = { E: 'emailAddress' };

const name = ({ array }) =>
  rfc2253(array.map((rdn) => rdn.map(({ type, value }) => [LABELS[type] ?? type, value])));

const key = (key) => {
  if (key.n) return { keyKind: 'RSA', keyBits: key.n.bitLength() };
  const keyKind = CURVE_NAMES[key.curveName] ?? `EC ${key.curveName}`;
  return { keyKind, keyBits: CURVE_BITS.get(keyKind) ?? null };
};

const signature = (name) => {
  const [, hash, kind] = name.match(/^(SHA\d+)with(RSA|ECDSA)$/) ?? [];
  if (kind === 'RSA') return `${hash.toLowerCase()}WithRSAEncryption`;
  return kind === 'ECDSA' ? `ecdsa-with-${hash}` : name;
};

const alternative = (name) => {
  const [[type, value]] = Object.entries(name);
  return `${SAN[type] ?? type}:${value}`;
};

export const read = (pem) => {
  const found = new X509();
  found.readCertPEM(pem);
  const usage = found.getExtKeyUsage()?.names;
  const purpose = (name) => PURPOSES.get(SHORT[name] ?? name) ?? name;
  const constraints = found.getExtBasicConstraints();
  return {
    subject: name(found.getSubject()),
    issuer: name(found.getIssuer()),
    serial: withoutSign(found.getSerialNumberHex()),
    notBefore: +zulutodate(found.getNotBefore()),
    notAfter: +zulutodate(found.getNotAfter()),
    sans: (found.getExtSubjectAltName()?.array ?? []).map(alternative),
    ...key(found.getPublicKey()),
    signature: signature(found.getSignatureAlgorithmName()),
    sha256: KJUR.crypto.Util.hashHex(found.hex, 'sha256'),
    extensions: (found.aExtInfo ?? []).map(({ oid, critical }) => ({ oid, critical })),
    keyUsage: usage ? USAGES.filter((_, bit) => usage.includes(FLAGS[bit])) : null,
    extendedKeyUsage: found.getExtExtKeyUsage()?.array.map(purpose) ?? null,
    ca: constraints ? constraints.cA === true : null,
    pathLength: constraints?.pathLen ?? null,
  };
};
