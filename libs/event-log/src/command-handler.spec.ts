import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { type Decider, DomainError, EventCatalogue, type EventOf, EventType, Money, money } from '#kernel';

import { type Attempt, CommandHandler, type Subject } from './command-handler.js';
import { SqliteEventLog } from './sqlite/sqlite-event-log.js';

const Saved = EventType.v1('Saved', z.strictObject({ amount: money }), {
  private: z.strictObject({ why: z.string() }),
});
type Saved = EventOf<typeof Saved>;
const catalogue = new EventCatalogue([Saved]);

/** A savings box that holds 100 at most. */
const box: Decider<Money, Money, Saved> = {
  initial: Money.zero,
  decide(sum, amount) {
    if (sum.plus(amount).exceeds(Money.parse('100.00'))) throw new DomainError('ALLOCATION_EXCEEDS_FUNDS');
    return amount.equals(Money.zero) ? [] : [{ type: 'Saved', data: { amount }, private: { why: 'a trip' } }];
  },
  evolve: (sum, { data }) => sum.plus(data.amount),
};
const subject: Subject<Money, Money, Saved> = { decider: box, stream: 'box-1' };
const save =
  (amount: Money, { decider, stream } = subject) =>
  async (attempt: Attempt) => {
    attempt.write(stream, decider.decide(await attempt.load({ decider, stream }), amount));
  };
const by = (commandId: string) => ({ commandId, actor: { subject: 'person-kim', role: 'accountant' } });
const kronor = (text: string) => Money.parse(text);

describe('CommandHandler', () => {
  let dir: string;
  let log: SqliteEventLog;
  let handler: CommandHandler;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-handler-'));
    log = SqliteEventLog.open({ dir, organisation: '2321000164' });
    handler = new CommandHandler(log, catalogue);
  });
  afterEach(async () => {
    await log.close();
    rmSync(dir, { recursive: true });
  });

  it('decides on what happened before, and stores JSON', async () => {
    await handler.handle(by('one'), save(kronor('60.00')));
    await handler.handle(by('two'), save(kronor('40.00')));
    const stored = await log.readStream('box-1');
    expect(stored.map(({ data }) => data)).toEqual([{ amount: '60.00' }, { amount: '40.00' }]);
  });

  it('appends over several streams at once, or not at all, and gives all of them back', async () => {
    const both = (one: Money, other: Money) => async (attempt: Attempt) => {
      await save(one)(attempt);
      await save(other, { decider: box, stream: 'box-2' })(attempt);
    };
    const events = await handler.handle(by('one'), both(kronor('60.00'), kronor('70.00')));
    expect(events.map(({ stream }) => stream)).toEqual(['box-2', 'box-1']);
    const again = await handler.handle(by('one'), both(kronor('60.00'), kronor('70.00')));
    expect(again).toEqual(events.map((event) => ({ ...event, again: true })));
    const refused = handler.handle(by('two'), both(kronor('1.00'), kronor('31.00')));
    await expect(refused).rejects.toMatchObject({ code: 'ALLOCATION_EXCEEDS_FUNDS' });
    expect(await log.lastPosition()).toBe(2);
  });

  it('appends last what tells that it was heard, so that a command that was broken off is carried through', async () => {
    const both = async (attempt: Attempt) => {
      await save(kronor('60.00'))(attempt);
      await save(kronor('70.00'), { decider: box, stream: 'box-2' })(attempt);
    };
    // What a store without transactions over several streams may have been left with, and what came after it.
    const events = [Saved.write({ type: 'Saved', data: { amount: kronor('70.00') }, private: { why: 'a trip' } })];
    await log.append(by('one'), [{ stream: 'box-2', expectedRevision: -1, events }]);
    await handler.handle(by('other'), save(kronor('30.00'), { decider: box, stream: 'box-2' }));
    const carried = await handler.handle(by('one'), both);
    expect(carried.map(({ stream, position, again }) => [stream, position, again])).toEqual([
      ['box-2', 1, true],
      ['box-1', 3, undefined],
    ]);
    expect(await handler.handle(by('one'), both)).toEqual(carried.map((event) => ({ ...event, again: true })));
  });

  it('decides anew where a stream that it only looked at has moved on', async () => {
    let looks = 0;
    await handler.handle(by('one'), async (attempt) => {
      const seen = await attempt.load({ decider: box, stream: 'box-2' });
      if (looks++ === 0) await handler.handle(by('other'), save(kronor('5.00'), { decider: box, stream: 'box-2' }));
      await save(seen.plus(kronor('1.00')))(attempt);
    });
    expect((await log.readStream('box-1')).map(({ data }) => data)).toEqual([{ amount: '6.00' }]);
  });

  it('passes on what the decider refuses', async () => {
    const refused = handler.handle(by('one'), save(kronor('100.01')));
    await expect(refused).rejects.toMatchObject({ code: 'ALLOCATION_EXCEEDS_FUNDS' });
    expect(await log.lastPosition()).toBe(0);
  });

  it('appends nothing where nothing happened', async () => {
    expect(await handler.handle(by('one'), save(Money.zero))).toEqual([]);
    expect(await log.lastPosition()).toBe(0);
  });

  it('gives back the events of a command that it has heard before, and does not decide again', async () => {
    const [first] = await handler.handle(by('one'), save(kronor('60.00')));
    expect(await handler.handle(by('one'), save(kronor('60.00')))).toEqual([{ ...first, again: true }]);
    expect(await log.lastPosition()).toBe(1);
  });

  it('decides anew where another command came first', async () => {
    const outcomes = await Promise.allSettled(
      ['one', 'two', 'three'].map((id) => handler.handle(by(id), save(kronor('40.00')))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'ALLOCATION_EXCEEDS_FUNDS' },
    });
    expect(await log.lastPosition()).toBe(2);
  });

  it('gives up where others always come first', async () => {
    let tries = 0;
    const late: Decider<Money, Money, Saved> = {
      ...box,
      decide: (sum, amount) => {
        tries++;
        const writes = [{ stream: 'box-1', expectedRevision: tries - 2, events: [Saved.write(saved(amount))] }];
        void log.append(by(`other-${tries}`), writes);
        return box.decide(sum, amount);
      },
    };
    const tried = handler.handle(by('one'), save(kronor('1.00'), { decider: late, stream: 'box-1' }));
    await expect(tried).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
    expect(tries).toBe(5);
  });
});

const saved = (amount: Money): Saved => ({ type: 'Saved', data: { amount } });
