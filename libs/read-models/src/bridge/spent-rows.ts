import { performerOf } from '../allocations.js';
import { onwardOf } from '../allocation-tree.query.js';
import type { CostLine } from '../cost-lines.query.js';
import { type SpentAt, total } from '../spent.js';
import { type BridgeRow, type Part, rowOf } from './bridge.js';
import { bookedOn, type BridgeFacts, eventsOn, oreOf, passedOnLines, positionsOf } from './bridge-facts.js';

/** Allocated, booked, eligible and used. */
export function spentRows(of: BridgeFacts): BridgeRow[] {
  const { booked, used, notReported } = total(of.cells);
  const eligible = used + notReported;
  return [
    rowOf([['allocated', oreOf(of.figures.allocated)], ['booked', booked]], bookedParts(of)), // prettier-ignore
    rowOf([['booked', booked], ['eligible', eligible]], heldOutParts(of)), // prettier-ignore
    rowOf([['eligible', eligible], ['used', used]], notReportedParts(of)), // prettier-ignore
  ];
}

const at = (cells: readonly SpentAt[], id: string | null) => cells.filter(({ allocation }) => allocation === id);

/** Allocation by allocation, what it keeps itself against what is booked on it. */
function bookedParts(of: BridgeFacts): Part[] {
  const { facts, cells } = of;
  const ids = new Set([...facts.allocations.keys(), ...cells.map(({ allocation }) => allocation)]);
  return [...ids].map((id) => {
    const known = id === null ? undefined : facts.allocations.get(id);
    const keeps = known === undefined ? 0 : known.ore - onwardOf(facts, known.id);
    const ore = total(at(cells, id)).booked - keeps;
    const positions = [...(id === null ? [] : eventsOn(facts, id)), ...bookedOn(of, id)];
    if (id === null) return { what: 'Bokfört utan fördelning', ore, open: true, positions };
    return { what: `${ore < 0 ? 'Fördelat men inte bokfört' : 'Bokfört utöver fördelningen'}, ${id}`, ore, positions };
  });
}

const HELD_OUT: Readonly<Record<NonNullable<CostLine['heldOut']>, string>> = {
  disallowed: 'Underkänt',
  outside: 'Utanför användningstiden',
  closed: 'Efter att koden avslutades',
  area: 'Området ingår inte i potten',
};

/** What is booked and is not, or not known to be, the grant's. */
function heldOutParts({ lines, open }: BridgeFacts): Part[] {
  const part = (what: string, some: readonly { readonly ore: number; readonly position: number }[], waits = false) => {
    const ore = -some.reduce((sum, one) => sum + one.ore, 0);
    return { what, ore, open: waits, positions: positionsOf(some) };
  };
  const reasons = Object.keys(HELD_OUT) as (keyof typeof HELD_OUT)[];
  const counting = (counts: CostLine['counts']) => open.filter((one) => one.counts === counts);
  return [
    ...reasons.map((reason) =>
      part(
        HELD_OUT[reason],
        lines.filter(({ heldOut }) => heldOut === reason),
      ),
    ),
    part('Rader som en person har utelämnat', counting('notEligible')),
    part(
      'Outrett: området är okänt',
      lines.filter(({ counts }) => counts === 'unresolved'),
      true,
    ),
    part('Outrett: raden är inte förd till bidraget', counting('unresolved'), true),
  ];
}

/** What was passed on and its recipient has not reported as used. */
function notReportedParts(of: BridgeFacts): Part[] {
  const { facts, cells } = of;
  const ids = [...new Set(cells.filter(({ notReported }) => notReported !== 0).map(({ allocation }) => allocation))];
  return ids.map((id) => {
    const known = id === null ? undefined : facts.allocations.get(id);
    const name = known === undefined ? (id ?? 'utan namngiven mottagare') : performerOf(known);
    const reports = facts.events.filter(({ type, data }) => type === 'ProviderReported' && data.allocation === id);
    return {
      what: `Vidareförmedlat och inte redovisat, ${name}`,
      ore: -total(at(cells, id)).notReported,
      open: true,
      positions: positionsOf([...passedOnLines(of, id), ...reports]),
    };
  });
}
