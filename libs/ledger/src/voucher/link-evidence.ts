import type { z } from 'zod';

import { DomainError, oreToText, textToOre } from '#kernel';

import type { VoucherName } from '../streams.js';
import { type Evidence, evidenceKey, type EvidenceLinked, type PayShare, type PaySource } from './evidence.events.js';
import { lineOf } from './post-cost.js';
import type { VoucherLookup } from './voucher-lookup.js';
import type { RecordedVoucher } from './voucher-state.js';
import type { voucherCommands } from './voucher.commands.js';
import type { VoucherEvent } from './voucher.events.js';

type Data<Name extends keyof typeof voucherCommands> = z.output<(typeof voucherCommands)[Name]>;

/** What a rule that leaves no doubt has found of a voucher. */
export interface FoundEvidence {
  readonly voucher: VoucherName;
  readonly rule: string;
  readonly links: readonly { readonly line: number; readonly evidence: Evidence; readonly amount: string }[];
}
/** Whose pay a line is. */
export interface SalaryOfLine {
  readonly voucher: VoucherName;
  readonly line: number;
  readonly shares: readonly PayShare[];
  /** What they were read out of. */
  readonly source: PaySource;
  readonly reason?: string | undefined;
}

const refOf = ({ book, series, number }: RecordedVoucher) => ({ book, series, number });

/** A person says what supports a line. Refuses with LINE_UNKNOWN, LINK_EXCEEDS_LINE and LINK_TO_ITSELF. */
export function linkEvidence(
  state: RecordedVoucher,
  { line, evidence, amount, reason }: Data<'LinkEvidence'>,
  { by }: Pick<VoucherLookup, 'by'>,
): readonly VoucherEvent[] {
  const whole = lineOf(state, line).amount;
  const link = { line, evidence, amount: amount?.toString() ?? whole };
  return linked(state, link, {
    basis: { person: by.subject },
    ...(reason === undefined ? {} : { private: { reason } }),
  });
}

/** What a rule has found. What is linked already, by a person too, stands as it is. */
export function matchEvidence(state: RecordedVoucher, { rule, links }: FoundEvidence): readonly VoucherEvent[] {
  const fresh = links.filter(({ line, evidence }) => !state.evidence.has(evidenceKey(line, evidence)));
  return fresh.flatMap((link) => linked(state, link, { basis: { rule } }));
}

/** Refuses with EVIDENCE_NOT_LINKED. */
export function unlinkEvidence(
  state: RecordedVoucher,
  { line, evidence, reason }: Data<'UnlinkEvidence'>,
  { by }: Pick<VoucherLookup, 'by'>,
): readonly VoucherEvent[] {
  if (!state.evidence.has(evidenceKey(line, evidence))) throw new DomainError('EVIDENCE_NOT_LINKED', { line });
  const data = { ...refOf(state), line, evidence, person: by.subject };
  return [{ type: 'EvidenceUnlinked', data, private: { reason } }];
}

type Link = FoundEvidence['links'][number];

interface Because {
  readonly basis: EvidenceLinked['data']['basis'];
  readonly private?: { readonly reason: string };
}

function linked(state: RecordedVoucher, { line, evidence, amount }: Link, because: Because): readonly VoucherEvent[] {
  refuseBeyond(state, line, textToOre(amount));
  if (evidence.form !== 'document' && isSame(evidence.voucher, state))
    throw new DomainError('LINK_TO_ITSELF', { line });
  const before = state.evidence.get(evidenceKey(line, evidence));
  if (before?.amount === amount) return [];
  const { basis, ...texts } = because;
  return [{ type: 'EvidenceLinked', data: { ...refOf(state), line, evidence, amount, basis }, ...texts }];
}

const isSame = (one: ReturnType<typeof refOf>, other: ReturnType<typeof refOf>): boolean =>
  one.book === other.book && one.series === other.series && one.number === other.number;

/** Nothing supports more of a line than there is, nor a cost by a credit. */
function refuseBeyond(state: RecordedVoucher, line: number, ore: number): void {
  const { amount } = lineOf(state, line);
  const whole = textToOre(amount);
  const isWithin = whole < 0 ? ore < 0 && ore >= whole : ore > 0 && ore <= whole;
  if (!isWithin) throw new DomainError('LINK_EXCEEDS_LINE', { line, amount, linked: oreToText(ore) });
}

/**
 * Whose pay a line is, in place of what was said before; the same shares out of another file are nothing new. Refuses with
 * LINE_UNKNOWN and LINK_EXCEEDS_LINE.
 */
export function linkSalary(
  state: RecordedVoucher,
  { line, shares, source, reason }: SalaryOfLine,
): readonly VoucherEvent[] {
  const together = shares.reduce((sum, { amount }) => sum + textToOre(amount), 0);
  refuseBeyond(state, line, together);
  if (JSON.stringify(state.salaries.get(line)) === JSON.stringify(shares)) return [];
  const data = { ...refOf(state), line, shares: [...shares], source };
  return [{ type: 'SalaryLinked', data, ...(reason === undefined ? {} : { private: { reason } }) }];
}

/** Refuses with SALARY_NOT_LINKED. */
export function unlinkSalary(state: RecordedVoucher, { line, reason }: Data<'UnlinkSalary'>): readonly VoucherEvent[] {
  if (!state.salaries.has(line)) throw new DomainError('SALARY_NOT_LINKED', { line });
  return [{ type: 'SalaryUnlinked', data: { ...refOf(state), line }, private: { reason } }];
}
