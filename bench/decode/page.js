// The bench's page: decodes a list with one of the peers, and returns the time or the results.

import { wrong } from './check.js';
import { blocks, certificate } from './floor.js';
import * as forge from './peers/forge.js';
import * as jsrsasign from './peers/jsrsasign.js';
import * as lapo from './peers/lapo.js';
import * as peculiar from './peers/peculiar.js';
import * as pkijs from './peers/pkijs.js';

// Not bundled: built by Trunk.
const glue = './decode-bench.js';
const panel = await import(glue);
await panel.default();

const entries = (body) => Object.entries(JSON.parse(new TextDecoder().decode(body)));

/** Each entry's facts, or why there are none, in sequence. */
const each = (read) => (body) =>
  entries(body).map(([entry, pem]) => {
    try {
      return { entry, facts: read(pem) };
    } catch (error) {
      return { entry, refused: `${error.message ?? error}` };
    }
  });

const floor = (digest) => each((pem) => certificate(blocks(pem)[0], digest));

/** The browser computes all fingerprints in parallel, on other threads. */
const floorWithSubtle = async (body) => {
  const ders = [];
  const list = floor((der) => void ders.push(der))(body);
  const digests = await Promise.all(ders.map((der) => crypto.subtle.digest('SHA-256', der)));
  const made = digests.values();
  for (const { facts } of list) {
    if (facts) facts.sha256 = new Uint8Array(made.next().value).toHex();
  }
  return list;
};

const written = (body) => {
  const decoded = panel.decode(body);
  decoded.write_out();
  return decoded;
};

const PEERS = {
  panel: written,
  'panel, facts as it keeps them': panel.decode,
  floor: floor(),
  'floor, SHA-256 by crypto.subtle': floorWithSubtle,
  'floor, without SHA-256': floor(() => undefined),
  '@lapo/asn1js': each(lapo.read),
  'node-forge': each(forge.read),
  jsrsasign: each(jsrsasign.read),
  '@peculiar/x509': each(peculiar.read),
  pkijs: each(pkijs.read),
};

/** The panel's facts in the peers' format. */
const ofPanel = (made) => {
  made.write_out();
  const list = JSON.parse(made.json());
  made.free();
  return list.map(({ entry, ...facts }) => {
    // JavaScript counts milliseconds.
    for (const date of ['notBefore', 'notAfter']) facts[date] *= 1000;
    return { entry, facts };
  });
};

const bodies = new Map();

const body = async (size) => {
  if (!bodies.has(size)) {
    const answer = await fetch(`${size}.json`);
    bodies.set(size, new Uint8Array(await answer.arrayBuffer()));
  }
  return bodies.get(size);
};

const timed = async (peer, size) => {
  const bytes = await body(size);
  const begin = performance.now();
  const made = await PEERS[peer](bytes);
  return { took: performance.now() - begin, made };
};

globalThis.bench = {
  /** A peer's time for this many certificates, in milliseconds. */
  async round(peer, size) {
    const { took, made } = await timed(peer, size);
    made.free?.();
    return took;
  },

  /** The same, with its facts compared with an independent decoder's. */
  async check(peer, size) {
    const { took, made } = await timed(peer, size);
    const list = Array.isArray(made) ? made : ofPanel(made);
    const refused = {};
    for (const { refused: why } of list) if (why) refused[why] = (refused[why] ?? 0) + 1;
    return { took, refused, wrong: await wrong(list), missing: size - list.length };
  },
};
