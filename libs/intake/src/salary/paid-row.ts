import { readFile } from 'node:fs/promises';

import { DomainError, Money, type RefusalCode } from '#kernel';
import type { PayShare } from '#ledger';
import { type PaidPerson, type PayObject, type PayPosting, readPaxml } from '#paxml';
import { openTable, readSalaries, type SalaryMapping, type SalaryRow } from '#tabular';

import { unreadable } from '../sie-file.js';

/** A part of somebody's pay that is booked somewhere, from whatever file. Amounts in öre. */
export interface PaidRow {
  readonly fileLine: number;
  readonly who: PaidPerson;
  /** Everything of the share but the amount, the person and the originals. */
  readonly pay: Omit<PayShare, 'person' | 'amount' | 'payslip' | 'contract' | 'support'>;
  /** What is booked of it; null where it is the charged part of pay and on-cost. */
  readonly ore: number | null;
  /** The amount is what the payroll system booked, and not what somebody states of it. */
  readonly isBooked: boolean;
  readonly voucher: { readonly series: string; readonly number: string } | null;
  readonly account: string | null;
  readonly projectCode: string | null;
  readonly objects: readonly PayObject[];
  /** What the list says that the payslip's file is called. */
  readonly payslip: string | null;
}

/** A row that is not taken, and why; it repeats nothing of what stood there. */
export interface RefusedRow {
  readonly line: number;
  readonly field: string | null;
  readonly code: RefusalCode;
  /** What a person reads. */
  readonly message: string;
}

/** A file of pay as it was read. */
export interface PaidFile {
  readonly format: 'paxml' | 'table';
  readonly rows: readonly PaidRow[];
  /** Payslips that say nothing of how they are booked: of whom, and where in the file. */
  readonly unbooked: readonly { readonly fileLine: number; readonly who: PaidRow['who'] }[];
  /** Rows of absence and health that were left unread, and of what else is no pay. */
  readonly dropped: { readonly absence: number; readonly other: number };
  readonly refusals: readonly RefusedRow[];
}

/**
 * A payroll file, or with a mapping a list of pay. Refuses with FILE_NOT_FOUND, and with what `readPaxml`, `openTable` and
 * `readSalaries` refuse with.
 */
export async function paidFile(path: string, mapping: SalaryMapping | null): Promise<PaidFile> {
  try {
    return mapping === null ? paidByPaxml(await readFile(path)) : await paidByList(path, mapping);
  } catch (error) {
    throw unreadable(error);
  }
}

async function paidByList(path: string, mapping: SalaryMapping): Promise<PaidFile> {
  const items = await readSalaries(await openTable(path), mapping);
  const rows = items.flatMap((item) => (item.kind === 'salary' ? [listed(item)] : []));
  const refusals = items.flatMap((item) => {
    if (item.kind === 'salary') return [];
    return [refusedBy(item.fileLine, new DomainError(item.code), item.field)];
  });
  return { format: 'table', rows, unbooked: [], dropped: { absence: 0, other: 0 }, refusals };
}

/** On-cost is pay by its rate, rounded half up to the öre. */
function listed(row: SalaryRow): PaidRow {
  const { fileLine, employmentNumber, personalIdentityNumber, name, from, to, charged, onCostBasis } = row;
  const gross = Money.ofOre(row.gross);
  const onCost = 'ore' in row.onCost ? Money.ofOre(row.onCost.ore) : gross.scaled(row.onCost.rate);
  const onCostRate = 'ore' in row.onCost ? null : row.onCost.rate;
  const { ore, voucher, account, projectCode, payslip } = row;
  return {
    fileLine,
    who: { employmentNumber, personalIdentityNumber, name },
    pay: { from, to, gross: gross.toString(), onCost: onCost.toString(), onCostRate, onCostBasis, charged },
    ...{ ore, isBooked: false, voucher, account, projectCode, objects: [], payslip },
  };
}

function paidByPaxml(bytes: Uint8Array): PaidFile {
  const { payslips, dropped, refusals } = readPaxml(bytes);
  const rows: PaidRow[] = [];
  for (const slip of payslips) {
    const { employmentNumber, personalIdentityNumber, name, month, gross } = slip;
    const who = { employmentNumber, personalIdentityNumber, name };
    const days = { from: `${month}-01`, to: lastOf(month) };
    const onCost = { onCost: Money.ofOre(slip.contributions ?? 0).toString(), onCostRate: slip.contributionRate };
    for (const { fileLine, account, ore, objects } of slip.postings) {
      const charged = { form: 'share', share: shareOn(objects, slip.postings) } as const;
      const pay = { ...days, gross: Money.ofOre(gross).toString(), ...onCost, onCostBasis: 'actual', charged } as const;
      const booked = { ore, isBooked: true, account, objects, voucher: null, projectCode: null };
      rows.push({ fileLine, who, pay, ...booked, payslip: null });
    }
  }
  const unbooked = payslips.filter(({ postings }) => postings.length === 0);
  return {
    ...{ format: 'paxml', rows, dropped },
    unbooked: unbooked.map(({ fileLine, ...who }) => ({ fileLine, who })),
    refusals: refusals.map(({ fileLine, field, code }) => refusedBy(fileLine, new DomainError(code), field)),
  };
}

/** The last day of a month, `2026-02`. */
function lastOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map((part) => Number.parseInt(part, 10));
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/**
 * Which part of somebody's work is booked on the same objects, by what it costs there of what it costs in all: pay and on-cost
 * are postings of their own, and both are of the same work. Debts and payments stand on the other side.
 */
function shareOn(objects: readonly PayObject[], postings: readonly PayPosting[]): string {
  const costs = postings.filter(({ ore }) => ore > 0);
  const there = costs.filter((posting) => JSON.stringify(posting.objects) === JSON.stringify(objects));
  return partOf(sumOf(there), sumOf(costs));
}

const sumOf = (postings: readonly PayPosting[]): number => postings.reduce((sum, { ore }) => sum + ore, 0);

/** To eight decimals. */
function partOf(ore: number, whole: number): string {
  if (ore === 0 || ore === whole) return ore === 0 ? '0' : '1';
  const digits = ((BigInt(ore) * 100_000_000n) / BigInt(whole)).toString().padStart(8, '0').replace(/0+$/, '');
  return digits === '' ? '0' : `0.${digits}`;
}

/** Why a row, or the rows that are booked together with it, are not taken. */
export const refusedBy = (line: number, { code, message }: DomainError, field: string | null = null): RefusedRow => ({
  ...{ line, field, code, message },
});
