// node short_names.mjs PROGRAM SCRIPT: shortens the names by which wasm-bindgen's output and its
// JavaScript find each other, which have digests and types in them, and drops the exports that the
// script doesn't use: wasm-opt then removes their code.
import { readFileSync, writeFileSync } from "node:fs";
import { counted, number, reader, sections } from "./sections.mjs";

const [program, script] = process.argv.slice(2);
const bytes = readFileSync(program);
const source = readFileSync(script, "utf8");

const [IMPORTS, EXPORTS, FUNCTION] = [2, 7, 0];
const used = new Set(source.match(/[\w$]+/g));
const short = new Map();

function shortened(name) {
  if (!name.startsWith("__wb") && !name.startsWith("wasm_bindgen")) return name;
  if (!short.has(name)) short.set(name, `_${short.size.toString(36)}`);
  return short.get(name);
}

function imports(from) {
  const section = reader(bytes, from);
  const count = section.number();
  const entries = Array.from({ length: count }, () => {
    const [module, name] = [section.text(), section.text()];
    if (bytes[section.at++] !== FUNCTION) throw new Error("only functions are imported");
    const type = number(section.number());
    return [counted(module), counted(shortened(name)), Buffer.from([FUNCTION]), type];
  });
  return [number(count), ...entries.flat()];
}

function exports(from) {
  const section = reader(bytes, from);
  const entries = Array.from({ length: section.number() }, () => {
    const [name, kind] = [section.text(), bytes[section.at++]];
    return [name, Buffer.from([kind]), number(section.number())];
  });
  const kept = entries.filter(([name]) => used.has(name));
  return [number(kept.length), ...kept.flatMap(([name, ...rest]) => [counted(shortened(name)), ...rest])];
}

const parts = [bytes.subarray(0, 8)];
sections(bytes, 8, bytes.length, (kind, from, to) => {
  const change = { [IMPORTS]: imports, [EXPORTS]: exports }[kind];
  const section = change ? Buffer.concat(change(from)) : bytes.subarray(from, to);
  parts.push(Buffer.from([kind]), counted(section));
});
const taken = [...short.values()].find((name) => used.has(name));
if (taken !== undefined) throw new Error(`${taken} is taken`);
writeFileSync(program, Buffer.concat(parts));
writeFileSync(script, source.replace(/[\w$]+/g, (name) => short.get(name) ?? name));
