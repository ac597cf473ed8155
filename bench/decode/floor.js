// The floor: a hand-written decoder with nothing in between, as one would write it if every
// microsecond counted: one pass, no intermediate objects, every identifier and repeated text
// created once.

import {
  ATTRIBUTES,
  CURVES,
  PURPOSES,
  SIGNATURES,
  address,
  bitLength,
  escaped,
  usages,
} from './texts.js';
import { sha256 } from './sha256.js';

// The current certificate, the same as a binary string, and the bounds of the last value whose
// header was read.
let data;
let whole;
let start = 0;
let end = 0;

// Reads a header and returns its tag; `limit` is the end of the enclosing value.
const head = (at, limit) => {
  let length = data[at + 1];
  start = at + 2;
  if (length > 127) {
    let digits = length & 127;
    if (digits === 0) throw new Error('a length without end');
    length = 0;
    while (digits--) length = length * 256 + data[start++];
  }
  end = start + length;
  if (!(end <= limit)) throw new Error('cut off');
  return data[at];
};

const expect = (tag, at, limit) => {
  if (head(at, limit) !== tag) throw new Error(`not ${tag}`);
};

// Decoded once per certificate and sliced, which is faster than creating each text. This name means
// Windows-1252, which differs from Latin-1, but not in ASCII.
const bytewise = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf16 = new TextDecoder('utf-16be', { fatal: true });

const hex = (from, to) => data.subarray(from, to).toHex();

const string = (tag, from, to) => {
  const text = whole.slice(from, to);
  if (tag !== 0x1e && /^[\x00-\x7f]*$/.test(text)) return text;
  const bytes = data.subarray(from, to);
  if (tag === 0x1e) return utf16.decode(bytes);
  return tag === 0x0c ? utf8.decode(bytes) : String.fromCharCode(...bytes);
};

const dottedByBytes = new Map();

const oid = (from, to) => {
  const key = whole.slice(from, to);
  let dotted = dottedByBytes.get(key);
  if (dotted === undefined) {
    const first = data[from] < 80 ? (data[from] / 40) | 0 : 2;
    let arc = 0n;
    for (let at = from; at < to; at += 1) {
      arc = arc * 128n + BigInt(data[at] & 127);
      if (data[at] > 127) continue;
      dotted = dotted === undefined ? `${first}.${arc - BigInt(first * 40)}` : `${dotted}.${arc}`;
      arc = 0n;
    }
    dottedByBytes.set(key, dotted);
  }
  return dotted;
};

// A name as attributes ready for display: the relative names in order.
const rdns = (at, to, attribute) => {
  const names = [];
  while (at < to) {
    expect(0x31, at, to);
    const setEnd = end;
    const parts = [];
    at = start;
    while (at < setEnd) {
      expect(0x30, at, setEnd);
      const pairEnd = end;
      expect(0x06, start, pairEnd);
      const type = oid(start, end);
      const value = end;
      parts.push(attribute(type, head(value, pairEnd), value));
      at = pairEnd;
    }
    names.push(parts);
  }
  return names;
};

const rfc2253 = (type, tag, at) => {
  const label = ATTRIBUTES.get(type);
  if (label === undefined) return `${type}=#${hex(at, end).toUpperCase()}`;
  return `${label}=${escaped(string(tag, start, end))}`;
};

const oneline = (type, tag) =>
  `${ATTRIBUTES.get(type) ?? type}=${string(tag, start, end).replace(/[/+]/g, '\\$&')}`;

const name = (at, to) => {
  const names = rdns(at, to, rfc2253);
  let text = '';
  for (let i = names.length - 1; i >= 0; i -= 1) {
    const parts = names[i];
    const rdn = parts.length === 1 ? parts[0] : parts.reverse().join('+');
    text = text === '' ? rdn : `${text},${rdn}`;
  }
  return text;
};

const pair = (at) => (data[at] - 48) * 10 + data[at + 1] - 48;

const time = (tag) => {
  let at = start;
  let year = pair(at);
  at += 2;
  if (tag === 0x18) {
    year = year * 100 + pair(at);
    at += 2;
  } else year += year < 50 ? 2000 : 1900;
  return Date.UTC(year, pair(at) - 1, pair(at + 2), pair(at + 4), pair(at + 6), pair(at + 8));
};

const serialNumber = () => {
  if (data[start] < 128) return hex(data[start] === 0 && end - start > 1 ? start + 1 : start, end);
  const size = BigInt(8 * (end - start));
  const digits = ((1n << size) - BigInt(`0x${hex(start, end)}`)).toString(16);
  return `-${digits.length % 2 ? '0' : ''}${digits}`;
};

