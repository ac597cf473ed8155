// Compares a peer's facts with those of independent decoders: x509-parser, which ran beforehand,
// and the browser's own SHA-256.

import { PURPOSES, SIGNATURES, rfc2253, usages } from './texts.js';
import { blocks } from './floor.js';

let known;

const reference = async () => {
  const read = async (file) => (await fetch(file)).json();
  const [facts, texts] = await Promise.all([read('reference.json'), read('10000.json')]);
  for (const one of facts) {
    one.subject &&= rfc2253(one.subject);
    one.issuer &&= rfc2253(one.issuer);
    one.extensions = one.extensions.map(({ oid, critical }) => ({ oid, critical }));
    one.signature = SIGNATURES.get(one.signature) ?? one.signature;
    one.keyUsage &&= usages(one.keyUsage >> 8, one.keyUsage & 255);
    one.extendedKeyUsage &&= one.extendedKeyUsage.map((oid) => PURPOSES.get(oid) ?? oid).sort();
    const digest = await crypto.subtle.digest('SHA-256', blocks(texts[one.entry])[0]);
    one.sha256 = new Uint8Array(digest).toHex();
  }
  return new Map(facts.map(({ entry, ...facts }) => [entry, facts]));
};

/** The number of certificates with a wrong fact, how often each fact is wrong, and examples. */
export const wrong = async (list) => {
  known ??= await reference();
  const found = { count: 0, facts: {}, examples: {} };
  for (const { entry, facts } of list.filter(({ facts }) => facts)) {
    let differs = false;
    for (const [fact, right] of Object.entries(known.get(entry))) {
      // One of the two can't provide this fact.
      if (right === undefined || facts[fact] === undefined) continue;
      // x509-parser doesn't keep the order of purposes.
      const own =
        fact === 'extendedKeyUsage' && facts[fact] ? [...facts[fact]].sort() : facts[fact];
      if (JSON.stringify(own) === JSON.stringify(right)) continue;
      differs = true;
      found.facts[fact] = (found.facts[fact] ?? 0) + 1;
      found.examples[fact] ??= `${entry}: ${JSON.stringify(own)} for ${JSON.stringify(right)}`;
    }
    if (differs) found.count += 1;
  }
  return found;
};
