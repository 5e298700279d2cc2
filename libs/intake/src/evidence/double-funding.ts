import type { Attempt } from '#event-log';
import { type DoubleFunding, FLAGGED, REQUIREMENTS_STREAM, requirementsDecider } from '#evidence';
import { DomainError, Money, textToOre } from '#kernel';
import type { PayShare, VoucherName } from '#ledger';
import {
  chargedAbove,
  type ChargedOfPay,
  invoiceUse,
  type Moment,
  onePerson,
  type Rows,
  sharesUnder,
} from '#read-models';

import type { Opened } from '../opened.js';

/** A line that a document is about to be linked to. */
export interface LinkingLine {
  readonly voucher: VoucherName;
  readonly line: number;
  readonly document: string;
  /** How much of the line, in öre and signed as it is. */
  readonly ore: number;
}

const isSame = (
  one: VoucherName & { readonly line: number },
  { voucher, line }: Pick<LinkingLine, 'voucher' | 'line'>,
) => one.line === line && one.number === voucher.number && one.series === voucher.series && one.book === voucher.book;
const nameOf = ({ book, series, number }: VoucherName): string => `${`${series} ${number}`.trim()} i ${book}`;

/**
 * Refuses a link by which an invoice would be used up twice, where the requirements say that it is to be refused and not only found:
 * DOCUMENT_LINKED_ABOVE_TOTAL and INVOICE_LINKED_ALREADY.
 */
export async function refuseSecondUse(book: Opened, attempt: Attempt, linking: LinkingLine): Promise<void> {
  const adopted = await attempt.load({ decider: requirementsDecider, stream: REQUIREMENTS_STREAM });
  const rules = adopted?.doubleFunding ?? FLAGGED;
  if (!refusesInvoices(rules)) return;
  const refusal = await secondUse(book.models.db, { rules, lines: [linking] }, await guarded(book, attempt));
  if (refusal !== null) throw refusal;
}

/** Whether any link of a document can be refused for being one too many. */
export const refusesInvoices = (rules: DoubleFunding): boolean =>
  rules.DOCUMENT_ABOVE_TOTAL === 'block' || rules.INVOICE_LINKED_TWICE === 'block';

interface SecondUse {
  readonly rules: DoubleFunding;
  /** Lines that one document is about to be linked to. */
  readonly lines: readonly LinkingLine[];
}

/** What refuses the links of one document; null where nothing does. */
export async function secondUse(db: Rows, { rules, lines }: SecondUse, moment: Moment): Promise<DomainError | null> {
  const [{ document } = { document: '' }] = lines;
  const { most, links } = await invoiceUse(db, document, moment);
  const rest = links.filter((link) => !lines.some((line) => isSame(link, line)));
  const twice = rest.find((link) => link.document !== document);
  if (rules.INVOICE_LINKED_TWICE === 'block' && twice !== undefined) {
    const { document: otherDocument, grant } = twice;
    return new DomainError('INVOICE_LINKED_ALREADY', { document, otherDocument, voucher: nameOf(twice), grant });
  }
  const own = rest.filter((link) => link.document === document);
  const linked = Math.abs([...own, ...lines].reduce((sum, link) => sum + link.ore, 0));
  if (rules.DOCUMENT_ABOVE_TOTAL === 'flag' || most === null || linked <= Math.abs(most)) return null;
  return new DomainError('DOCUMENT_LINKED_ABOVE_TOTAL', {
    ...{ document, linked: Money.ofOre(linked), total: Money.ofOre(Math.abs(most)) },
    vouchers: own.map(nameOf),
    grants: [...new Set(own.flatMap(({ grant }) => (grant === null ? [] : [grant])))],
  });
}

/** What is looked at stands in the rows: no voucher may come to say more meanwhile. */
async function guarded(book: Opened, attempt: Attempt): Promise<Moment> {
  const moment = await book.moment();
  attempt.lookedFor([{ prefix: 'voucher-', position: moment.position }]);
  return moment;
}

/**
 * Refuses shares by which more than the whole of somebody's pay of a month would be charged, where the requirements say so:
 * PERSON_CHARGED_ABOVE_WHOLE, by the same reckoning as the finding.
 */
export async function refuseAboveWhole(
  book: Opened,
  attempt: Attempt,
  {
    voucher,
    line,
    shares,
  }: { readonly voucher: VoucherName; readonly line: number; readonly shares: readonly PayShare[] },
): Promise<void> {
  const asked = await attempt.load({ decider: requirementsDecider, stream: REQUIREMENTS_STREAM });
  if ((asked?.doubleFunding ?? FLAGGED).PERSON_ABOVE_WHOLE === 'flag') return;
  const moment = await guarded(book, attempt);
  const { oneOf, numbersOf } = await onePerson(book.models.db, moment);
  for (const person of new Set(shares.map((share) => oneOf(share.person)))) {
    const standing = await sharesUnder(book.models.db, numbersOf(person), moment);
    const others = standing.filter((share) => !isSame(share, { voucher, line }));
    const own = shares.filter((share) => oneOf(share.person) === person).map(chargedOf);
    for (const month of new Set(own.map(monthOf))) {
      const beside = others.filter((share) => monthOf(share) === month);
      const above = chargedAbove([...beside, ...own.filter((share) => monthOf(share) === month)]);
      if (above === 0) continue;
      const vouchers = beside.map(nameOf);
      throw new DomainError('PERSON_CHARGED_ABOVE_WHOLE', { person, month, amount: Money.ofOre(above), vouchers });
    }
  }
}

const monthOf = ({ period }: ChargedOfPay): string => period.slice(0, 7);
const chargedOf = ({ from, to, gross, onCost, amount }: PayShare): ChargedOfPay => {
  return { period: `${from}/${to}`, whole: textToOre(gross) + textToOre(onCost), ore: textToOre(amount), shares: 1 };
};
