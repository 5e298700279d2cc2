import { textToOre } from '#kernel';

import type { GrantFacts } from '../grant-facts.query.js';
import type { Moment } from '../moment.js';
import { MATCHED_AT, matchedAt } from '../open-lines.query.js';
import type { Rows } from '../rows.js';
import { type BridgeRow, type Part, rowOf, unknownRow } from './bridge.js';
import { type BridgeFacts, oreOf, paymentsOf, positionsOf } from './bridge-facts.js';
import { NO_PAYMENT } from './funds-rows.js';

/** A line on an account of grants under a code of the grant, credit positive, in öre. */
export interface EnteredLine {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly role: 'grant-income' | 'grant-liability';
  readonly ore: number;
  readonly position: number;
}

// A line that two codes of the grant claim is one line.
const ENTERED = `${MATCHED_AT}
SELECT book, series, number, role, -ore AS ore, source AS position FROM (
  SELECT DISTINCT voucher, line, book, series, number, role, ore, source FROM matched
  WHERE role IN ('grant-income', 'grant-liability')) AS line ORDER BY source, line.line`;

/** The lines by which income and debt of a grant stand in the books. */
export const enteredLines = (db: Rows, grant: string, moment: Moment): Promise<EnteredLine[]> =>
  db.all(ENTERED, matchedAt(grant, moment));

const sumOf = (lines: readonly EnteredLine[]): number => lines.reduce((sum, { ore }) => sum + ore, 0);

/** Cash, income and cost reconciled: what came against what is entered, cost against income, debt against what is unused. */
export const booksRows = (of: BridgeFacts, lines: readonly EnteredLine[]): BridgeRow[] => [
  enteredRow(of, lines),
  incomeRow(
    of,
    lines.filter(({ role }) => role === 'grant-income'),
  ),
  debtRow(
    of,
    lines.filter(({ role }) => role === 'grant-liability'),
  ),
];

/** What lines come to; null where there is none, which is not zero. */
const amountOf = (lines: readonly EnteredLine[]): number | null => (lines.length === 0 ? null : sumOf(lines));

function enteredRow({ figures, facts }: BridgeFacts, lines: readonly EnteredLine[]): BridgeRow {
  const [received, entered] = [oreOf(figures.received), amountOf(lines)];
  const ends = [['received', received], ['entered', entered]] as const; // prettier-ignore
  if (received === null) return unknownRow(ends, NO_PAYMENT);
  if (entered === null) return unknownRow(ends, 'Inget är bokfört på bidragskonton under bidragets koder.');
  return rowOf(ends, enteredParts(facts, lines));
}

function incomeRow({ figures, facts, lines }: BridgeFacts, income: readonly EnteredLine[]): BridgeRow {
  const used = textToOre(figures.used);
  const recognised = amountOf(income);
  const ends = [['used', used], ['incomeRecognised', recognised]] as const; // prettier-ignore
  if (recognised === null) return unknownRow(ends, 'Ingen intäkt är bokförd under bidragets koder.');
  // What is used beyond the payment is paid by the organisation itself, and is no income from the grant.
  const own = oreOf(figures.ownFundingUsed) ?? 0;
  const ore = recognised - used + own;
  const what = ore > 0 ? 'Intäktsfört utöver det använda' : 'Använt men inte intäktsfört';
  const paidBy = [...paymentsOf(facts), ...positionsOf(lines.filter(({ counts }) => /used|passed-on/.test(counts)))];
  return rowOf(ends, [
    { what: 'Använt utöver utbetalningen, bekostat med egna medel', ore: -own, positions: paidBy },
    { what, ore, open: true, positions: positionsOf(income) },
  ]);
}

function debtRow({ figures, facts }: BridgeFacts, debt: readonly EnteredLine[]): BridgeRow {
  const [unused, liability] = [oreOf(figures.unused), amountOf(debt)];
  const ends = [['unused', unused], ['liability', liability]] as const; // prettier-ignore
  if (unused === null) return unknownRow(ends, NO_PAYMENT);
  if (liability === null) return unknownRow(ends, 'Ingen bidragsskuld är bokförd under bidragets koder.');
  const repaid = textToOre(figures.repaid);
  const paid = positionsOf(facts.events.filter(({ type }) => type === 'RepaymentPaid'));
  const what = 'Bokförd skuld som skiljer sig från det som återstår';
  const positions = positionsOf(debt);
  return rowOf(ends, [
    { what: 'Återbetalt', ore: -repaid, positions: paid },
    { what, ore: liability - unused + repaid, open: true, positions },
  ]);
}

const nameOf = ({ book, series, number }: Pick<EnteredLine, 'book' | 'series' | 'number'>): string =>
  `${book} ${series} ${number}`;

/** Voucher by voucher where a payment names one; the others together against what names none. */
function enteredParts({ events }: GrantFacts, lines: readonly EnteredLine[]): Part[] {
  const payments = events.filter((event) => event.type === 'GrantPaid');
  const named = new Map<string, number>();
  for (const { data } of payments) {
    const name = data.voucher === undefined ? '' : nameOf(data.voucher);
    named.set(name, (named.get(name) ?? 0) + data.amounts.reduce((sum, { amount }) => sum + textToOre(amount), 0));
  }
  const entered = (name: string) =>
    lines.filter((line) => (name === '' ? !named.has(nameOf(line)) : nameOf(line) === name));
  if (!named.has('')) named.set('', 0);
  return [...named].map(([name, ore]) => {
    const by = payments.filter(({ data }) => (data.voucher === undefined ? '' : nameOf(data.voucher)) === name);
    return {
      what:
        name === '' ? 'Bokfört på bidragskonton som ingen utbetalning anger' : `Utbetalningens verifikation ${name}`,
      ore: sumOf(entered(name)) - ore,
      open: true,
      positions: positionsOf([...by, ...entered(name)]),
    };
  });
}
