import type { z } from 'zod';

import { DomainError, oreToText, textToOre } from '#kernel';

import { onwardOf } from '../project-code/matcher.js';
import type { CodeFacts } from '../project-code/project-code.events.js';
import { cumulativeOre, exceedsWhole, partsOfShare, perArea, shareOfParts } from './area-division.js';
import { costHead, isPostedRole, type Kind } from './costs.js';
import type { VoucherLookup } from './voucher-lookup.js';
import type { RecordedVoucher } from './voucher-state.js';
import type { voucherCommands } from './voucher.commands.js';
import type { PostedLine, VoucherEvent, VoucherLine } from './voucher.events.js';

type PostCost = z.output<(typeof voucherCommands)['PostCost']>;
type Asked = PostCost['lines'][number];

/**
 * Posts lines, or shares of them, to a project code on a person's word. What already stood under the code stays there,
 * except for the lines that are named anew, and is from now on the person's too: the codes no longer decide it.
 */
export function postCost(state: RecordedVoucher, data: PostCost, lookup: VoucherLookup): readonly VoucherEvent[] {
  const { projectCode, lines: asked, reason } = data;
  const code = lookup.codes.find((known) => known.projectCode === projectCode);
  if (code === undefined) throw new DomainError('PROJECT_CODE_UNKNOWN', { projectCode });
  if (code.lastDay !== null && state.date > code.lastDay) {
    throw new DomainError('CODE_CLOSED', { projectCode, lastDay: code.lastDay, date: state.date });
  }
  const posted = asked.map((line) => posting(state, line, { lookup, code }));

  const named = new Set(asked.map(({ line }) => line));
  const before = state.postings.get(projectCode)?.lines.filter(({ line }) => !named.has(line)) ?? [];
  const lines = [...before, ...posted].sort((one, other) => one.line - other.line);
  return [
    {
      type: 'CostPosted',
      data: { ...costHead(state, code), basis: { person: lookup.by.subject }, lines },
      private: { reason },
    },
  ];
}

interface Under {
  readonly code: CodeFacts;
  readonly lookup: VoucherLookup;
}
function posting(state: RecordedVoucher, asked: Asked, { code, lookup }: Under): PostedLine {
  const line = lineOf(state, asked.line);
  const kind = kindOf(line, asked, { code, lookup });
  const { share, ore } = portion(state, line, { asked, code });
  const areas = perArea(ore, code.purposeAreas);
  const onward = kind === 'passed-on' ? { onward: asked.onward ?? onwardOf(code, line.objects) } : {};
  return { line: line.line, kind, ...onward, share, amount: oreToText(ore), areas };
}

/** The line of that ordinal; refuses with LINE_UNKNOWN. */
export function lineOf({ lines }: RecordedVoucher, ordinal: number): VoucherLine {
  const line = lines.get(ordinal);
  if (line === undefined) throw new DomainError('LINE_UNKNOWN', { line: ordinal });
  return line;
}

/** Whoever names an onward allocation says that the money was passed on; a line without a role is a cost. */
function kindOf({ line, account }: VoucherLine, { onward }: Asked, { code, lookup }: Under): Kind {
  const role = lookup.roleOf(account);
  if (role !== null && !isPostedRole(role)) throw new DomainError('LINE_NOT_POSTABLE', { line, role });
  if (onward === undefined) return role ?? 'cost';
  const known = lookup.onward.get(code.projectCode) ?? [];
  if (!known.includes(onward)) throw new DomainError('ONWARD_NOT_OF_ALLOCATION', { onward });
  return 'passed-on';
}

/**
 * The share of the line and its amount: what the shares are together, rounded, less what the other codes have of it
 * already, so that a line which is wholly posted is posted to the öre.
 */
function portion(
  { postings }: RecordedVoucher,
  { line, amount }: VoucherLine,
  { asked, code }: { readonly asked: Asked; readonly code: CodeFacts },
) {
  const share = asked.share?.toString() ?? '1';
  const others = [...postings.values()]
    .filter(({ projectCode }) => projectCode !== code.projectCode)
    .flatMap(({ lines }) => lines.filter((posted) => posted.line === line));
  const taken = others.reduce((sum, posted) => sum + partsOfShare(posted.share), 0n);
  const together = taken + partsOfShare(share);
  if (exceedsWhole(together)) {
    throw new DomainError('LINE_SHARES_EXCEED_WHOLE', { line, taken: shareOfParts(taken) });
  }
  const whole = textToOre(amount);
  const theirs = others.reduce((sum, posted) => sum + textToOre(posted.amount), 0);
  const ore = cumulativeOre(whole, together) - theirs;
  // After withdrawals the others may hold an öre more than their shares: then there is nothing left, never a reversal.
  return { share, ore: whole < 0 ? Math.min(0, ore) : Math.max(0, ore) };
}
