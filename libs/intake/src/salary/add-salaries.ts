import { type Attempt, CommandHandler } from '#event-log';
import { personDecider, personStream } from '#evidence';
import { type Actor, DomainError, oreToText, refusals } from '#kernel';
import { type PayShare, type PaySource, voucherDecider, voucherStream } from '#ledger';
import { books } from '#read-models';
import { fileOriginal, type Vault } from '#vault';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';
import { OPERATOR } from '../command.js';
import { refuseAboveWhole } from '../evidence/double-funding.js';
import { sha256 } from '../sha256.js';
import { Attaching } from './attached.js';
import { paidFile, type PaidFile, type PaidRow, refusedBy, type RefusedRow } from './paid-row.js';
import { employmentId, nameKey, personId } from './person-id.js';
import { reckonedOre, sharesOf } from './reckoned.js';
import { type BookedTogether, type LookedIn, type PaidLine, paidLine, stateOf } from './salary-line.js';
import type { ReadAsPay } from './salary-mapping.js';
import { type SalaryReport, type SalaryTaken, takenOf, totalsOf } from './salary-report.js';

/** Names what is to be found again and tried by nobody: the organisation's naming key. */
export type Naming = Pick<Vault, 'idOf' | 'receive'>;

/** A file of pay on its way in. */
export interface AddSalaries {
  readonly file: string;
  /** How a list is read; null for PAXml. */
  readonly mapping: ReadAsPay | null;
  readonly book: string;
  readonly to: Bidragsbok;
  readonly names: Naming;
  readonly by?: Actor | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Takes in whose pay the lines of a book are: persons by ids that say nothing, and each line's shares, whole. The same file again
 * changes nothing, and one that was cut off is taken in by doing it again. What a line is more than its shares is a gap; what
 * cannot be taken is refused row by row. Refuses with BOOK_UNKNOWN and what `paidFile` refuses with.
 */
export async function addSalaries(asked: AddSalaries): Promise<SalaryReport> {
  const { to, book, dryRun = false } = asked;
  const moment = await to.moment();
  if (!(await books(to.models.db, moment)).some((one) => one.book === book))
    throw new DomainError('BOOK_UNKNOWN', { book });
  const file = await paidFile(asked.file, asked.mapping?.columns ?? null);
  const taking = new Taking(asked, { to, book, moment }, file);
  await taking.take();
  const { lines, outside, persons, registered, ofTwo } = taking;
  const ordered = [...file.refusals, ...taking.refusals].sort((one, other) => one.line - other.line);
  return {
    ...{ book, format: file.format, dryRun, lines, totals: totalsOf(lines) },
    ...{
      persons: persons.size,
      registered: registered.size,
      numbersOfTwo: ofTwo.size,
      absenceDropped: file.dropped.absence,
      outside,
    },
    ...{ refusals: ordered, position: await to.log.lastPosition() },
  };
}

/** What a refusal may be that leaves the other rows unharmed. */
const ON_ROWS: ReadonlySet<string> = new Set(['refused', 'not-found']);

class Taking {
  readonly lines: SalaryTaken[] = [];
  readonly refusals: RefusedRow[] = [];
  readonly persons = new Set<string>();
  readonly registered = new Set<string>();
  /** Employment numbers that another personal number has than the file says. */
  readonly ofTwo = new Set<string>();
  outside = 0;
  private readonly attaching: Attaching;
  private source!: PaySource;

  constructor(
    private readonly asked: AddSalaries,
    private readonly where: LookedIn,
    private readonly file: PaidFile,
  ) {
    this.attaching = new Attaching(where);
  }

  async take(): Promise<void> {
    const { document } = await this.asked.names.receive(fileOriginal(this.asked.file), new Uint8Array());
    this.source = { file: document, mapping: this.asked.mapping?.saved ?? null };
    for (const group of this.groups()) await this.guarded(group.rows[0].fileLine, () => this.takeGroup(group));
    for (const { fileLine, who } of this.file.unbooked) {
      await this.guarded(fileLine, async () => {
        if (!(await this.isKnown(who))) throw new DomainError('PAYSLIP_OF_UNKNOWN_PERSON');
      });
    }
  }

  /** What the business refuses of some rows leaves the others unharmed. */
  private async guarded(line: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A disk that is full or a clock that goes wrong is no matter of the row.
      if (!(error instanceof DomainError) || !ON_ROWS.has(refusals[error.code].kind)) throw error;
      this.refusals.push(refusedBy(line, error));
    }
  }

  /** The rows by where they are booked, in the file's order. A row whose amount cannot be is refused by itself. */
  private groups(): readonly BookedTogether[] {
    const groups = new Map<string, BookedTogether>();
    for (const row of this.file.rows) {
      try {
        const { voucher, account, projectCode, objects, pay } = row;
        const key = JSON.stringify([voucher ?? pay.from.slice(0, 7), account, projectCode, objects]);
        const before = groups.get(key);
        const ore = reckonedOre(row);
        groups.set(
          key,
          before === undefined ? { rows: [row], ore } : { rows: [...before.rows, row], ore: before.ore + ore },
        );
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        this.refusals.push(refusedBy(row.fileLine, error));
      }
    }
    return [...groups.values()];
  }

