import { type DocumentKind, textToOre } from '#kernel';

import type { Requirement } from './requirements.js';

/** A line as a requirement sees it. */
export interface LineOfCost {
  readonly account: string;
  readonly kind: NonNullable<Requirement['kinds']>[number];
  /** The whole line in öre, debit positive. */
  readonly ore: number;
  /** Whether it is known whose pay it is. */
  readonly isPay: boolean;
}

/** What supports so much of a line, in öre and signed as the line is, by the kinds of document that it comes to. */
export interface Support {
  readonly kinds: readonly DocumentKind[];
  readonly ore: number;
}

/** What a line lacks: so much of it, in öre, by a document of any of these kinds. */
export interface Lack {
  readonly anyOf: readonly DocumentKind[];
  readonly ore: number;
}

/** How much of a line is proved: what all that it needs supports together. */
export interface LineCoverage {
  readonly rule: string | null;
  readonly turn: Requirement['turn'] | null;
  /** In öre, signed as the line is. */
  readonly covered: number;
  readonly lacks: readonly Lack[];
}

/** The first rule that is for a line; undefined where none is, and the line needs nothing. */
export const ruleFor = (rules: readonly Requirement[], line: LineOfCost): Requirement | undefined =>
  rules.find((rule) => isOfKind(rule, line) && isOfAccount(rule, line) && isOfAmount(rule, line));

const isOfKind = ({ kinds, isPay }: Requirement, line: LineOfCost): boolean =>
  (kinds === undefined || kinds.includes(line.kind)) && (isPay === undefined || line.isPay === isPay);
const isOfAccount = ({ accounts }: Requirement, { account }: LineOfCost): boolean =>
  accounts === undefined || accounts.some((range) => isInRange(account, range));
const isOfAmount = ({ amountFrom }: Requirement, { ore }: LineOfCost): boolean =>
  amountFrom === undefined || Math.abs(ore) >= textToOre(amountFrom);

/** An account belongs to a range by its beginning: 5011 stands between 50 and 51. */
const isInRange = (account: string, { from, to }: NonNullable<Requirement['accounts']>[number]): boolean =>
  account.length >= from.length && account.slice(0, from.length) >= from && account.slice(0, to.length) <= to;

/** What of a line is proved, by the first rule that is for it. A line that needs nothing is covered. */
export function coverageOf(
  rules: readonly Requirement[],
  line: LineOfCost,
  supports: readonly Support[],
): LineCoverage {
  const requirement = ruleFor(rules, line);
  if (requirement === undefined) return { rule: null, turn: null, covered: line.ore, lacks: [] };
  const { rule, turn, needs } = requirement;
  const sign = line.ore < 0 ? -1 : 1;
  const whole = Math.abs(line.ore);
  const covers = needs.map(({ anyOf }) => {
    const some = supports.filter(({ kinds }) => kinds.some((kind) => anyOf.includes(kind)));
    const together = some.reduce((sum, { ore }) => sum + sign * ore, 0);
    return { anyOf, covered: Math.min(whole, Math.max(0, together)) };
  });
  const covered = covers.reduce((least, one) => Math.min(least, one.covered), whole);
  const lacks = covers
    .filter((one) => one.covered < whole)
    .map((one) => ({ anyOf: one.anyOf, ore: sign * (whole - one.covered) }));
  return { rule, turn: lacks.length === 0 ? null : turn, covered: covered === 0 ? 0 : sign * covered, lacks };
}
