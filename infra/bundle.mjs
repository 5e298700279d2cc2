// Makes one file of each program that is started over and over: `node infra/bundle.mjs DIST PLACE`, PLACE being where
// DIST will lie in the end. Finding, opening and compiling hundreds of modules takes a command longer than its work does.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

const [dist, place] = process.argv.slice(2);
const at = (name) => fileURLToPath(new URL(name, import.meta.url));
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
    // The lines stay where they are.
    return {
      code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`),
      map: null,
    };
  },
});
/** What the compiler has written down of its sources, so that a stack names those. */
const sources = {
  name: 'sources',
  load(path) {
    if (!existsSync(`${path}.map`)) return null;
    return { code: readFileSync(path, 'utf8'), map: JSON.parse(readFileSync(`${path}.map`, 'utf8')) };
  },
};

/** One file in the place of the program's entry module, or beside it under another name. */
async function bundled(program, output) {
  const bundle = await rolldown({
    input: join(dist, program),
    platform: 'node',
    external: [native, client],
    plugins: [rooms, sources, places(program)],
  });
  await bundle.write({ codeSplitting: false, sourcemap: true, ...output });
}

/** Imports what lies outside by way of whoever starts the script (one-file.mjs), or by itself where Node.js loads it. */
const imported = 'const imported = module.import ?? ((name) => import(name));';

/** A text of one byte a letter is read in a third of the time. What is replaced stands in texts, patterns and comments. */
function asScript(file) {
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const text = readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped);
  writeFileSync(file, `${imported} ${text.replaceAll('import("', 'imported("')}`);
}

/** Lets the engine keep the code of what every command begins with. A program that will not rehearse starts without it. */
function rehearse(program, commands) {
  const files = [at('rehearse.mjs'), join(dist, program), join(place, program)];
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  // Where the stores of whoever builds are is no business of a rehearsal.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BIDRAGSBOK_')));
  try {
    for (const words of commands) spawnSync(process.execPath, [...files, ...words], { cwd: folder, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A script, since only of one does Node.js 20 keep the code, and a module that starts it. */
const script = (commands, more) => async (program) => {
  const file = program.replace(/js$/, 'cjs');
  await bundled(program, { file: join(dist, file), format: 'cjs', ...more });
  asScript(join(dist, file));
  copyFileSync(at('one-file.mjs'), join(dist, 'one-file.mjs'));
  const starter = relative(dirname(program), 'one-file.mjs').replaceAll('\\', '/');
  const lines = [
    `import { start } from '${starter}';`,
    '',
    `await start(import.meta.filename.replace(/js$/, 'cjs'));`,
    '',
  ];
  writeFileSync(join(dist, program), lines.join('\n'));
  rmSync(join(dist, `${program}.map`));
  rehearse(file, commands);
};

const bench = (program) => bundled(program, { file: join(dist, program), format: 'esm' });

for (const [program, make] of [
  ['apps/cli/src/main.js', script([['init', '--org', '2321000164', '--name', 'Repetition'], ['info'], ['findings']])],
  // Its classes are known by their names; it asks for its sources' map, with which no code can be kept.
  ['apps/api/src/main.js', script([], { keepNames: true })],
  // It finds nobody to answer; what it is made of has been read by then.
  ['apps/api/src/import.worker.js', script([[]])],
  ['test/bench/bench.js', bench],
])
  if (existsSync(join(dist, program))) await make(program);
