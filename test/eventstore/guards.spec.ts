import { describe, expect, it } from '@jest/globals';

import { command, machines, noted, notaryOf, openLog, sql, write } from './copied-scene.js';
import { anOrganisation, ownPlace } from './scene.js';

describe('what rests on a stream that moves between the look and the append', () => {
  async function slipped() {
    const at = await machines();
    const organisation = anOrganisation();
    const other = await openLog({ ...at, address: await at.another() }, { organisation });
    await other.append(command('open'), [write('book', -1, 1)]);
    let between: Promise<unknown> | undefined;
    // The clock is read when all has been looked at and nothing is appended yet.
    const clock = (): number => {
      if (between === undefined) at.relay.freeze();
      between ??= other.append(command('lock'), [write('book', 0, 2), write('book-2', -1, 2)]).then(() => {
        at.relay.thaw();
      });
      return Date.now();
    };
    const log = await openLog(at, { organisation, clock });
    return { at, organisation, log, other, told: () => between };
  }
  const guards = [
    { stream: 'book', revision: 0 },
    { stream: 'nobody', revision: -1 },
    { prefix: 'book-', position: 1 },
  ];
  const slip = {
    type: 'GuardSlipped',
    data: {
      position: 4,
      moved: [
        { stream: 'book', position: 2 },
        { stream: 'book-2', position: 3 },
      ],
    },
  };

  it('is recorded as it was, and what did not move is not', async () => {
    const { log, other, told } = await slipped();
    expect(await log.append(command('post'), [write('a', -1, 3)], guards)).toMatchObject([{ position: 4 }]);
    await told();
    expect(await other.readStream('log')).toMatchObject([slip]);
    // The same command once more adds nothing.
    expect(await other.append(command('post'), [write('a', -1, 3)], guards)).toMatchObject([{ again: true }]);
    expect(await other.lastPosition()).toBe(5);
  });

  it('is recorded by another process where the one that appended is gone', async () => {
    const { at, log, other, told } = await slipped();
    await log.append(command('post'), [write('a', -1, 3)], guards);
    await told();
    // As if it had ended between the append and the look afterwards.
    const leaf = await other.leafAt(4);
    await sql(
      at,
      `INSERT INTO guarded (organisation, writes, guards, since) VALUES ('${log.organisation}',
        '${JSON.stringify([
          ['a', 0, leaf],
          ['never-came', 0, leaf],
        ])}', '${JSON.stringify(guards)}', now() - interval '2 minutes')`,
    );
    await (await notaryOf(at)).bringUp();
    await (await notaryOf(at)).bringUp();
    expect(await other.readStream('log')).toMatchObject([slip]);
    // What may still come is kept for a day.
    expect(await sql(at, 'SELECT count(*) FROM guarded')).toEqual([[1]]);
    await sql(at, `UPDATE guarded SET since = since - interval '1 day'`);
    await (await notaryOf(at)).bringUp();
    expect(await sql(at, 'SELECT count(*) FROM guarded')).toEqual([[0]]);
  });

  it('says nothing where nothing moved', async () => {
    const at = await machines();
    const log = await openLog(at, { organisation: anOrganisation() });
    await log.append(command('open'), [write('book', -1, 1)]);
    await log.append(command('post'), [write('a', -1, 3), write('b', -1, 3)], guards);
    expect(await log.readStream('log')).toEqual([]);
    expect(await sql(at, 'SELECT count(*) FROM guarded')).toEqual([[0]]);
  });
});

describe('the tables of the copy take nothing away', () => {
  const forbidden: readonly (readonly [statement: string, why: string])[] = [
    ['DELETE FROM event', 'never deleted'],
    ['TRUNCATE event', 'never deleted'],
    [`UPDATE event SET bytes = '{}'`, 'never rewritten'],
    [`UPDATE event SET leaf = decode(repeat('00', 32), 'hex')`, 'never rewritten'],
    [`UPDATE event SET stream = 'b' WHERE position = 2`, 'never rewritten'],
    ['UPDATE event SET position = position + 10', 'never rewritten'],
    ['UPDATE event SET private = NULL', 'recorded decision only'],
    [`UPDATE event SET private = 'other'`, 'never rewritten'],
    ['UPDATE event SET bytes = NULL, private = NULL WHERE position = 1', 'recorded decision only'],
    ['INSERT INTO event SELECT organisation, 9, stream, 9, leaf, bytes, NULL, 0, store FROM event LIMIT 1', 'follows'],
    ['INSERT INTO event SELECT organisation, 3, stream, 9, leaf, NULL, NULL, 0, store FROM event LIMIT 1', 'has bytes'],
    ['DELETE FROM subtree', 'never deleted'],
    ['UPDATE subtree SET number = 7', 'never deleted or rewritten'],
  ];

  it('but by a decision, once', async () => {
    // Of a store of its own: what is tried is tried on whole tables.
    const at = await machines(await ownPlace());
    const log = await openLog(at, { organisation: anOrganisation() });
    const part = { text: 'Åsa' };
    await log.append(command('one'), [{ stream: 'a', expectedRevision: -1, events: [noted(1, part), noted(2, part)] }]);
    for (const [statement, why] of forbidden) await expect(sql(at, statement)).rejects.toThrow(why);
    const decision = { positions: [1], decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } };
    const events = [{ type: 'PrivatePartErased', version: 1, data: decision }];
    await log.append(command('erase'), [{ stream: 'log', expectedRevision: -1, events }]);
    expect((await log.readStream('a')).map((event) => event.private)).toEqual([null, part]);
    await expect(sql(at, 'UPDATE event SET private = NULL WHERE position = 2')).rejects.toThrow('decision only');
    await expect(sql(at, 'UPDATE event SET bytes = NULL WHERE position = 1')).rejects.toThrow('decision only');
    expect(await log.faults()).toEqual([]);
    await sql(at, 'ALTER TABLE event DISABLE TRIGGER event_stays');
    expect(await log.faults()).toEqual([expect.stringContaining('event_stays')]);
  });
});
