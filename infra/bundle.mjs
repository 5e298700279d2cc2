// Makes one file of each program that is started over and over: `node infra/bundle.mjs DIST`. Finding and opening
// hundreds of modules takes a command longer than its work does.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { rolldown } from 'rolldown';

const [dist] = process.argv.slice(2);
const programs = ['apps/cli/src/main.js', 'test/bench/bench.js'];
/** A native module finds its binary beside itself. */
const native = '@photostructure/sqlite';

/** Loaded by whoever opens a store of that kind, serves one, or seals a document, so that no other command pays for it. */
const client = /^(?:@(?:eventstore|grpc|aws-sdk|smithy)\/|libsodium-wrappers$)/;

/** The rooms in this very build, not those of the one before it. */
const rooms = {
  name: 'rooms',
  resolveId(source) {
    const [, room] = /^#([a-z-]+)$/.exec(source) ?? [];
    return room === undefined ? null : join(dist, 'libs', room, 'src/index.js');
  },
};
/** A module that asks where it lies is told where it lay: its data files lie there still. */
const places = (program) => ({
  name: 'places',
  transform(code, path) {
    if (!code.includes('import.meta.url')) return null;
    const place = relative(dirname(join(dist, program)), path).replaceAll('\\', '/');
    return code.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`);
  },
});

for (const program of programs) {
  const input = join(dist, program);
  if (!existsSync(input)) continue;
  const bundle = await rolldown({
    input,
    platform: 'node',
    external: [native, client],
    plugins: [rooms, places(program)],
  });
  await bundle.write({ file: input, format: 'esm', codeSplitting: false, sourcemap: true });
}
