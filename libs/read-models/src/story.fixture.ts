import { shippedProgramme } from '#grants';
import { fold, textToOre } from '#kernel';
import {
  type CodeFacts,
  compareVoucher,
  matcher,
  type PostingRules,
  repost,
  roles,
  type VoucherCommand,
  voucherCommands,
  voucherDecider,
  type VoucherEvent,
  type VoucherState,
  voucherStream,
  withdrawVoucher,
} from '#ledger';

import { type GrantPosition, grantPosition } from './grant-position.query.js';
import { catalogue, type Fact, History, PERSON } from './history.fixture.js';
import type { SpentFigures } from './spent.js';

export const GRANT = 'gnv-2026';
export const BOOK = 'raindance-2026';
type CostCommand =
  'PostCost' | 'WithdrawCost' | 'ReviewCost' | 'DisallowCost' | 'AllowCost' | 'LinkEvidence' | 'UnlinkEvidence';
type Line = readonly [account: string, objects: Readonly<Record<string, string>>, amount: string];
export interface Booked {
  readonly series?: string;
  readonly number: string;
  readonly date: string;
  readonly registered?: string;
  readonly lines: readonly Line[];
  readonly scope?: 'all' | 'grant';
}

/** A grant, a book and its codes, told step by step. */
export class Story extends History {
  private readonly codes = new Map<string, CodeFacts>();
  private book = bookFacts({});
  private readonly onward: string[] = [];
  private chart: { account: string; name: string; role?: 'cost' }[] = [];

  /** The programme adopted, a book opened, the grant announced, requisitioned, awarded and paid: 65.4 and 3.0 M. */
  async begin(rules = shippedProgramme('god-och-nara-vard', 2026) as object): Promise<void> {
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    await this.happened(`programme-${programme.id}-${programme.year}`, {
      type: 'ProgrammeAdopted',
      data: { programme, version: 1, hash: '0'.repeat(64), rules },
    });
    await this.happened(`book-${BOOK}`, { type: 'BookOpened', data: this.book });
    await this.grant('GrantAnnounced', { programme, rulesVersion: 1, amounts: POTS, precision: '100000.00' });
  }

  async awarded(): Promise<void> {
    const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08' };
    await this.grant('GrantRequisitioned', { amounts: POTS, wantsMore: false }, '2026-03-10');
    await this.grant('GrantAwarded', { amounts: POTS, decision }, '2026-04-08');
    await this.grant('GrantPaid', { amounts: POTS }, '2026-04-20');
  }

  /** Awarded, with rural money handed on to a health centre that lines of cost centre 31007 are paid to. */
  async beginRural(): Promise<void> {
    await this.awarded();
    await this.allocate('landsbygd', '3000000.00', { pot: 'region-rural', purposeAreas: [8] });
    const to = { kind: 'organisation', name: 'Vårdcentral', organisationNumber: '5555555555', municipality: '1882' };
    await this.allocate('askersund', '287881.00', { from: 'landsbygd', to, pot: 'region-rural', purposeAreas: [8] });
    await this.code('gnv26-landsbygd', '27010', {
      allocation: 'landsbygd',
      pot: 'region-rural',
      purposeAreas: [{ area: 8, share: '1' }],
      onward: [{ all: [{ dimension: '1', code: '31007' }], allocation: 'askersund' }],
    });
  }

  /** The grant's figures as of now. */
  async figures(perDate?: string): Promise<GrantPosition> {
    const models = this.models();
    const moment = { position: await models.catchUp(), ...(perDate === undefined ? {} : { perDate }) };
    const found = await grantPosition(models.db, GRANT, moment);
    if (found === undefined) throw new Error('The grant is not announced');
    return found;
  }

  async grant(type: string, data: object, on?: string): Promise<number> {
    const fact = { type, data: { grant: GRANT, ...data }, ...(on === undefined ? {} : { on }) };
    const [event] = await this.happened(`grant-${GRANT}`, fact);
    return event?.position ?? 0;
  }

  /** An allocation straight out of the grant, decided, to a unit, unless something else is said. */
  async allocate(allocation: string, amount: string, other: object = {}): Promise<number> {
    const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06' };
    const to = { kind: 'unit', name: `Enheten ${allocation}` };
    const data = { allocation, from: null, to, pot: 'region-population', amount, ownFunding: '0.00', purposeAreas: [] };
    if ('from' in other) this.onward.push(allocation);
    return this.grant('FundsAllocated', { ...data, decision, ...other });
  }

