import type { VoucherState } from './voucher-state.js';
import type { VoucherEvent } from './voucher.events.js';

/** Why a voucher is withdrawn: the import whose file lacks it or that is undone, and a person's reason. */
export interface Withdrawal {
  readonly import?: string;
  readonly reason?: string;
}

/** The events of a voucher that is no longer in its source: its costs go with it. None where it is gone already. */
export function withdrawVoucher(state: VoucherState, withdrawal: Withdrawal = {}): readonly VoucherEvent[] {
  if (state.status !== 'recorded') return [];
  const { book, series, number, postings } = state;
  const ref = { book, series, number };
  const costs = [...postings.values()].map(({ projectCode, grant }): VoucherEvent => {
    return { type: 'CostWithdrawn', data: { ...ref, projectCode, grant } };
  });
  const data = { ...ref, ...(withdrawal.import === undefined ? {} : { import: withdrawal.import }) };
  const texts = withdrawal.reason === undefined ? {} : { private: { reason: withdrawal.reason } };
  return [...costs, { type: 'VoucherWithdrawn', data, ...texts }];
}
