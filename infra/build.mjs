// Compiles apps, libs, the bench and the node that it measures against to dist/ where a source differs from the last build.
// Everything is said on stderr: stdout belongs to the program that runs afterwards.
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const compiled = ['apps', 'libs', 'test/bench', 'test/eventstore/node'];
const compiler = at('node_modules/@swc/cli/bin/swc.js');
const builders = ['build', 'bundle', 'one-file', 'rehearse'].map((name) => `infra/${name}.mjs`);
const bundler = at('infra/bundle.mjs');
const dist = at('dist');
const stamp = at('dist/built');
const lock = at('dist-lock');
const PATIENCE_MS = 120_000;

/** Every source with its size and time, and what compiles them: the same hash means the same dist/. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const found = statSync(at(path), { throwIfNoEntry: false });
    if (found?.isDirectory()) addFolder(path);
    else if (found !== undefined) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  };
  // What is a folder is known from its own: every command reads all of this before it begins.
  const addFolder = (path) => {
    const entries = readdirSync(at(path), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const name = `${path}/${entry.name}`;
      if (entry.isDirectory()) addFolder(name);
      else add(name);
    }
  };
  [...compiled, 'package.json', 'package-lock.json', '.swcrc', ...builders].forEach(add);
  return hash.digest('hex');
}

/** A run of the tests builds once, and starts hundreds of commands of that build (test/whole-run.mjs). */
const isTakenAsBuilt = () => process.env.BIDRAGSBOK_AS_BUILT !== undefined && existsSync(stamp);
const isBuilt = (print) => existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

function isAlive(pid) {
  if (pid === process.pid) return false; // A container started anew counts its processes from 1 again.
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Takes the lock, which names its holder, or says that another living process has it. */
function tryLock() {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    if (!isAlive(Number(readlinkSync(lock)))) unlinkSync(lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // Its holder has just let it go.
  }
  return false;
}

/** Two commands started at once must not build into each other: the second waits and finds the work done. */
function locked(work) {
  const patienceEnds = Date.now() + PATIENCE_MS;
  while (!tryLock()) {
    if (Date.now() > patienceEnds) throw new Error(`Another build holds ${lock}. Remove it if none is running.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  try {
    work();
  } finally {
    unlinkSync(lock);
  }
}

/** What builds that were killed left behind. */
function sweep() {
  for (const name of readdirSync(root)) {
    const pid = /^dist-(\d+)(?:-old)?$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(at(name), { recursive: true, force: true });
  }
}

/** Compiles beside dist/ and puts the result in its place whole. */
function compile(print) {
  sweep();
  const fresh = at(`dist-${process.pid}`);
  const old = `${fresh}-old`;
  const ignored = '**/*.spec.ts,**/*.fixture.ts,**/*.contract.ts';
  const sources = compiled.filter((path) => existsSync(at(path)));
  const flags = [...sources, '--out-dir', fresh, '--copy-files', '--ignore', ignored];
  for (const step of [
    [compiler, ...flags],
    [bundler, fresh, dist],
  ]) {
    // Loaded here alone: every command asks whether all is built, few find that it is not.
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const run = spawnSync(process.execPath, step, { cwd: root, encoding: 'utf8' });
    if (run.status === 0) continue;
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`The build failed.\n${run.stdout}${run.stderr}`);
  }
  writeFileSync(join(fresh, 'built'), print);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

/** Brings dist/ up to date. Where the compiler is not installed (`npm ci --omit=dev`), dist/ is used as it is. */
export function build({ force = false } = {}) {
  if (!existsSync(compiler)) {
    if (existsSync(stamp)) return;
    throw new Error('Nothing is built here, and the compiler is not installed. Run `npm ci` first.');
  }
  if (!force && (isTakenAsBuilt() || isBuilt(fingerprint()))) return;
  locked(() => {
    // Read before compiling: a source saved meanwhile makes the next build compile it again.
    const print = fingerprint();
    if (force || !isBuilt(print)) compile(print);
  });
}

/** Builds, or says why not and ends the process. */
export function buildOrExit(options) {
  try {
    build(options);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  // An install without the compiler is an install all the same: it expects a dist/ built elsewhere.
  const isInstall = process.env.npm_lifecycle_event === 'prepare';
  if (!isInstall || existsSync(compiler)) buildOrExit({ force: process.argv.includes('--force') });
}
