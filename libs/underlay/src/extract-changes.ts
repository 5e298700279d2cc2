import type { RecordedEvent } from '#event-log';
import { LocalDate } from '#kernel';
import { type VoucherName, voucherStream } from '#ledger';
import { everTouched, type Moment } from '#read-models';

import type { Source } from './source.js';

const CHANGES = { VoucherExtended: 'extended', VoucherRestated: 'restated', VoucherWithdrawn: 'withdrawn' } as const;
type Changed = keyof typeof CHANGES;

/** A change to a voucher after it was recorded first (LKBR 3:7): what, when and by whom. */
export interface ExtractChange extends VoucherName {
  readonly kind: (typeof CHANGES)[Changed];
  readonly position: number;
  /** The day in Sweden that it was recorded. */
  readonly recorded: string;
  /** Who recorded it: a person's id, or the system's. */
  readonly actor: string;
  /** The ordinals of the lines that it took away, and of those that it added. */
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** What has been changed in the vouchers of a project code up to a moment, in the order of recording; withdrawn ones too. */
export async function extractChanges(
  { log, models }: Source,
  { projectCode, book }: { readonly projectCode: string; readonly book?: string | undefined },
  moment: Moment,
): Promise<ExtractChange[]> {
  const changes: ExtractChange[] = [];
  for (const name of await everTouched(models.db, projectCode, moment)) {
    if (book !== undefined && name.book !== book) continue;
    const { series, number } = name;
    for (const event of await log.readStream(voucherStream(name.book, series, number))) {
      const isChange = event.type in CHANGES && event.position <= moment.position;
      if (isChange) changes.push({ book: name.book, series, number, ...changeOf(event) });
    }
  }
  return changes.sort((one, other) => one.position - other.position);
}

interface Said {
  readonly removed?: readonly number[];
  readonly added?: readonly { readonly line: number }[];
  readonly lines?: readonly { readonly line: number }[];
}

function changeOf({ type, position, recordedAt, actor, data }: RecordedEvent): Omit<ExtractChange, keyof VoucherName> {
  const { removed = [], added, lines = [] } = data as Said;
  return {
    ...{ kind: CHANGES[type as Changed], position, actor: actor.subject },
    recorded: LocalDate.ofInstant(recordedAt).toString(),
    ...{ removed, added: (added ?? lines).map(({ line }) => line) },
  };
}
