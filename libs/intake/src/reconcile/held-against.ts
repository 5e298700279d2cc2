import { type BookFacts, linesOfGrants, type PostingRules, type SourceLine, type SourceVoucher } from '#ledger';
import type { RecordedContent } from '#read-models';

import type { Explanation } from './discrepancies.js';
import { MonthSums } from './month-sums.js';
import type { HeldLine, PairedLines } from './paired-lines.js';

/** What a file says of a voucher and what the ledger holds of it, as far as that file has the last word. */
export interface Sides {
  readonly source: Pick<SourceVoucher, 'date' | 'lines' | 'scope'>;
  /** Undefined where the ledger does not hold the voucher. */
  readonly content: RecordedContent | undefined;
  readonly pairs: PairedLines;
  /** What became of it where its import held it back and no person has let it in. */
  readonly heldBack: 'quarantined' | 'rejected' | null;
}
/** By what a book's vouchers are held against each other. */
export interface HoldingRules extends Pick<PostingRules, 'matcher' | 'roleOf'> {
  readonly form: BookFacts['form'];
  /** The last accounting date that is asked for. */
  readonly lastDay: string;
}
/** What is known of a voucher once it is held against the ledger. */
export interface Held {
  /** What the file says. */
  readonly said: MonthSums;
  /** Of that, what scope `grant` leaves out as long as no code means it. */
  readonly leftOut: MonthSums;
  /** Null where the ledger holds what it should, and where nothing tells why it does not. */
  readonly why: Explanation | null;
}

/** Holds a voucher of a file against the ledger. */
export const heldAgainst = (sides: Sides, rules: HoldingRules): Held => new VoucherHeld(sides, rules).told();

class VoucherHeld {
  private readonly said = new MonthSums();
  private readonly leftOut = new MonthSums();
  /** What only the file has and scope `grant` takes, by the codes and roles as they are now. */
  private readonly ofGrants: readonly SourceLine[];

  constructor(
    private readonly sides: Sides,
    private readonly rules: HoldingRules,
  ) {
    const { source, pairs } = sides;
    if (this.isAsked(source.date)) this.said.add(this.linesOfFile(), source.date);
    const meant = new Set(pairs.said.length === 0 ? [] : linesOfGrants(source, rules));
    this.ofGrants = pairs.said.filter((line) => meant.has(line));
    if (this.isAsked(source.date)) this.leftOut.add(this.linesLeftOut(), source.date);
  }

  told(): Held {
    const { said, leftOut } = this;
    const difference = new MonthSums().addAll(said).addAll(leftOut, -1).addAll(this.ledger(), -1);
    const why = this.why(difference);
    const { heldBack } = this.sides;
    return { said, leftOut, why: why === null || heldBack === null ? why : { ...why, cause: heldBack } };
  }

  private why(difference: MonthSums): Explanation | null {
    const { content, source } = this.sides;
    if (content === undefined) return this.whyAbsent(difference);
    if (this.isLate(difference)) return { cause: 'late', difference, ore: gross(this.ofGrants) };
    if (difference.turnover > 0) return { cause: 'changed', difference };
    return this.isAsked(source.date) ? this.whyOtherwise(difference) : null;
  }

  /** The amounts agree, account by account: but lines may be coded otherwise, or the day may be another of the month. */
  private whyOtherwise(difference: MonthSums): Explanation | null {
    const { content, source, pairs } = this.sides;
    // Of scope `grant` the ledger knows by their sums what it left out, and the file may have lines that it need not hold.
    const said = source.scope === 'all' ? pairs.said : [];
    if (pairs.held.length === 0 && said.length === 0 && source.date === content?.date) return null;
    return { cause: 'recoded', difference, ore: gross(pairs.held.length > 0 ? pairs.held : said) };
  }

  private whyAbsent(difference: MonthSums): Explanation | null {
    const { source, pairs } = this.sides;
    if (!this.isAsked(source.date)) return null;
    if (source.scope === 'all' || this.sides.heldBack !== null)
      return { cause: 'absent', difference, ore: gross(pairs.said) };
    return this.ofGrants.length === 0 ? null : { cause: 'late', difference, ore: gross(this.ofGrants) };
  }

  /** Whether all that the ledger lacks is what a code means now that was left out before. */
  private isLate(difference: MonthSums): boolean {
    const { source, content, pairs } = this.sides;
    if (source.scope === 'all' || this.ofGrants.length === 0 || !this.isAsked(source.date)) return false;
    if (pairs.held.length > 0 || source.date !== content?.date) return false;
    // Of whole vouchers the ledger knows what was left out by its sums, which must be what the file says of it.
    return this.rules.form === 'extract' || difference.turnover === 0;
  }

  private linesOfFile(): SourceLine[] {
    const { both, said } = this.sides.pairs;
    return [...both.map(([line]) => line), ...said];
  }

  /** Of a whole voucher all or nothing is left out: of a recorded one the ledger knows the rest. */
  private linesLeftOut(): readonly SourceLine[] {
    const { source, content, pairs, heldBack } = this.sides;
    if (source.scope === 'all' || heldBack !== null) return [];
    if (this.rules.form === 'extract') return pairs.said.filter((line) => !this.ofGrants.includes(line));
    return content === undefined && this.ofGrants.length === 0 ? pairs.said : [];
  }

  private ledger(): MonthSums {
    const { content, pairs } = this.sides;
    const sums = new MonthSums();
    if (content === undefined || !this.isAsked(content.date)) return sums;
    const held: HeldLine[] = [...pairs.both.map(([, line]) => line), ...pairs.held];
    return sums.add(held, content.date).add(content.rest, content.date);
  }

  private isAsked(date: string): boolean {
    return date <= this.rules.lastDay;
  }
}

/** What lines come to without their signs, in öre. */
export const gross = (lines: readonly { readonly ore: number }[]): number =>
  lines.reduce((sum, { ore }) => sum + Math.abs(ore), 0);
