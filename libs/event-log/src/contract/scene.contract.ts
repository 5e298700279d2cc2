import type { WrittenEvent } from '#kernel';

import type { CommandContext, EventLog, Write } from '../event-log.js';

/** The organisation that a log of the contract belongs to where it is the only one of its place. */
export const ORGANISATION = '2321000164';
/** When every scene begins. */
export const NOON = Date.UTC(2026, 2, 1, 12);
const by = { subject: 'person-kim', role: 'accountant' };
/** A command by an accountant. */
export const command = (commandId: string): CommandContext => ({ commandId, actor: by });
/** An event that says nothing but its data. */
export const fact = (data: unknown, part?: unknown): WrittenEvent => {
  const noted = { type: 'Noted', version: 1, data };
  return part === undefined ? noted : { ...noted, private: part };
};
/** Events for the end of one stream. */
export const write = (stream: string, expectedRevision: number, ...events: readonly WrittenEvent[]): Write => ({
  stream,
  expectedRevision,
  events,
});
/** The decision to erase the private parts of these positions. */
export const erasure = (...positions: readonly number[]): WrittenEvent => ({
  type: 'PrivatePartErased',
  version: 1,
  data: { positions, decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } },
});
/** The decision to prune these positions. */
export const pruning = (...ranges: readonly (readonly [first: number, last: number])[]): WrittenEvent => ({
  type: 'YearPruned',
  version: 1,
  data: {
    ...{ act: 'gallring-1', year: 2015, ranges, books: ['b'], imports: [], projectCodes: [], grants: [], files: [] },
    decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' },
    ...{ ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
  },
});

/** One log and its clock, as a case of the contract finds them. */
export interface Scene {
  readonly log: EventLog;
  /** What the clock of every connection says. */
  now: number;
  /** One more connection to the same log, as of another process. */
  open(): Promise<EventLog>;
  /** A copy of the log as it is now, opened as a log of its own. */
  openCopy(): Promise<EventLog>;
}
