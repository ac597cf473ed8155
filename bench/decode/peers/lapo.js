// @lapo/asn1js: a DER tree, from which facts must be extracted by hand.

import { ASN1 } from '@lapo/asn1js';
import { blocks } from '../floor.js';
import {
  CURVES,
  PURPOSES,
  SIGNATURES,
  address,
  bitLength,
  rfc2253,
  usages,
  withoutSign,
} from '../texts.js';
import { sha256 } from '../sha256.js';

const bytes = (node) => node.stream.enc.subarray(node.posContent(), node.posEnd());

// Its description of an identifier follows on further lines.
const oid = (node) => {
  const text = node.content();
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
};

const name = (node) =>
  rfc2253(
    node.sub.map((rdn) => rdn.sub.map(({ sub: [type, value] }) => [oid(type), value.content()])),
  );

const time = (node) => Date.parse(node.content());

const key = ({ sub: [algorithm, key] }) => {
  const type = oid(algorithm.sub[0]);
  if (type === '1.2.840.113549.1.1.1') {
    return { keyKind: 'RSA', keyBits: bitLength(bytes(key.sub[0].sub[0])) };
  }
  if (type === '1.2.840.10045.2.1') {
    const curve = oid(algorithm.sub[1]);
    const [keyKind, keyBits] = CURVES.get(curve) ?? [`EC ${curve}`, null];
    return { keyKind, keyBits };
  }
  return { keyKind: type === '1.3.101.112' ? 'Ed25519' : type, keyBits: null };
};

const SAN = { 1: 'email', 2: 'DNS', 6: 'URI', 7: 'IP Address' };
const utf8 = new TextDecoder();
const alternative = (node) => {
  const type = node.tag.tagNumber;
  const value = bytes(node);
  return `${SAN[type] ?? type}:${type === 7 ? address(value) : utf8.decode(value)}`;
};

export const read = (pem) => {
  const [der] = blocks(pem);
  const parts = ASN1.decode(der).sub[0].sub;
  // The oldest certificates omit the version.
  const at = parts[0].tag.tagClass === 2 ? 1 : 0;
  const [number, algorithm, issuer, validity, subject, spki] = parts.slice(at);
  const list = parts.find(({ tag }) => tag.tagClass === 2 && tag.tagNumber === 3)?.sub[0].sub ?? [];
  const values = new Map(list.map(({ sub }) => [oid(sub[0]), sub[sub.length - 1].sub?.[0]]));
  const signature = oid(algorithm.sub[0]);
  const usage = values.get('2.5.29.15');
  const [, first, second] = usage ? bytes(usage) : [];
  const constraints = values.get('2.5.29.19');
  const length = constraints?.sub?.find(({ tag }) => tag.tagNumber === 2);
  return {
    subject: name(subject),
    issuer: name(issuer),
    serial: withoutSign(bytes(number).toHex()),
    notBefore: time(validity.sub[0]),
    notAfter: time(validity.sub[1]),
    sans: (values.get('2.5.29.17')?.sub ?? []).map(alternative),
    ...key(spki),
    signature: SIGNATURES.get(signature) ?? signature,
    sha256: sha256(der),
    extensions: list.map(({ sub }) => ({
      oid: oid(sub[0]),
      critical: sub.length > 2 && sub[1].content() === 'true',
    })),
    keyUsage: usage ? usages(first, second) : null,
    extendedKeyUsage:
      values
        .get('2.5.29.37')
        ?.sub.map(oid)
        .map((oid) => PURPOSES.get(oid) ?? oid) ?? null,
    ca: constraints ? constraints.sub?.[0]?.content() === 'true' : null,
    pathLength: length ? Number(bytes(length)[0]) : null,
  };
};
