// Makes one file of each program that is started over and over: `node infra/bundle.mjs DIST`. Finding and opening
// hundreds of modules takes a command longer than its work does.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { build } from 'esbuild';

const [dist] = process.argv.slice(2);
const programs = ['apps/cli/src/main.js', 'test/bench/bench.js'];
/** A native module finds its binary beside itself. */
const native = '@photostructure/sqlite';

/** A module that asks where it lies is told where it lay: its data files lie there still. */
const places = (program) => ({
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](apps|libs|test)[\\/].*\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      if (!contents.includes('import.meta.url')) return undefined;
      const place = relative(dirname(join(dist, program)), path).replaceAll('\\', '/');
      const told = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
      return { contents: contents.replaceAll('import.meta.url', told), resolveDir: dirname(path) };
    });
  },
});

for (const program of programs) {
  await build({
    entryPoints: [join(dist, program)],
    outfile: join(dist, program),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: [native],
    // Of `#kernel` the compiled form is meant, which `default` names; CommonJS modules in the file call `require`.
    conditions: ['default'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [places(program)],
  });
}
