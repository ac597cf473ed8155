// Reads and writes the sections of a WebAssembly file.

/** Reads numbers and strings, starting at an offset. */
export const reader = (bytes, at) => ({
  at,
  number() {
    let [value, shift, byte] = [0, 1, 0x80];
    for (; byte & 0x80; shift *= 128) {
      byte = bytes[this.at++];
      value += (byte & 0x7f) * shift;
    }
    return value;
  },
  text() {
    const length = this.number();
    return bytes.toString("utf8", this.at, (this.at += length));
  },
});

/** Calls `each` with the kind, start and end of every section. */
export function sections(bytes, from, to, each) {
  for (const section = reader(bytes, from); section.at < to; ) {
    const kind = bytes[section.at++];
    const length = section.number();
    each(kind, section.at, section.at + length);
    section.at += length;
  }
}

/** A number's bytes. */
export function number(value) {
  const digits = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) digits.push((value & 0x7f) | 0x80);
  return Buffer.from([...digits, value]);
}

/** A string's or another part's bytes, after their number. */
export const counted = (part) => Buffer.concat([number(Buffer.byteLength(part)), Buffer.from(part)]);
