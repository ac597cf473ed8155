// node oci.mjs LAYER.tar FOLDER ARCHITECTURE VERSION SECONDS COMMIT: writes an image with one layer as an
// OCI layout. https://github.com/opencontainers/image-spec
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";

const [layerFile, folder, architecture, version, seconds, commit] = process.argv.slice(2);
const created = new Date(seconds * 1000).toISOString();
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
mkdirSync(join(folder, "blobs/sha256"), { recursive: true });

const add = (bytes, mediaType) => {
  writeFileSync(join(folder, "blobs/sha256", digest(bytes)), bytes);
  return { mediaType, digest: `sha256:${digest(bytes)}`, size: bytes.length };
};
const json = (value) => Buffer.from(JSON.stringify(value));
const type = (name) => `application/vnd.oci.image.${name}`;

const tar = readFileSync(layerFile);
const layer = add(gzipSync(tar, { level: constants.Z_BEST_COMPRESSION }), type("layer.v1.tar+gzip"));
const labels = {
  "org.opencontainers.image.title": "certdeck",
  "org.opencontainers.image.version": version,
  "org.opencontainers.image.revision": commit,
  "org.opencontainers.image.licenses": "MIT OR Apache-2.0",
};
const config = add(
  json({
    created,
    architecture,
    os: "linux",
    // No user of this number exists anywhere.
    config: { User: "65532:65532", Entrypoint: ["/usr/bin/certdeck"], WorkingDir: "/", Labels: labels },
    rootfs: { type: "layers", diff_ids: [`sha256:${digest(tar)}`] },
    history: [{ created, created_by: "cargo xtask package" }],
  }),
  type("config.v1+json"),
);
const manifest = add(
  json({ schemaVersion: 2, mediaType: type("manifest.v1+json"), config, layers: [layer], annotations: labels }),
  type("manifest.v1+json"),
);
const index = {
  schemaVersion: 2,
  mediaType: type("index.v1+json"),
  manifests: [
    {
      ...manifest,
      platform: { architecture, os: "linux" },
      annotations: { "org.opencontainers.image.ref.name": version },
    },
  ],
};
writeFileSync(join(folder, "index.json"), JSON.stringify(index));
writeFileSync(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
