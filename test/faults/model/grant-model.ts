import { expect } from '@jest/globals';
import fc from 'fast-check';

import { oreToText, textToOre } from '#kernel';

import { GrantBook, type Intake, type Sending } from './grant-book.js';

interface ModelVoucher {
  readonly ore: number;
  /** By its coding, by hand, or not at all. */
  posted: 'coded' | 'by hand' | null;
  disallowed: boolean;
}
/** A grant as a person would keep it on paper: what each allocation of the pot holds, and each voucher; whole öre. */
interface Model {
  readonly allocations: Map<string, number>;
  readonly vouchers: Map<string, ModelVoucher>;
}
type Step = fc.AsyncCommand<Model, GrantBook>;

const GRANT = 'narvard-2026';
const CODE = 'nv26-primarvard';
/** Öre of the pot that the steps speak of, and of the pot that they leave alone. */
const POT = 98_765_400;
const OTHER_POT = 20_000_000;
const begun = (): Model => ({
  allocations: new Map([
    ['primarvard', 68_000_000],
    ['sjukhus', 30_000_000],
  ]),
  vouchers: new Map(),
});
const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-10-01' };
const reason = 'Enligt beslut';

const allocatedOf = ({ allocations }: Model): number => [...allocations.values()].reduce((sum, one) => sum + one, 0);
const sumOf = ({ vouchers }: Model, counts: (voucher: ModelVoucher) => boolean): number =>
  [...vouchers.values()].filter(counts).reduce((sum, { ore }) => sum + ore, 0);

/** What is asked of the book, whether the model takes it, and what it does to the model. */
interface Asked {
  readonly type: string;
  readonly data: object;
  readonly isTaken: boolean;
  readonly effect: () => void;
}

const sending = fc.record<Sending>({
  by: fc.constantFrom(0, 1),
  how: fc.constantFrom('once', 'once', 'again', 'again by the other', 'by both at once'),
});
const id = fc.constantFrom('primarvard', 'sjukhus', 'ny-1', 'ny-2');
const ore = fc.oneof(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 20_000_000, max: 80_000_000 }));
const number = fc.constantFrom('1', '2', '3', '4');

/** A step that sends one command; `asked` is null where there is nothing to do it to. */
function step(does: string, how: Sending, asked: (model: Model) => Asked | null): Step {
  return {
    toString: () => `${does} ${how.how} by ${how.by}`,
    check: (model) => asked(model) !== null,
    run: async (model, book) => {
      const { type, data, isTaken, effect } = asked(model) ?? {
        type: '',
        data: {},
        isTaken: false,
        effect: () => undefined,
      };
      const outcome = await book.tell(type, data, how);
      expect([does, /^\d/.test(outcome)]).toEqual([does, isTaken]);
      if (isTaken) effect();
      await agrees(model, book, how);
    },
  };
}

const allocates = fc.tuple(id, ore, sending).map(([allocation, amount, how]) =>
  step(`allocates ${allocation} ${amount}`, how, (model) => ({
    type: 'AllocateFunds',
    data: {
      ...{ grant: GRANT, allocation, to: { kind: 'unit', name: allocation }, pot: 'region-population' },
      ...{ amount: oreToText(amount), decision },
    },
    isTaken: !model.allocations.has(allocation) && amount <= POT - allocatedOf(model),
    effect: () => model.allocations.set(allocation, amount),
  })),
);
const redistributes = fc.tuple(id, id, ore, sending).map(([from, to, amount, how]) =>
  step(`moves ${amount} from ${from} to ${to}`, how, ({ allocations }) => ({
    type: 'RedistributeFunds',
    data: { grant: GRANT, from, to, amount: oreToText(amount), reason, decision },
    isTaken: from !== to && allocations.has(to) && amount <= (allocations.get(from) ?? -1),
    effect: () => {
      allocations.set(from, (allocations.get(from) ?? 0) - amount);
      allocations.set(to, (allocations.get(to) ?? 0) + amount);
    },
  })),
);
const reduces = fc.tuple(id, ore, sending).map(([allocation, amount, how]) =>
  step(`reduces ${allocation} by ${amount}`, how, ({ allocations }) => ({
    type: 'ReduceAllocation',
    data: { grant: GRANT, allocation, amount: oreToText(amount), reason, decision },
    isTaken: amount <= (allocations.get(allocation) ?? -1),
    effect: () => allocations.set(allocation, (allocations.get(allocation) ?? 0) - amount),
  })),
);

