import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { SqliteEventLog, verifyLog } from '#event-log';
import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';
import { DomainError } from '#kernel';
import { grantPosition, vouchers } from '#read-models';

import { inspect } from '../inspection.js';
import type { Cut } from './cuts.js';

export const ORGANISATION = '2321000164';
/** What a line of the bookkeeper acknowledges. */
interface Acknowledged {
  readonly position: number;
  readonly sha256?: string;
}

/** Goes on with the log of a writer after a power cut; tells what is wrong with it then. */
export async function goOnWriting(dir: string, { acknowledged }: Cut): Promise<readonly string[]> {
  const log = SqliteEventLog.open({ dir, organisation: ORGANISATION });
  const command = { commandId: 'next', actor: { subject: 'system:writer', role: 'test' } };
  const events = Array.from({ length: 6 }, (_, n) => ({ type: 'Noted', version: 1, data: n }));
  await log.append(command, [{ stream: 'next', expectedRevision: -1, events }]);
  const verified = await verifyLog(log, []);
  await log.close();
  const { commands, faults } = inspect(dir);
  const wrong = verified.faults.map((fault) => `VERIFY ${JSON.stringify(fault)}`);
  return [
    ...wrong,
    ...faults,
    ...[...acknowledged, 'next'].filter((id) => !commands.has(id)).map((id) => `LOST ${id}`),
  ];
}

/** Goes on with a grant book after power cuts at any moment of one run. */
export class BookRecovery {
  private readonly digests = new Map<number, string>();

  /** `whole` is what the run left, `file` the last that it took in. */
  constructor(
    private readonly data: string,
    private readonly whole: Told,
    private readonly asked: { readonly commands: string; readonly file: string },
  ) {}

  /**
   * What is wrong when it goes on. Nothing is where the log is whole, the rows heal and the next command is carried out;
   * `resumes` also does again what was cut off.
   */
  async goOn({ acknowledged }: Cut, resumes: boolean): Promise<readonly string[]> {
    const promises = acknowledged.map((line) => JSON.parse(line) as Acknowledged);
    const promised = Math.max(0, ...promises.map(({ position }) => position));
    const book = await opened(this.data, promised > 0);
    const position = await book.log.lastPosition();
    const faults = position < promised ? [`LOST ${promised - position}`] : [];
    try {
      for (const { sha256 } of promises) if (sha256 !== undefined) faults.push(...(await faultsOfFile(book, sha256)));
      faults.push(...(await this.faultsOfRows(book, position)), ...(await faultsOfNext(book, position)));
      faults.push(...(await faultsOfSigner(book)));
      if (resumes) faults.push(...(await this.faultsOfResumption(book)));
    } finally {
      await book.close();
    }
    const found = inspect(book.dir, null);
    return [...faults, ...found.faults, ...this.faultsOfPast(found.leaves, position)];
  }

  /** The rows that were left, healed, are those that are built anew from the same events. */
  private async faultsOfRows({ models }: Bidragsbok, position: number): Promise<string[]> {
    const live = await models.digest();
    if (!this.digests.has(position)) {
      await models.rebuild();
      this.digests.set(position, await models.digest());
    }
    return live === this.digests.get(position) ? [] : ['ROWS'];
  }

  private async faultsOfResumption(book: Bidragsbok): Promise<string[]> {
    const { commands, file } = this.asked;
    for await (const { events } of applyCommands(book, readFileSync(commands)))
      if (events.length === 0) return ['NONE'];
    await importSie({ file, to: book, book: 'ekonomi-2026', acceptChanges: true });
    return (await figuresOf(book)) === this.whole.figures ? [] : ['FIGURES'];
  }

  private faultsOfPast(leaves: readonly string[], position: number): string[] {
    if (position === 1) return []; // may be the first event of all, made just now
    return leaves.slice(0, position).every((leaf, at) => leaf === this.whole.leaves[at]) ? [] : ['OTHER EVENTS'];
  }
}

/** What a run left: the leaf hashes of its log, and its figures. */
interface Told {
  readonly leaves: readonly string[];
  readonly figures: string;
}

/** What lies in a data folder, which is opened for it: give a copy. */
export async function told(data: string): Promise<Told> {
  const { leaves } = inspect(join(data, ORGANISATION), null);
  const book = await opened(data, true);
  const figures = await figuresOf(book);
  await book.close();
  return { leaves, figures };
}

async function opened(data: string, isThere: boolean): Promise<Bidragsbok> {
  const clock = () => Math.max(Date.now(), Date.parse('2027-01-15T06:00:00.000Z'));
  const options = { data, clock, salt: seededSalt('faults') };
  if (isThere) return Bidragsbok.open(options);
  try {
    return await Bidragsbok.init({
      ...options,
      organisation: ORGANISATION,
      name: 'Region Exempel',
      software: 'faults',
    });
  } catch (error) {
    // The first event was there, of another program, though nothing had been promised of it.
    if (error instanceof DomainError && error.code === 'LOG_EXISTS') return Bidragsbok.open(options);
    throw error;
  }
}

async function figuresOf(book: Bidragsbok): Promise<string> {
  const moment = await book.moment();
  const { db } = book.models;
  return JSON.stringify([
    { ...(await grantPosition(db, 'narvard-2026', moment)), position: 0 },
    (await vouchers(db, {}, moment)).length,
  ]);
}

async function faultsOfNext(book: Bidragsbok, position: number): Promise<string[]> {
  const data = { book: 'nasta', kind: 'own', system: 'Egen', financialYear: { from: '2027-01-01', to: '2027-12-31' } };
  const [event] = await book.execute({ type: 'OpenBook', data: { ...data, dimensions: {}, accountRoles: [] } }, 'next');
  return event?.position === position + 1 ? [] : ['NEXT'];
}

/** All of it is as it was signed, and the same key goes on signing. */
async function faultsOfSigner({ signer, log }: Bidragsbok): Promise<string[]> {
  if ((await signer.hold()) !== null) return ['HELD'];
  const { faults } = await verifyLog(log, await signer.signed());
  if (faults.length > 0) return [`VERIFY ${JSON.stringify(faults)}`];
  const { size } = await signer.checkpoint(await log.lastPosition());
  return size === (await log.lastPosition()) ? [] : ['UNSIGNED'];
}

async function faultsOfFile({ files }: Bidragsbok, sha256: string): Promise<string[]> {
  if (!existsSync(files.pathOf(sha256))) return ['FILE LOST'];
  return hash('sha256', await buffer(files.read(sha256))) === sha256 ? [] : ['FILE DAMAGED'];
}
