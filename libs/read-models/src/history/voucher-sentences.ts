import { counted, oreToText, textToOre, type WireOf } from '#kernel';
import type { Evidence, voucherEventTypes, VoucherName } from '#ledger';

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

const inWords = (evidence: Evidence): string => {
  if (evidence.form === 'document') return `dokumentet ${evidence.document.slice(0, 8)}`;
  return evidence.form === 'reposting' ? named(evidence.voucher) : `återföringen ${named(evidence.voucher)}`;
};

/** Versions are counted from 1 where people read them. */
const inVersion = ({ mapping, revision }: { readonly mapping: string; readonly revision: number }): string =>
  `${mapping} i version ${revision + 1}`;

const asSupport: Pick<
  Sentences<VoucherWire>,
  'EvidenceLinked' | 'EvidenceUnlinked' | 'SalaryLinked' | 'SalaryUnlinked'
> = {
  EvidenceLinked: {
    one: ({ data: { line, evidence, amount, ...voucher } }) =>
      `kopplade ${inWords(evidence)} till ${named(voucher)}, rad ${line}, för ${kr(amount)}`,
    many: (count) => `kopplade underlag ${counted(count, 'gång', 'gånger')}`,
    why: 'reason',
  },
  EvidenceUnlinked: {
    one: ({ data: { line, evidence, ...voucher } }) =>
      `tog bort kopplingen mellan ${inWords(evidence)} och ${named(voucher)}, rad ${line}`,
    many: (count) => `tog bort kopplingar till underlag ${counted(count, 'gång', 'gånger')}`,
    why: 'reason',
  },
  SalaryLinked: {
    one: ({ data: { line, shares, source, ...voucher } }) => {
      const of = source?.mapping == null ? '' : `, läst med mappningen ${inVersion(source.mapping)}`;
      const what = `${counted(shares.length, 'löneandel', 'löneandelar')} på ${krTogether(shares)}`;
      return `kopplade ${what} till ${named(voucher)}, rad ${line}${of}`;
    },
    many: (count) => `kopplade löneandelar till ${rows(count)}`,
    why: 'reason',
  },
  SalaryUnlinked: {
    one: ({ data: { line, ...voucher } }) => `tog bort löneandelarna från ${named(voucher)}, rad ${line}`,
    many: (count) => `tog bort löneandelar från ${rows(count)}`,
    why: 'reason',
  },
};

const asCosts: Omit<Sentences<VoucherWire>, keyof typeof asBooked | keyof typeof asSupport> = {
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
export const voucherSentences: Sentences<VoucherWire> = { ...asBooked, ...asSupport, ...asCosts };
