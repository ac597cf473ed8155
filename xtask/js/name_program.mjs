// node name_program.mjs FOLDER: names the program's script and its WebAssembly by their content. Trunk
// names them by the compiler's output, and a package puts the path of its sources into that; the
// finished files don't contain it.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const page = join(folder, "index.html");
const html = readFileSync(page, "utf8");
const [old] = html.match(/certdeck-[0-9a-f]+(?=_bg\.wasm)/);
const endings = [".js", "_bg.wasm"];
const digest = createHash("sha256");
for (const ending of endings) digest.update(readFileSync(join(folder, old + ending)));
const name = `certdeck-${digest.digest("hex").slice(0, 16)}`;
for (const ending of endings) renameSync(join(folder, old + ending), join(folder, name + ending));
writeFileSync(page, html.replaceAll(old, name));
