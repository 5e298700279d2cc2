import type { z } from 'zod';

import { fold, LocalDate, type Period } from '#kernel';

import { roles } from '../book/account-roles.js';
import { BOOK, bookEvent, FACTS } from '../book/book.fixture.js';
import { bookDecider } from '../book/book.js';
import { matcher } from '../project-code/matcher.js';
import type { CodeFacts } from '../project-code/project-code.events.js';
import { codeOf, HALSOVAL, LANDSBYGD } from '../project-code/project-code.fixture.js';
import type { IntakeRules, SourceLine, SourceVoucher } from './source-voucher.js';
import type { VoucherLookup } from './voucher-lookup.js';
import { voucherCommands } from './voucher.commands.js';
import type { CostPosted, VoucherEvent, VoucherLine, VoucherPrivate, VoucherRecorded } from './voucher.events.js';
import type { VoucherCommand } from './voucher.js';

export const REF = { book: BOOK, series: 'LR', number: '12' };
export const halsoval = codeOf(HALSOVAL, { pot: 'region-population' });
export const landsbygd = codeOf(LANDSBYGD, { pot: 'region-rural' });
/** Another grant's code, which no coding means: only a person posts to it. */
export const elsewhere = codeOf(
  {
    ...HALSOVAL,
    projectCode: 'annat',
    grant: 'annat-2026',
    allocation: 'allt',
    purposeAreas: [{ area: 1, share: '1' }],
  },
  { matches: [{ book: BOOK, all: [{ dimension: '6', code: '0' }] }] },
);
export const CODES = [halsoval, landsbygd, elsewhere];
export const HALSOVAL_PROJECT: [string, string] = ['6', '28101'];
export const LANDSBYGD_PROJECT: [string, string] = ['6', '27010'];

/** What a voucher is taken in by. */
export const rulesOf = (codes: readonly CodeFacts[] = CODES, more: Partial<IntakeRules> = {}): IntakeRules => ({
  matcher: matcher(codes, BOOK),
  roleOf: roles({ accountRoles: FACTS.accountRoles, chart: [] }),
  privateDimensions: new Set(['7', '8', '9']),
  form: 'whole',
  acceptChanges: false,
  ...more,
});

/** Lines of a source voucher in order: account, whole öre, objects. */
export const sourceLines = (...lines: (readonly [string, number, ...[string, string][]])[]): SourceLine[] =>
  lines.map(([account, ore, ...objects], index) => ({ ordinal: index + 1, account, ore, objects }));

/** Lines with more said of some of them, by their place. */
export const saying = <Line extends object>(lines: readonly Line[], more: Record<number, Partial<Line>>): Line[] =>
  lines.map((line, index) => ({ ...line, ...more[index + 1] }));

export const INVOICE = sourceLines(
  ['6411', 100_001, ['1', '31000'], HALSOVAL_PROJECT],
  ['1631', 25_000],
  ['2511', -125_001],
);

/** A voucher as its source says it. */
export const source = (more: Partial<SourceVoucher> = {}): SourceVoucher => ({
  ...REF,
  ...{ date: '2026-03-02', registered: '2026-03-03', scope: 'all', lines: INVOICE },
  ...more,
});

/** A line as an event holds it. */
export const held = (
  line: number,
  [account, amount]: [string, string],
  ...objects: [string, string][]
): VoucherLine => ({
  ...{ line, account, objects, amount },
});
export const HELD = [
  held(1, ['6411', '1000.01'], ['1', '31000'], HALSOVAL_PROJECT),
  held(2, ['1631', '250.00']),
  held(3, ['2511', '-1250.01']),
];

export const recorded = (
  more: Partial<VoucherRecorded['data']> = {},
  texts?: VoucherPrivate | null,
): VoucherRecorded => ({
  type: 'VoucherRecorded',
  data: { ...REF, date: '2026-03-02', registered: '2026-03-03', scope: 'all', lines: HELD, ...more },
  ...(texts === undefined ? {} : { private: texts }),
});

/** A posting as an event holds it. */
export const posted = (
  code: CodeFacts,
  lines: CostPosted['data']['lines'],
  more: Partial<CostPosted['data']> = {},
): CostPosted => {
  const { projectCode, grant, allocation, pot, revision } = code;
  const head = { ...REF, date: '2026-03-02', projectCode, grant, allocation, pot };
  return { type: 'CostPosted', data: { ...head, basis: { revision }, lines, ...more } };
};
/** What the code makes of the first line of the invoice. */
export const WHOLE_LINE: CostPosted['data']['lines'][number] = {
  ...{ line: 1, kind: 'cost', share: '1', amount: '1000.01' },
  areas: [
    [1, '600.01'],
    [2, '400.00'],
  ],
};
export const costWithdrawn = (code: CodeFacts, person?: string): VoucherEvent => {
  const { projectCode, grant } = code;
  return { type: 'CostWithdrawn', data: { ...REF, projectCode, grant, ...(person === undefined ? {} : { person }) } };
};

const USE: Period = { from: LocalDate.parse('2026-01-01'), to: LocalDate.parse('2026-12-31') };
export const PERSON = 'person-a';
export const OWN_BOOK = fold(bookDecider, [bookEvent('BookOpened', { ...FACTS, kind: 'own' })]);

/** What is looked up for a person's command. */
export const lookupOf = (codes: readonly CodeFacts[] = CODES, more: Partial<VoucherLookup> = {}): VoucherLookup => {
  const { matcher: ofCodes, roleOf } = rulesOf(codes);
  return {
    ...{ matcher: ofCodes, roleOf, codes, book: OWN_BOOK },
    onward: new Map([['gnv26-landsbygd', ['landsbygd-askersund', 'landsbygd-laxa']]]),
    usePeriods: new Map([['gnv-2026', USE]]),
    by: { subject: PERSON, role: 'accountant' },
    ...more,
  };
};

type Input<Name extends keyof typeof voucherCommands> = z.input<(typeof voucherCommands)[Name]>;
/** A person's command on the voucher. */
export const ask = <Name extends keyof typeof voucherCommands>(
  type: Name,
  fields: Omit<Input<Name>, 'voucher'>,
  lookup: VoucherLookup = lookupOf(),
): VoucherCommand => {
  const data = type === 'RecordVoucher' ? fields : { voucher: REF, ...fields };
  return { type, data: voucherCommands[type].parse(data), facts: lookup } as VoucherCommand;
};
/** The import's command. */
export const takeIn = (data: SourceVoucher, facts: IntakeRules = rulesOf()): VoucherCommand => ({
  ...{ type: 'TakeInVoucher', data, facts },
});
