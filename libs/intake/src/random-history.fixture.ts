import fc from 'fast-check';

import { DomainError, oreToText } from '#kernel';

import { repost } from './repost.js';
import { allocation, BOOK, CODE, codeFacts, GRANT, match, type Scene } from './scene.fixture.js';
import { voucher } from './sie.fixture.js';

/** One thing that is done to a grant book; it may be refused, and then it is as if it had not been tried. */
export interface Step {
  readonly does: string;
  readonly to: (scene: Scene) => Promise<unknown>;
}
const step = <Data>(does: string, data: fc.Arbitrary<Data>, run: (scene: Scene, data: Data) => Promise<unknown>) =>
  data.map((told): Step => ({
    does: `${does} ${JSON.stringify(told)}`,
    to: (scene) => run(scene, told),
  }));

const day = fc.constantFrom('2025-12-30', '2026-02-10', '2026-06-15', '2026-11-30', '2027-01-10');
const number = fc.constantFrom('1', '2', '3');
const ore = fc.integer({ min: -50_000, max: 200_000 });
const amount = fc.integer({ min: 1, max: 20_000_000 }).map(oreToText);
const row = fc.record({
  account: fc.constantFrom('7411', '7411', '6421', '4511', '8999', '1510'),
  project: fc.constantFrom('28101', '28101', '28102', '27010', '99999'),
  costCentre: fc.constantFrom('31000', '31007'),
  ore,
});
const booked = fc.record({ number, date: day, rows: fc.array(row, { minLength: 1, maxLength: 3 }) });

/** Verifikationer that balance, each number once, as a file holds them. */
export const books = fc
  .uniqueArray(booked, { selector: (one) => one.number, minLength: 1, maxLength: 3 })
  .map((all) => all.map(sieOf));

function sieOf({ number: name, date, rows }: typeof booked extends fc.Arbitrary<infer Booked> ? Booked : never) {
  const sum = rows.reduce((all, line) => all + line.ore, 0);
  const lines = rows.map(
    (line) => [line.account, `1 "${line.costCentre}" 6 "${line.project}"`, oreToText(line.ore)] as const,
  );
  return voucher([`LR ${name}`, date], [...lines, ['2511', '', oreToText(-sum)]]);
}

const code = fc.constantFrom(CODE, 'gnv26-landsbygd', 'gnv26-sen');
const area = fc.constantFrom(1, 2, 8);
const facts = fc.record({
  projectCode: code,
  allocation: fc.constantFrom('primarvard', 'landsbygd', 'oppen', null),
  matches: fc.constantFrom([match('28101')], [match('28102')], [match('28101'), match('28102')], [match('27010')]),
  purposeAreas: fc.constantFrom([], [{ area: 1, share: '1' }], [{ area: 8, share: '1' }], thirds()),
});
const lines = fc.constantFrom([1], [2], [1, 2]);
const ref = number.map((one) => ({ book: BOOK, series: 'LR', number: one }));
const reason = 'Enligt attest';
const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06' };
const servicePeriod = fc.constantFrom(
  { from: '2026-01-01', to: '2026-01-31' },
  { from: '2025-11-01', to: '2025-11-30' },
);

function thirds() {
  return [
    { area: 1, share: '0.333333' },
    { area: 2, share: '0.666667' },
  ];
}

const files = step('takes a file', fc.tuple(books, fc.boolean()), (scene, [vouchers, acceptChanges]) =>
  scene.take(vouchers, { acceptChanges }),
);
const codes = fc.oneof(
  step('opens', facts, (scene, data) => scene.tell('OpenProjectCode', codeFacts(data))),
  step('amends', facts, (scene, data) => scene.tell('AmendProjectCode', codeFacts(data))),
  step('closes', fc.tuple(code, day), (scene, [projectCode, lastDay]) =>
    scene.tell('CloseProjectCode', { projectCode, lastDay }),
  ),
  step('re-posts', fc.constant(null), (scene) => repost(scene.book)),
);
const judgements = fc.oneof(
  step('posts', fc.tuple(ref, code, lines, fc.constantFrom('0.3', '1')), (scene, [of, projectCode, asked, share]) =>
    scene.tell('PostCost', { voucher: of, projectCode, lines: asked.map((line) => ({ line, share })), reason }),
  ),
  step('takes back', fc.tuple(ref, code), (scene, [of, projectCode]) =>
    scene.tell('WithdrawCost', { voucher: of, projectCode, reason }),
  ),
  step('reviews', fc.tuple(ref, lines, servicePeriod), (scene, [of, asked, period]) =>
    scene.tell('ReviewCost', { voucher: of, lines: asked, servicePeriod: period, reason }),
  ),
  step('disallows', fc.tuple(ref, lines), (scene, [of, asked]) =>
    scene.tell('DisallowCost', { voucher: of, lines: asked, reason }),
  ),
);
const decisions = fc.oneof(
  step('allocates', amount, (scene, of) => scene.tell('AllocateFunds', allocation('oppen', of, { decision }))),
  step('names the pot', fc.constant('region-population'), (scene, pot) =>
    scene.tell('DecideAllocations', { grant: GRANT, allocations: ['oppen'], pot, decision }),
  ),
  step('hears a provider', fc.tuple(area, amount), (scene, [number_, of]) =>
    scene.tell('ReportProvider', { grant: GRANT, allocation: 'utforare', used: [{ area: number_, amount: of }] }),
  ),
  step('locks', day, (scene, through) => scene.tell('LockPeriod', { book: BOOK, through })),
  step('names a role', fc.constantFrom('cost', 'reduces-cost', 'balance'), (scene, role) =>
    scene.tell('RegisterChart', { book: BOOK, accounts: [{ account: '8999', name: 'Övrigt', role }] }),
  ),
);

/** What people and files do to a grant book in any order: most of it is taken, some of it refused. */
export const history = fc
  .tuple(
    files,
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: files },
        { weight: 3, arbitrary: codes },
        { weight: 2, arbitrary: judgements },
        { weight: 2, arbitrary: decisions },
      ),
      { minLength: 3, maxLength: 14 },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

/** Plays the steps in order. */
export async function play(scene: Scene, steps: readonly Step[]): Promise<void> {
  for (const { to } of steps) {
    try {
      await to(scene);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
