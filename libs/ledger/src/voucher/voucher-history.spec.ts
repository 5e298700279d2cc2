import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError, EventCatalogue, oreToText, textToOre } from '#kernel';

import { codeOf, HALSOVAL } from '../project-code/project-code.fixture.js';
import { exceedsWhole, partsOfShare, shareOfParts } from './area-division.js';
import { compareVoucher, publicContent } from './compare-voucher.js';
import { heldLine, type SourceVoucher } from './source-voucher.js';
import { ask, elsewhere, halsoval, landsbygd, lookupOf, rulesOf, source } from './voucher.fixture.js';
import { evolveVoucher, type RecordedVoucher, type VoucherState } from './voucher-state.js';
import { type VoucherEvent, voucherEventTypes } from './voucher.events.js';
import { type VoucherCommand, voucherDecider } from './voucher.js';

// Few accounts, few objects and small amounts, so that lines meet their equals and shares meet their limits.
const second = codeOf({ ...HALSOVAL, projectCode: 'second' }, { pot: 'p' });
const ALL = [halsoval, landsbygd, second, elsewhere];
const codes = fc.constantFrom([halsoval], [halsoval, landsbygd], [second, landsbygd], [halsoval, second], []);
const line = fc.record({
  account: fc.constantFrom('6411', '6411', '3711', '4511', '8411', '2511'),
  ore: fc.integer({ min: -7, max: 7 }),
  objects: fc.constantFrom<[string, string][]>(
    [],
    [['6', '28101']],
    [['6', '27010']],
    [
      ['1', '31007'],
      ['6', '27010'],
    ],
  ),
});
const voucher: fc.Arbitrary<SourceVoucher> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    scope: fc.constantFrom('all' as const, 'grant' as const),
    date: fc.constantFrom('2026-03-02', '2026-03-02', '2026-03-03'),
  })
  .map(({ lines, ...more }) => source({ ...more, lines: lines.map((one, index) => ({ ...one, ordinal: index + 1 })) }));
const rules = fc
  .record({ codes, acceptChanges: fc.boolean(), form: fc.constantFrom('whole' as const, 'extract' as const) })
  .map(({ codes: known, ...more }) => rulesOf(known, { ...more, partBytes: 2_700 }));
const share = fc.constantFrom('0.1', '0.3', '0.333333333333', '0.5', '0.666666666667', '1');
const named = fc.constantFrom(...ALL.map(({ projectCode }) => projectCode));
const ordinal = fc.integer({ min: 1, max: 8 });
const REASON = { reason: 'Prövat' };

const command: fc.Arbitrary<VoucherCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(voucher, rules).map(([data, facts]) => ({ type: 'TakeInVoucher', data, facts }) as const),
  },
  { weight: 2, arbitrary: codes.map((known) => ({ type: 'RepostVoucher', facts: rulesOf(known) }) as const) },
  { weight: 1, arbitrary: fc.constant({ type: 'WithdrawVoucher', data: {} } as const) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        named,
        fc.uniqueArray(fc.record({ line: ordinal, share }), {
          minLength: 1,
          maxLength: 2,
          selector: (one) => one.line,
        }),
      )
      .map(([projectCode, lines]) => ask('PostCost', { projectCode, lines, ...REASON }, lookupOf(ALL))),
  },
  { weight: 1, arbitrary: named.map((projectCode) => ask('WithdrawCost', { projectCode, ...REASON })) },
  { weight: 1, arbitrary: ordinal.map((one) => ask('DisallowCost', { lines: [one], ...REASON })) },
);

const catalogue = new EventCatalogue(voucherEventTypes);

