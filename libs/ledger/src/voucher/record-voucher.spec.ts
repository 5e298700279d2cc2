import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import { codeOf, HALSOVAL } from '../project-code/project-code.fixture.js';
import { recordVoucher } from './record-voucher.js';
import type { SourceLine } from './source-voucher.js';
import type { VoucherEvent } from './voucher.events.js';
import {
  CODES,
  halsoval,
  HALSOVAL_PROJECT,
  HELD,
  held,
  INVOICE,
  landsbygd,
  LANDSBYGD_PROJECT,
  posted,
  recorded,
  rulesOf,
  saying,
  source,
  sourceLines,
  takeIn,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const nothing = given(voucherDecider);

describe('a voucher taken in for the first time', () => {
  it('is recorded as booked, with what of it is a cost', () => {
    nothing.when(takeIn(source())).then([recorded(), posted(halsoval, [WHOLE_LINE])]);
  });

  it('says where it was read', () => {
    const lines = INVOICE.map((line) => ({ ...line, fileLine: 100 + line.ordinal }));
    nothing.when(takeIn(source({ lines, fileLine: 100, import: 'import-1', registered: null }), rulesOf([]))).then([
      recorded({
        ...{ fileLine: 100, import: 'import-1', registered: null },
        lines: HELD.map((line) => ({ ...line, fileLine: 100 + line.line })),
      }),
    ]);
  });

  it('keeps quantities, and dates of lines where they are not its own', () => {
    const own = { date: '2026-03-02' };
    const lines = saying(INVOICE, { 1: { quantity: '2.5', date: '2026-02-28' }, 2: own, 3: own });
    nothing
      .when(takeIn(source({ lines }), rulesOf([])))
      .then([recorded({ lines: saying(HELD, { 1: { quantity: '2.5', date: '2026-02-28' } }) })]);
  });

  it('keeps texts, signatures and private objects apart, each said once', () => {
    const lines = saying(INVOICE, {
      1: { text: 'Konsult', signature: 'AB', privateObjects: [['9', '55']] },
      2: { text: 'Faktura 1', signature: 'CD' },
      3: { text: '', signature: '' },
    });
    nothing.when(takeIn(source({ lines, text: 'Faktura 1', signature: 'CD' }), rulesOf([]))).then([
      recorded(
        {},
        {
          text: 'Faktura 1',
          signature: 'CD',
          lines: [[1, { text: 'Konsult', signature: 'AB', objects: [['9', '55']] }]],
        },
      ),
    ]);
  });

  it('keeps the correction history beside its lines, and never counts it', () => {
    const corrections = [
      { kind: 'struck' as const, account: '6411', objects: [HALSOVAL_PROJECT], ore: 90_000, text: 'Fel', fileLine: 7 },
      { kind: 'added' as const, account: '6421', objects: [], ore: 90_000, date: '2026-03-09' },
    ];
    nothing.when(takeIn(source({ corrections }))).then([
      recorded(
        {
          corrections: [
            { kind: 'struck', account: '6411', objects: [HALSOVAL_PROJECT], amount: '900.00' },
            { kind: 'added', account: '6421', objects: [], amount: '900.00', date: '2026-03-09' },
          ],
        },
        { corrections: [[0, { text: 'Fel' }]] },
      ),
      posted(halsoval, [WHOLE_LINE]),
    ]);
  });
});

describe('what of it is a cost', () => {
  const costs = (...lines: Parameters<typeof sourceLines>) =>
    recordVoucher(source({ lines: sourceLines(...lines) }), rulesOf()).events.filter(
      ({ type }) => type === 'CostPosted',
    );

  it('is signed as booked, a credit note and other income below zero', () => {
    const areas = (one: string, two: string): [number, string][] => [
      [1, one],
      [2, two],
    ];
    expect(costs(['6411', -100, HALSOVAL_PROJECT], ['3711', -50, HALSOVAL_PROJECT], ['1511', 150])).toEqual([
      posted(halsoval, [
        { line: 1, kind: 'cost', share: '1', amount: '-1.00', areas: areas('-0.60', '-0.40') },
        { line: 2, kind: 'reduces-cost', share: '1', amount: '-0.50', areas: areas('-0.30', '-0.20') },
      ]),
    ]);
  });

  it('names where money was passed on to, or that nothing says where', () => {
    const line = { kind: 'passed-on', share: '1', amount: '1.00', areas: [[8, '1.00']] as [number, string][] } as const;
    expect(
      costs(['4511', 100, ['1', '31007'], LANDSBYGD_PROJECT], ['4511', 100, LANDSBYGD_PROJECT], ['1931', -200]),
    ).toEqual([
      posted(landsbygd, [
        { line: 1, onward: 'landsbygd-askersund', ...line },
        { line: 2, onward: null, ...line },
      ]),
    ]);
  });

  it('is posted once for each code', () => {
    const [first, second] = costs(
      ['6411', 1, LANDSBYGD_PROJECT],
      ['6411', 1, HALSOVAL_PROJECT],
      ['6411', 1, LANDSBYGD_PROJECT],
    );
    expect(first?.data).toMatchObject({ projectCode: 'gnv26-landsbygd', lines: [{ line: 1 }, { line: 3 }] });
    expect(second?.data).toMatchObject({ projectCode: 'gnv26-halsoval', lines: [{ line: 2 }] });
  });

  it('is nothing on accounts of other roles or of none', () => {
    expect(costs(['2511', 1, HALSOVAL_PROJECT], ['4901', 1, HALSOVAL_PROJECT], ['8411', 1, HALSOVAL_PROJECT])).toEqual(
      [],
    );
  });

  it('is nothing where two codes claim the line', () => {
    const second = codeOf({ ...HALSOVAL, projectCode: 'second' });
    const { events } = recordVoucher(source(), rulesOf([halsoval, second]));
    expect(events).toEqual([recorded()]);
  });

  it('is posted on a closed code too: whether it is eligible is for the figures to say', () => {
    const closed = { ...halsoval, lastDay: '2026-01-31' };
    expect(recordVoucher(source(), rulesOf([closed])).events).toEqual([recorded(), posted(closed, [WHOLE_LINE])]);
  });
});

describe('scope grant', () => {
  it('keeps the lines that a code claims, whatever their role, and sums the others', () => {
    const lines = sourceLines(
      ['1631', 100],
      ['2511', -500],
      ['6411', 300, HALSOVAL_PROJECT],
      ['2511', -200],
      ['1511', 200, HALSOVAL_PROJECT],
      ['2511', 100],
    );
    nothing.when(takeIn(source({ scope: 'grant', lines }))).then([
      recorded({
        scope: 'grant',
        lines: [held(3, ['6411', '3.00'], HALSOVAL_PROJECT), held(5, ['1511', '2.00'], HALSOVAL_PROJECT)],
        rest: [
          { account: '1631', count: 1, debit: '1.00', credit: '0.00' },
          { account: '2511', count: 3, debit: '1.00', credit: '7.00' },
        ],
      }),
      posted(halsoval, [
        {
          ...{ line: 3, kind: 'cost', share: '1', amount: '3.00' },
          areas: [
            [1, '1.80'],
            [2, '1.20'],
          ],
        },
      ]),
    ]);
  });

  it('keeps the private parts of those lines alone', () => {
    const lines = INVOICE.map((line) => ({ ...line, text: `Rad ${line.ordinal}` }));
    const [event] = recordVoucher(source({ scope: 'grant', lines }), rulesOf()).events;
    expect(event?.private).toEqual({ lines: [[1, { text: 'Rad 1' }]] });
  });

  it('passes over a voucher that touches no code', () => {
    nothing.when(takeIn(source({ scope: 'grant' }), rulesOf([landsbygd]))).then([]);
  });
});

describe('a voucher too long for one event', () => {
  const many = Array.from({ length: 300 }, (_, index): SourceLine => {
    const objects: [string, string][] = [['1', `enhet "${index}" åäö`], HALSOVAL_PROJECT];
    return { ordinal: index + 1, account: '6411', ore: index + 1, objects, text: `Rad ${index + 1}` };
  });
  const long = source({
    lines: many,
    text: 'Lön',
    corrections: [{ kind: 'struck', account: '6411', objects: [], ore: 1 }],
  });
  const { events } = recordVoucher(long, rulesOf(CODES, { partBytes: 8_000 }));
  const parts = events.flatMap((event) => (event.type === 'VoucherRecorded' ? [event] : []));

  it('is parts k of n, each within the limit with room for its envelope', () => {
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ data }) => data.part)).toEqual(
      parts.map((_, index) => ({ number: index + 1, of: parts.length })),
    );
    for (const { data } of parts) expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThanOrEqual(8_000 - 2_000);
  });

  it('holds every line once and in order, its private part beside it, and its history in the first', () => {
    expect(parts.flatMap(({ data }) => data.lines.map(({ line }) => line))).toEqual(many.map(({ ordinal }) => ordinal));
    for (const { data, private: texts } of parts) {
      expect(texts?.lines?.map(([ordinal]) => ordinal)).toEqual(data.lines.map(({ line }) => line));
    }
    expect(parts.map(({ data }) => data.corrections?.length ?? 0)).toEqual([1, ...parts.slice(1).map(() => 0)]);
    expect(parts.map(({ private: texts }) => texts?.text ?? null)).toEqual(['Lön', ...parts.slice(1).map(() => null)]);
  });

  it('is a cost of the grant once, after all of it', () => {
    const last: VoucherEvent | undefined = events.at(-1);
    expect(events.length).toBe(parts.length + 1);
    expect(last?.type === 'CostPosted' && last.data.lines.length).toBe(300);
  });

  it('is one event as long as it fits', () => {
    expect(recordVoucher(long, rulesOf()).events.length).toBe(2);
  });
});
