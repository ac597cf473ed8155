// node size_diff.mjs PROGRAM BASELINE [--write]: what grew in a program since the baseline was
// written, largest first, in bytes of code before wasm-opt and compression.
//
// PROGRAM is the output of wasm-bindgen, which still has names. Generic code counts toward the
// panel module it was compiled for, because a change there can shrink it.
import { readFileSync, writeFileSync } from "node:fs";
import { reader, sections } from "./sections.mjs";

const [program, baseline, write] = process.argv.slice(2);
const bytes = readFileSync(program);

const [FUNCTION_IMPORT, NAMED, IMPORTS, CODE, NAMES_OF_FUNCTIONS] = [0, 0, 2, 10, 1];
const names = new Map();
const sizes = [];
let imported = 0;
sections(bytes, 8, bytes.length, (kind, from, to) => {
  const section = reader(bytes, from);
  if (kind === IMPORTS) {
    for (let left = section.number(); left > 0; left -= 1) {
      section.text();
      section.text();
      const is_function = bytes[section.at++] === FUNCTION_IMPORT;
      if (!is_function) throw new Error("wasm-bindgen's programs import functions only");
      imported += 1;
      section.number();
    }
  } else if (kind === CODE) {
    for (let left = section.number(); left > 0; left -= 1) {
      const length = section.number();
      sizes.push(length);
      section.at += length;
    }
  } else if (kind === NAMED && section.text() === "name") {
    sections(bytes, section.at, to, (what, start) => {
      const list = reader(bytes, start);
      if (what !== NAMES_OF_FUNCTIONS) return;
      for (let left = list.number(); left > 0; left -= 1) names.set(list.number(), list.text());
    });
  }
});

const groups = {};
for (const [at, size] of sizes.entries()) {
  const name = names.get(imported + at) ?? "";
  const own = name.match(/\b(certdeck|cert_inventory)(\[\w+\])?(::\w+){1,2}/g)?.[0];
  const foreign = name.startsWith("_R") ? "wasm-bindgen's own" : name.match(/\w+::\w+/)?.[0];
  const group = (own ?? foreign ?? "?").replace(/\[\w+\]/, "");
  groups[group] = (groups[group] ?? 0) + size;
}
if (write) {
  const sorted = Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(baseline, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
} else {
  const before = JSON.parse(readFileSync(baseline, "utf8"));
  const all = new Set([...Object.keys(before), ...Object.keys(groups)]);
  const grown = [...all].map((group) => [(groups[group] ?? 0) - (before[group] ?? 0), group]);
  const most = grown.filter(([more]) => more > 0).sort(([a], [b]) => b - a).slice(0, 15);
  for (const [more, group] of most) console.log(`${String(more).padStart(9)} more  ${group}`);
}