const project = fc.constantFrom('28101', '99999');
const takes = fc
  .tuple(number, project, fc.integer({ min: 1, max: 500_000 }), sending)
  .map(([name, coded, amount, how]): Step => ({
    toString: () => `takes voucher ${name} of ${amount} on ${coded} ${how.how} by ${how.by}`,
    check: () => true,
    run: async (model, book) => {
      const isNew = !model.vouchers.has(name);
      expect([name, await book.take({ number: name, project: coded, amount: oreToText(amount) }, how)]).toEqual([
        name,
        isNew ? 1 : 0,
      ]);
      const posted = coded === '28101' ? 'coded' : null;
      if (isNew) model.vouchers.set(name, { ore: amount, posted, disallowed: false });
      await agrees(model, book, how);
    },
  }));
const judges = fc
  .tuple(number, fc.constantFrom('PostCost', 'WithdrawCost', 'DisallowCost', 'AllowCost'), sending)
  .map(([name, type, how]) =>
    step(`${type} ${name}`, how, ({ vouchers }) => {
      const voucher = vouchers.get(name);
      return voucher === undefined ? null : judgement(type, name, voucher);
    }),
  );

/** A judgement that the voucher is ripe for, or null. */
function judgement(type: string, name: string, voucher: ModelVoucher): Asked | null {
  const ref = { voucher: { book: 'ekonomi-2026', series: 'LR', number: name }, reason };
  const { posted, disallowed } = voucher;
  const judgements: Readonly<Record<string, readonly [isRipe: boolean, data: object, effect: () => void]>> = {
    PostCost: [
      posted === null,
      { projectCode: CODE, lines: [{ line: 1, share: '1' }] },
      () => (voucher.posted = 'by hand'),
    ],
    WithdrawCost: [posted === 'by hand' && !disallowed, { projectCode: CODE }, () => (voucher.posted = null)],
    DisallowCost: [posted !== null && !disallowed, { lines: [1] }, () => (voucher.disallowed = true)],
    AllowCost: [posted !== null && disallowed, { lines: [1] }, () => (voucher.disallowed = false)],
  };
  const [isRipe, data, effect] = judgements[type] ?? [false, {}, () => undefined];
  return isRipe ? { type, data: { ...ref, ...data }, isTaken: true, effect } : null;
}

/** The book says what the model says, and no öre was made or lost. */
async function agrees(model: Model, book: GrantBook, how: Sending): Promise<void> {
  const { allocated, unallocated, ownFunding, awarded, ...spent } = await book.figures(how);
  const [booked, refused] = [
    sumOf(model, ({ posted }) => posted !== null),
    sumOf(model, ({ posted, disallowed }) => posted !== null && disallowed),
  ];
  expect({ allocated, booked: spent.booked, used: spent.used, notEligible: spent.notEligible }).toEqual({
    allocated: oreToText(allocatedOf(model) + OTHER_POT),
    ...{ booked: oreToText(booked), used: oreToText(booked - refused), notEligible: oreToText(refused) },
  });
  const sum = (amounts: readonly (string | null)[]) => amounts.reduce((all, one) => all + textToOre(one ?? ''), 0);
  expect(sum([allocated, unallocated])).toBe(sum([awarded, ownFunding]));
  expect(sum([spent.used, spent.notEligible, spent.unresolved, spent.notReported])).toBe(sum([spent.booked]));
}

/** Plays so many random histories against the model; throws the shortest that differs. */
export async function playHistories(intake: Intake, numRuns: number, seed: number): Promise<void> {
  const pristine = await GrantBook.pristine(intake);
  const steps = fc.commands([allocates, redistributes, reduces, takes, takes, judges, judges], {
    maxCommands: 25,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const real = await GrantBook.open(pristine, intake);
      try {
        await fc.asyncModelRun(() => ({ model: begun(), real }), commands);
        const [live, rebuilt] = await real.digests();
        expect(rebuilt).toBe(live);
      } finally {
        await real.close();
      }
    }),
    { numRuns, seed },
  );
}
