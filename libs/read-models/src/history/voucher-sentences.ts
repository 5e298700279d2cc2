import { counted, oreToText, textToOre, type WireOf } from '#kernel';
import type { voucherEventTypes, VoucherName } from '#ledger';

import { kr, krTogether, type Sentences } from './sentence.js';

type VoucherWire = WireOf<(typeof voucherEventTypes)[number]>;

const named = ({ series, number, book }: VoucherName): string =>
  `${[series, number].filter((part) => part !== '').join(' ')} i ${book}`;
const vouchers = (count: number): string => counted(count, 'verifikation', 'verifikationer');
const rows = (count: number): string => counted(count, 'rad', 'rader');
const ordinals = (lines: readonly number[]): string => `rad ${lines.join(', ')}`;

/** The lines that are debited, as a positive amount. */
function debitOf(lines: readonly { readonly amount: string }[]): string {
  const debits = lines.map(({ amount }) => textToOre(amount)).filter((ore) => ore > 0);
  return kr(oreToText(debits.reduce((sum, ore) => sum + ore, 0)));
}

const asBooked: Pick<
  Sentences<VoucherWire>,
  'VoucherRecorded' | 'VoucherExtended' | 'VoucherRestated' | 'VoucherWithdrawn'
> = {
  VoucherRecorded: {
    one: ({ data }) => {
      const part = data.part === undefined ? '' : ` (del ${data.part.number} av ${data.part.of})`;
      const lines = `${rows(data.lines.length)}, ${debitOf(data.lines)} i debet`;
      return `tog in verifikationen ${named(data)}${part} med bokföringsdag ${data.date}: ${lines}`;
    },
    many: (count) => `tog in ${vouchers(count)}`,
  },
  VoucherExtended: {
    one: ({ data }) =>
      `utökade verifikationen ${named(data)} med ${rows(data.lines.length)}, ${debitOf(data.lines)} i debet`,
    many: (count) => `utökade ${vouchers(count)}`,
  },
  VoucherRestated: {
    one: ({ data }) =>
      `förde in en ändring i verifikationen ${named(data)}: ${rows(data.removed.length)} bort, ${rows(data.added.length)} till, bokföringsdag ${data.date}`,
    many: (count) => `förde in ändringar i ${vouchers(count)}`,
  },
  VoucherWithdrawn: {
    one: ({ data }) => `återtog verifikationen ${named(data)}`,
    many: (count) => `återtog ${vouchers(count)}`,
    why: 'reason',
  },
};

const asCosts: Omit<Sentences<VoucherWire>, keyof typeof asBooked> = {
  CostPosted: {
    one: ({ data }) =>
      `förde ${krTogether(data.lines)} av ${named(data)} som kostnad på projektkoden ${data.projectCode}`,
    many: (count) => `förde kostnader från ${vouchers(count)}`,
    why: 'reason',
  },
  CostWithdrawn: {
    one: ({ data }) => `tog bort kostnaden för ${named(data)} från projektkoden ${data.projectCode}`,
    many: (count) => `tog bort kostnader från ${vouchers(count)}`,
    why: 'reason',
  },
  CostReviewed: {
    one: ({ data: { lines, servicePeriod, ...voucher } }) =>
      `angav leveranstiden ${servicePeriod.from}–${servicePeriod.to} för ${named(voucher)}, ${ordinals(lines)}`,
    many: (count) => `angav leveranstid för ${vouchers(count)}`,
    why: 'reason',
  },
  CostDisallowed: {
    one: ({ data: { lines, disallowed, ...voucher } }) =>
      `${disallowed ? 'underkände' : 'godkände åter'} ${named(voucher)}, ${ordinals(lines)}`,
    many: (count) => `underkände eller godkände åter rader i ${vouchers(count)}`,
    why: 'reason',
  },
};

/** What happens to vouchers, in words. */
export const voucherSentences: Sentences<VoucherWire> = { ...asBooked, ...asCosts };
