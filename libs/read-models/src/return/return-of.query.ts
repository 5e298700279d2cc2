import type { ReturnFigures } from '#grants';

import type { Finding } from '../finding.js';
import type { FindingCode } from '../findings.catalogue.js';
import { findings } from '../findings.query.js';
import { grantFacts, type Rules } from '../grant-facts.query.js';
import { positionOf } from '../grant-position.query.js';
import type { Moment } from '../moment.js';
import { returnFiguresOf } from '../return-figures.query.js';
import type { Rows } from '../rows.js';
import { passedOnTotals, spentCells } from '../spent.js';
import { PostedEvents } from './not-eligible.query.js';
import { type RepaymentDue, repaymentDue } from './repayment-due.js';
import { checked, type CheckedReturn, checksWithoutForm } from './return-checks.js';
import { documentOf, returnDigest, type ReturnDocument } from './return-document.js';
import { providersOf } from './return-providers.js';

/** Which return, and on which day it is looked at: the day that the moment's position was recorded. */
export interface ReturnAsked {
  readonly grant: string;
  readonly day: string;
}

/** A grant's return as it would be sent at a moment, and what there is to know before it is. */
export interface GrantReturn {
  /** The form that the programme's rules have; null where they have none. */
  readonly form: Rules['return']['form'] | null;
  readonly document: ReturnDocument;
  readonly digest: string;
  /** The figures that a submission records. */
  readonly figures: ReturnFigures;
  /** The checks of the programme's form; all there are, as warnings, where its rules have no form. */
  readonly checks: readonly CheckedReturn[];
  /** The kinds of findings that no return is sent with, whatever its form says. */
  readonly blocking: readonly FindingCode[];
  readonly findings: readonly Finding[];
  readonly repayment: RepaymentDue;
}

/** The return of a grant; undefined where it was not announced by then. Refuses with FIGURES_PRUNED. */
export async function returnOf(
  db: Rows,
  { grant, day }: ReturnAsked,
  moment: Moment,
): Promise<GrantReturn | undefined> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return undefined;
  const cells = await spentCells(db, facts, moment);
  const position = positionOf(facts, cells, moment);
  const posted = await PostedEvents.at(db, facts, moment);
  const figures = returnFiguresOf(facts, cells, moment);
  const providers = providersOf(facts, cells, await passedOnTotals(db, facts, moment));
  const document = documentOf({ facts, position, figures, providers, notEligible: posted.notEligible() });
  const found = await findings(db, moment, grant);
  const look = { db, moment, facts, cells, position };
  return {
    form: facts.rules.return.form ?? null,
    ...{ document, digest: returnDigest(document), figures },
    checks: await checked(facts.rules.return.form?.checks ?? checksWithoutForm, { look, findings: found, posted }),
    blocking: [...new Set(found.filter(({ blocksReturn }) => blocksReturn).map(({ code }) => code))],
    findings: found,
    repayment: repaymentDue(facts, position, day),
  };
}

/** The repayment of a grant; undefined where it was not announced by then. Refuses with FIGURES_PRUNED. */
export async function repaymentOf(
  db: Rows,
  { grant, day }: ReturnAsked,
  moment: Moment,
): Promise<RepaymentDue | undefined> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return undefined;
  const cells = await spentCells(db, facts, moment);
  return repaymentDue(facts, positionOf(facts, cells, moment), day);
}
