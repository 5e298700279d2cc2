import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { leafHash, rootOver } from './tree.js';
import { EventVerification, privatePartHolds, type WholeBytes } from './verify-events.js';

const ORGANISATION = '2321000164';
const SALT = '0f'.repeat(32);

/** An event as its store gives it, in a stream of its own, which its position names. */
function stored(position: number, json: string | null = null, of: Partial<WholeBytes> = {}): WholeBytes {
  const { stream = `s-${position}`, revision = 0 } = of;
  const sealed = json === null ? null : SALT + json;
  const digest = createHash('sha256')
    .update(SALT, 'hex')
    .update(json ?? '', 'utf8')
    .digest('hex');
  const bytes =
    `{"v":1,"organisation":"${ORGANISATION}","stream":${JSON.stringify(stream)},"revision":${revision},` +
    `"data":${position}${json === null ? '' : `,"privateDigest":"${digest}"`}}`;
  return withBytes({ ...{ position, stream, revision, leaf: '', sealed }, bytes, ...of });
}
/** With the leaf of its bytes, or of others. */
const withBytes = (event: WholeBytes, bytes = event.bytes): WholeBytes => ({
  ...event,
  bytes,
  leaf: leafHash(bytes),
});
const verification = (
  erased: ReadonlyMap<number, number> = new Map(),
  sizes: readonly number[] = [],
  pruned: ReadonlyMap<number, number> = new Map(),
) => new EventVerification({ organisation: ORGANISATION, erased, pruned, sizes: new Set(sizes) });
const faultsOf = (events: readonly WholeBytes[], erased?: ReadonlyMap<number, number>) =>
  verification(erased).take(events);
const failed = (event: WholeBytes, field: string) => ({
  ...{ verdict: 'FAILED', position: event.position, stream: event.stream, field },
});

describe('a verification of events', () => {
  const whole = [
    stored(1),
    stored(2, '{"text":"Löner"}'),
    stored(3, '{}', { stream: 's-1', revision: 1 }),
    stored(4, null, { stream: 'quoted "å"' }),
  ];

  it('finds nothing in what is whole, and gives the roots that it is asked for', () => {
    const leaves = whole.map(({ bytes }) => leafHash(bytes));
    const asked = verification(new Map(), [2, 4, 9]);
    expect(asked.take(whole.slice(0, 3))).toEqual([]);
    expect(asked.take(whole.slice(3))).toEqual([]);
    expect([...asked.roots]).toEqual([
      [2, rootOver(leaves.slice(0, 2))],
      [4, rootOver(leaves)],
    ]);
    expect([asked.tree.size, asked.tree.root()]).toEqual([4, rootOver(leaves)]);
  });

  const [first = stored(1), second = stored(2)] = whole;

  it('names a column that does not say what the bytes do', () => {
    const columns: readonly [Partial<WholeBytes>, readonly string[]][] = [
      [{ position: 2 }, ['position']],
      [{ stream: 's-2' }, ['stream']],
      [{ stream: 's' }, ['stream']],
      [{ revision: 1 }, ['revision', 'revision']],
      [{ leaf: '' }, ['leaf']],
      [{ leaf: second.leaf }, ['leaf']],
    ];
    for (const [column, fields] of columns) {
      const event = { ...first, ...column };
      expect(faultsOf([event])).toEqual(fields.map((field) => failed(event, field)));
    }
  });

  it('names bytes that are another log’s, or begin in another way', () => {
    for (const [word, other] of [
      ['"v":1', '"v":2'],
      [ORGANISATION, '5560160680'],
      ['{', ' {'],
    ] as const) {
      const event = withBytes(first, first.bytes.replace(word, other));
      expect(faultsOf([event])).toEqual([failed(event, 'bytes')]);
    }
    const event = withBytes(first, first.bytes.replace('"revision":0,', '"revision":01,'));
    expect(faultsOf([event])).toEqual([failed(event, 'revision')]);
  });

  it('names an event that is left out of the log or of its stream', () => {
    const [, , third = stored(3)] = whole;
    expect(faultsOf([first, third])).toEqual([failed(third, 'position')]);
    const again = stored(2, null, { stream: 's-1', revision: 0 });
    expect(faultsOf([first, again])).toEqual([failed(again, 'revision')]);
    const later = stored(1, null, { revision: 1 });
    expect(faultsOf([later])).toEqual([failed(later, 'revision')]);
  });
});

