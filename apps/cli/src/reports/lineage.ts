import type { Lineage, TracedAllocation, TracedCost, TracedGrant } from '#read-models';

import { heading, page } from '../output.js';
import { amountInSwedish, countLabels, heldOutLabels } from '../swedish.js';
import { eventsText } from './bridge.js';
import { momentText } from './moment.js';

/** The text has so many costs of an allocation; JSON has all of them. */
const MOST_SHOWN = 20;

const RULES: Readonly<Record<TracedGrant['rule'], string>> = {
  proportional: 'i proportion till pottens utbetalningar',
  fifo: 'i den ordning som kostnader och utbetalningar kom',
  'explicit-share': 'med den andel egna medel som fördelningen anger, och sedan i proportion till utbetalningarna',
};
const BEARERS: Readonly<Record<TracedCost['bornBy'][number]['by'], string>> = {
  payment: 'utbetalningen',
  'own-funding': 'egna medel enligt fördelningen',
  'beyond-received': 'det organisationen lagt ut utöver utbetalningarna',
  'not-paid': 'det organisationen lagt ut, för ur potten är inget utbetalt',
  'no-pot': 'ingen pott: fördelningen anger ingen',
  credits: 'krediter som är större än kostnaderna',
};

/** The way of kronor as a tree for people: award and payments, allocations, and the costs that they paid. */
export const lineageText = (lineage: Lineage): string =>
  page(
    `${heading('Spårning')}\n${momentText(lineage)}`,
    ...lineage.grants.map(grantText),
    lineage.grants.length === 0 ? 'Inget av verifikationen är fört till ett bidrag.' : null,
  );

const at = (...positions: readonly (number | null)[]): string => {
  const known = positions.filter((position) => position !== null);
  return known.length === 0 ? '' : ` [${eventsText({ positions: known })}]`;
};

function grantText(traced: TracedGrant): string {
  const stated = traced.ruleStated ? 'enligt programmets regler' : 'som gäller när programmets regler inte säger något';
  const tops = traced.allocations.filter(({ from }) => !traced.allocations.some((one) => one.allocation === from));
  const known = new Set(traced.allocations.map(({ allocation }) => allocation));
  const stray = traced.costs.filter(({ allocations: [own = ''] }) => !known.has(own));
  return [
    `${traced.grant}: kronorna följs ${RULES[traced.rule]}, ${stated}.`,
    `Beviljat ${amountInSwedish(traced.awarded)}${at(traced.announced, ...traced.awards)}`,
    ...traced.payments.map(
      ({ date, amount, used, left, position }) =>
        `Utbetalt ${date} ${amountInSwedish(amount)}: använt ${amountInSwedish(used)}, kvar ${amountInSwedish(left)}${at(position)}`,
    ),
    ...tops.flatMap((one) => indented(allocationLines(traced, one))),
    ...(stray.length === 0 ? [] : indented(['Utan fördelning', ...costsOf(stray)])),
  ].join('\n');
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function allocationLines(traced: TracedGrant, one: TracedAllocation): string[] {
  const { allocation, amount, decision, positions, onward, left, spent } = one;
  const { status, body, date, paragraph, caseNumber } = decision;
  const rests = [`${status === 'decided' ? 'beslutat av' : 'förslag till'} ${body}`, date, paragraph, caseNumber];
  const below = traced.allocations.filter(({ from }) => from === allocation);
  const costs = traced.costs.filter(({ allocations }) => allocations[0] === allocation);
  return [
    `${allocation}, ${recipientOf(one)}: ${amountInSwedish(amount)}${at(...positions)}`,
    ...indented([
      rests.filter((part) => part !== undefined).join(', '),
      `vidare ${amountInSwedish(onward)}, bokfört här och vidare ${amountInSwedish(spent.booked)}, varav använt ${amountInSwedish(spent.used)}; kvar här utan kostnad ${amountInSwedish(left)}`,
      ...reportedLines(one),
      ...costsOf(costs),
      ...below.flatMap((node) => allocationLines(traced, node)),
    ]),
  ];
}

function recipientOf({ to }: TracedAllocation): string {
  // A sole trader's name and number are personal data and stand in the private part alone.
  if (to.kind === 'sole-trader') return 'enskild näringsidkare';
  return to.kind === 'unit' ? to.name : `${to.name} (${to.organisationNumber})`;
}

function reportedLines({ to, from, reported, reports, spent }: TracedAllocation): string[] {
  const missing = spent.notReported === '0.00' ? '' : `; inte redovisat än: ${amountInSwedish(spent.notReported)}`;
  if (reported !== null) {
    const areas = reported.map(({ area, amount }) => `område ${area} ${amountInSwedish(amount)}`);
    return [`redovisat av mottagaren: ${areas.join(', ')}${missing}${at(...reports)}`];
  }
  if (missing !== '') return [`inte redovisat än: ${amountInSwedish(spent.notReported)}`];
  return from !== null && to.kind !== 'unit' ? ['mottagaren har inte redovisat något än'] : [];
}

function costsOf(costs: readonly TracedCost[]): string[] {
  const more = costs.length - MOST_SHOWN;
  return [
    ...costs.slice(0, MOST_SHOWN).flatMap(costLines),
    ...(more > 0 ? [`… och ${more} kostnader till; --json har alla`] : []),
  ];
}

function costLines(cost: TracedCost): string[] {
  const { book, series, number, line, date, account, area, amount, counts, heldOut, used, notReported } = cost;
  const what = heldOut === null ? countLabels[counts] : `${countLabels[counts]}: ${heldOutLabels[heldOut]}`;
  const parts = [`varav använt ${amountInSwedish(used)}`, `inte redovisat ${amountInSwedish(notReported)}`];
  const where = `${book}/${series}/${number} rad ${line}, ${date}, konto ${account ?? 'okänt'}, område ${area ?? 'okänt'}`;
  return [
    `${where}: ${amountInSwedish(amount)}, ${counts === 'passed-on' ? parts.join(', ') : what}${at(cost.recorded, cost.posted, cost.code)}`,
    ...indented(cost.bornBy.map((one) => `${amountInSwedish(one.amount)} av ${BEARERS[one.by]}${at(one.position)}`)),
  ];
}
