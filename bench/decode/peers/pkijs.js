// PKI.js: classes around asn1js.

import { Certificate } from 'pkijs';
import { blocks } from '../floor.js';
import {
  CURVE_BITS,
  PURPOSES,
  SIGNATURES,
  address,
  bitLength,
  rfc2253,
  usages,
  withoutSign,
} from '../texts.js';
import { sha256 } from '../sha256.js';

// Its attributes are in a flat list, so multi-valued relative names can't be told apart.
const name = ({ typesAndValues }) =>
  rfc2253(typesAndValues.map(({ type, value }) => [[type, value.valueBlock.value]]));

const key = ({ algorithm, parsedKey }) => {
  if (parsedKey?.modulus) {
    return { keyKind: 'RSA', keyBits: bitLength(parsedKey.modulus.valueBlock.valueHexView) };
  }
  if (parsedKey) {
    const kind = `EC ${parsedKey.namedCurve}`;
    return { keyKind: kind, keyBits: CURVE_BITS.get(kind) ?? null };
  }
  const type = algorithm.algorithmId;
  return { keyKind: type === '1.3.101.112' ? 'Ed25519' : type, keyBits: null };
};

const SAN = { 1: 'email', 2: 'DNS', 6: 'URI', 8: 'Registered ID' };
const alternative = ({ type, value }) =>
  type === 7
    ? `IP Address:${address(value.valueBlock.valueHexView)}`
    : `${SAN[type] ?? type}:${value}`;

export const read = (pem) => {
  const [der] = blocks(pem);
  const found = Certificate.fromBER(der);
  const value = (oid) => found.extensions?.find(({ extnID }) => extnID === oid)?.parsedValue;
  const usage = value('2.5.29.15')?.valueBlock.valueHexView;
  const constraints = value('2.5.29.19');
  const signature = found.signature.algorithmId;
  return {
    subject: name(found.subject),
    issuer: name(found.issuer),
    serial: withoutSign(found.serialNumber.valueBlock.valueHexView.toHex()),
    notBefore: +found.notBefore.value,
    notAfter: +found.notAfter.value,
    sans: (value('2.5.29.17')?.altNames ?? []).map(alternative),
    ...key(found.subjectPublicKeyInfo),
    signature: SIGNATURES.get(signature) ?? signature,
    sha256: sha256(der),
    extensions: (found.extensions ?? []).map(({ extnID, critical }) => ({ oid: extnID, critical })),
    keyUsage: usage ? usages(usage[0], usage[1]) : null,
    extendedKeyUsage:
      value('2.5.29.37')?.keyPurposes.map((oid) => PURPOSES.get(oid) ?? oid) ?? null,
    ca: constraints?.cA ?? null,
    pathLength: constraints?.pathLenConstraint ?? null,
  };
};
