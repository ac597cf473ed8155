// node compress.mjs FOLDER: writes FILE.br and FILE.gz next to every file worth compressing.
// brotli's best level takes seconds, so servers that compress on the fly use a lower one.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// Not config.json: sites edit it, and servers would send the old copy.
const COMPRESSIBLE = /\.(html|css|js|wasm|svg)$|^languages[\\/].*\.json$/;
// Smaller files already fit in one packet.
const SMALLEST = 1400;
// The largest window that every browser supports.
const brotli = { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } };
const gzip = { level: constants.Z_BEST_COMPRESSION };

const folder = process.argv[2];
const total = { files: 0, plain: 0, br: 0, gz: 0 };
for (const name of readdirSync(folder, { recursive: true })) {
  const file = join(folder, name);
  const plain = COMPRESSIBLE.test(name) ? readFileSync(file) : Buffer.alloc(0);
  if (plain.length < SMALLEST) continue;
  const br = brotliCompressSync(plain, brotli);
  const gz = gzipSync(plain, gzip);
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gz);
  total.files += 1;
  total.plain += plain.length;
  total.br += br.length;
  total.gz += gz.length;
}
const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;
console.log(
  `  ${total.files} files: ${kib(total.plain)}, ${kib(total.gz)} with gzip, ${kib(total.br)} with brotli`,
);