  /** Opens a project code for an object of dimension 6, or amends it if it is open. */
  async code(projectCode: string, object: string, other: Partial<CodeFacts> = {}): Promise<number> {
    const before = this.codes.get(projectCode);
    const code: CodeFacts = {
      ...{ projectCode, grant: GRANT, allocation: null, purposeAreas: [{ area: 1, share: '1' }], onward: [] },
      ...{ matches: [{ book: BOOK, all: [{ dimension: '6', code: object }] }], pot: null, lastDay: null },
      ...{ revision: (before?.revision ?? -1) + 1, ...other },
    };
    this.codes.set(projectCode, code);
    const { grant, allocation, purposeAreas, matches, onward } = code;
    const data = { projectCode, grant, allocation, purposeAreas, matches, onward };
    const type = before === undefined ? 'ProjectCodeOpened' : 'ProjectCodeAmended';
    const [event] = await this.happened(`project-code-${projectCode}`, { type, data });
    return event?.position ?? 0;
  }

  /** Whether a code may be opened, or amended. */
  mayOpen(projectCode: string): boolean {
    return (this.codes.get(projectCode)?.lastDay ?? null) === null;
  }

  mayClose(projectCode: string): boolean {
    return this.codes.get(projectCode)?.lastDay === null;
  }

  async closeCode(projectCode: string, lastDay: string): Promise<void> {
    const code = this.codes.get(projectCode);
    if (code !== undefined) this.codes.set(projectCode, { ...code, lastDay, revision: code.revision + 1 });
    await this.happened(`project-code-${projectCode}`, { type: 'ProjectCodeClosed', data: { projectCode, lastDay } });
  }

  async amendBook(other: Partial<ReturnType<typeof bookFacts>>): Promise<void> {
    this.book = bookFacts(other);
    await this.happened(`book-${BOOK}`, { type: 'BookAmended', data: this.book });
  }

  async registerChart(...accounts: typeof this.chart): Promise<void> {
    this.chart = [...this.chart, ...accounts];
    await this.happened(`book-${BOOK}`, { type: 'ChartRegistered', data: { book: BOOK, accounts } });
  }

  async lock(through: string): Promise<void> {
    await this.happened(`book-${BOOK}`, { type: 'PeriodLocked', data: { book: BOOK, through } });
  }

  async reopen(through: string | null): Promise<void> {
    const fact = { type: 'PeriodReopened', data: { book: BOOK, through }, private: { reason: 'Sen faktura' } };
    await this.happened(`book-${BOOK}`, fact);
  }

  /** Takes a voucher in as the source says it now: new, extended, changed or back again. */
  async take({ series = 'LR', number, date, registered, lines, scope = 'all' }: Booked): Promise<number> {
    const source = {
      ...{ book: BOOK, series, number, date, registered: registered ?? null, scope },
      lines: lines.map(([account, objects, amount], index) => {
        return { ordinal: index + 1, account, objects: Object.entries(objects), ore: textToOre(amount) };
      }),
    };
    const rules = {
      ...this.rules(),
      privateDimensions: new Set<string>(),
      form: 'whole',
      acceptChanges: true,
    } as const;
    return this.voucher(series, number, (state) => compareVoucher(state, source, rules).events);
  }

  async withdraw(number: string, series = 'LR'): Promise<number> {
    return this.voucher(series, number, (state) => withdrawVoucher(state));
  }

  /** Brings a voucher's postings in line with the codes and the book as they are now. */
  async repost(number: string, series = 'LR'): Promise<number> {
    return this.voucher(series, number, (state) => (state.status === 'recorded' ? repost(state, this.rules()) : []));
  }

  /** What a person decides about a voucher's costs and what supports them, by the ledger's own rules. */
  async judge(type: CostCommand, number: string, data: object): Promise<number> {
    const voucher = { book: BOOK, series: 'LR', number };
    const parsed: unknown = voucherCommands[type].parse({ voucher, reason: 'Därför', ...data });
    const onward = new Map([...this.codes.keys()].map((code) => [code, this.onward] as const));
    const by = { subject: PERSON, role: 'accountant' };
    const facts = { ...this.rules(), book: { status: 'unopened' }, codes: [...this.codes.values()], onward, by };
    const command = { type, data: parsed, facts: { ...facts, usePeriods: new Map() } };
    return this.voucher('LR', number, (state) => voucherDecider.decide(state, command as unknown as VoucherCommand));
  }

