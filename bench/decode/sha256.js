// SHA-256, FIPS 180-4. For a certificate's few hundred bytes, plain JavaScript finishes before
// crypto.subtle has reached another thread.

const K = new Int32Array(64);
const START = new Int32Array(8);
{
  // The fractional parts of the roots of the first primes.
  const fraction = (number) => ((number - Math.floor(number)) * 2 ** 32) | 0;
  let found = 0;
  for (let number = 2; found < 64; number += 1) {
    let divisor = 2;
    while (number % divisor) divisor += 1;
    if (divisor < number) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }
}

const words = new Int32Array(64);
const state = new Int32Array(8);
const tail = new Uint8Array(128);
const digest = new Uint8Array(32);
const view = new DataView(digest.buffer);

const compress = (bytes, at) => {
  for (let i = 0; i < 16; i += 1, at += 4) {
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const x = words[i - 15];
    const y = words[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let a = state[0],
    b = state[1],
    c = state[2],
    d = state[3];
  let e = state[4],
    f = state[5],
    g = state[6],
    h = state[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
};

export const sha256 = (bytes) => {
  state.set(START);
  const whole = bytes.length & ~63;
  for (let at = 0; at < whole; at += 64) compress(bytes, at);
  const rest = bytes.length - whole;
  tail.fill(0);
  for (let i = 0; i < rest; i += 1) tail[i] = bytes[whole + i];
  tail[rest] = 0x80;
  const end = rest < 56 ? 64 : 128;
  const bits = bytes.length * 8;
  for (let i = 0; i < 4; i += 1) tail[end - 1 - i] = bits >>> (8 * i);
  compress(tail, 0);
  if (end === 128) compress(tail, 64);
  for (let i = 0; i < 8; i += 1) view.setInt32(4 * i, state[i]);
  return digest.toHex();
};
