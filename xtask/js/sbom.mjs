// node sbom.mjs PACKAGE TARGET SECONDS COMMIT FILE: writes what a program is made of, as CycloneDX 1.5.
// https://cyclonedx.org/docs/1.5/json/
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const [name, target, seconds, commit, file] = process.argv.slice(2);
const cargo = (...args) =>
  execFileSync(process.env.CARGO ?? "cargo", [...args, "--locked"], { maxBuffer: 1 << 28 }).toString();

// Without proc macros and what only they, builds, and tests need: that isn't in the program.
const tree = cargo(
  ...["tree", "--package", name, "--target", target, "--edges", "normal,no-proc-macro"],
  ...["--prefix", "none", "--format", "{p}"],
);
const key = (name, version) => `${name}@${version}`;
const shipped = new Set(
  tree.split("\n").filter(Boolean).map((line) => {
    const [name, version] = line.split(" ");
    return key(name, version.slice(1));
  }),
);
// The lock file is TOML with one value a line.
const checksums = new Map(
  readFileSync("Cargo.lock", "utf8").split("[[package]]").map((entry) => {
    const value = (field) => entry.match(new RegExp(`^${field} = "(.*)"$`, "m"))?.[1];
    return [key(value("name"), value("version")), value("checksum")];
  }),
);

const { packages, resolve } = JSON.parse(
  cargo("metadata", "--format-version", "1", "--filter-platform", target),
);
const byId = new Map(packages.map((one) => [one.id, one]));
const reference = (one) => `pkg:cargo/${one.name}@${one.version}`;
const isShipped = (one) => shipped.has(key(one.name, one.version));
const component = (one, type) => ({
  type,
  "bom-ref": reference(one),
  name: one.name,
  version: one.version,
  ...(one.description && { description: one.description.trim() }),
  ...(one.license && { licenses: [{ expression: one.license.replaceAll("/", " OR ") }] }),
  ...(checksums.get(key(one.name, one.version)) && {
    hashes: [{ alg: "SHA-256", content: checksums.get(key(one.name, one.version)) }],
  }),
  purl: reference(one),
});
const byReference = (a, b) => (reference(a) < reference(b) ? -1 : 1);
const all = packages.filter(isShipped).sort(byReference);
const root = all.find((one) => one.name === name);
const dependencies = resolve.nodes
  .filter((node) => isShipped(byId.get(node.id)))
  .map((node) => ({
    ref: reference(byId.get(node.id)),
    dependsOn: node.deps
      .filter((dep) => dep.dep_kinds.some(({ kind }) => kind === null))
      .map((dep) => byId.get(dep.pkg))
      .filter(isShipped)
      .map(reference)
      .sort(),
  }))
  .sort((a, b) => (a.ref < b.ref ? -1 : 1));

const bom = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  metadata: {
    timestamp: new Date(seconds * 1000).toISOString(),
    component: component(root, "application"),
    properties: [{ name: "certdeck:commit", value: commit }, { name: "certdeck:target", value: target }],
  },
  components: all.filter((one) => one !== root).map((one) => component(one, "library")),
  dependencies,
};
writeFileSync(file, JSON.stringify(bom, null, 2) + "\n");
console.log(`  ${bom.components.length} components`);
