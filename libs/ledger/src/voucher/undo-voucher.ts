import { importOfCommand } from '../import/import-commands.js';
import { restoreVoucher } from './restore-voucher.js';
import type { IntakeRules } from './source-voucher.js';
import { voucherAfter } from './voucher-state.js';
import type { VoucherEvent } from './voucher.events.js';
import { withdrawVoucher } from './withdraw-voucher.js';

/** One event of a voucher as it lies in the log: by which command, and where. */
export interface ToldEvent {
  readonly event: VoucherEvent;
  readonly commandId: string;
  readonly position: number;
}

/** The import that is taken back, and why. */
export interface Undoing {
  readonly import: string;
  readonly reason?: string | undefined;
  /** Positions of the grants' own events that name the voucher, such as a payment. */
  readonly named: readonly number[];
}

/**
 * What becomes of a voucher when an import is taken back. `untouched`: the import brought nothing of it. `left`: others
 * have built on it, with the events at these positions. `again`: an earlier try of the same undoing did it.
 */
export type UndoneVoucher =
  | { readonly outcome: 'untouched' }
  | { readonly outcome: 'left'; readonly builtOn: readonly number[] }
  | { readonly outcome: 'withdrawn' | 'restored'; readonly again: boolean; readonly events: readonly VoucherEvent[] };

type UndoRules = Pick<IntakeRules, 'matcher' | 'roleOf' | 'partBytes'>;

/**
 * Takes back what an import did to a voucher, unless something else rests on it by now: it goes, or stands again as it
 * stood before. Postings that only follow from the codes rest on nothing.
 */
export function undoVoucher(told: readonly ToldEvent[], undoing: Undoing, rules: UndoRules): UndoneVoucher {
  const undone = told.findLastIndex((one) => tookBack(one, undoing.import));
  const first = told.findIndex((one, at) => at > undone && said(one, undoing.import));
  const earlier = told.filter((one) => tookBack(one, undoing.import));
  if (first === -1) return undone === -1 ? { outcome: 'untouched' } : { ...outcomeOf(earlier), again: true };

  const builtOn = positionsBuiltOn(told.slice(first), undoing);
  if (builtOn.length > 0) return { outcome: 'left', builtOn };
  const history = told.map(({ event }) => event);
  if (voucherAfter(history.slice(0, first)).status === 'recorded') {
    const events = restoreVoucher(history.slice(0, first), history, rules);
    return { outcome: 'restored', again: false, events };
  }
  const { import: id, reason } = undoing;
  const because = { import: id, ...(reason === undefined ? {} : { reason }) };
  return { outcome: 'withdrawn', again: false, events: withdrawVoucher(voucherAfter(history), because) };
}

type Told = Pick<ToldEvent, 'commandId'> & { readonly event: { readonly type: string; readonly data: unknown } };

/** Whether an event of a voucher is what an import said: by its own command, or taken out of its kept file later. */
export function said({ commandId, event: { type, data } }: Told, id: string): boolean {
  const by = importOfCommand(commandId);
  if (by !== null) return by.import === id && !by.isUndo;
  return type.startsWith('Voucher') && (data as { readonly import?: string }).import === id;
}

function tookBack({ commandId }: Told, id: string): boolean {
  const by = importOfCommand(commandId);
  return by?.import === id && by.isUndo;
}

function outcomeOf(earlier: readonly ToldEvent[]) {
  const events = earlier.map(({ event }) => event);
  const isGone = events.some(({ type }) => type === 'VoucherWithdrawn');
  return { outcome: isGone ? ('withdrawn' as const) : ('restored' as const), events };
}

/** What was done with the voucher since the import came to it, by anyone else and on purpose. */
function positionsBuiltOn(since: readonly ToldEvent[], { import: id, named }: Undoing): readonly number[] {
  const from = since[0]?.position ?? 0;
  const others = since.filter((one) => !said(one, id));
  const onPurpose = others.filter((one) => !followsFromCodes(one.event) && !isTakenBack(one, since));
  const positions = [...onPurpose.map(({ position }) => position), ...named.filter((position) => position > from)];
  return positions.sort((one, other) => one - other);
}

/** Of itself, from codes or a rule of matching: it is found again. */
function followsFromCodes({ type, data }: VoucherEvent): boolean {
  if (type === 'CostPosted') return 'revision' in data.basis;
  if (type === 'EvidenceLinked') return 'rule' in data.basis;
  if (type === 'EvidenceUnlinked') return data.person === undefined;
  return type === 'CostWithdrawn' && data.person === undefined;
}

/** What another import did and what took that back are together as if neither had been. */
function isTakenBack({ commandId, event: { data } }: ToldEvent, since: readonly ToldEvent[]): boolean {
  const other = importOfCommand(commandId)?.import ?? (data as { readonly import?: string }).import;
  if (other === undefined) return false;
  return since.findLastIndex((one) => tookBack(one, other)) > since.findLastIndex((one) => said(one, other));
}
