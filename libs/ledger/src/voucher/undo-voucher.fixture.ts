import { importCommand } from '../import/import-commands.js';
import { compareVoucher } from './compare-voucher.js';
import { type ToldEvent, type Undoing, undoVoucher } from './undo-voucher.js';
import {
  CODES,
  halsoval,
  HALSOVAL_PROJECT,
  PERSON,
  posted,
  recorded,
  REF,
  rulesOf,
  source,
  sourceLines,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherAfter } from './voucher-state.js';
import type { VoucherEvent } from './voucher.events.js';

export type By = readonly [commandId: string, ...events: readonly VoucherEvent[]];
/** What commands did to the voucher, one after the other. */
export const told = (...commands: readonly By[]): ToldEvent[] =>
  commands
    .flatMap(([commandId, ...events]) => events.map((event) => ({ commandId, event })))
    .map((one, index) => ({ ...one, position: index + 1 }));
export const eventsOf = (history: readonly ToldEvent[]) => history.map(({ event }) => event);
const accepting = rulesOf(CODES, { acceptChanges: true });
export const undo = (history: readonly ToldEvent[], more: Partial<Undoing> = {}) =>
  undoVoucher(history, { import: 'b', named: [], ...more }, rulesOf());
/** What undoing does, and the voucher after it. */
export function undone(history: readonly ToldEvent[]) {
  const found = undo(history);
  if (!('events' in found)) throw new Error(found.outcome);
  return { ...found, state: voucherAfter([...eventsOf(history), ...found.events]) };
}
/** What an import makes of a voucher that it finds otherwise than it stands. */
export const takenBy = (id: string, history: readonly VoucherEvent[], voucher = source({ import: id })): By => [
  importCommand(id),
  ...compareVoucher(voucherAfter(history), voucher, accepting).events,
];

export const FIRST: By = [importCommand('a'), recorded({ import: 'a', fileLine: 7 }), posted(halsoval, [WHOLE_LINE])];
export const [, ...TAKEN] = FIRST;
export const REASON = { reason: 'Enligt attest' };
export const personal = (share = '0.5') =>
  posted(halsoval, [{ ...WHOLE_LINE, share, amount: '500.01', areas: [[1, '500.01']] }], {
    basis: { person: PERSON },
  });
export const disallowed: VoucherEvent = {
  type: 'CostDisallowed',
  data: { ...REF, lines: [1], disallowed: true },
  private: REASON,
};
export const reviewed: VoucherEvent = {
  ...{ type: 'CostReviewed', private: REASON },
  data: { ...REF, lines: [1], servicePeriod: { from: '2026-01-01', to: '2026-01-31' } },
};
/** The first line has another amount. */
export const CHANGED = source({
  import: 'b',
  text: 'Ny text',
  lines: sourceLines(['6411', 90_001, ['1', '31000'], HALSOVAL_PROJECT], ['1631', 25_000], ['2511', -115_001]),
});