  private async takeGroup(group: BookedTogether): Promise<void> {
    const line = await this.lineOf(group);
    if (line === null) return;
    const shares = await this.shares(group, line);
    const known = await this.link(line, shares, group);
    for (const { person } of shares) this.persons.add(person);
    this.lines.push(takenOf(line, shares, known));
  }

  /** A payroll file holds everybody's pay: what is no cost of a grant is none of ours. */
  private async lineOf(group: BookedTogether): Promise<PaidLine | null> {
    try {
      return await paidLine(this.where, group);
    } catch (error) {
      const isOutside = error instanceof DomainError && error.code === 'SALARY_LINE_NOT_FOUND';
      if (!isOutside || this.file.format !== 'paxml') throw error;
      this.outside += group.rows.length;
      return null;
    }
  }

  private async shares({ rows }: BookedTogether, line: PaidLine): Promise<readonly PayShare[]> {
    const isReckoned = rows.every(({ ore }) => ore === null);
    const amounts = sharesOf(line.ore, rows.map(reckonedOre), isReckoned);
    const shares: PayShare[] = [];
    for (const [at, { who, pay, payslip }] of rows.entries()) {
      const person = this.personOf(who);
      const originals = await this.attaching.originalsOf({
        person,
        alsoAs: employmentId(this.asked.names, who),
        pay,
        payslip,
      });
      shares.push({ person, ...pay, amount: oreToText(amounts[at] ?? 0), ...originals });
    }
    return shares;
  }

  /** Under either number, where the payslip has both. */
  private async isKnown(who: PaidRow['who']): Promise<boolean> {
    const ids = [this.personOf(who), employmentId(this.asked.names, who)].filter((id) => id !== null);
    const known = await Promise.all(ids.map((id) => stateOf(this.where.to.log, personDecider, personStream(id))));
    return known.some((state) => state?.isRegistered === true);
  }

  private personOf(who: PaidRow['who']): string {
    return personId(this.asked.names, who);
  }

  /** Persons and shares together, or none of them; true where the line was told so before. */
  private async link(
    { voucher, line }: PaidLine,
    shares: readonly PayShare[],
    { rows }: BookedTogether,
  ): Promise<boolean> {
    const { by: actor = OPERATOR, to, dryRun } = this.asked;
    const said = JSON.stringify([voucher, line, shares, this.where.moment.position]);
    const handler = new CommandHandler(to.log, catalogue);
    const fresh = new Map<string, boolean>();
    let known = false;
    const events = await handler.handle(
      { commandId: `salary-${sha256(said).slice(0, 32)}`, actor },
      async (attempt) => {
        const stream = voucherStream(voucher.book, voucher.series, voucher.number);
        const state = await attempt.load({ decider: voucherDecider, stream });
        const data = { voucher, line, shares, source: this.source };
        const linked = voucherDecider.decide(state, { type: 'LinkSalary', data });
        known = linked.length === 0;
        if (!known) await refuseAboveWhole(to, attempt, { voucher, line, shares });
        fresh.clear();
        for (const [at, { person }] of shares.entries()) {
          const who = rows[at]?.who;
          if (who === undefined || fresh.has(person)) continue;
          fresh.set(person, await this.register(attempt, person, who));
        }
        if (dryRun !== true) attempt.write(stream, linked);
      },
    );
    await to.models.take(events);
    for (const [person, isNew] of fresh) if (isNew) this.registered.add(person);
    return known;
  }

  /** Says who somebody is, and under which other number they may stand in other files; true where they were not known before. */
  private async register(attempt: Attempt, person: string, who: PaidRow['who']): Promise<boolean> {
    const { names, dryRun } = this.asked;
    const { decider, stream } = { decider: personDecider, stream: personStream(person) };
    const before = await attempt.load({ decider, stream });
    const data = { person, nameKey: nameKey(names, who.name) };
    const registering = decider.decide(before, { type: 'RegisterPerson', data, private: namesOf(who) });
    const employed = employmentId(names, who);
    if (dryRun !== true) attempt.write(stream, registering);
    if (employed !== null) await this.tie(attempt, employed, person);
    return before?.isRegistered !== true;
  }

  private async tie(attempt: Attempt, employed: string, person: string): Promise<void> {
    const { decider, stream } = { decider: personDecider, stream: personStream(employed) };
    const state = await attempt.load({ decider, stream });
    if (state?.sameAs != null && state.sameAs !== person) this.ofTwo.add(employed);
    const data = { person: employed, sameAs: person, file: this.source.file };
    const tied = decider.decide(state, { type: 'TieByFile', data });
    if (this.asked.dryRun !== true) attempt.write(stream, tied);
  }
}

/** What is known of somebody, without what is not. */
const namesOf = ({ name, personalIdentityNumber, employmentNumber }: PaidRow['who']) => ({
  ...(name === null ? {} : { name }),
  ...(personalIdentityNumber === null ? {} : { personalIdentityNumber }),
  ...(employmentNumber === null ? {} : { employmentNumber }),
});