  async importStarted(id: string, other: object = {}): Promise<void> {
    const file = { import: id, book: BOOK, sha256: fileOf(id), format: 'sie', bytes: 1, scope: 'all' };
    const accepted = { acceptChanges: false, acceptOrganisation: false, acceptTotals: false, acceptOlder: false };
    const read = { mapping: null, covers: null };
    await this.happened(`import-${id}`, { type: 'ImportStarted', data: { ...file, ...accepted, ...read, ...other } });
  }

  async importCompleted(id: string, other: object = {}): Promise<number> {
    const data = {
      ...{ import: id, book: BOOK, sha256: fileOf(id), encoding: 'cp437' },
      ...{ program: null, lines: { read: 0, taken: 0 } },
      ...{ coverage: { from: '2026-01-01', to: '2026-01-31', series: ['LR'], codes: null }, vouchers: COUNTS },
      ...{ kind: 'SIE4E', generated: null, quarantine: [], differences: [], balances: [], totals: [] },
      ...{ debit: '0.00', credit: '0.00', unreconciledAccounts: [], refusals: [], ...other },
    };
    const [event] = await this.happened(`import-${id}`, { type: 'ImportCompleted', data });
    return event?.position ?? 0;
  }

  private rules(): PostingRules {
    const chart = this.chart;
    return {
      matcher: matcher([...this.codes.values()], BOOK),
      roleOf: roles({ accountRoles: this.book.accountRoles, chart }),
    };
  }

  private async voucher(
    series: string,
    number: string,
    decide: (state: VoucherState) => readonly VoucherEvent[],
  ): Promise<number> {
    const stream = voucherStream(BOOK, series, number);
    const history = await this.log.readStream(stream);
    const state = fold(
      voucherDecider,
      history.map((event) => catalogue.read(event) as VoucherEvent),
    );
    const events = decide(state);
    if (events.length === 0) return 0;
    const recorded = await this.happened(stream, ...(events as readonly Fact[]));
    return recorded.at(-1)?.position ?? 0;
  }
}

/** An import that read nothing. */
export const COUNTS = {
  ...{ read: 0, taken: 0, extended: 0, known: 0, changed: 0 },
  ...{ missing: 0, refused: 0, quarantined: 0, outOfScope: 0, returned: 0 },
};

export const POTS = [
  { pot: 'region-population', amount: '65400000.00' },
  { pot: 'region-rural', amount: '3000000.00' },
];

/** Of the accounts, 7xxx has no role. */
export const bookFacts = (other: object) => ({
  book: BOOK,
  kind: 'erp' as const,
  system: 'Raindance',
  voucherIdentity: 'number' as const,
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  form: 'whole' as const,
  scope: 'all' as const,
  dimensions: { costCentre: '1', project: '6', counterparty: '4' },
  privateDimensions: [] as string[],
  preSystemFiles: 'evidence' as const,
  accountRoles: [
    { from: '2991', to: '2991', role: 'grant-liability' as const },
    { from: '3511', to: '3511', role: 'grant-income' as const },
    { from: '1000', to: '2999', role: 'balance' as const },
    { from: '3600', to: '3999', role: 'reduces-cost' as const },
    { from: '4511', to: '4511', role: 'passed-on' as const },
    { from: '4900', to: '4999', role: 'internal' as const },
    { from: '4000', to: '6999', role: 'cost' as const },
  ],
  ...other,
});

/** The figures of one pot; null for what names none. */
export const potOf = ({ pots }: GrantPosition, pot: string | null) => pots.find((one) => one.pot === pot);

/** What became of booked costs. */
export const spent = ({ booked, used, notEligible, unresolved, notReported }: SpentFigures): SpentFigures => {
  return { booked, used, notEligible, unresolved, notReported };
};
export const NOTHING: SpentFigures = {
  ...{ booked: '0.00', used: '0.00', notEligible: '0.00' },
  ...{ unresolved: '0.00', notReported: '0.00' },
};

/** The SHA-256 that stands for an import's file: each import is of a file of its own. */
export const fileOf = (id: string): string => Buffer.from(id).toString('hex').padEnd(64, '0');
