import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openNewLog, Signer, SqliteCheckpoints, SqliteEventLog, systemClock } from '#event-log';

import type { Notice } from './notice.js';
import { Signatures } from './signatures.js';

const ORGANISATION = '2321000164';
const OTHER = '2321000131';
const actor = { subject: 'system:spec', role: 'spec' };

let dir: string;
let log: SqliteEventLog;
let notices: Notice[];
let opened: number;

const signer = (): Signer => new Signer({ dir: join(dir, 'signer'), log, clock: systemClock });
const signaturesEvery = (everyMs: number) =>
  new Signatures({
    everyMs,
    tell: (notice) => notices.push(notice),
    open: (organisation) => {
      opened += 1;
      return Promise.resolve(organisation === ORGANISATION ? signer() : null);
    },
  });
const append = (commandId: string) =>
  log.append({ commandId, actor }, [
    { stream: commandId, expectedRevision: -1, events: [{ type: 'Noted', version: 1, data: 1 }] },
  ]);
const end = (position: number, organisation = ORGANISATION) => [{ organisation, position }];
const signed = async () => {
  const store = SqliteCheckpoints.open(join(dir, 'signer', 'signer.db'));
  const sizes = (await store.all()).map(({ size }) => size);
  await store.close();
  return sizes;
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bidragsbok-signatures-'));
  log = SqliteEventLog.open({ dir, organisation: ORGANISATION });
  notices = [];
  opened = 0;
  const first = signer();
  first.makeKey();
  const genesis = { name: 'Region Exempel', software: 'specs', key: await first.verifierKey() };
  await openNewLog(log, genesis, { commandId: 'init', actor });
  await first.checkpoint(1);
  await first.close();
});
afterEach(async () => {
  await log.close();
  rmSync(dir, { recursive: true });
});

describe('a log that has moved', () => {
  it('is signed, and not again until it moves', async () => {
    const signatures = signaturesEvery(0);
    await append('a');
    await signatures.sign(end(2));
    await signatures.sign(end(2));
    await append('b');
    await signatures.sign(end(3));
    expect([await signed(), opened]).toEqual([[3, 2, 1], 2]);
    expect(notices).toEqual([
      { what: 'signed', part: ORGANISATION, size: 2 },
      { what: 'signed', part: ORGANISATION, size: 3 },
    ]);
  });

  it('is signed no oftener than is said, and never where no key is', async () => {
    const signatures = signaturesEvery(60_000);
    for (const [at, name] of ['a', 'b', 'c'].entries()) {
      await append(name);
      await signatures.sign([...end(at + 2), ...end(at + 2, OTHER)]);
    }
    expect([await signed(), opened, signatures.unsigned.size]).toEqual([[2, 1], 2, 0]);
  });
});

describe('a log that is not what was signed', () => {
  it('is told of once, and signed again when it is that', async () => {
    const signatures = signaturesEvery(0);
    for (const name of ['a', 'b', 'c']) await append(name);
    await signatures.sign(end(3));
    notices = [];
    // As a log is seen that was cut off: shorter than what was signed, and another.
    const whole = log;
    log = SqliteEventLog.open({ dir: join(dir, 'cut'), organisation: ORGANISATION });
    await append('x');
    for (let tries = 0; tries < 2; tries++) await signatures.sign(end(1));
    expect([...signatures.unsigned].map(([part, { code }]) => [part, code])).toEqual([
      [ORGANISATION, 'INTEGRITY_HOLD'],
    ]);
    expect(notices.map(({ what }) => what)).toEqual(['unsigned']);
    await log.close();
    log = whole;
    await signatures.sign(end(4));
    expect([await signed(), signatures.unsigned.size]).toEqual([[4, 3, 1], 0]);
  });
});
