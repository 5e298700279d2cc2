import type { RecordedEvent } from '#event-log';
import type { Actor } from '#kernel';
import type { ImportUndone } from '#ledger';

/** Something that rests on what an import said of a voucher: what, when, by whom. */
export interface BuiltOn {
  readonly position: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly by: Actor;
  /** The import that did it; null where a person did. */
  readonly import: string | null;
}
/** A voucher that stays as it is, although the import that said it is taken back. */
export interface LeftVoucher {
  readonly series: string;
  readonly number: string;
  readonly builtOn: readonly BuiltOn[];
}

/** What taking an import back did, or in a dry run would do. */
export interface UndoReport {
  readonly import: string;
  readonly book: string;
  readonly dryRun: boolean;
  /** Withdrawn: recorded by it alone. Restored: as they were before it. Left: others have built on them. */
  readonly vouchers: ImportUndone['data']['vouchers'];
  /** The first two hundred; the count is of all. */
  readonly left: readonly LeftVoucher[];
  /** Imports since then of files that speak of some of the same days, and whose vouchers may be withdrawn with this one's. */
  readonly laterImports: readonly string[];
  readonly position: number;
}

/** An event that something rests on, as a person is shown it. */
export function builtOn({ position, type, recordedAt, actor, data }: RecordedEvent): BuiltOn {
  const { import: of = null } = data as { readonly import?: string };
  return { position, type, recordedAt, by: actor, import: of };
}
