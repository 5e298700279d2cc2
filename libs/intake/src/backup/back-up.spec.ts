import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openNewLog, SqliteEventLog } from '#event-log';

import { Bidragsbok } from '../bidragsbok.js';
import { OPERATOR } from '../command.js';
import { verify } from '../verification.js';
import { backUp } from './back-up.js';
import { BackupScene, fileIn, filesIn, tamper } from './backup.fixture.js';

const refusing = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('a backup', () => {
  let at: BackupScene;
  beforeEach(async () => {
    at = await BackupScene.begin();
  });
  afterEach(() => at.close());
  const reopen = async (change: () => void) => {
    await at.book.close();
    change();
    at.scene.book = await Bidragsbok.open(at.scene.options);
  };
  const log = () => join(at.book.dir, 'log.db');

  it('is the log, what was signed of it and every kept file, listed and signed; never the key', async () => {
    const out = at.path();
    const [sha256 = ''] = at.book.files.kept();
    const made = await backUp(at.book, out);
    expect(filesIn(out)).toEqual(['checkpoint', `files/${sha256}.br`, 'log.db', 'manifest', 'signer/signer.db']);
    expect(made).toMatchObject({ folder: out, files: 5, position: await at.book.log.lastPosition() });
    expect(made.bytes).toBe(filesIn(out).reduce((sum, file) => sum + readFileSync(join(out, file)).length, 0));
    expect(readFileSync(join(out, 'checkpoint'), 'utf8')).toBe(made.checkpoint.note);
    expect(readFileSync(join(out, 'manifest'), 'utf8').split('\n').slice(0, 3)).toEqual([
      ...['bidragsbok.backup/v1', `bidragsbok/${at.book.organisation}`, made.position.toString()],
    ]);
  });

  it('is of one moment, also where more is written and signed meanwhile', async () => {
    const backing = backUp(at.book, at.path());
    await at.pay(3);
    const last = await at.book.log.lastPosition();
    await at.book.signer.checkpoint(last);
    const { folder, position } = await backing;
    expect(position).toBeLessThanOrEqual(last);
    const restored = await at.restore(folder);
    const book = await Bidragsbok.open({ ...at.scene.options, data: join(restored.folder, '..'), signer: null });
    expect(await verify(book, { withFiles: true })).toMatchObject({ intact: true, position, keptFiles: 1 });
    expect(await book.signer.hold()).toBeNull();
    await book.close();
  });

  it('is whole in a new folder or an empty one, or not there at all', async () => {
    const [taken, none] = [at.path(), at.path()];
    fileIn(taken, 'a');
    await expect(backUp(at.book, taken)).rejects.toThrow(refusing('FOLDER_NOT_EMPTY'));
    await expect(backUp(at.book, join(none, 'deeper'))).rejects.toThrow(refusing('OUTPUT_UNWRITABLE'));
    expect(filesIn(taken)).toEqual(['a']);
    expect(existsSync(none)).toBe(false);
    rmSync(join(taken, 'a'));
    expect((await backUp(at.book, taken)).folder).toBe(taken);
  });

  it('is not made of a log that is not what was signed', async () => {
    await at.book.signer.checkpoint(await at.book.log.lastPosition());
    await reopen(() => {
      tamper(log(), 'DELETE FROM event WHERE position = (SELECT max(position) FROM event)');
    });
    await expect(at.backUp()).rejects.toThrow(refusing('INTEGRITY_HOLD'));
  });

  it('is not made of what could not be put back, and says what that is', async () => {
    await reopen(() => {
      tamper(log(), `UPDATE event SET bytes = replace(bytes, 'g-1', 'g-2') WHERE position = 3`);
    });
    const names = () => readdirSync(at.scene.data).sort();
    const before = names();
    await expect(at.backUp()).rejects.toThrow(
      refusing('BACKUP_NOT_INTACT', { what: 'händelsen vid position 3 (grant-g-1)' }),
    );
    await reopen(() => {
      tamper(log(), `UPDATE event SET bytes = replace(bytes, 'g-2', 'g-1') WHERE position = 3`);
    });
    const [sha256 = ''] = at.book.files.kept();
    writeFileSync(at.book.files.pathOf(sha256), 'x');
    await expect(at.backUp()).rejects.toThrow(refusing('BACKUP_NOT_INTACT'));
    rmSync(at.book.files.pathOf(sha256));
    await expect(at.backUp()).rejects.toThrow(refusing('BACKUP_NOT_INTACT'));
    expect(names()).toEqual(before);
  });

  it('is begun anew where the key is changed meanwhile, which the copy does not name', async () => {
    let rotated: Promise<string> | undefined;
    const out = at.path();
    const backing = backUp(at.book, out, () => {
      rotated ??= at.book.rotateKey('meanwhile');
    });
    await expect(backing).rejects.toThrow(refusing('STREAM_MOVED_ON', { stream: 'log' }));
    await rotated;
    expect(await at.restore((await backUp(at.book, out)).folder)).toMatchObject({ lost: null });
  });

  it('is not made of a log that names no key: nobody could hold its list against one', async () => {
    const data = at.path('data');
    const [organisation, unsigned] = ['2321000164', { name: 'Region Exempel', software: 'specs', key: null }];
    const old = SqliteEventLog.open({ dir: join(data, organisation), organisation });
    await openNewLog(old, unsigned, { commandId: 'init', actor: OPERATOR });
    await old.close();
    const book = await Bidragsbok.open({ data });
    await expect(backUp(book, at.path())).rejects.toThrow(refusing('KEY_UNKNOWN'));
    await book.close();
  });
});
