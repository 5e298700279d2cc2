import type { EventLog } from '#event-log';
import { DomainError } from '#kernel';

import type { Finding } from '../finding.js';
import { findings } from '../findings.query.js';
import { grants, projectCodes } from '../lists.query.js';
import type { Moment } from '../moment.js';
import { prunedBy, refusePruned } from '../pruned.query.js';
import type { HistoryRow } from './command-row.js';
import { type Archive, history } from './history.query.js';
import { type BalanceMoved, balanceMoved, type Movement } from './moved-balances.js';
import { type GrantMoved, grantMoved } from './moved-figures.js';
import type { Rows } from '../rows.js';

/** A finding that is open at both moments and is about another amount or count. */
export interface FindingMoved {
  readonly before: Finding;
  readonly after: Finding;
}

/** What is otherwise at one moment than at an earlier one, and what was done in between. */
export interface Difference {
  /** The positions of the two moments. */
  readonly from: number;
  readonly to: number;
  readonly grants: readonly GrantMoved[];
  /** Grants of which nothing is compared, since decisions have pruned what their figures rest on. */
  readonly pruned: readonly { readonly grant: string; readonly decision: number }[];
  readonly projectCodes: readonly BalanceMoved[];
  readonly findings: {
    readonly came: readonly Finding[];
    /** As they were; what was waived is told by the act among the commands. */
    readonly went: readonly Finding[];
    readonly moved: readonly FindingMoved[];
  };
  /** What was done in between, command by command, with what each moved of the balances. */
  readonly commands: readonly (HistoryRow & { readonly moved: readonly Movement[] })[];
}

/**
 * Which figures moved from one moment to another, and what moved them: of one grant, or of all. Refuses with
 * MOMENTS_REVERSED, GRANT_NOT_ANNOUNCED and FIGURES_PRUNED.
 */
export async function difference(
  archive: Archive,
  moments: readonly [from: Moment, to: Moment],
  grant?: string,
): Promise<Difference> {
  const { db, log } = archive;
  const [from, to] = moments;
  if (from.position > to.position) throw new DomainError('MOMENTS_REVERSED', positionsOf(moments));
  const known = (await grants(db, to)).map((row) => row.grant);
  if (grant !== undefined && !known.includes(grant)) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  if (grant !== undefined) await refusePruned(db, 'grant', grant);
  const pruned = await prunedGrants(db, known);
  const asked = known.filter(
    (one) => (grant === undefined || one === grant) && !pruned.some((gone) => gone.grant === one),
  );
  const codes: Awaited<ReturnType<typeof balanceMoved>>[] = [];
  for (const code of await codesOf(db, moments, grant)) codes.push(await balanceMoved(db, code, moments));
  const balances = codes.map(({ moved }) => moved).filter((moved) => moved.vouchers.length > 0);
  const movements = codes.flatMap((code) => code.movements);
  const { rows } = await history(archive, { grant, first: from.position + 1 }, to);
  const byCommand = await movementsByCommand(log, movements);
  return {
    ...positionsOf(moments),
    grants: await grantsMoved(db, asked, moments),
    pruned: grant === undefined ? pruned : [],
    projectCodes: balances,
    findings: findingsMoved(await findings(db, from, grant), await findings(db, to, grant)),
    commands: rows.map((row) => ({ ...row, moved: byCommand.get(row.command) ?? [] })),
  };
}

async function prunedGrants(db: Rows, grantIds: readonly string[]): Promise<Difference['pruned']> {
  const pruned: Difference['pruned'][number][] = [];
  for (const grant of grantIds) {
    const decision = await prunedBy(db, 'grant', grant);
    if (decision !== null) pruned.push({ grant, decision });
  }
  return pruned;
}

const positionsOf = ([from, to]: readonly [Moment, Moment]) => ({ from: from.position, to: to.position });

/** The codes that are charged to the grant at either moment, or every code, by name. */
async function codesOf(db: Rows, moments: readonly Moment[], grant: string | undefined): Promise<string[]> {
  const all = (await Promise.all(moments.map((moment) => projectCodes(db, moment)))).flat();
  const some = all.filter((code) => grant === undefined || code.grant === grant);
  const kept: string[] = [];
  for (const code of new Set(some.map(({ projectCode }) => projectCode))) {
    if ((await prunedBy(db, 'project-code', code)) === null) kept.push(code);
  }
  return kept.sort();
}

async function grantsMoved(
  db: Rows,
  grantIds: readonly string[],
  moments: readonly [Moment, Moment],
): Promise<GrantMoved[]> {
  const moved: GrantMoved[] = [];
  for (const grant of grantIds) {
    const one = await grantMoved(db, grant, moments);
    if (one !== undefined) moved.push(one);
  }
  return moved;
}

/** The id of each movement's command, which its event in the log knows. */
async function movementsByCommand(
  log: EventLog,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, readonly Movement[]>> {
  const commands = new Map<number, string>();
  const byCommand = new Map<string, Movement[]>();
  for (const movement of movements) {
    const { position } = movement;
    const command = commands.get(position) ?? (await commandAt(log, position));
    commands.set(position, command);
    const moved = byCommand.get(command);
    if (moved === undefined) byCommand.set(command, [movement]);
    else moved.push(movement);
  }
  return byCommand;
}

async function commandAt(log: EventLog, position: number): Promise<string> {
  const [event] = await log.readAll(position - 1, 1);
  if (event === undefined) throw new Error('A movement that no event has made');
  return event.correlationId;
}

/** What is settled is open no more, and what is open again has come anew. */
function findingsMoved(before: readonly Finding[], after: readonly Finding[]): Difference['findings'] {
  const openOf = (all: readonly Finding[]) =>
    new Map(all.filter(({ settled }) => settled === null).map((finding) => [finding.id, finding]));
  const [were, are] = [openOf(before), openOf(after)];
  return {
    came: [...are.values()].filter(({ id }) => !were.has(id)),
    went: [...were.values()].filter(({ id }) => !are.has(id)),
    moved: [...are.values()].flatMap((finding) => {
      const earlier = were.get(finding.id);
      const isSame = earlier?.amount === finding.amount && earlier.count === finding.count;
      return earlier === undefined || isSame ? [] : [{ before: earlier, after: finding }];
    }),
  };
}
