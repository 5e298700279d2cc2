import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { CommandHandler } from '#event-log';
import { type Decider, DomainError, EventCatalogue, type EventOf, EventType } from '#kernel';

import { machines, openLog } from './copied-scene.js';
import { anOrganisation, open } from './scene.js';

const Opened = EventType.v1('Opened', z.strictObject({ by: z.string() }), {
  private: z.strictObject({ why: z.string() }),
});
type Opened = EventOf<typeof Opened>;
const catalogue = new EventCatalogue([Opened]);

/** What is opened once. */
const lock: Decider<boolean, string, Opened> = {
  initial: false,
  decide(isOpen, by) {
    if (isOpen) throw new DomainError('LOG_EXISTS', { organisation: by });
    return [{ type: 'Opened', data: { by }, private: { why: 'Åsa' } }];
  },
  evolve: () => true,
};
const NEVER = 1_000_000;

describe('a lone command over several streams that is broken off and asked for again', () => {
  it.each(['before', 'after'] as const)(
    'has its effect whole and once, %s whichever request it broke off, and never counts as done',
    async (when) => {
      const at = await machines();
      let requests = NEVER;
      let broken = 0;
      for (let request = 0; request <= requests; request++) {
        const organisation = anOrganisation();
        // No patience at all: what breaks is refused, as if the process had ended there.
        const store = await open(at.address, { deadlineMs: 1000, patienceMs: 0 });
        const log = await openLog(at, { organisation, eventStore: store });
        const handler = new CommandHandler(log, catalogue);
        const ask = () =>
          handler.handle(
            { commandId: 'one', actor: { subject: 'person-kim', role: 'accountant' } },
            async (attempt) => {
              for (const stream of ['act', 'grant', 'book']) {
                attempt.write(stream, lock.decide(await attempt.load({ decider: lock, stream }), 'kim'));
              }
            },
          );
        at.relay.breakAt({ request: request === 0 ? NEVER : request, when });
        let events = await ask().catch(unreachable);
        if (request === 0) requests = at.relay.requests;
        at.relay.breakAt({ request: NEVER, when: 'before' });
        if (events === undefined) broken += 1;
        for (let tries = 0; events === undefined; tries++) {
          expect(tries).toBeLessThan(5);
          events = await ask().catch(unreachable);
        }
        expect(events.map(({ stream }) => stream)).toEqual(['grant', 'book', 'act']);
        expect((await log.readAll(0, 10)).map(({ stream, private: part }) => [stream, part])).toEqual(
          ['grant', 'book', 'act'].map((stream) => [stream, { why: 'Åsa' }]),
        );
        expect((await ask()).map(({ stream, again }) => [stream, again])).toEqual(
          ['grant', 'book', 'act'].map((stream) => [stream, true]),
        );
        await log.close();
      }
      expect(broken).toBeGreaterThanOrEqual(4);
    },
  );
});

const unreachable = (error: unknown): undefined => {
  expect(error).toMatchObject({ code: 'EVENT_STORE_UNREACHABLE' });
};