describe('an event without bytes', () => {
  const [kept, gone, last] = [stored(1), { ...stored(2, '{"text":"Löner"}'), bytes: null, sealed: null }, stored(3)];
  const pruned = new Map([[2, 9]]);

  it('counts by its leaf where a decision has pruned it', () => {
    const asked = verification(new Map(), [3], pruned);
    expect(asked.take([kept, gone, last])).toEqual([]);
    expect([...asked.pruned]).toEqual([[9, 1]]);
    const leaves = [kept, stored(2, '{"text":"Löner"}'), last].map(({ bytes }) => leafHash(bytes));
    expect(asked.roots.get(3)).toBe(rootOver(leaves));
    expect(asked.take([{ ...gone, position: 4, stream: 's-4' }])).toEqual([
      { verdict: 'FAILED', position: 4, stream: 's-4', field: 'bytes' },
    ]);
  });

  it('has no private part either, and its place must be right', () => {
    const faults = (event: object) => verification(new Map(), [], pruned).take([kept, { ...gone, ...event }]);
    const fault = { verdict: 'FAILED', position: 2, stream: 's-2' };
    expect(faults({ sealed: `${SALT}{}` })).toEqual([{ ...fault, field: 'private' }]);
    expect(faults({ revision: 1 })).toEqual([{ ...fault, field: 'revision' }]);
    expect(faults({ position: 3 })).toEqual([
      { ...fault, position: 3, field: 'position' },
      { ...fault, position: 3, field: 'bytes' },
    ]);
  });

  it('is failed where no decision names it, and where its bytes are there in spite of one', () => {
    const fault = { verdict: 'FAILED', position: 2, stream: 's-2', field: 'bytes' };
    expect(verification().take([kept, gone])).toEqual([fault]);
    expect(verification(new Map(), [], pruned).take([kept, stored(2)])).toEqual([fault]);
  });
});

describe('the private part beside an event', () => {
  const part = stored(1, '{"text":"Löner"}');
  const none = stored(1);

  it('is the one whose digest its bytes end with', () => {
    expect(faultsOf([part])).toEqual([]);
    expect(privatePartHolds(part)).toBe(true);
    for (const sealed of [
      `${part.sealed ?? ''} `,
      (part.sealed ?? '').replace('Löner', 'Lön'),
      (part.sealed ?? '').toUpperCase(),
      (part.sealed ?? '').replace('0f', 'f0'),
      ` ${part.sealed ?? ''}`,
      SALT,
      '',
    ]) {
      expect(faultsOf([{ ...part, sealed }])).toEqual([failed(part, 'private')]);
      expect(privatePartHolds({ ...part, sealed })).toBe(false);
    }
  });

  it('has a salt of 64 digits before it, though its bytes were hashed with another', () => {
    const json = '{"text":"A part that begins where a salt of sixty-four digits would have ended"}';
    const [shorter, later] = [`0f${json}`, ` ${SALT}{}`];
    for (const [sealed, salt] of [
      [shorter, '0f'],
      [later, ''],
    ] as const) {
      const digest = createHash('sha256').update(salt, 'hex').update(sealed.slice(64)).digest('hex');
      const bytes = part.bytes.replace(/[0-9a-f]{64}/, digest);
      expect(privatePartHolds({ ...withBytes(part, bytes), sealed })).toBe(false);
    }
  });

  it('is not there where the bytes name none', () => {
    expect(privatePartHolds(none)).toBe(true);
    for (const sealed of [part.sealed, '', 'no salt']) {
      expect(faultsOf([{ ...none, sealed }])).toEqual([failed(none, 'private')]);
      expect(privatePartHolds({ ...none, sealed })).toBe(false);
    }
  });

  it('is named by the envelope’s last word alone, not by what stands in the data', () => {
    for (const end of ['}}', '"} ', '"}\n']) {
      const event = withBytes(part, part.bytes.slice(0, -2) + `"${end}`);
      expect(faultsOf([event])).toEqual([failed(event, 'private')]);
    }
    const longer = withBytes(part, part.bytes.replace('"privateDigest":"', '"privateDigest":"0'));
    expect(faultsOf([longer])).toEqual([failed(longer, 'private')]);
  });

  it('is missing where no decision has erased it, and must be gone where one has', () => {
    const gone = { ...part, sealed: null };
    const told = { position: 1, stream: 's-1', field: 'private' };
    expect(privatePartHolds(gone)).toBe(true);
    expect(faultsOf([gone])).toEqual([{ verdict: 'MISSING', ...told }]);
    expect(faultsOf([gone], new Map([[2, 7]]))).toEqual([{ verdict: 'MISSING', ...told }]);
    expect(faultsOf([gone], new Map([[1, 7]]))).toEqual([{ verdict: 'ERASED', ...told, decision: 7 }]);
    expect(faultsOf([part], new Map([[1, 7]]))).toEqual([{ verdict: 'FAILED', ...told }]);
    expect(faultsOf([none], new Map([[1, 7]]))).toEqual([]);
  });

  it('may be of any length, in letters of any', () => {
    for (const letters of [5_440, 16_384, 100_000]) {
      const text = '€'.repeat(letters);
      expect(faultsOf([stored(1, text), stored(2, '{}')])).toEqual([]);
      expect(privatePartHolds({ ...stored(1, text), sealed: `${SALT}${text}€` })).toBe(false);
    }
  });
});
