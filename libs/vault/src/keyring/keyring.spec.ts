import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sodium from 'libsodium-wrappers';

import { openDatabase } from '#sqlite';

import { Keyring } from './keyring.js';

const DOCUMENT = 'd'.repeat(32);
let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'bidragsbok-keyring-')), 'keys');
});
afterEach(() => {
  rmSync(join(dir, '..'), { recursive: true });
});
const open = (mayBegin = true, namingKey?: Uint8Array): Promise<Keyring> =>
  Keyring.open({ dir, mayBegin: () => Promise.resolve(mayBegin), namingKey });
const refusing = (code: string) => expect.objectContaining({ code }) as unknown;

describe('a keyring', () => {
  it('keeps the keys that it made', async () => {
    const one = await open();
    const key = await one.keyFor(DOCUMENT);
    const name = one.idOf('person', '10042');
    one.close();
    const other = await open(false);
    expect(Buffer.from(await other.keyOf(DOCUMENT)).equals(Buffer.from(key))).toBe(true);
    expect(Buffer.from(await other.keyFor(DOCUMENT)).equals(Buffer.from(key))).toBe(true);
    expect(other.idOf('person', '10042')).toBe(name);
    other.close();
  });

  it('gives two who make a key at once the same', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const keys = await Promise.all([one.keyFor(DOCUMENT), other.keyFor(DOCUMENT), one.keyFor(DOCUMENT)]);
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    one.close();
    other.close();
  });

  it('names by its own key, and each kind of thing apart', async () => {
    const keyring = await open(true, Buffer.alloc(32, 1));
    expect(keyring.idOf('person', '10042')).toMatch(/^[0-9a-f]{32}$/);
    expect(keyring.idOf('supplier', '10042')).not.toBe(keyring.idOf('person', '10042'));
    const name = keyring.idOf('person', '10042');
    keyring.close();
    rmSync(dir, { recursive: true });
    const another = await open(true, Buffer.alloc(32, 2));
    expect(another.idOf('person', '10042')).not.toBe(name);
    another.close();
  });

  it('is never begun anew where documents are sealed already', async () => {
    await expect(open(false)).rejects.toEqual(refusing('KEYRING_MISSING'));
    expect(existsSync(dir)).toBe(false);
    (await open()).close();
    rmSync(join(dir, 'master.key'));
    await expect(open(false)).rejects.toEqual(refusing('KEYRING_MISSING'));
  });

  it('is its owner’s alone', async () => {
    (await open()).close();
    const master = join(dir, 'master.key');
    expect(statSync(master).mode & 0o777).toBe(0o600);
    chmodSync(master, 0o640);
    await expect(open()).rejects.toEqual(refusing('KEYRING_OPEN_TO_OTHERS'));
  });

  it('says that it is damaged, or another’s', async () => {
    const keyring = await open();
    await keyring.keyFor(DOCUMENT);
    keyring.close();
    const master = join(dir, 'master.key');
    writeFileSync(master, `${'0'.repeat(64)}\n`);
    const other = await open(false);
    await expect(other.keyOf(DOCUMENT)).rejects.toEqual(refusing('KEYRING_DAMAGED'));
    await expect(other.keyOf('e'.repeat(32))).rejects.toEqual(refusing('DOCUMENT_KEY_MISSING'));
    other.close();
    writeFileSync(master, 'no key');
    await expect(open(false)).rejects.toEqual(refusing('KEYRING_DAMAGED'));
  });

  it('is copied whole, and the copy opens the same documents', async () => {
    const keyring = await open();
    const key = await keyring.keyFor(DOCUMENT);
    const copy = join(dir, '..', 'copy');
    await keyring.copyTo(copy);
    await expect(keyring.copyTo(copy)).rejects.toEqual(refusing('FOLDER_NOT_EMPTY'));
    const name = keyring.idOf('person', '10042');
    keyring.close();
    const other = await Keyring.open({ dir: copy, mayBegin: () => Promise.resolve(false) });
    expect(Buffer.from(await other.keyOf(DOCUMENT)).equals(Buffer.from(key))).toBe(true);
    expect(other.idOf('person', '10042')).toBe(name);
    expect(statSync(join(copy, 'master.key')).mode & 0o777).toBe(0o600);
    other.close();
  });

  it('holds nothing of a key that was destroyed, in no file of it', async () => {
    await sodium.ready;
    const keyring = await open();
    await keyring.keyFor('e'.repeat(32));
    await keyring.keyFor(DOCUMENT);
    const db = openDatabase(join(dir, 'documents.db'), '', { synchronous: 'FULL', secureDelete: true });
    const [row] = db.prepare('SELECT wrapped FROM document_key WHERE document = ?').all(DOCUMENT) as readonly {
      readonly wrapped: Uint8Array;
    }[];
    db.close();
    const wrapped = Buffer.from(row?.wrapped ?? []);
    const lies = () => readdirSync(dir).some((name) => readFileSync(join(dir, name)).includes(wrapped.subarray(8)));
    expect(lies()).toBe(true);
    await keyring.destroy(DOCUMENT);
    expect(lies()).toBe(false);
    await keyring.destroy(DOCUMENT);
    await expect(keyring.keyOf(DOCUMENT)).rejects.toEqual(refusing('DOCUMENT_KEY_MISSING'));
    expect(await keyring.keyOf('e'.repeat(32))).toHaveLength(32);
    keyring.close();
  });
});
