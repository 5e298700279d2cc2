import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { openDatabase } from '#sqlite';

import type { Bidragsbok } from './bidragsbok.js';
import { january } from './import.fixture.js';
import { ORGANISATION, Scene } from './scene.fixture.js';
import { verify } from './verification.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.take([january[0]]);
});
afterEach(() => scene.close());

/** Someone with the file in hand, who takes the triggers away. */
function alter(position: number, bytes: string): void {
  const path = join(scene.data, ORGANISATION, 'log.db');
  const db = openDatabase(path, 'DROP TRIGGER event_stands_until_pruned', { synchronous: 'OFF', secureDelete: false });
  db.prepare('UPDATE event SET bytes = ? WHERE position = ?').run(bytes, position);
  db.close();
}

/** The rows are gone, as after a restore, and another process builds them of what the log now is. */
function withoutRows(): Promise<Bidragsbok> {
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(scene.data, ORGANISATION, `read.db${suffix}`), { force: true });
  return scene.another();
}

it('a verification tells of an event that no row can be built of, and of all else that it finds', async () => {
  const [voucher] = await scene.events('VoucherRecorded');
  const position = voucher?.position ?? 0;
  alter(position, '{');
  await expect(scene.book.models.rebuild()).rejects.toMatchObject({ code: 'LOG_UNREADABLE' });
  // The rows that were there answer still, and none can be built where there are none.
  const rebuilt = await withoutRows();
  for (const [book, files] of [
    [scene.book, 1],
    [rebuilt, null],
  ] as const) {
    const { intact, faults, keptFiles } = await verify(book, { withFiles: true });
    expect({ intact, keptFiles }).toEqual({ intact: false, keptFiles: files });
    expect(faults).toContainEqual({ verdict: 'FAILED', position, stream: voucher?.stream, field: 'leaf' });
  }
  await rebuilt.close();
});
