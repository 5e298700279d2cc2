import { DomainError, LocalDate } from '#kernel';

import { controlName } from '../mapping/control-words.js';
import { type HeaderRow, HeaderSearch } from '../mapping/header-row.js';
import { VoucherColumns } from '../mapping/voucher-columns.js';
import type { Cell, TableFile, TableRow } from '../table/table.js';
import { CellRefused, partOf, SalaryCells } from './salary-cells.js';
import { type SalaryMapping, salaryColumns } from './salary-mapping.js';
import type { SalaryRefusal, SalaryRow } from './salary-row.js';

type Item = SalaryRow | SalaryRefusal;

/**
 * Reads a list of pay by its mapping. A row that cannot be taken is refused by its line and column, the rest is unharmed; sums
 * and repeated headings are passed over. Refuses with MAPPING_HEADINGS_MISSING, MAPPING_HEADING_AMBIGUOUS, MAPPING_COLUMN_TWICE,
 * TABLE_WITHOUT_POSTINGS, and with what the table's own reading refuses with.
 */
export async function readSalaries(
  table: Pick<TableFile, 'dateSystem' | 'rows'>,
  mapping: SalaryMapping,
): Promise<readonly Item[]> {
  const search = new HeaderSearch(salaryColumns(mapping));
  let rows: RowReader | null = null;
  const items: Item[] = [];
  for await (const batch of table.rows(mapping.sheet)) {
    for (const row of batch) {
      if (rows === null) rows = readerFrom(search.take(row), mapping, table.dateSystem);
      else items.push(...rows.take(row));
    }
  }
  if (rows === null) search.refuse();
  if (items.length === 0) throw new DomainError('TABLE_WITHOUT_POSTINGS');
  return items;
}

const readerFrom = (header: HeaderRow | null, mapping: SalaryMapping, system: 1900 | 1904): RowReader | null =>
  header === null ? null : new RowReader(mapping, header, system);

/** Tells what each row below the header is. */
class RowReader {
  private readonly cells: SalaryCells;
  private readonly voucher: VoucherColumns | null;

  constructor(
    private readonly mapping: SalaryMapping,
    private readonly header: HeaderRow,
    system: 1900 | 1904,
  ) {
    this.cells = new SalaryCells(mapping, header.columns, system);
    this.voucher = mapping.voucher === undefined ? null : new VoucherColumns(mapping.voucher, header.columns, system);
  }

  take({ line, cells }: TableRow): readonly Item[] {
    if (this.header.repeats(cells) || cells.some(isSum)) return [];
    this.cells.take(cells);
    try {
      return [this.rowOf(line, cells)];
    } catch (error) {
      if (!(error instanceof CellRefused)) throw error;
      return [{ kind: 'refusal', fileLine: line, field: error.field, code: error.code }];
    }
  }

  private rowOf(fileLine: number, raw: readonly Cell[]): SalaryRow {
    const { cells } = this;
    return {
      ...{ kind: 'salary', fileLine },
      ...this.person(),
      ...this.period(),
      gross: cells.ore('gross') ?? missing('gross'),
      ...{ onCost: this.onCost(), onCostBasis: this.mapping.onCost.basis, charged: this.charged() },
      ore: cells.ore('amount'),
      voucher: this.voucherOf(raw),
      ...{ account: cells.text('account'), projectCode: cells.text('projectCode'), payslip: cells.text('payslip') },
    };
  }

  private person(): Pick<SalaryRow, 'employmentNumber' | 'personalIdentityNumber' | 'name'> {
    const [employmentNumber, written] = [this.cells.text('employmentNumber'), this.cells.text('personalNumber')];
    const personalIdentityNumber = written === null ? null : twelveDigits(written);
    if (employmentNumber === null && written === null) throw new CellRefused('employmentNumber', 'PERSON_NOT_NAMED');
    return { employmentNumber, personalIdentityNumber, name: this.cells.text('name') };
  }

  private period(): Pick<SalaryRow, 'from' | 'to'> {
    if (this.mapping.period.form === 'month') return this.cells.month('month');
    const [from, to] = [this.cells.day('from'), this.cells.day('to')];
    if (to < from) throw new CellRefused('to', 'PERIOD_MALFORMED');
    return { from, to };
  }

  private onCost(): SalaryRow['onCost'] {
    const { onCost } = this.mapping;
    switch (onCost.form) {
      case 'amount':
        return { ore: this.cells.ore('onCost') ?? missing('onCost') };
      case 'rate':
        return { rate: this.cells.rate('onCost') };
      case 'one-rate':
        return { rate: partOf(onCost.percent) ?? refusedRate() };
    }
  }

  private charged(): SalaryRow['charged'] {
    if (this.mapping.charged.form === 'share') {
      const share = this.cells.rate('share');
      if (!/^(?:0|1|0\..*)$/.test(share)) throw new CellRefused('share', 'RATE_MALFORMED');
      return { form: 'share', share };
    }
    const [hours, of] = [this.cells.hours('hours'), this.cells.hours('of')];
    if (of === '0') throw new CellRefused('of', 'HOURS_MALFORMED');
    return { form: 'hours', hours, of };
  }

  private voucherOf(raw: readonly Cell[]): SalaryRow['voucher'] {
    const { voucher } = this;
    if (voucher === null || voucher.isAbsent(raw)) return null;
    const wrong = voucher.read(raw);
    if (wrong !== null) throw new CellRefused(wrong.field ?? 'voucher', wrong.code as CellRefused['code']);
    return { series: voucher.series, number: voucher.number };
  }
}

const isSum = (cell: Cell): boolean => cell?.kind === 'text' && controlName(cell.text.trim())?.bare === true;

function missing(field: string): never {
  throw new CellRefused(field, 'AMOUNT_MISSING');
}
function refusedRate(): never {
  throw new CellRefused('onCost', 'RATE_MALFORMED');
}

/** `19800101-0018` and `198001010018`; a coordination number's day is 60 higher. A century is never guessed. */
function twelveDigits(written: string): string {
  const digits = written.replace(/[-\s]/g, '');
  const [, month, day] = /^(\d{6})(\d\d)\d{4}$/.exec(digits) ?? [];
  const number = Number.parseInt(day ?? '', 10);
  const plain = String(number > 60 ? number - 60 : number).padStart(2, '0');
  const isDay = month !== undefined && LocalDate.isValid(`${month.slice(0, 4)}-${month.slice(4)}-${plain}`);
  if (!isDay) throw new CellRefused('personalNumber', 'PERSONAL_NUMBER_MALFORMED');
  return digits;
}