// The key between two offsets, as in `facts`.
const publicKey = (facts, at, to) => {
  expect(0x30, at, to);
  const algorithmEnd = end;
  expect(0x06, start, algorithmEnd);
  const type = oid(start, end);
  const parameters = end;
  expect(0x03, algorithmEnd, to);
  const key = start + 1;
  const keyEnd = end;
  facts.spki = data.subarray(key, keyEnd);
  if (type === '1.2.840.113549.1.1.1') {
    expect(0x30, key, keyEnd);
    expect(0x02, start, end);
    facts.keyKind = 'RSA';
    facts.keyBits = bitLength(data.subarray(start, end));
  } else if (type === '1.2.840.10045.2.1') {
    expect(0x06, parameters, algorithmEnd);
    const curve = oid(start, end);
    [facts.keyKind, facts.keyBits] = CURVES.get(curve) ?? [`EC ${curve}`, null];
  } else {
    facts.keyKind = type === '1.3.101.112' ? 'Ed25519' : type;
  }
};

const generalName = (tag) => {
  switch (tag) {
    case 0x81:
      return `email:${string(0x0c, start, end)}`;
    case 0x82:
      return `DNS:${string(0x0c, start, end)}`;
    case 0x86:
      return `URI:${string(0x0c, start, end)}`;
    case 0x87:
      return `IP Address:${address(data.subarray(start, end))}`;
    case 0x88:
      return `Registered ID:${oid(start, end)}`;
    case 0xa4: {
      expect(0x30, start, end);
      const names = rdns(start, end, oneline);
      return `DirName:${names.map((parts) => `/${parts.join('+')}`).join('')}`;
    }
    default:
      return `${tag & 31}:<unsupported>`;
  }
};

const each = (at, to, read) => {
  const list = [];
  while (at < to) {
    const tag = head(at, to);
    at = end;
    list.push(read(tag));
  }
  return list;
};

const purpose = () => {
  const type = oid(start, end);
  return PURPOSES.get(type) ?? type;
};

const constraints = (facts, at, to) => {
  facts.ca = false;
  if (at < to && head(at, to) === 0x01) {
    facts.ca = data[start] !== 0;
    at = end;
  }
  if (at < to) {
    expect(0x02, at, to);
    facts.pathLength = parseInt(hex(start, end), 16);
  }
};

const extensions = (facts, at, to) => {
  while (at < to) {
    expect(0x30, at, to);
    const extensionEnd = end;
    expect(0x06, start, extensionEnd);
    const type = oid(start, end);
    let critical = false;
    if (head(end, extensionEnd) === 0x01) {
      critical = data[start] !== 0;
      head(end, extensionEnd);
    }
    facts.extensions.push({ oid: type, critical });
    at = extensionEnd;
    switch (type) {
      case '2.5.29.17':
        expect(0x30, start, end);
        facts.sans = each(start, end, generalName);
        break;
      case '2.5.29.15':
        expect(0x03, start, end);
        facts.keyUsage = usages(data[start + 1], end - start > 2 ? data[start + 2] : 0);
        break;
      case '2.5.29.37':
        expect(0x30, start, end);
        facts.extendedKeyUsage = each(start, end, purpose);
        break;
      case '2.5.29.19':
        expect(0x30, start, end);
        constraints(facts, start, end);
        break;
    }
  }
};

/** The facts of a DER certificate; `digest` computes the fingerprint. */
export const certificate = (der, digest = sha256) => {
  data = der;
  whole = bytewise.decode(der);
  const facts = {
    subject: '',
    issuer: '',
    serial: '',
    notBefore: 0,
    notAfter: 0,
    sans: [],
    keyKind: '',
    keyBits: null,
    spki: null,
    signature: '',
    sha256: '',
    extensions: [],
    keyUsage: null,
    extendedKeyUsage: null,
    ca: null,
    pathLength: null,
  };
  expect(0x30, 0, der.length);
  const size = end;
  expect(0x30, start, size);
  const limit = end;
  let at = start;
  if (head(at, limit) === 0xa0) at = end;
  expect(0x02, at, limit);
  facts.serial = serialNumber();
  expect(0x30, end, limit);
  at = end;
  expect(0x06, start, at);
  const signature = oid(start, end);
  facts.signature = SIGNATURES.get(signature) ?? signature;
  expect(0x30, at, limit);
  at = end;
  facts.issuer = name(start, at);
  expect(0x30, at, limit);
  at = end;
  facts.notBefore = time(head(start, at));
  facts.notAfter = time(head(end, at));
  expect(0x30, at, limit);
  at = end;
  facts.subject = name(start, at);
  expect(0x30, at, limit);
  at = end;
  publicKey(facts, start, at);
  while (at < limit) {
    const tag = head(at, limit);
    at = end;
    if (tag === 0xa3) {
      expect(0x30, start, at);
      extensions(facts, start, end);
    }
  }
  facts.sha256 = digest(size === der.length ? der : der.subarray(0, size));
  return facts;
};

const BEGIN = '-----BEGIN CERTIFICATE-----';

/** A PEM text's certificates, in DER. */
export const blocks = (pem) => {
  const found = [];
  let at = pem.indexOf(BEGIN);
  while (at >= 0) {
    const from = at + BEGIN.length;
    const to = pem.indexOf('-----END', from);
    found.push(Uint8Array.fromBase64(pem.slice(from, to)));
    at = pem.indexOf(BEGIN, to);
  }
  return found;
};
