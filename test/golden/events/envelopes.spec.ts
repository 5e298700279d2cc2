import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  type CommandContext,
  LogOpened,
  PrivatePartErased,
  seededSalt,
  SqliteEventLog,
  type Write,
} from '#event-log';
import type { WrittenEvent } from '#kernel';
import { openDatabase } from '#sqlite';

const kept = new URL('envelopes/', import.meta.url);
const ORGANISATION = '2321000164';
const accountant = { subject: 'person-kim', role: 'accountant' };

/** An event of every kind of envelope: each field present and absent, letters that JSON escapes and letters that it does not. */
const fundsAllocated: WrittenEvent = {
  type: 'FundsAllocated',
  version: 1,
  data: {
    allocation: 'lanet',
    amount: '30000000.00',
    pot: null,
    decision: { body: 'Regionstyrelsen', paragraph: '§ 12' },
  },
  private: { reason: 'Enligt ”nyckeln” 39,24/26,16\n– och efter samråd 👍\u2028' },
};
const voucherRecorded: WrittenEvent = {
  type: 'VoucherRecorded',
  version: 3,
  data: { lines: [{ ordinal: 1, account: '4010', amount: '-0.01' }], '10': 'sorts first', Å: '\u0000\ud800"\\/' },
};
const decision = { body: 'Arkivnämnden', date: '2026-04-01', caseNumber: 'RS 2026/1' };
/** As version 1 wrote it; a log may hold these for ever. */
const erasedFirst = (positions: number[]): WrittenEvent => ({
  type: 'PrivatePartErased',
  version: 1,
  data: { positions, decision },
});
const erased: WrittenEvent = {
  type: 'PrivatePartErased',
  version: 2,
  data: {
    act: 'gallring-1',
    ranges: [[3, 4]],
    ...{ decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
    files: [{ import: 'import-3', before: 'a'.repeat(64), after: 'b'.repeat(64), whole: false }],
  },
};
const opened: WrittenEvent = {
  type: 'LogOpened',
  version: 1,
  data: { organisation: ORGANISATION, name: 'Region Örebro län', software: 'bidragsbok 0.1.0' },
};
const write = (stream: string, expectedRevision: number, ...events: WrittenEvent[]): Write => ({
  stream,
  expectedRevision,
  events,
});

interface Row {
  readonly bytes: string;
  readonly leaf: string;
  readonly private: string | null;
}

/** What a file keeps of an event: its exact bytes, its leaf hash, and the salt and JSON of its private part. */
const textOf = ({ bytes, leaf, private: sealed }: Row): string => `${[bytes, leaf, sealed ?? '-'].join('\n')}\n`;

describe('the bytes of an event, for ever', () => {
  let dir: string;
  let log: SqliteEventLog;
  let now = Date.UTC(2026, 1, 28, 9, 30, 0, 7);
  const append = async (command: CommandContext, write: Write) => {
    now += 86_400_000;
    await log.append(command, [write]);
  };
  const rows = (): Row[] => {
    const db = openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false, readOnly: true });
    const found = db
      .prepare('SELECT bytes, lower(hex(leaf)) AS leaf, private FROM event ORDER BY position')
      .all() as Row[];
    db.close();
    return found;
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-golden-'));
    log = SqliteEventLog.open({ dir, organisation: ORGANISATION, clock: () => now, salt: seededSalt('golden') });
    const cli = { subject: 'system:cli', role: 'operator' };
    await log.append({ commandId: 'init', actor: cli }, [write('log', -1, opened)]);
    const caused = { commandId: 'file-1', causationId: 'mail-7', correlationId: 'import-3', occurredOn: '2026-02-27' };
    await append({ ...caused, actor: accountant }, write('grant-nara-vard', -1, fundsAllocated, fundsAllocated));
    await append({ commandId: 'file-2', actor: accountant }, write('voucher-erp-A-%C3%85%2F1', -1, voucherRecorded));
    await append({ commandId: 'file-3', actor: accountant }, write('log', 0, erasedFirst([3])));
    await append({ commandId: 'file-4', actor: accountant }, write('log', 1, erased));
  });
  afterAll(async () => {
    await log.close();
    rmSync(dir, { recursive: true });
  });

  it.each([
    ['1-log-opened', 0],
    ['2-with-private-part', 1],
    ['3-with-erased-private-part', 2],
    ['4-without-private-part', 3],
    ['5-private-part-erased', 4],
    ['6-private-part-erased-v2', 5],
  ])('%s', (name, index) => {
    const row = rows()[index];
    if (row === undefined) throw new Error('No such event');
    const file = new URL(`${name}.txt`, kept);
    expect(textOf(row)).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'not kept yet');
  });

  it('hashes and reads what is kept by the standards alone', () => {
    const names = readdirSync(kept);
    expect(names.length).toBeGreaterThanOrEqual(5);
    for (const name of names) {
      const [bytes = '', leaf, sealed = '-'] = readFileSync(new URL(name, kept), 'utf8').split('\n');
      const envelope = JSON.parse(bytes) as WrittenEvent & { privateDigest?: string };
      expect(JSON.stringify(envelope)).toBe(bytes);
      expect(hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(bytes)]))).toBe(leaf);
      if (sealed !== '-') {
        const salted = Buffer.concat([Buffer.from(sealed.slice(0, 64), 'hex'), Buffer.from(sealed.slice(64))]);
        expect(hash('sha256', salted)).toBe(envelope.privateDigest);
      }
      const type = [LogOpened, PrivatePartErased].find((each) => each.name === envelope.type);
      // What is written now is the newest version; only that one comes back as it was.
      if (type?.version === envelope.version) expect(type.write(type.read(envelope)).data).toEqual(envelope.data);
    }
  });
});
