import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type EventLog, EventStore, type StreamWrite } from '#event-log';
import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';
import { figuresDigest, type ReadModels } from '#read-models';
import { hexOf, rootAt, type WholeBytes } from '#transparency';

import { BOOK, options, year } from './year.js';

const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));
const ORGANISATION = '2321000164';

/** A book in files: a year taken in, and taken in again with changes. */
export async function bookInFiles(data: string, count: number): Promise<Bidragsbok> {
  const genesis = { organisation: ORGANISATION, name: 'Region Exempel', software: 'faults' };
  const book = await Bidragsbok.init({ ...options(data), ...genesis, servers: null, salt: seededSalt('projector') });
  for await (const { events } of applyCommands(book, readFileSync(commands)))
    if (events.length === 0) throw new Error();
  const file = join(data, 'year.se');
  const first = year(
    () => '1.00',
    () => true,
    count,
  );
  const second = year(
    (at) => (at % 5 === 0 ? '2.00' : '1.00'),
    (at) => at % 7 !== 0,
    count,
  );
  for (const content of [first, second]) {
    writeFileSync(file, content);
    await importSie({ file, to: book, book: BOOK, acceptChanges: true });
  }
  return book;
}

/** The events of a log, byte for byte, for a store that has none of them: by and by, in their order. */
export class Feed {
  private at = 0;

  private constructor(
    private readonly writes: readonly StreamWrite[],
    private readonly store: EventStore,
  ) {}

  static async of(log: EventLog, address: string): Promise<Feed> {
    const stored = (await log.readStored(0, 1_000_000)) as readonly WholeBytes[];
    const writes: (StreamWrite & { readonly envelopes: string[] })[] = [];
    for (const { bytes } of stored) {
      const { stream, revision } = JSON.parse(bytes) as { readonly stream: string; readonly revision: number };
      const last = writes.at(-1);
      if (last?.stream === stream) last.envelopes.push(bytes);
      else {
        const at = { organisation: log.organisation, stream, expectedRevision: revision - 1 };
        writes.push({ ...at, envelopes: [bytes], inOrderOf: 'organisation' });
      }
    }
    return new Feed(writes, await EventStore.open({ address }));
  }

  /** Appends the next ones. */
  async give(count: number): Promise<void> {
    const next = this.writes.slice(this.at, this.at + count);
    this.at += next.length;
    await Promise.all(next.map((write) => this.store.append(write)));
  }

  get size(): number {
    return this.writes.length;
  }

  close(): Promise<void> {
    return this.store.close();
  }
}

/** What a log comes to: its root, its figures and every row of its tables. */
export interface Told {
  readonly position: number;
  readonly root: string;
  readonly figures: string;
  readonly rows: string;
}

export async function told(log: EventLog, models: ReadModels): Promise<Told> {
  const position = await models.catchUp();
  const root = hexOf(await rootAt((...asked) => log.hashes(...asked), position));
  return { position, root, figures: await figuresDigest(models.db, { position }), rows: await models.digest() };
}
