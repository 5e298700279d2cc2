import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isForeign, storeId } from '#event-log';

import { writeRaw } from './raw.js';
import { anOrganisation, envelope, open, place, write } from './scene.js';

describe('the bytes of an event', () => {
  it('come back as they were hashed, and are a fixed point of reading and writing JSON', async () => {
    const store = await open((await place()).address);
    const organisation = anOrganisation();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (data) => {
        const append = write({ organisation, stream: `s-${String(n++)}` }, data);
        const bytes = append.envelopes[0] ?? '';
        expect(JSON.stringify(JSON.parse(bytes))).toBe(bytes);
        await store.append(append);
        const [read] = await store.readStream(organisation, append.stream);
        expect(read?.bytes).toBe(bytes);
        expect(JSON.stringify(read?.envelope)).toBe(bytes);
      }),
      { numRuns: 40 },
    );
  });

  it('name the event in the store, so that other bytes are another event', () => {
    const organisation = anOrganisation();
    const [one, other] = [1, 2].map((data) => storeId(envelope({ organisation, data })));
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one).not.toBe(other);
  });
});

describe('an event that somebody else has written into a stream of ours', () => {
  const organisation = anOrganisation();
  const own = envelope({ organisation, stream: 'x', data: { '2': 1, a: 2 } });
  const parsed = JSON.parse(own) as Record<string, unknown>;
  const { v, ...rest } = parsed;

  it.each([
    ['text', 'not-json', { bytes: 'hello' }],
    ['bytes of another kind', 'not-json', { bytes: own, contentType: 'application/octet-stream' }],
    ['JSON with blanks', 'not-a-fixed-point', { bytes: JSON.stringify(parsed, undefined, 1) }],
    [
      'keys that look like numbers, last',
      'not-a-fixed-point',
      { bytes: own.replace('{"2":1,"a":2}', '{"a":2,"2":1}') },
    ],
    ['a number written in another way', 'not-a-fixed-point', { bytes: own.replace('"2":1', '"2":1.0') }],
    ['a key twice', 'not-a-fixed-point', { bytes: own.replace('"a":2', '"a":1,"a":2') }],
    ['bytes that are no text', 'not-json', { bytes: Uint8Array.from([0xff, 0xfe]) }],
    ['JSON of its own', 'not-an-envelope', { bytes: '{"amount":"1.00"}' }],
    ['the keys in another order', 'not-an-envelope', { bytes: JSON.stringify({ ...rest, v }) }],
    ['a key that we have not', 'not-an-envelope', { bytes: JSON.stringify({ ...parsed, more: 1 }) }],
    ['a later version of the envelope', 'not-an-envelope', { bytes: JSON.stringify({ ...parsed, v: 2 }) }],
    ['an event of another stream', 'another-place', { bytes: envelope({ organisation, stream: 'y' }) }],
    ['an event of another revision', 'another-place', { bytes: envelope({ organisation, stream: 'x', revision: 7 }) }],
    ['another type in the store', 'another-place', { bytes: own, type: 'Other' }],
    ['an id of its own', 'another-id', { bytes: own, id: '11111111-1111-8111-8111-111111111111' }],
  ])('is told for what it is: %s, %s', async (_, foreign, raw) => {
    const at = await place();
    const store = await open(at.address);
    const of = anOrganisation();
    const bytes = typeof raw.bytes === 'string' ? raw.bytes.replaceAll(organisation, of) : raw.bytes;
    const after = await store.lastPosition();
    await writeRaw(at, `${of}-x`, { ...raw, bytes });
    const refused = store.readStream(of, 'x');
    await expect(refused).rejects.toMatchObject({ code: 'EVENT_FOREIGN', details: { stream: 'x', revision: 0 } });
    const { items } = await store.readAll(after, 100);
    const found = items.filter(isForeign).filter((item) => item.organisation === of);
    expect(found).toMatchObject([{ stream: 'x', revision: 0, foreign }]);
  });

  it('does not hide those of others from who follows', async () => {
    const at = await place();
    const store = await open(at.address);
    const [one, other] = [anOrganisation(), anOrganisation()];
    const after = await store.lastPosition();
    await writeRaw(at, `${one}-x`, { bytes: '{}' });
    await writeRaw(at, 'somebody-elses-stream', { bytes: '{}' });
    await store.append(write({ organisation: other }));
    const told = new AbortController();
    const seen: [string, boolean][] = [];
    for await (const { items } of store.subscribe({ after, organisations: [one, other], signal: told.signal })) {
      seen.push(...items.map((item): [string, boolean] => [item.organisation, isForeign(item)]));
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([
      [one, true],
      [other, false],
    ]);
  });
});
