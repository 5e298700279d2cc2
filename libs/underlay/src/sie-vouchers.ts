import { DomainError, oreToText, textToOre } from '#kernel';
import type { Rest } from '#ledger';
import type { BookRow } from '#read-models';
import type { WrittenCorrection, WrittenEntry, WrittenLine, WrittenVoucher } from '#sie';

import type { HeldEntry, HeldVoucher } from './held-voucher.js';

/** What stands in the place of lines that scope `grant` left out. */
const LEFT_OUT = {
  debit: 'Summa debet av rader som inte rör bidraget',
  credit: 'Summa kredit av rader som inte rör bidraget',
};

/**
 * A held voucher as SIE writes it: its lines, and what was left out of it as sums per account, debit and credit apart, so
 * that it balances. What is erased is empty. Refuses with VOUCHER_WITHOUT_CONTRA_LINES where it does not balance.
 */
export function sieVoucher(
  voucher: HeldVoucher,
  { voucherIdentity }: Pick<BookRow, 'voucherIdentity'>,
): WrittenVoucher {
  const { series, date, registered, text, signature } = voucher;
  const held = voucher.lines.map((line): WrittenLine => ({ ordinal: line.line, ...entryOf(line, voucher) }));
  const last = held.at(-1)?.ordinal ?? 0;
  const leftOut = voucher.rest
    .flatMap(sumsOf)
    .map((entry, index): WrittenLine => ({ ordinal: last + 1 + index, ...entry }));
  const lines = [...held, ...leftOut];
  refuseUnbalanced(voucher, lines);
  const corrections = voucher.corrections.map((one): WrittenCorrection => ({
    kind: one.kind,
    ...entryOf(one, voucher),
  }));
  const number = numberInSource(voucher.number, voucherIdentity);
  return { series, number, date, registered, text, signature, lines, corrections };
}

function entryOf({ account, objects, privateObjects, ore, ...details }: HeldEntry, head: HeldVoucher): WrittenEntry {
  const { quantity, date } = details;
  // A line without a text or a signature of its own is read as saying what its voucher says.
  const text = details.text === head.text ? undefined : details.text;
  return {
    ...{ account, objects, privateObjects, ore },
    ...(quantity === undefined ? {} : { quantity }),
    ...(date === undefined ? {} : { date }),
    ...(text === undefined ? {} : { text }),
    ...(details.signature === undefined ? {} : { signature: details.signature }),
  };
}

function sumsOf({ account, debit, credit }: Rest): WrittenEntry[] {
  const sums = [
    { account, objects: [], ore: textToOre(debit), text: LEFT_OUT.debit },
    { account, objects: [], ore: -textToOre(credit), text: LEFT_OUT.credit },
  ];
  return sums.filter(({ ore }) => ore !== 0);
}

function refuseUnbalanced({ book, series, number }: HeldVoucher, lines: readonly WrittenLine[]): void {
  const difference = lines.reduce((sum, { ore }) => sum + ore, 0);
  if (difference === 0) return;
  throw new DomainError('VOUCHER_WITHOUT_CONTRA_LINES', { book, series, number, difference: oreToText(difference) });
}

/** The number as the source writes it: a voucher's name adds the day where numbers begin anew, and stands in for none. */
function numberInSource(number: string, identity: BookRow['voucherIdentity']): string {
  if (/^#[\da-f]{16}\.\d+$/.test(number)) return '';
  return identity === 'number' ? number : number.replace(/@\d{4}-\d{2}-\d{2}$/, '');
}
