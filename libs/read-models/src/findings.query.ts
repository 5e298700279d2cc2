import { type Finding, finding } from './finding.js';
import { type FindingCode, findingKinds } from './findings.catalogue.js';
import { allocationFindings } from './findings.allocations.js';
import { areaFindings } from './findings.areas.js';
import { evidenceFindings } from './findings.evidence.js';
import { fundsFindings } from './findings.funds.js';
import { importFindings, unattributedFindings } from './findings.imports.js';
import { lineFindings } from './findings.lines.js';
import { postingFindings } from './findings.postings.js';
import { providerFindings } from './findings.providers.js';
import { returnFindings } from './findings.return.js';
import { salaryFindings } from './findings.salaries.js';
import { slipFindings } from './findings.slips.js';
import { grantFacts } from './grant-facts.query.js';
import { positionOf } from './grant-position.query.js';
import { grants, projectCodes } from './lists.query.js';
import type { Look } from './look.js';
import type { Moment } from './moment.js';
import { prunedBy, refusePruned } from './pruned.query.js';
import { waiversAt, withWaiver } from './findings.waivers.js';
import type { Rows } from './rows.js';
import { spentCells } from './spent.js';
import { overdueDemands } from './underlay-demands.query.js';

/**
 * What a person should look at, by kind in the catalogue's order; last what is settled. With a grant: its own, and those of the books that its
 * project codes mean something in.
 */
export async function findings(db: Rows, moment: Moment, grant?: string): Promise<Finding[]> {
  const ids = grant === undefined ? (await grants(db, moment)).map((row) => row.grant) : [grant];
  const all: Finding[] = [];
  for (const id of ids) all.push(...(await findingsOfGrant(db, id, moment)));
  const books = grant === undefined ? null : await booksOf(db, grant, moment);
  all.push(...(await unattributedFindings(db, moment, books)), ...(await importFindings(db, moment, books)));
  all.push(...(await salaryFindings(db, moment)), ...(await slipFindings(db, moment)));
  return inOrder(all, await waiversAt(db, moment));
}

/** The same seen from a day: with what was to be done by then. */
export async function findingsOn(
  db: Rows,
  { moment, day }: { readonly moment: Moment; readonly day: string },
  grant?: string,
): Promise<Finding[]> {
  const late: Finding[] = [];
  for (const id of grant === undefined ? (await grants(db, moment)).map((row) => row.grant) : [grant]) {
    const facts = await grantFacts(db, id, moment);
    if (facts !== undefined) late.push(...overdueDemands(facts, day));
  }
  return inOrder([...(await findings(db, moment, grant)), ...late], new Map());
}

function inOrder(all: readonly Finding[], waivers: Parameters<typeof withWaiver>[1]): Finding[] {
  const rank = new Map(Object.keys(findingKinds).map((code, at) => [code, at]));
  const placeOf = ({ code, settled }: Finding): number => (rank.get(code) ?? 0) + (settled === null ? 0 : rank.size);
  return all.map((one) => withWaiver(one, waivers)).sort((one, other) => placeOf(one) - placeOf(other));
}

/** The codes of the findings that keep a grant's return from being sent. */
export async function blockingFindings(db: Rows, grant: string, moment: Moment): Promise<FindingCode[]> {
  const blocking = (await findings(db, moment, grant)).filter(({ blocksReturn }) => blocksReturn);
  return [...new Set(blocking.map(({ code }) => code))];
}

async function findingsOfGrant(db: Rows, grant: string, moment: Moment): Promise<Finding[]> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return [];
  const decision = await prunedBy(db, 'grant', grant);
  // What was to be looked at went with the year; that it did is all that is left to say.
  if (decision !== null) return [finding('GRANT_PRUNED', { grant, subject: { decision }, position: decision })];
  const cells = await spentCells(db, facts, moment);
  const look: Look = { db, moment, facts, cells, position: positionOf(facts, cells, moment) };
  const kinds = [
    returnFindings,
    lineFindings,
    postingFindings,
    areaFindings,
    providerFindings,
    fundsFindings,
    allocationFindings,
    evidenceFindings,
  ];
  const found: Finding[] = [];
  for (const of of kinds) found.push(...(await of(look)));
  await refusePruned(db, 'grant', grant); // by a decision that came while it was looked over
  return found;
}

const booksOf = async (db: Rows, grant: string, moment: Moment): Promise<ReadonlySet<string>> => {
  const codes = (await projectCodes(db, moment)).filter((code) => code.grant === grant);
  return new Set(codes.flatMap(({ matches }) => matches.map(({ book }) => book)));
};
