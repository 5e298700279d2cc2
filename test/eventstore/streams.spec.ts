import { describe, expect, it } from '@jest/globals';

import { type AllPage, comparePositions, type EventStore } from '#event-log';

import { afterwards, anOrganisation, envelope, open, place, write } from './scene.js';

const bytesOf = (events: readonly { readonly bytes: string }[]): string[] => events.map(({ bytes }) => bytes);
const opened = async (): Promise<EventStore> => open((await place()).address);

describe('a stream', () => {
  it('gives back the very bytes that were appended, in order', async () => {
    const store = await opened();
    const organisation = anOrganisation();
    const first = write({ organisation }, 'ett', { å: ['"', '\u2028', 1e21] });
    const { position } = await store.append(first).then((appended) => ({ ...appended, events: undefined }));
    await store.append(write({ organisation, expected: 1, command: 'two' }, 'tre'));
    const read = await store.readStream(organisation, 'a');
    expect(bytesOf(read).slice(0, 2)).toEqual(first.envelopes);
    expect(read.map(({ revision, envelope: { data } }) => [revision, data])).toMatchObject([
      [0, 'ett'],
      [1, {}],
      [2, 'tre'],
    ]);
    expect(read[1]?.position).toBe(position);
    expect(await store.lastRevision(organisation, 'a')).toBe(2);
    expect(bytesOf(await store.readStream(organisation, 'a', 2))).toEqual(bytesOf(read.slice(2)));
  });

  it('is empty where nothing was appended', async () => {
    const store = await opened();
    expect(await store.readStream(anOrganisation(), 'a')).toEqual([]);
    expect(await store.lastRevision(anOrganisation(), 'a')).toBe(-1);
  });

  it('is read in pages without anyone noticing', async () => {
    const store = await opened();
    const organisation = anOrganisation();
    const many = Array.from({ length: 1203 }, (_, at) => at);
    await store.append(write({ organisation }, ...many));
    expect((await store.readStream(organisation, 'a')).map(({ envelope: { data } }) => data)).toEqual(many);
  });
});

describe('the whole store', () => {
  const following = async (store: EventStore, count: number, following: Parameters<EventStore['subscribe']>[0]) => {
    const pages: AllPage[] = [];
    for await (const page of store.subscribe(following)) {
      pages.push(page);
      if (pages.flatMap(({ items }) => items).length >= count) break;
    }
    return pages;
  };

  it('is read from a position on, without what is not ours', async () => {
    const store = await opened();
    const [one, other] = [anOrganisation(), anOrganisation()];
    const start = await store.lastPosition();
    await store.append(write({ organisation: one }, 1, 2));
    await store.append(write({ organisation: other }, 3));
    const page = await store.readAll(start, 1000);
    const ours = page.items.filter(({ organisation }) => organisation === one || organisation === other);
    expect(ours.map((item) => [item.organisation, item.stream, item.revision])).toEqual([
      [one, 'a', 0],
      [one, 'a', 1],
      [other, 'a', 0],
    ]);
    const rest = await store.readAll(page.position, 1000);
    expect([rest.isEnd, rest.items.filter(({ organisation }) => organisation === one)]).toEqual([true, []]);
    const positions = ours.map((item) => item.position);
    expect([...positions].reverse().sort(comparePositions)).toEqual(positions);
    const some = await store.readAll(start, 1);
    expect([some.isEnd, (await store.readAll(some.position, 1)).position]).not.toContain(some.position);
  });

  it('is followed: what is there, and then what comes, from whichever connection', async () => {
    const { address } = await place();
    const [store, other] = [await open(address), await open(address)];
    const organisation = anOrganisation();
    const { position } = await store.append(write({ organisation }, 1));
    await store.append(write({ organisation, expected: 0 }, 2));
    const told = new AbortController();
    afterwards(() => {
      told.abort();
    });
    const seen = following(store, 2, { after: position, organisations: [organisation], signal: told.signal });
    await other.append(write({ organisation, stream: 'b' }, 3));
    expect((await seen).flatMap(({ items }) => items.map(({ stream, revision }) => [stream, revision]))).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
  });

  it('is followed past what is not ours, so that nobody begins again from the beginning', async () => {
    const store = await opened();
    const [one, other] = [anOrganisation(), anOrganisation()];
    const { position } = await store.append(write({ organisation: one }, 1));
    const many = Array.from({ length: 1100 }, (_, at) => at);
    const last = await store.append(write({ organisation: other }, ...many));
    const told = new AbortController();
    const subscription = store.subscribe({ after: position, organisations: [one], signal: told.signal });
    for await (const { items, position: reached, isEnd } of subscription) {
      expect(items).toEqual([]);
      if (isEnd && comparePositions(reached ?? '0', last.position) >= 0) break;
    }
  });

  it('ends the following when it is told to, and when the store is closed', async () => {
    const store = await opened();
    const told = new AbortController();
    const after = await store.lastPosition();
    const organisations = [anOrganisation()];
    const [one, other] = [told.signal, new AbortController().signal].map(async (signal) => {
      const items = [];
      for await (const page of store.subscribe({ after, organisations, signal })) items.push(...page.items);
      return items;
    });
    told.abort();
    expect(await one).toEqual([]);
    await store.close();
    expect(await other).toEqual([]);
  });
});

