import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';

import type { EventStore } from '#event-log';

import { startNode } from './node/node.js';
import { afterwards, anOrganisation, envelope, open, ownPlace, type Place, place, write } from './scene.js';

/** What a real node taught us; each lesson is held by the adapter. Where the node itself must be handled, it is the tests' own. */
const foreignClient = ({ relay }: Place): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${relay.port}?tls=false`);
  afterwards(() => client.dispose());
  return client;
};
const lengthOf = async (store: EventStore, organisation: string, stream = 'a'): Promise<number> =>
  (await store.readStream(organisation, stream)).length;

describe('1. Ids are known for ever only at an exact revision', () => {
  it('so the same append is still the same after the node has started anew', async () => {
    const at = await ownPlace();
    const { node, relay } = at;
    const store = await open(at.address);
    const organisation = anOrganisation();
    const first = await store.append(write({ organisation }, 1, 2));
    const next = await startNode({ store: node.store });
    afterwards(() => {
      next.kill();
    });
    relay.leadTo(next.port);
    expect(await store.append(write({ organisation }, 1, 2))).toEqual(first);
    expect(await lengthOf(store, organisation)).toBe(2);
    // What the client does without being told: nobody remembers, and the events are there twice.
    const client = foreignClient(at);
    const event = jsonEvent({ type: 't', data: {} });
    await client.appendToStream('any', [event]);
    const third = await startNode({ store: node.store });
    afterwards(() => {
      third.kill();
    });
    relay.leadTo(third.port);
    await expect(client.appendToStream('any', [event])).rejects.toBeDefined();
    await client.appendToStream('any', [event]);
    expect(node.store.visible('any')).toHaveLength(2);
  });
});

describe('2. One append holds 1,048,576 bytes of event data', () => {
  const organisation = anOrganisation();
  const filled = (size: number): string => {
    const empty = Buffer.byteLength(envelope({ organisation, data: '' }));
    // Two bytes a letter: what counts is bytes.
    const letters = 'å'.repeat((size - empty) >> 1) + 'a'.repeat((size - empty) % 2);
    return envelope({ organisation, data: letters });
  };

  it('so an append of exactly so much is taken, and one byte more is refused before anything is sent', async () => {
    const at = await place();
    const store = await open(at.address);
    const append = { organisation, stream: 'a', expectedRevision: -1 };
    expect(Buffer.byteLength(filled(1_048_576))).toBe(1_048_576);
    at.relay.breakAt({ request: 1, when: 'before' });
    const large = store.append({ ...append, envelopes: [filled(1_048_577)] });
    await expect(large).rejects.toMatchObject({
      code: 'APPEND_TOO_LARGE',
      details: { stream: 'a', size: 1_048_577, limit: 1_048_576 },
    });
    expect(at.relay.isBroken).toBe(false);
    await store.append({ ...append, envelopes: [filled(1_048_576)] });
    expect((await store.readStream(organisation, 'a')).map(({ bytes }) => bytes)).toEqual([filled(1_048_576)]);
  });

  it('so the events of one append are counted together', async () => {
    const store = await open((await place()).address);
    const half = 'x'.repeat(600_000);
    const both = store.append(write({ organisation, stream: 'b' }, half, half));
    await expect(both).rejects.toMatchObject({ code: 'APPEND_TOO_LARGE' });
    expect(await lengthOf(store, organisation, 'b')).toBe(0);
  });
});

describe('3. The client keeps one table of batch appends for all of a process', () => {
  it('so no append of ours is in it, and none suffers when the stream of another client dies', async () => {
    const at = await ownPlace();
    const store = await open(at.address);
    const organisation = anOrganisation();
    const client = foreignClient(at);
    const ours = (async () => {
      for (let n = 0; n < 40; n += 1)
        await store.append(write({ organisation, expected: n - 1, command: `c-${n}` }, n));
    })();
    const huge = jsonEvent({ type: 't', data: { text: 'x'.repeat(17 * 1024 * 1024) } });
    await expect(client.appendToStream('other', [huge])).rejects.toMatchObject({ code: 8 });
    await ours;
    expect(await lengthOf(store, organisation)).toBe(40);
    expect(at.node.gate.calls.filter((call) => call === 'batch')).toHaveLength(1);
  });
});

describe('4. A deadline is kept by a plain append alone', () => {
  it('so an append to a frozen node is given up, and is known when the node answers again', async () => {
    const { relay, address } = await place();
    const store = await open(address, { deadlineMs: 300, patienceMs: 500 });
    const organisation = anOrganisation();
    await store.append(write({ organisation, stream: 'before' }));
    relay.freeze();
    // The call itself was given up (4, DEADLINE_EXCEEDED), which nothing else brings about so early.
    const givenUp = { code: 'EVENT_STORE_UNREACHABLE', cause: { code: 4 } };
    await expect(store.append(write({ organisation }, 1))).rejects.toMatchObject(givenUp);
    await expect(store.readStream(organisation, 'a')).rejects.toMatchObject(givenUp);
    relay.thaw();
    const patient = await open(address);
    await patient.append(write({ organisation }, 1));
    expect(await lengthOf(patient, organisation)).toBe(1);
  });
});

describe('5. That a node is not there is told in many ways', () => {
  const organisation = anOrganisation();

  it('so an append waits for one that is down from the beginning', async () => {
    const { relay, address } = await place();
    const store = await open(address);
    relay.kill();
    const appended = store.append(write({ organisation, stream: 'down' }));
    setTimeout(() => {
      relay.open();
    }, 300);
    expect(await appended).toMatchObject({ again: false });
  });

  it('so an append waits for one that is starting', async () => {
    const { node, address } = await ownPlace();
    const store = await open(address);
    node.gate.isReady = false;
    const appended = store.append(write({ organisation, stream: 'starting' }));
    const until = setInterval(() => {
      if (node.gate.calls.length >= 2) node.gate.isReady = true;
    }, 10);
    afterwards(() => {
      clearInterval(until);
    });
    expect(await appended).toMatchObject({ again: false });
    expect(node.gate.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('so appends go on at the next one where one is stopped in good order', async () => {
    const { node, relay, address } = await ownPlace();
    const store = await open(address);
    const appends = Array.from({ length: 30 }, (_, n) =>
      store.append(write({ organisation, stream: `stopped-${n}` }, n)),
    );
    const next = await startNode({ store: node.store });
    afterwards(() => {
      next.kill();
    });
    await appends[5];
    const stopped = node.stop();
    relay.leadTo(next.port);
    expect(await Promise.all(appends)).toHaveLength(30);
    await stopped;
  });

  it('and patience has an end, at which nobody knows', async () => {
    const { relay, address } = await place();
    const store = await open(address, { patienceMs: 200 });
    relay.kill();
    const refused = store.append(write({ organisation, stream: 'never' }));
    await expect(refused).rejects.toMatchObject({ code: 'EVENT_STORE_UNREACHABLE' });
    await refused.catch((error: unknown) => {
      expect((error as Error).cause).toMatchObject({ code: 14 });
    });
  });
});

describe('6. The client reads connection strings in its own way', () => {
  it('so one for KurrentDB is understood', async () => {
    const { address } = await place();
    for (const scheme of ['kurrentdb', 'kurrent', 'kdb', 'esdb']) {
      const store = await open(address.replace('esdb', scheme));
      const organisation = anOrganisation();
      await store.append(write({ organisation }));
      expect(await lengthOf(store, organisation)).toBe(1);
    }
  });

  it.each([
    ['esdb://host?throwOnAppendFailure=false', '?throwOnAppendFailure'],
    ['esdb://user:secret@host?passwort=secret', '?passwort'],
    ['esdb://user:secret@host?tlsVerifyCert=false', '?tlsVerifyCert'],
    ['http://user:secret@host:2113', 'esdb://…'],
    ['esdb://', 'esdb://…'],
    ['esdb://user:secret@host:port', 'esdb://…'],
    ['esdb://user:secret@host?tls=perhaps', 'esdb://…'],
  ])('so %s is refused, and what it says is not repeated', async (address, part) => {
    const refused = open(address);
    await expect(refused).rejects.toMatchObject({ code: 'EVENT_STORE_ADDRESS_MALFORMED', details: { part } });
    await expect(refused).rejects.not.toThrow('secret');
  });
});

describe('7. After a delete the store says yes and stores nothing', () => {
  it('so an append to a stream that was deleted is refused, though the store has taken it', async () => {
    const at = await place();
    const store = await open(at.address);
    const organisation = anOrganisation();
    await store.append(write({ organisation }, 1, 2));
    await foreignClient(at).deleteStream(`${organisation}-a`);
    await expect(store.append(write({ organisation }, 1, 2))).rejects.toMatchObject({ code: 'STREAM_CUT_OFF' });
    const anew = store.append(write({ organisation, command: 'anew' }, 1));
    await expect(anew).rejects.toMatchObject({ code: 'STREAM_CUT_OFF' });
  });

  it('so a stream without its beginning is refused, and so is one that is gone for ever', async () => {
    const at = await place();
    const store = await open(at.address);
    const organisation = anOrganisation();
    const after = await store.lastPosition();
    const client = foreignClient(at);
    for (const stream of ['cut', 'gone']) await store.append(write({ organisation, stream }, 1, 2, 3));
    await client.setStreamMetadata(`${organisation}-cut`, { truncateBefore: 1 });
    await client.tombstoneStream(`${organisation}-gone`);
    for (const stream of ['cut', 'gone']) {
      await expect(store.readStream(organisation, stream)).rejects.toMatchObject({ code: 'STREAM_CUT_OFF' });
    }
    // The whole log has what the streams no longer show.
    const { items } = await store.readAll(after, 1000);
    const ours = items.filter((item) => item.organisation === organisation);
    expect(ours.map(({ stream }) => stream)).toEqual(['cut', 'cut', 'cut', 'gone', 'gone', 'gone', 'gone']);
    expect(ours.at(-1)).toMatchObject({ foreign: 'stream-deleted' });
  });

  it('and a position of another store, or of a longer one, is not one of this', async () => {
    const store = await open((await place()).address);
    await store.append(write({ organisation: anOrganisation() }));
    const beyond = store.readAll('999999999999', 10);
    await expect(beyond).rejects.toMatchObject({
      code: 'STORE_POSITION_UNKNOWN',
      details: { position: '999999999999' },
    });
    const position = (await store.lastPosition()) ?? '0';
    const between = store.readAll(String(BigInt(position) - 1n), 10);
    await expect(between).rejects.toMatchObject({ code: 'STORE_POSITION_UNKNOWN' });
  });
});
