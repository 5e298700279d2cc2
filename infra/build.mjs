// Compiles apps, libs and the bench to dist/ when a source is newer than the last build. Everything is said on stderr:
// stdout belongs to the program that runs afterwards.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist/built');
const lock = join(root, 'dist-lock');
const sources = ['apps', 'libs', 'test/bench'];

const newest = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};
const stale = () =>
  !existsSync(stamp) ||
  Math.max(...[...sources, 'package.json', '.swcrc'].map((path) => newest(join(root, path)))) > statSync(stamp).mtimeMs;

/** Two commands started at once must not build into each other: the second waits for the first. */
function locked(work) {
  const began = Date.now();
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? began) > 60_000)
        rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  try {
    return work();
  } finally {
    rmdirSync(lock);
  }
}

function compile() {
  const fresh = join(root, `dist-${process.pid}`);
  const ignore = '**/*.spec.ts,**/*.contract.ts,libs/spec-kit/**';
  const flags = [
    ...sources.filter((path) => existsSync(join(root, path))),
    '--out-dir',
    fresh,
    '--copy-files',
    '--ignore',
    ignore,
  ];
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const run = spawnSync(process.execPath, [swc, ...flags], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    process.stderr.write(`${run.stdout}${run.stderr}\nThe build failed.\n`);
    process.exit(1);
  }
  writeFileSync(join(fresh, 'built'), '');
  const old = join(root, `dist-${process.pid}-old`);
  if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
  renameSync(fresh, join(root, 'dist'));
  rmSync(old, { recursive: true, force: true });
}

export function build(force = false) {
  if (force || stale()) locked(() => (force || stale()) && compile());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build(process.argv.includes('--force'));
