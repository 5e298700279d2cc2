// Done once before all specs of a run (`globalSetup` of jest.config.mjs), whose processes inherit what it sets.
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildOrExit } from '../infra/build.mjs';

const MEMORY = '/dev/shm';
const ROOM = 4 * 2 ** 30;

/** Whether memory can hold what specs write. No spec asks whether a disk has it: those of lost power are among the faults. */
function hasRoom() {
  if (!existsSync(MEMORY) || process.availableMemory() < 2 * ROOM) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Takes away what runs left behind that were killed. */
function sweep(folder) {
  for (const name of readdirSync(folder)) {
    const pid = /^bidragsbok-run-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

export default function prepare() {
  buildOrExit();
  // The commands that specs start need not look for changed sources again, hundreds of times.
  process.env.BIDRAGSBOK_AS_BUILT = '1';
  const inMemory = hasRoom();
  const folder = inMemory ? MEMORY : tmpdir();
  sweep(folder);
  const run = join(folder, `bidragsbok-run-${process.pid}`);
  mkdirSync(run, { mode: 0o755 });
  process.once('exit', () => rmSync(run, { recursive: true, force: true }));
  process.env.BIDRAGSBOK_TEST_RUN = run;
  if (inMemory) process.env.TMPDIR = run;
}