describe('what an append answers', () => {
  const organisation = anOrganisation();

  it('knows the same bytes again', async () => {
    const store = await opened();
    const append = write({ organisation, stream: 'same' }, 1, 2);
    const first = await store.append(append);
    await store.append(write({ organisation, stream: 'same', expected: 1, command: 'two' }));
    expect(await store.append(append)).toEqual(first);
    expect(await store.readStream(organisation, 'same')).toHaveLength(3);
  });

  it('gives back the events of an earlier try of the command, which were of another time', async () => {
    const store = await opened();
    const said = { organisation, stream: 'again' };
    const first = write({ ...said, recordedAt: '2026-03-01T11:00:00.000Z' }, 1, 2);
    const { position } = await store.append(first);
    const again = await store.append(write(said, 1, 2));
    expect(again).toMatchObject({ again: true, position });
    expect(again.again && bytesOf(again.events)).toEqual(first.envelopes);
  });

  it.each([
    ['other data', [1, 3]],
    ['more events', [1, 2, 3]],
  ])('refuses the command with %s', async (name, data) => {
    const store = await opened();
    const stream = name.replace(' ', '-');
    await store.append(write({ organisation, stream }, 1, 2));
    const retry = store.append(write({ organisation, stream, recordedAt: '2026-03-01T13:00:00.000Z' }, ...data));
    await expect(retry).rejects.toMatchObject({ code: 'COMMAND_DIFFERS' });
    expect(await store.readStream(organisation, stream)).toHaveLength(2);
  });

  it.each([-1, 1])('refuses another command at revision %d of a stream that stands at 0', async (expected) => {
    const store = await opened();
    const stream = `moved-${expected}`;
    await store.append(write({ organisation, stream }));
    const late = store.append(write({ organisation, stream, expected, command: 'late' }));
    await expect(late).rejects.toMatchObject({ code: 'STREAM_MOVED_ON', details: { stream } });
    expect(await store.readStream(organisation, stream)).toHaveLength(1);
  });

  it('lets one of many win, from whichever connection', async () => {
    const { address } = await place();
    const stores = [await open(address), await open(address)];
    const appends = Array.from({ length: 32 }, (_, at) =>
      (stores[at % 2] as EventStore).append(write({ organisation, stream: 'race', command: `c-${at}` }, at)),
    );
    const outcomes = await Promise.allSettled(appends);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stores[0]?.readStream(organisation, 'race')).toHaveLength(1);
  });

  it('keeps the order of appends that nobody waited for, in a stream and in an organisation', async () => {
    const store = await opened();
    const own = anOrganisation();
    const one = Array.from({ length: 40 }, (_, at) =>
      store.append(write({ organisation: own, stream: 'pipe', expected: at - 1, command: `c-${at}` }, at)),
    );
    await Promise.all(one);
    expect((await store.readStream(own, 'pipe')).map(({ envelope: { data } }) => data)).toEqual([...one.keys()]);
    const after = await store.lastPosition();
    await Promise.all(
      'a b c d e f g h'
        .split(' ')
        .map((stream) => store.append({ ...write({ organisation: own, stream }), inOrderOf: 'organisation' })),
    );
    const { items } = await store.readAll(after, 100);
    const streams = items.filter(({ organisation: of }) => of === own).map(({ stream }) => stream);
    expect(streams.join('')).toBe('abcdefgh');
  });

  it('takes no envelope of another place, and none that is not one', async () => {
    const store = await opened();
    const elsewhere = envelope({ organisation, stream: 'b' });
    for (const bytes of [elsewhere, '{}', `${elsewhere} `, 'x']) {
      const append = { organisation, stream: 'wrong', expectedRevision: -1, envelopes: [bytes] };
      await expect(store.append(append)).rejects.toThrow('envelope');
    }
    await expect(store.append({ ...write({ organisation }), envelopes: [] })).rejects.toThrow('Nothing');
    expect(await store.readStream(organisation, 'wrong')).toEqual([]);
  });
});
