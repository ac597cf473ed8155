// node bundle_css.mjs FOLDER PARTS: finishes what Trunk built. What was parted from the program
// (xtask/shims/wasm-bindgen) comes beside it, and the styles become one file: each request takes
// its time, and one file is half as long compressed.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, parts] = process.argv.slice(2);
for (const part of readdirSync(parts)) copyFileSync(join(parts, part), join(folder, part));

const page = join(folder, "index.html");
const text = readFileSync(page, "utf8");
const links = text.match(/<link [^>]*rel="?stylesheet\b[^>]*>/g);
const files = links.map((link) => link.match(/href="?\.?\/?([^" >]+)/)[1]);
const style = Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
const digest = (algorithm, encoding) => createHash(algorithm).update(style).digest(encoding);
const name = `style-${digest("sha256", "hex").slice(0, 16)}.css`;
writeFileSync(join(folder, name), style);
for (const file of files) rmSync(join(folder, file));

const integrity = `sha384-${digest("sha384", "base64")}`;
const link = `<link rel="stylesheet" href="./${name}" integrity="${integrity}">`;
const joined = links.reduce((rest, old, at) => rest.replace(old, at === 0 ? link : ""), text);
writeFileSync(page, joined);
