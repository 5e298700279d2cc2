import type { DocumentFacts, PrivateFacts } from '#evidence';
import { DomainError, oreToText, type RefusalCode } from '#kernel';

import { withBytes } from '../kept-file.js';
import type { OpenedFiles } from '../opened.js';
import { type PayrollFile, payrollOf } from '../salary/payroll-sie.js';
import { openSieFile } from '../sie-file.js';
import type { ReadFacts } from './read-facts.js';
import { stated } from './stated.js';

/** What a SIE file refuses with that is archived all the same. */
const DOUBTED: readonly RefusalCode[] = [
  ...(['PAYROLL_FILE_OF_ANOTHER', 'PAYROLL_FILE_UNREADABLE', 'PAYROLL_FILE_GARBLED'] as const),
  'PAYROLL_VOUCHER_UNBALANCED',
];
/** What payroll systems and their vouchers are called. */
const PAY = /l[öo]n(?!g)/i;

/**
 * What a pre-system hands over (SIE 4I) says of itself: its days, what it comes to in debit, and the voucher where it is one alone. That it
 * is pay is only suggested, by what it is called. Null of a SIE file of another kind.
 */
export async function payrollFacts(
  book: OpenedFiles & { readonly organisation: string },
  { bytes, fileName }: { readonly bytes: Buffer; readonly fileName: string },
): Promise<ReadFacts | null> {
  if (/\.se$/i.test(fileName)) return null;
  const { organisation } = book;
  const asked = { organisation, privateDimensions: [], fileName };
  try {
    const file = await withBytes(book, bytes, { open: openSieFile, use: (opened) => payrollOf(opened, asked) });
    return factsOfPayroll(file);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'PAYROLL_FILE_NOT_SIE_4I') return null;
    if (!DOUBTED.includes(error.code)) throw error;
    const doubts = [{ code: error.code }];
    return { data: { kind: null, basis: 'suggested', facts: {}, doubts }, private: {}, attachments: [] };
  }
}

function factsOfPayroll({ program, generated, vouchers }: PayrollFile): ReadFacts {
  const days = vouchers.map(({ date }) => date).sort();
  const debits = vouchers.flatMap(({ lines }) => lines.map(({ ore }) => Math.max(ore, 0)));
  const total = oreToText(debits.reduce((sum, ore) => sum + ore, 0));
  const facts = stated<DocumentFacts>({
    ...{ issued: generated, from: days[0], to: days.at(-1), currency: 'SEK' },
    total: vouchers.length === 0 ? null : total,
  });
  const isPay = [program ?? '', ...vouchers.map(({ text }) => text)].some((text) => PAY.test(text));
  const kind = isPay ? 'payroll-file' : null;
  return { data: { kind, basis: 'suggested', facts }, private: textsOf(vouchers), attachments: [] };
}

/** The voucher that the file is, where it is one alone and has a number already. */
function textsOf([voucher, another]: PayrollFile['vouchers']): PrivateFacts {
  if (voucher === undefined || another !== undefined || voucher.number === null) return {};
  return { references: { voucher: `${voucher.series ?? ''} ${voucher.number}`.trim() } };
}
