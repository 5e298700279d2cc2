import { textToOre } from '#kernel';

import { type CostLine, fallsOn } from '../cost-lines.query.js';
import type { GrantFact } from '../grant-events.js';
import { type GrantFacts } from '../grant-facts.query.js';
import type { Repayment } from '../repayments.js';
import { total } from '../spent.js';
import { type BridgeRow, type Part, rowOf, unknownRow } from './bridge.js';
import { type BridgeFacts, decidedBy, oreOf, passedOnLines, paymentsOf, positionsOf } from './bridge-facts.js';
import { NO_PAYMENT } from './funds-rows.js';

/** The return in force: the last that was submitted or amended. */
export type Returned = Extract<GrantFact, { readonly type: 'ReturnSubmitted' | 'ReturnAmended' }>;
export const returnOf = ({ events }: GrantFacts): Returned | undefined =>
  events.findLast((event): event is Returned => event.type === 'ReturnSubmitted' || event.type === 'ReturnAmended');

/** What is needed to tell a return from what the ledger says now: what it was read from, undefined where that is nothing. */
export interface Reported {
  readonly returned: Returned;
  readonly then: BridgeFacts | undefined;
  /** What changed how lines count without another posting: what persons said of them, and their codes. */
  readonly said: readonly number[];
}

/** Used against what the return says. */
export function reportedRow(of: BridgeFacts, reported: Reported | undefined): BridgeRow {
  const { used } = total(of.cells);
  if (reported === undefined) {
    return unknownRow([['used', used], ['reported', null]], 'Ingen återrapport är inlämnad än.'); // prettier-ignore
  }
  const { returned, then } = reported;
  const says = textToOre(returned.data.figures.used);
  const was = then === undefined ? 0 : total(then.cells).used;
  return rowOf(
    [['used', used], ['reported', says]], // prettier-ignore
    [
      {
        ...{ what: 'Återrapporten säger annat än liggaren vid sin position', ore: says - was, open: true },
        positions: [returned.position],
      },
      ...changedParts(of, reported),
      ...passedOnParts(of, then),
    ],
  );
}

const keyOf = ({ projectCode, book, series, number, line, area }: CostLine): string =>
  JSON.stringify([projectCode, book, series, number, line, area]);
const usedLines = (of: BridgeFacts | undefined): Map<string, CostLine> =>
  new Map((of?.lines ?? []).filter(({ counts }) => counts === 'used').map((line) => [keyOf(line), line]));

/** Own costs that have come, changed or gone since the return's figures were read. */
function changedParts(of: BridgeFacts, { then, said, returned }: Reported): Part[] {
  const [now, before] = [usedLines(of), usedLines(then)];
  const changed = [...new Set([...now.keys(), ...before.keys()])].map((key) => {
    const [one, other] = [now.get(key), before.get(key)];
    const [isNow, was] = [one?.ore ?? 0, other?.ore ?? 0];
    return { ore: was - isNow, positions: [one?.position, other?.position, ...by(one, other)] };
  });
  function by(one: CostLine | undefined, other: CostLine | undefined): readonly number[] {
    if (other !== undefined && other.gone <= of.figures.position) return [other.gone];
    // A posting that stands as it did counts otherwise by what was said since.
    return one !== undefined && one.position > returned.data.position ? [] : said;
  }
  const since = `efter återrapportens läge (position ${returned.data.position})`;
  return [
    sumOf(
      `Kostnader som har tillkommit eller höjts ${since}`,
      changed.filter(({ ore }) => ore < 0),
    ),
    sumOf(
      `Kostnader som har fallit bort eller sänkts ${since}`,
      changed.filter(({ ore }) => ore > 0),
    ),
  ];
}

const sumOf = (what: string, parts: readonly Pick<Part, 'ore' | 'positions'>[]): Part => ({
  what,
  ore: parts.reduce((sum, { ore }) => sum + ore, 0),
  open: true,
  positions: parts.flatMap(({ positions }) => positions),
});

