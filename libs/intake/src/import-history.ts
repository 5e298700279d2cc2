interface Told {
  readonly type: string;
  readonly data: unknown;
}
interface Taking {
  readonly lines?: readonly unknown[];
  readonly added?: readonly unknown[];
  readonly import?: string;
}

const TAKING = ['VoucherRecorded', 'VoucherExtended', 'VoucherRestated'];

const takenBy = <Event extends Told>(history: readonly Event[], id: string | undefined): readonly Event[] =>
  history.filter(({ type, data }) => TAKING.includes(type) && (data as Taking).import === id);

/** What an import did to a voucher; null where it took nothing of it in. */
export function did(history: readonly Told[], id: string): 'taken' | 'extended' | 'changed' | null {
  const [first] = takenBy(history, id);
  if (first === undefined) return null;
  if (first.type === 'VoucherRecorded') return 'taken';
  return first.type === 'VoucherExtended' ? 'extended' : 'changed';
}

/** How many lines an import took in with these events of a voucher. */
export const linesBy = (history: readonly Told[], id: string | undefined): number =>
  takenBy(history, id).reduce((sum, { data }) => {
    const { lines, added } = data as Taking;
    return sum + (lines ?? added ?? []).length;
  }, 0);

/** Whether it was this import that took the voucher away. */
export function withdrew(history: readonly Told[], id: string): boolean {
  const last = history.at(-1);
  return last?.type === 'VoucherWithdrawn' && (last.data as Taking).import === id;
}
