import type { Cell, TableRow } from '../table/table.js';
import type { RowFault } from './amount-columns.js';
import type { ColumnMapping } from './column-mapping.js';
import { type ControlName, controlName } from './control-words.js';
import { type ControlAccount, ControlSums } from './control-sums.js';
import type { HeaderRow } from './header-row.js';
import type { ControlTotal, Posting, PostingItem, RowRefusal } from './posting.js';
import { PostingReader, type ReadBy } from './posting-reader.js';
import { isEmpty } from './text-cell.js';

/** A group's heading fills no more cells than its number and its name. */
const MOST_CELLS_OF_HEADING = 2;
const MOST_DIFFERING = 200;

/** Tells what each row of a sheet is, below its header, and counts. */
export class RowReader {
  lines = 0;
  refused = 0;
  firstDate: string | null = null;
  lastDate: string | null = null;
  readonly postings: PostingReader;
  readonly passedOver = { headings: 0, groupHeadings: 0, totalsWithoutAmount: 0 };
  readonly totals = { openings: 0, checked: 0, unchecked: 0, differingCount: 0, differing: [] as ControlTotal[] };

  private readonly sums = new ControlSums();

  constructor(
    mapping: ColumnMapping,
    readonly header: HeaderRow,
    by: ReadBy,
  ) {
    this.postings = new PostingReader(mapping, header, by);
  }

  /** What the row is; null where it is passed over, and counted. */
  take(row: TableRow): PostingItem | null {
    const read = this.postings.read(row);
    return 'kind' in read ? this.posting(read) : this.other(row, read);
  }

  private posting(posting: Posting): Posting {
    const { postings } = this;
    this.lines += 1;
    postings.count(posting);
    this.sums.add(posting.account, posting.ore, postings.amount.debit);
    const { date } = posting;
    if (this.firstDate === null || date < this.firstDate) this.firstDate = date;
    if (this.lastDate === null || date > this.lastDate) this.lastDate = date;
    return posting;
  }

  /** A row that is no posting: a header again, a sum or balance, a heading, or a posting that cannot be read. */
  private other(row: TableRow, wrong: RowFault): PostingItem | null {
    const { header, postings, passedOver } = this;
    if (header.repeats(row.cells)) passedOver.headings += 1;
    else if (postings.voucher.isAbsent(row.cells)) return this.withoutVoucher(row, wrong);
    else if (!this.isGroupInOtherColumn(row.cells)) return this.refusal(row, wrong);
    else this.enterGroup(row.cells);
    return null;
  }

  /** A group's heading may stand at the left, in the column of the number: it has neither day nor account there. */
  private isGroupInOtherColumn(cells: readonly Cell[]): boolean {
    return (
      this.isHeading(cells) && typeof this.postings.dateOf(cells) !== 'string' && !this.postings.namesAccount(cells)
    );
  }

  private isHeading(cells: readonly Cell[]): boolean {
    return this.postings.amount.isEmpty(cells) && filled(cells) <= MOST_CELLS_OF_HEADING;
  }

  private enterGroup(cells: readonly Cell[]): null {
    this.postings.enterGroup(cells);
    this.passedOver.groupHeadings += 1;
    return null;
  }

  private withoutVoucher(row: TableRow, wrong: RowFault): PostingItem | null {
    const { cells } = row;
    const name = this.controlNameOf(cells);
    if (name !== null) return this.control(row, name);
    if (this.isHeading(cells)) return this.enterGroup(cells);
    return this.refusal(row, this.postings.dateOf(cells) === undefined ? NOT_UNDERSTOOD : wrong);
  }

  /**
   * The first cell that begins with the word of a sum. A row that lacks only its number to be a posting may have a
   * counterparty's name there: it is a sum only if nothing but figures follows the word.
   */
  private controlNameOf(cells: readonly Cell[]): ControlName | null {
    for (const cell of cells) {
      const name = cell?.kind === 'text' ? controlName(cell.text.trim()) : null;
      if (name !== null) return name.bare || !this.lacksOnlyNumber(cells) ? name : null;
    }
    return null;
  }

  private lacksOnlyNumber(cells: readonly Cell[]): boolean {
    return typeof this.postings.dateOf(cells) === 'string' && this.postings.hasAccount(cells);
  }

  private control({ cells, line }: TableRow, name: ControlName): ControlTotal | RowRefusal | null {
    const { amount } = this.postings;
    const balance = name.of === 'opening' || name.of === 'closing' ? amount.readBalance(cells) : null;
    if (balance === null && amount.isEmpty(cells)) {
      this.passedOver.totalsWithoutAmount += 1;
      return null;
    }
    const stated = balance ?? amount.readStated(cells);
    if ('code' in stated) return this.refusal({ cells, line }, stated);
    const of = this.accountOf(cells, name);
    const difference = this.sums.check(name, of, stated);
    const period = name.period ?? monthOf(this.postings.dateOf(cells));
    const { ore } = stated;
    const total: ControlTotal = {
      kind: 'total',
      fileLine: line,
      of: name.of,
      account: of.account,
      period,
      ore,
      difference,
    };
    this.countTotal(total);
    return total;
  }

  private accountOf(cells: readonly Cell[], { of, digits }: ControlName): ControlAccount {
    const named = this.postings.accountNamed(cells);
    if (named !== null) return { account: named, isNamed: true };
    const { groupAccount } = this.postings;
    // An opening balance may be the first that is heard of its account; a sum may name a group of them.
    if (digits !== null && (digits === groupAccount || of === 'opening' || this.sums.knows(digits))) {
      return { account: digits, isNamed: true };
    }
    return { account: of === 'total' ? null : groupAccount, isNamed: false };
  }

  private countTotal(total: ControlTotal): void {
    const { totals } = this;
    if (total.of === 'opening') totals.openings += 1;
    else if (total.difference === null) totals.unchecked += 1;
    else totals.checked += 1;
    if (total.difference === null || total.difference === 0) return;
    totals.differingCount += 1;
    if (totals.differing.length < MOST_DIFFERING) totals.differing.push(total);
  }

  private refusal({ cells, line }: TableRow, { field, code }: RowFault): RowRefusal {
    this.refused += 1;
    const { voucher } = this.postings;
    const isNamed = voucher.isNamed && voucher.read(cells) === null;
    const date = this.postings.dateOf(cells) ?? null;
    const named = isNamed ? { series: voucher.series, number: voucher.number, date } : null;
    return { kind: 'refusal', fileLine: line, field, code, voucher: named };
  }
}

const NOT_UNDERSTOOD: RowFault = { field: null, code: 'ROW_NOT_UNDERSTOOD' };

const monthOf = (day: string | null | undefined): string | null => (typeof day === 'string' ? day.slice(0, 7) : null);

function filled(cells: readonly Cell[]): number {
  let count = 0;
  for (const cell of cells) if (!isEmpty(cell)) count += 1;
  return count;
}
