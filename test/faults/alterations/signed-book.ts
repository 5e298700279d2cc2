import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { seededKey, seededSalt } from '#event-log';
import { applyCommands, Bidragsbok, importSie, verify } from '#intake';
import { DomainError } from '#kernel';
import { findings, grantPosition, vouchers } from '#read-models';
import { exportLog } from '#underlay';

import { folder } from '../processes.js';
import { BOOK, year } from '../year.js';

const commands = fileURLToPath(new URL('../../e2e/fixtures/commands.json', import.meta.url));
export const ORGANISATION = '2321000164';
const OF_OTHER_PROGRAM = { name: 'Region Exempel', software: 'faults' };

/** What was found of an altered book: by whom, and nothing where every answer and every exported byte is the same. */
export type Verdict = `found: ${string}` | 'unchanged' | `SILENT: ${string}`;

const options = (data: string) => ({
  ...{ data, organisation: ORGANISATION, clock: () => Date.parse('2027-01-15T06:00:00.000Z') },
  ...{ salt: seededSalt('faults'), key: seededKey('faults') },
});

/** A grant book with more than one full tile, signed to its end, as it lay while it was open: with its write-ahead log. */
export class SignedBook {
  readonly all = folder();
  readonly pristine = join(this.all, 'pristine');
  /** Copies from before the last events, and of the end, when nobody had it open. */
  readonly older = join(this.all, 'older');
  readonly closed = join(this.all, 'closed');
  readonly exported = join(this.all, 'export');
  private readonly tried = join(this.all, 'tried');
  private answers = '';
  private handedOut = '';
  position = 0;

  static async make(): Promise<SignedBook> {
    const made = new SignedBook();
    const book = await Bidragsbok.init({ ...options(join(made.all, 'open')), ...OF_OTHER_PROGRAM });
    for await (const { events } of applyCommands(book, readFileSync(commands)))
      if (events.length === 0) throw new Error();
    const take = async (count: number) => {
      const file = join(made.all, 'year.se');
      writeFileSync(
        file,
        year(
          () => '1.00',
          () => true,
          count,
        ),
      );
      await importSie({ file, to: book, book: BOOK });
    };
    await take(120);
    await made.sign(book);
    await book.close();
    cpSync(join(made.all, 'open'), made.older, { recursive: true });
    await made.goOn();
    return made;
  }

  private async goOn(): Promise<void> {
    const book = await Bidragsbok.open(options(join(this.all, 'open')));
    for (let n = 0; n < 6; n++) {
      const data = { book: BOOK, through: `2026-0${(n + 1).toString()}-28` };
      await book.execute({ type: 'LockPeriod', data }, `lock-${n.toString()}`);
    }
    this.position = await this.sign(book);
    this.answers = await said(book);
    this.handedOut = await this.exportOf(book);
    await exportLog(book, this.exported, { position: this.position, privateParts: 'all' });
    cpSync(join(this.all, 'open'), this.pristine, { recursive: true });
    await book.close();
    cpSync(join(this.all, 'open'), this.closed, { recursive: true });
    // What is made anew whenever it is asked for holds nothing that could be believed.
    for (const dir of [this.pristine, this.older, this.closed]) {
      for (const path of filesIn(dir)) if (/read\.db|-shm$/.test(path)) rmSync(join(dir, path));
    }
  }

  private async sign(book: Bidragsbok): Promise<number> {
    return (await book.signer.checkpoint(await book.log.lastPosition())).size;
  }

  /**
   * Alters a copy, of how it lay open unless something else is said, and tells what is found of it at start, by verify, or by
   * whatever is asked; without `verifies` nothing but what is asked.
   */
  async judge(alter: (data: string) => void, { from = this.pristine, verifies = true } = {}): Promise<Verdict> {
    rmSync(this.tried, { recursive: true, force: true });
    cpSync(from, this.tried, { recursive: true });
    alter(this.tried);
    try {
      return await this.look(verifies);
    } catch (error) {
      if (error instanceof DomainError) return `found: ${error.code}`;
      return `found: ${(error as Error).message}`;
    }
  }

  private async look(verifies: boolean): Promise<Verdict> {
    const book = await Bidragsbok.open(options(this.tried));
    try {
      if (verifies && (await book.signer.hold()) !== null) return 'found: INTEGRITY_HOLD';
      if (verifies && !(await verify(book, { withFiles: true })).intact) return 'found: verify';
      if ((await said(book)) !== this.answers) return 'SILENT: an answer';
      if (verifies && (await this.exportOf(book)) !== this.handedOut) return 'SILENT: an export';
      return 'unchanged';
    } finally {
      await book.close();
    }
  }

  /** Every byte of an export of all there is. */
  private async exportOf(book: Bidragsbok): Promise<string> {
    const to = join(this.all, 'said');
    rmSync(to, { recursive: true, force: true });
    await exportLog(book, to, { position: this.position, privateParts: 'all' });
    return JSON.stringify(filesIn(to).map((path) => [path, readFileSync(join(to, path), 'latin1')]));
  }

  remove(): void {
    rmSync(this.all, { recursive: true });
  }
}

/** Every event with its private part, figures, lists, and the signed checkpoint of them. */
async function said(book: Bidragsbok): Promise<string> {
  const moment = await book.moment();
  const { log, signer } = book;
  const { db } = book.models;
  return JSON.stringify([
    await log.readAll(0, 100_000),
    ...[
      await grantPosition(db, 'narvard-2026', moment),
      await findings(db, moment),
      await vouchers(db, { limit: 1000 }, moment),
    ],
    (await signer.checkpoint(await log.lastPosition())).note,
  ]);
}

/** Files in a folder, at whatever depth, by their paths from there. */
export function filesIn(dir: string): readonly string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => relative(dir, join(one.parentPath, one.name)));
}
