import type { z } from 'zod';

import { DomainError } from '#kernel';

import { lineOf } from './post-cost.js';
import type { VoucherLookup } from './voucher-lookup.js';
import type { RecordedVoucher } from './voucher-state.js';
import type { voucherCommands } from './voucher.commands.js';
import type { VoucherEvent } from './voucher.events.js';

type Data<Name extends keyof typeof voucherCommands> = z.output<(typeof voucherCommands)[Name]>;

const refOf = ({ book, series, number }: RecordedVoucher) => ({ book, series, number });

/** A person says that nothing of the voucher is a cost under the code; the code does not post it again by itself. */
export function withdrawCost(
  state: RecordedVoucher,
  { projectCode, reason }: Data<'WithdrawCost'>,
  { by }: Pick<VoucherLookup, 'by'>,
): readonly VoucherEvent[] {
  const posting = state.postings.get(projectCode);
  if (posting === undefined) throw new DomainError('COST_NOT_POSTED', { projectCode });
  const data = { ...refOf(state), projectCode, grant: posting.grant, person: by.subject };
  return [{ type: 'CostWithdrawn', data, private: { reason } }];
}

/** A person states when the goods or services of posted lines were delivered. */
export function reviewCost(state: RecordedVoucher, command: Data<'ReviewCost'>): readonly VoucherEvent[] {
  const { lines, servicePeriod, reason } = command;
  for (const line of lines) refuseUnlessPosted(state, line);
  const period = { from: servicePeriod.from.toString(), to: servicePeriod.to.toString() };
  return [{ type: 'CostReviewed', data: { ...refOf(state), lines, servicePeriod: period }, private: { reason } }];
}

/** A person decides that posted lines are not eligible. */
export function disallowCost(state: RecordedVoucher, { lines, reason }: Data<'DisallowCost'>): readonly VoucherEvent[] {
  for (const line of lines) {
    refuseUnlessPosted(state, line);
    if (state.disallowed.has(line)) throw new DomainError('COST_ALREADY_DISALLOWED', { line });
  }
  return [{ type: 'CostDisallowed', data: { ...refOf(state), lines, disallowed: true }, private: { reason } }];
}

/** A person takes a disallowance back. */
export function allowCost(state: RecordedVoucher, { lines, reason }: Data<'AllowCost'>): readonly VoucherEvent[] {
  for (const line of lines) {
    lineOf(state, line);
    if (!state.disallowed.has(line)) throw new DomainError('COST_NOT_DISALLOWED', { line });
  }
  return [{ type: 'CostDisallowed', data: { ...refOf(state), lines, disallowed: false }, private: { reason } }];
}

function refuseUnlessPosted(state: RecordedVoucher, ordinal: number): void {
  lineOf(state, ordinal);
  const postings = [...state.postings.values()];
  if (!postings.some(({ lines }) => lines.some(({ line }) => line === ordinal))) {
    throw new DomainError('COST_NOT_POSTED', { line: ordinal });
  }
}
