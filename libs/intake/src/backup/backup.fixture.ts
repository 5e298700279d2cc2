import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkpoint, openDatabase, tidyClosed } from '#sqlite';

import { type Bidragsbok } from '../bidragsbok.js';
import { Scene } from '../scene.fixture.js';
import { backUp } from './back-up.js';
import { restore, type RestoreAsked, type Restored } from './restore.js';

/** A grant book of a few events and one kept file, and folders beside it for backups and for what is put back. */
export class BackupScene {
  private constructor(readonly scene: Scene) {}

  static async begin(): Promise<BackupScene> {
    const scene = await Scene.open();
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    await scene.tell('AdoptProgramme', { programme });
    await scene.tell('AnnounceGrant', { grant: 'g-1', programme, amounts: AMOUNTS });
    await scene.tell('OpenBook', BOOK);
    await scene.take(['#VER A 1 20260301 "x"', '{', '#TRANS 4010 {} 5.00', '#TRANS 2440 {} -5.00', '}']);
    return new BackupScene(scene);
  }

  get book(): Bidragsbok {
    return this.scene.book;
  }

  /** Records so many events more. */
  async pay(count = 1): Promise<void> {
    for (let at = 0; at < count; at++) await this.scene.tell('RecordGrantPayment', { grant: 'g-1', amounts: AMOUNTS });
  }

  /** A new path beside the data folder's organisation. */
  path(name = 'b'): string {
    return join(this.scene.data, `${name}-${randomUUID()}`);
  }

  async backUp(): Promise<string> {
    return (await backUp(this.book, this.path())).folder;
  }

  restore(from: string, more: Partial<RestoreAsked> = {}): Promise<Restored> {
    const { clock } = this.scene.options;
    return restore({ from, data: this.path('data'), signer: null, clock, ...more });
  }

  close(): Promise<void> {
    return this.scene.close();
  }
}

const AMOUNTS = [{ pot: 'region-population', amount: '100.00' }];
const BOOK = {
  ...{ book: 'raindance-2026', kind: 'erp', system: 'Raindance', scope: 'all' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { project: '6' },
  accountRoles: [{ from: '4000', to: '7999', role: 'cost' }],
};

/** The paths of all files of a folder, in order. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

/** Turns one bit of a byte. */
export function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Does to a closed file what its triggers forbid, and puts them back. */
export function tamper(path: string, sql: string): void {
  const db = openDatabase(path, '', { synchronous: 'OFF', secureDelete: false });
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers as { name: string }[]) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const trigger of triggers as { sql: string }[]) db.exec(trigger.sql);
  checkpoint(db);
  db.close();
  tidyClosed(path);
}

/** Signs the list of a backup's files anew, as who has the key can: the files of its lines as they are, and its head changed. */
export async function forge({ signer }: Bidragsbok, folder: string, head = (text: string) => text): Promise<void> {
  const manifest = join(folder, 'manifest');
  const [text = ''] = readFileSync(manifest, 'utf8').split('\n\n');
  const lines = text.split('\n').map((line) => {
    const [, path] = /^[0-9a-f]{64} (.+)$/.exec(line) ?? [];
    if (path === undefined) return line;
    return `${createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex')} ${path}`;
  });
  writeFileSync(manifest, await signer.sign(head(`${lines.join('\n')}\n`)));
}

/** A folder with a file in it. */
export function fileIn(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), 'x');
}

/** What lies in a folder, but for what can be built anew or is there only while a file is open. */
export const namesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !/^read\.db|-(?:wal|shm)$/.test(name))
    .sort();
