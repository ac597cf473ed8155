// node build.mjs DIST HOME OUT: builds the peers' pages in OUT/peers, with the panel's own styles
// from DIST, and the script in OUT/decode. HOME has the node_modules.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [dist, home, out] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(home, 'package.json'));
const esbuild = require('esbuild');
const babel = require('@babel/core');

/** Compiles Solid's components with its own compiler. */
const solid = {
  name: 'solid',
  setup(build) {
    build.onLoad({ filter: /solid\.jsx$/ }, async ({ path }) => {
      const options = { filename: path, presets: [require('babel-preset-solid')], configFile: false };
      const { code } = await babel.transformAsync(readFileSync(path, 'utf8'), options);
      return { contents: code, loader: 'js' };
    });
  },
};

const bundle = async (entry) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [join(home, 'node_modules')],
    plugins: [solid],
    logOverride: { 'direct-eval': 'silent' },
    write: false,
  });
  return outputFiles[0].text;
};

/** Writes a file with its digest in its name, so that browsers cache it; returns the name. */
const kept = (name, ending, text) => {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const file = `${name}-${digest}${ending}`;
  writeFileSync(join(out, 'peers', file), text);
  return file;
};

rmSync(join(out, 'peers'), { recursive: true, force: true });
mkdirSync(join(out, 'peers'), { recursive: true });

const index = readFileSync(join(dist, 'index.html'), 'utf8');
const links = index.match(/<link[^>]*rel="?stylesheet"?[^>]*>/g);
const files = links.map((link) => join(dist, link.match(/href="?([^" >]+)/)[1]));
const styles = [...files, join(here, 'peers/peers.css')].map((file) => readFileSync(file, 'utf8'));
const { code } = await esbuild.transform(styles.join('\n'), { loader: 'css', minify: true });
const style = kept('style', '.css', code);
const drawings = index.match(/<svg[^>]*class="?sprite[^]*?<\/svg>(?=\s*<noscript)/)[0];

for (const peer of ['vanilla.js', 'react.jsx', 'solid.jsx', 'static.js']) {
  const name = peer.split('.')[0];
  const script = kept(name, '.js', await bundle(`peers/${peer}`));
  const page =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>` +
    `<link rel="icon" href="data:,"><link rel="stylesheet" href="${style}">` +
    `<script type="module" src="${script}"></script></head><body>${drawings}</body></html>`;
  writeFileSync(join(out, 'peers', `${name}.html`), page);
}
writeFileSync(join(out, 'decode/page.js'), await bundle('decode/page.js'));
