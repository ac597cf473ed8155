// The static page that the panel's start is compared with: it fetches the same body, decodes it,
// and shows the same table, with nothing else.
import { blocks, certificate } from '../decode/floor.js';
import { searchable } from './rows.js';
import { table } from './table.js';

const TITLES = {
  api: 'REST API',
  ccs_internode_encryption: 'Internode encryption, control plane',
  cm: 'Cluster Manager UI',
  data_internode_encryption: 'Internode encryption, data plane',
  ldap_client: 'LDAP client',
  metrics_exporter: 'Metrics exporter',
  mtls_trusted_ca: 'Trusted client CAs',
  proxy: 'Database endpoints',
  sso_issuer: 'SAML identity provider',
  sso_service: 'SAML service provider',
  syncer: 'Syncer',
};

const DAY = 86_400_000;

const status = (days) => {
  if (days < 0) return ['Expired', 'bad'];
  return days > 45 ? [`${days} days`, 'good'] : [`Expires in ${days} days`, 'warn'];
};

const includes = (bytes, part) => {
  for (let at = bytes.indexOf(part[0]); at >= 0; at = bytes.indexOf(part[0], at + 1)) {
    if (part.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
};

const bytesOf = (pem) =>
  Uint8Array.fromBase64(pem.slice(pem.indexOf('\n'), pem.indexOf('-----END')));

/** Most of these kinds of private keys include the public half in the certificate's encoding. */
const match = (key, { spki, keyKind }) => {
  if (!key) return 'No key';
  // An RSA key is a sequence of modulus and exponent, and private keys start with the modulus, too.
  const half = keyKind === 'RSA' ? spki.subarray(9, 73) : spki;
  return includes(bytesOf(key), half) ? 'Key matches' : 'Key does not match';
};

const row = (name, chain, key) => {
  const leaf = certificate(blocks(chain)[0]);
  const days = Math.floor((leaf.notAfter - Date.now()) / DAY);
  const [word, look] = status(days);
  return {
    name,
    title: TITLES[name] ?? '',
    days,
    until: new Date(leaf.notAfter).toISOString(),
    status: word,
    look,
    subject: leaf.subject,
    issuer: leaf.subject === leaf.issuer ? 'self-signed' : leaf.issuer,
    serial: leaf.serial,
    sans: leaf.sans,
    key: leaf.keyKind === 'RSA' ? `RSA ${leaf.keyBits}` : leaf.keyKind,
    sha256: leaf.sha256,
    match: match(key, leaf),
  };
};

const answer = await fetch('../v1/cluster/certificates', { cache: 'no-store' });
const entries = await answer.json();
const rows = [];
for (const [entry, value] of Object.entries(entries)) {
  if (!entry.endsWith('_cert')) continue;
  const name = entry.slice(0, -'_cert'.length);
  rows.push(row(name, value, entries[`${name}_key`]));
}
table(searchable(rows));
