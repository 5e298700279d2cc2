import type { z } from 'zod';

import { type Decider, DomainError } from '#kernel';

import { compareVoucher } from './compare-voucher.js';
import type { PostingRules } from './costs.js';
import { allowCost, disallowCost, reviewCost, withdrawCost } from './judge-cost.js';
import {
  type FoundEvidence,
  linkEvidence,
  linkSalary,
  matchEvidence,
  type SalaryOfLine,
  unlinkEvidence,
  unlinkSalary,
} from './link-evidence.js';
import { recordOwnVoucher } from './own-voucher.js';
import { postCost } from './post-cost.js';
import { repost } from './repost.js';
import type { IntakeRules, SourceVoucher } from './source-voucher.js';
import { evolveVoucher, type RecordedVoucher, type VoucherState } from './voucher-state.js';
import type { VoucherLookup } from './voucher-lookup.js';
import type { voucherCommands } from './voucher.commands.js';
import type { VoucherEvent } from './voucher.events.js';
import { type Withdrawal, withdrawVoucher } from './withdraw-voucher.js';

type Data<Name extends keyof typeof voucherCommands> = z.output<(typeof voucherCommands)[Name]>;
type Person = keyof typeof voucherCommands;

/** A command on a voucher, with the facts that whoever sends it has looked up. The first five are the system's own. */
export type VoucherCommand =
  | { readonly type: 'TakeInVoucher'; readonly data: SourceVoucher; readonly facts: IntakeRules }
  | { readonly type: 'RepostVoucher'; readonly facts: PostingRules }
  | { readonly type: 'WithdrawVoucher'; readonly data: Withdrawal }
  | { readonly type: 'MatchEvidence'; readonly data: FoundEvidence }
  | { readonly type: 'LinkSalary'; readonly data: SalaryOfLine }
  | { [Name in Person]: { readonly type: Name; readonly data: Data<Name>; readonly facts: VoucherLookup } }[Person];

type CostCommand = Extract<VoucherCommand, { readonly type: `${string}Cost` }>;
type SupportCommand = Extract<VoucherCommand, { readonly type: `${string}Evidence` | `${string}Salary` }>;
const isOnCosts = (command: VoucherCommand): command is CostCommand => command.type.endsWith('Cost');
const isOnSupport = (command: VoucherCommand): command is SupportCommand => /(?:Evidence|Salary)$/.test(command.type);

function decide(state: VoucherState, command: VoucherCommand): readonly VoucherEvent[] {
  if (isOnCosts(command)) return decideOnCosts(standing(state, command.data.voucher), command);
  if (isOnSupport(command)) return decideOnSupport(standing(state, command.data.voucher), command);
  switch (command.type) {
    case 'TakeInVoucher':
      return compareVoucher(state, command.data, command.facts).events;
    case 'RepostVoucher':
      return state.status === 'recorded' ? repost(state, command.facts) : [];
    case 'WithdrawVoucher':
      return withdrawVoucher(state, command.data);
    case 'RecordVoucher': {
      const { series, number } = command.data;
      if (state.status !== 'absent') throw new DomainError('VOUCHER_EXISTS', { series, number });
      return recordOwnVoucher(command.data, command.facts);
    }
  }
}

/** What persons decide about a voucher's costs. */
function decideOnCosts(state: RecordedVoucher, command: CostCommand): readonly VoucherEvent[] {
  switch (command.type) {
    case 'PostCost':
      return postCost(state, command.data, command.facts);
    case 'WithdrawCost':
      return withdrawCost(state, command.data, command.facts);
    case 'ReviewCost':
      return reviewCost(state, command.data);
    case 'DisallowCost':
      return disallowCost(state, command.data);
    case 'AllowCost':
      return allowCost(state, command.data);
  }
}

/** What is said of the evidence behind a voucher's lines. */
function decideOnSupport(state: RecordedVoucher, command: SupportCommand): readonly VoucherEvent[] {
  switch (command.type) {
    case 'LinkEvidence':
      return linkEvidence(state, command.data, command.facts);
    case 'MatchEvidence':
      return matchEvidence(state, command.data);
    case 'UnlinkEvidence':
      return unlinkEvidence(state, command.data, command.facts);
    case 'LinkSalary':
      return linkSalary(state, command.data);
    case 'UnlinkSalary':
      return unlinkSalary(state, command.data);
  }
}

function standing(state: VoucherState, voucher: Data<'PostCost'>['voucher']): RecordedVoucher {
  if (state.status === 'absent') throw new DomainError('VOUCHER_UNKNOWN', voucher);
  if (state.status === 'withdrawn') throw new DomainError('VOUCHER_WITHDRAWN', voucher);
  return state;
}

/** One verifikation: as booked, and what of it is a cost of which grant. */
export const voucherDecider: Decider<VoucherState, VoucherCommand, VoucherEvent> = {
  initial: { status: 'absent' },
  decide,
  evolve: evolveVoucher,
};
