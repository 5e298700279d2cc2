import { describe, expect, it } from '@jest/globals';

import type { EventStore, StoredItem } from '#event-log';

import { anOrganisation, open, place, restarting, write } from './scene.js';

/** Appends that were acknowledged, as the one who asked for them knows them. */
interface Acknowledged {
  readonly stream: string;
  readonly bytes: readonly string[];
}

/** A scripted scene: appends to several streams, a conflict, a retry, and reads between. */
async function playScene(store: EventStore, organisation: string): Promise<readonly Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const append = async (said: { stream: string; expected?: number; command?: string }, ...data: readonly unknown[]) => {
    const asked = write({ organisation, ...said }, ...data);
    await store.append(asked);
    acknowledged.push({ stream: said.stream, bytes: asked.envelopes });
  };
  await append({ stream: 'a' }, 1, 2);
  await append({ stream: 'b' }, 3);
  await append({ stream: 'a', expected: 1, command: 'two' }, 4);
  const late = store.append(write({ organisation, stream: 'b', command: 'late' }, 5));
  await expect(late).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
  const again = await store.append(write({ organisation, stream: 'b', recordedAt: '2026-03-01T13:00:00.000Z' }, 3));
  expect(again).toMatchObject({ again: true });
  expect(await store.lastRevision(organisation, 'a')).toBe(2);
  await append({ stream: 'c' }, 6, 7, 8);
  expect(await store.readStream(organisation, 'c')).toHaveLength(3);
  return acknowledged;
}

async function expectOnce(store: EventStore, organisation: string, all: readonly Acknowledged[]): Promise<void> {
  for (const stream of new Set(all.map((each) => each.stream))) {
    const expected = all.filter((each) => each.stream === stream).flatMap(({ bytes }) => bytes);
    expect((await store.readStream(organisation, stream)).map(({ bytes }) => bytes)).toEqual(expected);
  }
}

describe('a store that is killed at a request', () => {
  const NEVER = 1_000_000;

  it('has every acknowledged append once and none twice, whichever request it is', async () => {
    const at = await place();
    const store = await open(at.address);
    at.relay.breakAt({ request: NEVER, when: 'before' });
    await expectOnce(store, ...(await played(store)));
    const { requests } = at.relay;
    expect(requests).toBeGreaterThan(12);
    for (const when of ['before', 'after'] as const) {
      for (let request = 1; request <= requests; request += 1) {
        at.relay.breakAt({ request, when, ...restarting(at) });
        await expectOnce(store, ...(await played(store)));
        // The break has come, or nothing was tested.
        expect(at.relay.isBroken).toBe(true);
      }
    }
  });

  async function played(store: EventStore): Promise<[string, readonly Acknowledged[]]> {
    const organisation = anOrganisation();
    return [organisation, await playScene(store, organisation)];
  }

  it.each([3, 7, 11, 18])('loses and doubles nothing of many appends under way, at request %d', async (request) => {
    const at = await place();
    const store = await open(at.address);
    const organisation = anOrganisation();
    at.relay.breakAt({ request, when: request % 2 === 0 ? 'before' : 'after', ...restarting(at) });
    const appends = Array.from({ length: 60 }, async (_, n) => {
      const asked = write(
        { organisation, stream: `s-${n % 12}`, expected: Math.floor(n / 12) - 1, command: `c-${n}` },
        n,
      );
      await store.append(asked);
      return { stream: asked.stream, bytes: asked.envelopes };
    });
    await expectOnce(store, organisation, await Promise.all(appends));
    expect(at.relay.isBroken).toBe(true);
  });

  it('is followed from where it was, with no event left out and none twice', async () => {
    const at = await place();
    const store = await open(at.address);
    const organisation = anOrganisation();
    const after = await store.lastPosition();
    const told = new AbortController();
    const seen: StoredItem[] = [];
    const subscription = store.subscribe({ after, organisations: [organisation], signal: told.signal });
    const following = (async () => {
      for await (const { items } of subscription) {
        seen.push(...items);
        if (seen.length >= 90) break;
      }
    })();
    for (let round = 0; round < 3; round += 1) {
      at.relay.breakAt({ request: 2 + round, when: 'after', ...restarting(at) });
      const own = Array.from({ length: 30 }, (_, n) =>
        store.append(write({ organisation, stream: `s-${round}-${n}` }, n)),
      );
      await Promise.all(own);
    }
    await following;
    const { items } = await store.readAll(after, 10_000);
    const ours = items.filter((item) => item.organisation === organisation);
    expect(seen.map(({ position }) => position)).toEqual(ours.map(({ position }) => position));
    expect(new Set(seen.map(({ stream }) => stream)).size).toBe(90);
  });
});
