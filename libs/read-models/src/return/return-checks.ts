import type { ReturnCheck } from '#grants';
import { oreToText, textToOre } from '#kernel';

import { evidenceCoverage } from '../evidence-coverage.query.js';
import type { Finding } from '../finding.js';
import type { FindingCode } from '../findings.catalogue.js';
import type { Look } from '../look.js';
import { openLines } from '../open-lines.query.js';
import { positionsOf, type PostedEvents } from './not-eligible.query.js';

/** What a check of the form comes to. */
export interface CheckedReturn extends ReturnCheck {
  readonly holds: boolean;
  /** What it is about, in SEK and in count; null where it is about none. */
  readonly amount: string | null;
  readonly count: number | null;
  /** The events behind a check that fails. */
  readonly positions: readonly number[];
  /** The ids of the findings that say more of it. */
  readonly findings: readonly string[];
}
type Verdict = Omit<CheckedReturn, keyof ReturnCheck>;

/** What checks look at: the grant as it is looked over, its findings, and the events of its postings. */
export interface Checking {
  readonly look: Look;
  readonly findings: readonly Finding[];
  readonly posted: PostedEvents;
}

const HOLDS: Verdict = { holds: true, amount: null, count: null, positions: [], findings: [] };
const fails = (verdict: Partial<Verdict>): Verdict => ({ ...HOLDS, ...verdict, holds: false });

/** What is looked at where a programme's rules have no form: everything, and none of it stops a return. */
export const checksWithoutForm: readonly ReturnCheck[] = (
  [
    ['areas-sum-to-used', 'Områdena ska summera till det som är använt.'],
    ['received-known', 'Det ska vara känt hur mycket bidrag som har kommit in.'],
    ['bound-money-in-its-areas', 'Pengar ur en pott som är bunden till områden får bara vara använda i dem.'],
    ['no-blocking-findings', 'Iakttagelser som stoppar återrapporten ska vara åtgärdade.'],
    ['imports-completed', 'Ingen inläsning får vara påbörjad och inte klar.'],
    ['areas-known', 'Det ska framgå vilket område varje kostnad hör till.'],
    ['providers-reported', 'Var och en som har fått pengar vidare ska ha rapporterat vad de har gått till.'],
    ['reports-match-passed-on', 'Det rapporterade ska vara lika mycket som det vidareförmedlade.'],
    ['evidence-complete', 'Varje kostnad ska ha det underlag som krävs.'],
    ['lines-resolved', 'Det ska vara utrett om varje bokförd rad är en kostnad för bidraget.'],
    ['no-own-funding', 'Mer är använt än mottaget; resten är betalt med egna medel.'],
    ['no-open-findings', 'Öppna iakttagelser bör vara åtgärdade eller avstådda från.'],
  ] as const
).map(([check, sv]) => ({ check, level: 'warn', sv }));

/** The checks of a form, each with its verdict, in the form's order. */
export async function checked(checks: readonly ReturnCheck[], checking: Checking): Promise<CheckedReturn[]> {
  const verdicts: CheckedReturn[] = [];
  for (const check of checks) verdicts.push({ ...check, ...(await ways[check.check](checking)) });
  return verdicts;
}

const ways: Readonly<Record<ReturnCheck['check'], (checking: Checking) => Verdict | Promise<Verdict>>> = {
  'areas-sum-to-used': ({ look: { position, cells } }) => {
    const areas = cells.reduce((sum, { used }) => sum + used, 0);
    const difference = textToOre(position.used) - areas;
    return difference === 0 ? HOLDS : fails({ amount: oreToText(difference) });
  },
  'received-known': ({ look: { facts } }) =>
    facts.received === null ? fails({ positions: positionsOf(facts.events.filter(isAward)) }) : HOLDS,
  'bound-money-in-its-areas': boundMoney,
  'no-blocking-findings': (checking) => standing(checking, ({ blocksReturn }) => blocksReturn),
  'imports-completed': ofCodes('IMPORT_NOT_COMPLETED'),
  'areas-known': ({ look: { cells }, posted }) => {
    const unknown = cells.filter(({ area, used }) => area === null && used !== 0);
    if (unknown.length === 0) return HOLDS;
    return fails({ amount: amountOf(unknown.map(({ used }) => used)), positions: posted.withoutArea() });
  },
  'providers-reported': ofCodes('PROVIDER_HAS_NOT_REPORTED'),
  'reports-match-passed-on': ofCodes(
    'PASSED_ON_NOT_ALL_REPORTED',
    'REPORT_EXCEEDS_PASSED_ON',
    'REPORT_WITHOUT_VOUCHERS',
  ),
  'evidence-complete': async ({ look: { db, facts, moment } }) => {
    const { totals, lines } = await evidenceCoverage(db, { grant: facts.grant }, moment);
    const missing = lines.filter(({ status }) => status !== 'covered');
    if (missing.length === 0) return HOLDS;
    const positions = positionsOf(missing.map(({ since: position }) => ({ position })));
    return fails({ amount: totals.missing, count: missing.length, positions });
  },
  'lines-resolved': async ({ look: { db, facts, moment, position } }) => {
    const open = (await openLines(db, facts.grant, moment)).filter(({ leftOut }) => !leftOut);
    if (open.length === 0 && textToOre(position.unresolved) === 0) return HOLDS;
    return fails({ amount: position.unresolved, count: open.length, positions: positionsOf(open) });
  },
  'no-own-funding': ofCodes('OVERSPENT_POT'),
  'no-open-findings': (checking) => standing(checking, ({ severity }) => severity !== 'info'),
};

const isAward = ({ type }: { readonly type: string }): boolean => type === 'GrantAwarded' || type === 'AwardAmended';
const amountOf = (ores: readonly number[]): string => oreToText(ores.reduce((sum, ore) => sum + ore, 0));

/** Of a pot bound to purpose areas nothing counts as used in another: a provider may report so. */
function boundMoney({ look: { cells, facts } }: Checking): Verdict {
  const outside = cells.filter(({ pot, area, used }) => {
    const bound = facts.rules.pots.find(({ id }) => id === pot)?.purposeAreas;
    return used !== 0 && bound !== undefined && (area === null || !bound.includes(area));
  });
  if (outside.length === 0) return HOLDS;
  const allocations = new Set(outside.map(({ allocation }) => allocation));
  const reports = facts.events.filter(
    (event) => event.type === 'ProviderReported' && allocations.has(event.data.allocation),
  );
  return fails({ amount: amountOf(outside.map(({ used }) => used)), positions: positionsOf(reports) });
}

function ofCodes(...codes: readonly FindingCode[]): (checking: Checking) => Verdict {
  return (checking) => standing(checking, ({ code }) => codes.includes(code));
}

/** Fails where findings of a kind are open, with what they come to together. */
function standing({ findings }: Checking, isOfKind: (finding: Finding) => boolean): Verdict {
  const open = findings.filter((finding) => finding.settled === null && isOfKind(finding));
  if (open.length === 0) return HOLDS;
  const amounts = open.flatMap(({ amount }) => (amount === null ? [] : [textToOre(amount)]));
  const isOneKind = new Set(open.map(({ code }) => code)).size === 1;
  return fails({
    // Amounts of different kinds say nothing together.
    amount: isOneKind && amounts.length > 0 ? amountOf(amounts) : null,
    count: open.length,
    positions: positionsOf(open),
    findings: open.map(({ id }) => id),
  });
}