function decided(state: VoucherState, asked: VoucherCommand): readonly VoucherEvent[] {
  try {
    return voucherDecider.decide(state, asked);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

/** Every state that a random history goes through, and the events that led there. */
function* lives(commands: readonly VoucherCommand[]) {
  let state: VoucherState = voucherDecider.initial;
  for (const asked of commands) {
    const events = decided(state, asked);
    state = events.reduce(evolveVoucher, state);
    yield { state, events, asked };
  }
}

const history = fc.array(command, { minLength: 3, maxLength: 14 });
const posted = (state: RecordedVoucher) => [...state.postings.values()].flatMap(({ lines }) => lines);

describe('whatever happens to a voucher', () => {
  it('no line is a cost more than once over all grants, and a whole line is one to the öre', () => {
    const check = (state: RecordedVoucher, ordinalOf: number, amount: number) => {
      const parts = posted(state).filter((one) => one.line === ordinalOf);
      const shares = parts.reduce((sum, one) => sum + partsOfShare(one.share), 0n);
      const ore = parts.reduce((sum, one) => sum + textToOre(one.amount), 0);
      expect(exceedsWhole(shares)).toBe(false);
      expect(Math.abs(ore)).toBeLessThanOrEqual(Math.abs(amount));
      if (shares > 0n && shareOfParts(shares) === '1') expect(ore).toBe(amount);
      for (const one of parts) expect(textToOre(one.amount) * amount).toBeGreaterThanOrEqual(0);
    };
    fc.assert(
      fc.property(history, (commands) => {
        for (const { state } of lives(commands)) {
          if (state.status !== 'recorded') continue;
          for (const [one, { amount }] of state.lines) check(state, one, textToOre(amount));
        }
      }),
    );
  });

  it('what is posted is of lines that stand, and its areas are its amount', () => {
    fc.assert(
      fc.property(history, (commands) => {
        for (const { state } of lives(commands)) {
          if (state.status !== 'recorded') continue;
          for (const { line: one, amount, areas } of posted(state)) {
            expect(state.lines.has(one)).toBe(true);
            expect(areas.reduce((sum, [, text]) => sum + textToOre(text), 0)).toBe(textToOre(amount));
          }
        }
      }),
    );
  });

  it('its events are sound, and no ordinal is used twice', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const used = new Set<number>();
        for (const { events } of lives(commands)) {
          for (const event of events) {
            const stored = catalogue.write(event);
            expect(JSON.parse(JSON.stringify(stored.data))).toEqual(stored.data);
            for (const { line: one } of newLines(event)) {
              expect(used.has(one)).toBe(false);
              used.add(one);
            }
          }
        }
      }),
    );
  });

  it('it says what its source said, wherever the source was taken at its word, and is then known', () => {
    fc.assert(
      fc.property(history, voucher, codes, (commands, said, known) => {
        const before = [...lives(commands)].at(-1)?.state ?? voucherDecider.initial;
        const accepting = rulesOf(known, { acceptChanges: true });
        const { outcome, events } = compareVoucher(before, said, accepting);
        const state = events.reduce(evolveVoucher, before);
        if (state.status !== 'recorded') {
          expect(outcome).toBe('outOfScope');
          return;
        }
        expect(contentOf(state)).toEqual(contentOfSource(state, said));
        expect(sumsOf(state)).toEqual(sumsOfSource(said));
        expect(compareVoucher(state, said, accepting).outcome).toBe('known');
      }),
    );
  });
});

const newLines = (event: VoucherEvent) => {
  if (event.type === 'VoucherRestated') return event.data.added;
  return event.type === 'VoucherRecorded' || event.type === 'VoucherExtended' ? event.data.lines : [];
};

const contentOf = (state: RecordedVoucher) => [...state.lines.values()].map(publicContent).sort();

/** The held lines among the source's, which are all of them unless some were left out. */
function contentOfSource(state: RecordedVoucher, { lines, date }: SourceVoucher): string[] {
  const all = lines.map((one) => publicContent(heldLine(one, date))).sort();
  if (state.rest.length === 0) return all;
  const held = new Set(contentOf(state));
  return all.filter((content) => held.has(content));
}

/** Per account count, debit and credit of held lines and of those left out, together. */
function sumsOf({ lines, rest }: RecordedVoucher): Record<string, string> {
  const sums = new Map<string, [number, number, number]>();
  const add = (account: string, more: [number, number, number]) => {
    const [count, debit, credit] = sums.get(account) ?? [0, 0, 0];
    sums.set(account, [count + more[0], debit + more[1], credit + more[2]]);
  };
  for (const { account, amount } of lines.values()) add(account, counted(textToOre(amount)));
  for (const { account, count, debit, credit } of rest) add(account, [count, textToOre(debit), textToOre(credit)]);
  return inWords(sums);
}

function sumsOfSource({ lines }: SourceVoucher): Record<string, string> {
  const sums = new Map<string, [number, number, number]>();
  for (const { account, ore } of lines) {
    const [count, debit, credit] = sums.get(account) ?? [0, 0, 0];
    const more = counted(ore);
    sums.set(account, [count + more[0], debit + more[1], credit + more[2]]);
  }
  return inWords(sums);
}

const counted = (ore: number): [number, number, number] => [1, Math.max(0, ore), Math.max(0, -ore)];
const inWords = (sums: ReadonlyMap<string, [number, number, number]>): Record<string, string> =>
  Object.fromEntries(
    [...sums].map(([account, [count, debit, credit]]) => [
      account,
      `${count} ${oreToText(debit)} ${oreToText(credit)}`,
    ]),
  );
