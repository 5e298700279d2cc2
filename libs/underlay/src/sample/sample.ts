import { DomainError, oreToText, textToOre } from '#kernel';
import {
  type CostLine,
  documents,
  extract,
  grantCosts,
  links,
  type Moment,
  projectCodes,
  salaries,
  unknownProjectCode,
} from '#read-models';

import type { Source } from '../source.js';
import { draw, type DrawnStratum, hashOf, type Method } from './draw.js';
import { type CreditRule, type LeftOut, lineName, Population, type Unit, type UnitKind } from './population.js';
import type { Sample, SampledUnit } from './sampled.js';

/** Which costs a sample is drawn of, and how. `from` and `to` are accounting dates, both included. */
export interface SampleAsked {
  readonly grant: string;
  readonly projectCode?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly of: UnitKind;
  readonly method: Method;
  readonly seed: string;
  readonly credits: CreditRule;
}

/**
 * Draws a sample of what is a cost of a grant; the same position, seed and selection give the same list. Refuses with
 * GRANT_NOT_ANNOUNCED, PROJECT_CODE_NOT_OPENED, FIGURES_PRUNED, SAMPLE_UNIT_UNKNOWN.
 */
export async function drawSample(source: Source, asked: SampleAsked, moment: Moment): Promise<Sample> {
  const { grant, projectCode = null, from = null, to = null, of, method, seed, credits } = asked;
  const population = await populationOf(source, moment);
  const lines = await linesOf(source, asked, moment);
  const units = population.units(lines, of, credits);
  const strata = draw(units.map(({ id, stratum, ore }) => ({ id, stratum, weight: Math.abs(ore) })), method, seed); // prettier-ignore
  const leftOut = [...population.leftOut, ...(await notCosts(source, asked, moment))];
  return {
    ...{ grant, projectCode, from, to, of, seed, credits, ...moment },
    method: 'size' in method ? `${method.kind}:${String(method.size)}` : method.kind,
    population: {
      ...countAndAmount(units),
      digest: hashOf(...units.map(({ id, stratum, ore }) => `${stratum} ${id} ${String(ore)}`)),
    },
    leftOut: leftOutOf(leftOut),
    netted: population.netted.map(({ credit, against, ore }) => ({ credit, against, amount: oreToText(ore) })),
    strata: strata.map(({ drawn, weight, ...stratum }) => {
      return { ...stratum, amount: oreToText(weight), drawn: drawn.length };
    }),
    units: sampledOf(units, strata),
  };
}

async function populationOf({ models: { db } }: Source, moment: Moment): Promise<Population> {
  const pay = (await salaries(db, moment)).flatMap((salary) =>
    salary.shares.map(({ amount, payslip, contract, support }) => {
      const others = [contract, support].filter((document) => document !== null);
      return { line: lineName(salary), ore: textToOre(amount), payslip, others };
    }),
  );
  return new Population({ links: await links(db, moment), pay, documents: await documents(db, moment) });
}

const isIn = ({ from = '', to = '9999-12-31' }: SampleAsked, date: string): boolean => from <= date && date <= to;

async function linesOf({ models: { db } }: Source, asked: SampleAsked, moment: Moment): Promise<CostLine[]> {
  const { grant, projectCode } = asked;
  const costs = await grantCosts(db, grant, moment);
  if (costs === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  const isOfGrant = (await projectCodes(db, moment)).some(
    (one) => one.projectCode === projectCode && one.grant === grant,
  );
  if (projectCode !== undefined && !isOfGrant) await unknownProjectCode(db, projectCode);
  return costs.filter((line) => isIn(asked, line.date) && (projectCode ?? line.projectCode) === line.projectCode);
}

/** What stands under the codes and is no cost, or not known to be one. */
async function notCosts({ models: { db } }: Source, asked: SampleAsked, moment: Moment): Promise<LeftOut[]> {
  const codes = (await projectCodes(db, moment)).filter(
    ({ grant, projectCode }) => grant === asked.grant && (asked.projectCode ?? projectCode) === projectCode,
  );
  const found = new Map<string, LeftOut>();
  for (const { projectCode } of codes) {
    for (const row of (await extract(db, projectCode, moment)).rows) {
      if (['cost', 'reduces-cost', 'passed-on'].includes(row.role ?? '') || !isIn(asked, row.date)) continue;
      const reason = row.role === null ? 'unresolved' : 'not-cost';
      found.set(lineName(row), { reason, id: lineName(row), ore: textToOre(row.amount) });
    }
  }
  return [...found.values()];
}

const countAndAmount = (some: readonly { readonly ore: number }[]) => ({
  count: some.length,
  amount: oreToText(some.reduce((sum, { ore }) => sum + ore, 0)),
});

function leftOutOf(all: readonly LeftOut[]): Sample['leftOut'] {
  const reasons = [...new Set(all.map(({ reason }) => reason))].sort();
  return reasons.map((reason) => {
    const some = all.filter((one) => one.reason === reason);
    return { reason, ...countAndAmount(some), ids: some.map(({ id }) => id).sort() };
  });
}

function sampledOf(units: readonly Unit[], strata: readonly DrawnStratum[]): SampledUnit[] {
  const drawn = new Map(strata.flatMap((stratum) => stratum.drawn.map((one) => [one.id, one])));
  return units.flatMap(({ ore, ...unit }) => {
    const one = drawn.get(unit.id);
    return one === undefined ? [] : [{ ...unit, amount: oreToText(ore), why: one.why, hits: one.hits }];
  });
}
