import { hash } from 'node:crypto';
import { join } from 'node:path';

import { type Database, openDatabase } from '#sqlite';

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly leaf: string;
  readonly bytes: string;
  readonly private: string | null;
}
interface Envelope {
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly commandId: string;
  readonly privateDigest?: string;
}

interface Place {
  readonly position: number;
  readonly recordedAt: string;
}
/** How many events each command has in a log, and what is wrong with it. */
interface Inspection {
  readonly commands: ReadonlyMap<string, number>;
  /** The leaf hash of each event, in hexadecimal and in order. */
  readonly leaves: readonly string[];
  readonly faults: readonly string[];
}

/** Every command of the writers brings so many events, in one append. */
const EVENTS_A_COMMAND = 6;

/** The file of a log through a connection of its own, with none of the log's code in between. */
export const openFile = (dir: string): Database =>
  openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });

/**
 * What lies in a log, and everything in it that must not be: no fault means that it is whole. Of a log that others than the
 * writers wrote it is not known how many events a command brings: null.
 */
export function inspect(dir: string, eventsOfCommand: number | null = EVENTS_A_COMMAND): Inspection {
  const { rows, faults } = read(dir);
  const [commands, streams] = [new Map<string, number>(), new Map<string, number>()];
  let last: Place = { position: 0, recordedAt: '' };
  for (const row of rows) {
    const event = JSON.parse(row.bytes) as Envelope;
    const place = { position: row.position, recordedAt: event.recordedAt };
    faults.push(...faultsOfOrder(last, place), ...faultsOfRow(row, event));
    if (row.revision !== (streams.get(row.stream) ?? -1) + 1) faults.push(`REVISION at ${row.position}`);
    streams.set(row.stream, row.revision);
    commands.set(event.commandId, (commands.get(event.commandId) ?? 0) + 1);
    last = place;
  }
  if (eventsOfCommand !== null) faults.push(...faultsOfParts(commands, eventsOfCommand));
  return { commands, faults, leaves: rows.map(({ leaf }) => leaf) };
}

function read(dir: string): { readonly rows: readonly Row[]; readonly faults: string[] } {
  const db = openFile(dir);
  const rows = db.prepare('SELECT *, lower(hex(leaf)) AS leaf FROM event ORDER BY position').all() as Row[];
  const check = db.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
  db.close();
  return { rows, faults: check.integrity_check === 'ok' ? [] : ['FILE'] };
}

function faultsOfParts(commands: ReadonlyMap<string, number>, whole: number): string[] {
  return [...commands].filter(([, count]) => count !== whole).map(([command]) => `PART of ${command}`);
}

function faultsOfOrder(last: Place, { position, recordedAt }: Place): string[] {
  const faults = position === last.position + 1 ? [] : [`GAP before ${position}`];
  return recordedAt < last.recordedAt ? [...faults, `TIME at ${position}`] : faults;
}

function faultsOfRow(row: Row, event: Envelope): string[] {
  const wrong: Readonly<Record<string, boolean>> = {
    PLACE: event.stream !== row.stream || event.revision !== row.revision,
    LEAF: hash('sha256', `\0${row.bytes}`) !== row.leaf,
    PRIVATE: privateDigestOf(row) !== event.privateDigest,
  };
  return Object.keys(wrong).flatMap((fault) => (wrong[fault] === true ? [`${fault} at ${row.position}`] : []));
}

function privateDigestOf({ private: sealed }: Row): string | undefined {
  if (sealed === null) return undefined;
  return hash('sha256', Buffer.concat([Buffer.from(sealed.slice(0, 64), 'hex'), Buffer.from(sealed.slice(64))]));
}
