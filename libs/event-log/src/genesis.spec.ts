import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openNewLog } from './genesis.js';
import { LogOpened } from './log.events.js';
import { SqliteEventLog } from './sqlite/sqlite-event-log.js';

const genesis = { name: 'Region Örebro län', software: 'bidragsbok 0.1.0', key: null };
const by = (commandId: string) => ({ commandId, actor: { subject: 'system:cli', role: 'system' } });

describe('openNewLog', () => {
  let dir: string;
  let log: SqliteEventLog;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-genesis-'));
    log = SqliteEventLog.open({ dir, organisation: '2321000164' });
  });
  afterEach(async () => {
    await log.close();
    rmSync(dir, { recursive: true });
  });

  it('records at index 1 whose log it is', async () => {
    const [opened] = await openNewLog(log, genesis, by('init'));
    expect(opened).toMatchObject({ position: 1, stream: 'log', revision: 0, type: 'LogOpened' });
    expect(opened?.data).toEqual({ organisation: '2321000164', ...genesis });
    if (opened !== undefined) expect(LogOpened.read(opened).data.organisation.toString()).toBe('2321000164');
  });

  it('adds nothing when the same command comes again', async () => {
    await openNewLog(log, genesis, by('init'));
    const [again] = await openNewLog(log, genesis, by('init'));
    expect([again?.again, await log.lastPosition()]).toEqual([true, 1]);
  });

  it('refuses where the log has been opened before', async () => {
    await openNewLog(log, genesis, by('init'));
    const refused = { code: 'LOG_EXISTS', details: { organisation: '2321000164' } };
    await expect(openNewLog(log, genesis, by('another'))).rejects.toMatchObject(refused);
    const renamed = { ...genesis, name: 'Region Värmland' };
    await expect(openNewLog(log, renamed, by('init'))).rejects.toMatchObject(refused);
  });

  it('lets one of two who open it at once win', async () => {
    const other = SqliteEventLog.open({ dir, organisation: '2321000164' });
    const outcomes = await Promise.allSettled([
      openNewLog(log, genesis, by('mine')),
      openNewLog(other, genesis, by('theirs')),
    ]);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'LOG_EXISTS' } });
    expect(await log.lastPosition()).toBe(1);
    await other.close();
  });
});
