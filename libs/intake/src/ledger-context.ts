import type { Unchanged } from '#event-log';
import { adoptedRules, type Grant, grantDecider, grantStream, programmeDecider, programmeStream } from '#grants';
import { type Decider, DomainError, type Event, fold, type Period } from '#kernel';
import {
  type AccountRole,
  bookDecider,
  bookStream,
  codeFacts,
  type CodeFacts,
  type Matcher,
  matcher,
  type OpenedBook,
  projectCodeDecider,
  projectCodeStream,
  roles,
} from '#ledger';
import { projectCodes } from '#read-models';

import type { Opened } from './opened.js';
import { catalogue } from './catalogue.js';

/** What a book's vouchers are taken in by: the book, the codes that mean something in it, and whose streams say so. */
export interface LedgerContext {
  readonly opened: OpenedBook;
  readonly roleOf: (account: string) => AccountRole | null;
  readonly codes: readonly CodeFacts[];
  readonly matcher: Matcher;
  /** By project code the allocations onward from its own. */
  readonly onward: ReadonlyMap<string, readonly string[]>;
  /** By grant the period in which it may be used. */
  readonly usePeriods: ReadonlyMap<string, Period>;
  /** The streams that all this was read from, as they were: an append that rests on it is guarded by them. */
  readonly read: readonly Unchanged[];
}

class Reader {
  readonly read: Unchanged[] = [];

  constructor(private readonly book: Opened) {}

  async state<State, Command, E extends Event>(decider: Decider<State, Command, E>, stream: string) {
    const history = await this.book.log.readStream(stream);
    const revision = history.at(-1)?.revision ?? -1;
    if (!this.read.some((known) => known.stream === stream)) this.read.push({ stream, revision });
    const state = fold(
      decider,
      history.map((event) => catalogue.read(event) as E),
    );
    return { state, revision };
  }
}

/** Reads a book and its codes from the log, and a code that is `named` wherever it has its meaning. Refuses with BOOK_UNKNOWN. */
export async function ledgerContext(book: Opened, id: string, named?: string): Promise<LedgerContext> {
  const reader = new Reader(book);
  const { state: opened } = await reader.state(bookDecider, bookStream(id));
  if (opened.status === 'unopened') throw new DomainError('BOOK_UNKNOWN', { book: id });
  const grants = new Map<string, Grant>();
  const codes: CodeFacts[] = [];
  const onward = new Map<string, readonly string[]>();
  const known = await projectCodes(book.models.db, await book.moment());
  const meant = known.filter((code) => code.projectCode === named || code.matches.some((match) => match.book === id));
  for (const { projectCode } of meant) {
    const { state, revision } = await reader.state(projectCodeDecider, projectCodeStream(projectCode));
    if (state.status === 'unopened') continue;
    const { grant: grantId, allocation } = state.facts;
    const grant = grants.get(grantId) ?? (await reader.state(grantDecider, grantStream(grantId))).state;
    grants.set(grantId, grant);
    codes.push(codeFacts(state, { revision, pot: potOf(grant, allocation) }));
    onward.set(projectCode, onwardFrom(grant, allocation));
  }
  const usePeriods = await usePeriodsOf(reader, grants);
  return { opened, codes, onward, usePeriods, roleOf: roles(opened), matcher: matcher(codes, id), read: reader.read };
}

/** The pot of an allocation as it stands; null where it is open, or none is named. */
export function potOf(grant: Grant | undefined, allocation: string | null): string | null {
  if (grant === undefined || grant.status === 'absent' || allocation === null) return null;
  return grant.allocations.get(allocation)?.pot ?? null;
}

/** The allocations onward from one, by their ids. */
export function onwardFrom(grant: Grant, allocation: string | null): string[] {
  if (grant.status === 'absent' || allocation === null) return [];
  return [...grant.allocations.values()].filter(({ from }) => from === allocation).map(({ id }) => id);
}

async function usePeriodsOf(reader: Reader, grants: ReadonlyMap<string, Grant>): Promise<Map<string, Period>> {
  const periods = new Map<string, Period>();
  for (const [id, grant] of grants) {
    if (grant.status === 'absent') continue;
    const { state } = await reader.state(programmeDecider, programmeStream(grant.programme));
    periods.set(id, adoptedRules(state, grant.programme).usePeriod);
  }
  return periods;
}