/** Money passed on of which more or less is used than when the return's figures were read. */
function passedOnParts(of: BridgeFacts, then: BridgeFacts | undefined): Part[] {
  const ids = new Set([of, then].flatMap((one) => one?.lines.filter(isPassedOn).map(fallsOn) ?? []));
  return [...ids].map((id) => {
    const usedOf = (one: BridgeFacts | undefined): number =>
      one === undefined
        ? 0
        : passedOnLines(one, id).reduce((sum, { ore }) => sum + ore, 0) -
          total(one.cells.filter(({ allocation }) => allocation === id)).notReported;
    const reports = of.facts.events.filter(({ type, data }) => type === 'ProviderReported' && data.allocation === id);
    const lines = [of, then].flatMap((one) => (one === undefined ? [] : passedOnLines(one, id)));
    return {
      what: `Vidareförmedlat som räknas som använt har ändrats, ${id ?? 'utan namngiven mottagare'}`,
      ore: usedOf(then) - usedOf(of),
      open: true,
      positions: positionsOf([...lines, ...reports]),
    };
  });
}
const isPassedOn = ({ counts }: CostLine): boolean => counts === 'passed-on';

/** Received against used, pot by pot; and what is left against what was repaid. */
export function unusedRows(of: BridgeFacts): BridgeRow[] {
  const { figures } = of;
  const [received, unused] = [oreOf(figures.received), oreOf(figures.unused)];
  const toUsed = [['received', received], ['used', oreOf(figures.used)]] as const; // prettier-ignore
  const toRepaid = [['unused', unused], ['repaid', oreOf(figures.repaid)]] as const; // prettier-ignore
  return [
    received === null ? unknownRow(toUsed, NO_PAYMENT) : rowOf(toUsed, unusedParts(of)),
    unused === null ? unknownRow(toRepaid, NO_PAYMENT) : rowOf(toRepaid, repaidParts(of, unused)),
  ];
}

function unusedParts({ figures, facts, lines }: BridgeFacts): Part[] {
  return figures.pots.flatMap(({ pot, ...money }): Part[] => {
    const used = positionsOf(lines.filter((line) => line.pot === pot && /used|passed-on/.test(line.counts)));
    const payments = pot === null ? [] : paymentsOf(facts, pot);
    const [unused, over] = [oreOf(money.unused), oreOf(money.ownFundingUsed)];
    if (unused === null || over === null) {
      const what = pot === null ? 'Använt utan pott' : `Använt ur en pott utan utbetalning, ${pot}`;
      return [{ what, ore: textToOre(money.used), open: true, positions: used }];
    }
    return [
      { what: `Ej förbrukat, ${pot ?? ''}`, ore: -unused, positions: payments },
      { what: `Använt utöver utbetalningen, ${pot ?? ''}`, ore: over, positions: [...payments, ...used] },
    ];
  });
}

/** Repayment by repayment what is let be or waits, and what of the unused no repayment is of. */
function repaidParts({ facts }: BridgeFacts, unused: number): Part[] {
  const all = [...facts.repayments.values()];
  const demanded = all.reduce((sum, one) => sum + demandedOf(one), 0);
  const isOver = demanded > unused;
  return [
    {
      what: isOver ? 'Återbetalning utöver det ej förbrukade' : 'Ej förbrukat som ingen återbetalning gäller än',
      ore: demanded - unused,
      open: true,
      positions: [...paymentsOf(facts), ...all.flatMap((one) => eventsOf(facts, one))],
    },
    ...all.flatMap((one): Part[] => {
      const waits = one.claimed === null ? 'Bedömt men inte krävt' : 'Krävt men inte betalt';
      const outstanding = demandedOf(one) - one.waived - one.paid;
      const positions = eventsOf(facts, one);
      return [
        { what: `Avstått från återkrav, ${one.repayment}`, ore: -one.waived, positions },
        {
          what: `${outstanding < 0 ? 'Betalt utöver kravet' : waits}, ${one.repayment}`,
          ore: -outstanding,
          open: true,
          positions,
        },
      ];
    }),
  ];
}

const demandedOf = ({ claimed, assessed, waived, paid }: Repayment): number => claimed ?? assessed ?? waived + paid;

const eventsOf = ({ events }: GrantFacts, { repayment }: Repayment): number[] =>
  positionsOf(events.filter(({ data }) => 'repayment' in data && data.repayment === repayment));

/** What changed how lines count without another posting, of the grant's own events: awards and the pots of allocations. */
export const rulingEvents = (facts: GrantFacts, after: number): number[] =>
  [...decidedBy(facts), ...positionsOf(facts.events.filter(({ type }) => type === 'AllocationDecided'))].filter(
    (position) => position > after,
  );
