import { z } from 'zod';

import { type Decider, DomainError, type LocalDate } from '#kernel';

import {
  type CodeFacts,
  type projectCodeCommands,
  type ProjectCodeEvent,
  type ProjectCodeFacts,
  ProjectCodeOpened,
} from './project-code.events.js';

export type ProjectCodeState =
  | { readonly status: 'unopened' }
  | { readonly status: 'open'; readonly facts: ProjectCodeFacts }
  | { readonly status: 'closed'; readonly facts: ProjectCodeFacts; readonly lastDay: LocalDate };

/** What opening a code rests on outside its own stream, looked up by whoever sends the command. */
export interface ProjectCodeLookup {
  readonly grantExists: boolean;
  /** The allocation that the code names: its pot, and its areas where it has its own; null where there is no such one. */
  readonly allocation: { readonly pot: string | null; readonly purposeAreas: readonly number[] } | null;
  /** The allocations onward from it. */
  readonly onward: readonly string[];
  /** The books that there are, with the dimensions that are private in each. */
  readonly books: readonly { readonly book: string; readonly privateDimensions: readonly string[] }[];
  /** The programme's areas, and those of the allocation's pot; null where no pot is known. */
  readonly areas: readonly number[];
  readonly potAreas: readonly number[] | null;
}

type Data<Name extends keyof typeof projectCodeCommands> = z.output<(typeof projectCodeCommands)[Name]>;
/** A command on a project code. */
export type ProjectCodeCommand =
  | { readonly type: 'OpenProjectCode'; readonly data: Data<'OpenProjectCode'>; readonly facts: ProjectCodeLookup }
  | { readonly type: 'AmendProjectCode'; readonly data: Data<'AmendProjectCode'>; readonly facts: ProjectCodeLookup }
  | { readonly type: 'CloseProjectCode'; readonly data: Data<'CloseProjectCode'> };

function decide(code: ProjectCodeState, command: ProjectCodeCommand): readonly ProjectCodeEvent[] {
  switch (command.type) {
    case 'OpenProjectCode':
      return open(code, command.data, command.facts);
    case 'AmendProjectCode':
      return amend(code, command.data, command.facts);
    case 'CloseProjectCode':
      return close(code, command.data);
  }
}

function open(
  code: ProjectCodeState,
  data: Data<'OpenProjectCode'>,
  lookup: ProjectCodeLookup,
): readonly ProjectCodeEvent[] {
  if (code.status !== 'unopened') throw new DomainError('PROJECT_CODE_EXISTS', { projectCode: data.projectCode });
  refuseWhatIsNotThere(data, lookup);
  return [{ type: 'ProjectCodeOpened', data }];
}

function amend(
  code: ProjectCodeState,
  { reason, ...data }: Data<'AmendProjectCode'>,
  lookup: ProjectCodeLookup,
): readonly ProjectCodeEvent[] {
  refuseUnlessOpen(code, data.projectCode);
  refuseWhatIsNotThere(data, lookup);
  return [{ type: 'ProjectCodeAmended', data, ...(reason === undefined ? {} : { private: { reason } }) }];
}

function close(code: ProjectCodeState, data: Data<'CloseProjectCode'>): readonly ProjectCodeEvent[] {
  refuseUnlessOpen(code, data.projectCode);
  return [{ type: 'ProjectCodeClosed', data }];
}

function refuseUnlessOpen(code: ProjectCodeState, projectCode: string): void {
  if (code.status === 'unopened') throw new DomainError('PROJECT_CODE_UNKNOWN', { projectCode });
  if (code.status === 'closed') throw new DomainError('PROJECT_CODE_CLOSED', { projectCode, lastDay: code.lastDay });
}

function refuseWhatIsNotThere(code: ProjectCodeFacts, lookup: ProjectCodeLookup): void {
  const { grant, allocation } = code;
  refuseMatches(code.matches, lookup);
  if (!lookup.grantExists) throw new DomainError('GRANT_UNKNOWN', { grant });
  if (allocation !== null && lookup.allocation === null) throw new DomainError('ALLOCATION_UNKNOWN', { allocation });
  refuseAreas(code, lookup);
  const stray = code.onward.find((onward) => !lookup.onward.includes(onward.allocation));
  if (stray !== undefined) throw new DomainError('ONWARD_NOT_OF_ALLOCATION', { onward: stray.allocation });
}

function refuseMatches(matches: ProjectCodeFacts['matches'], { books }: ProjectCodeLookup): void {
  for (const { book, all } of matches) {
    const known = books.find((one) => one.book === book);
    if (known === undefined) throw new DomainError('BOOK_UNKNOWN', { book });
    // A figure must not depend on a private field: after an erasure it could not be rebuilt.
    const hidden = all.find(({ dimension }) => known.privateDimensions.includes(dimension));
    if (hidden !== undefined)
      throw new DomainError('MATCH_ON_PRIVATE_DIMENSION', { book, dimension: hidden.dimension });
  }
}

/** An area must be one of the programme's, of the pot's and of the allocation's, as far as each of them says which. */
function refuseAreas({ purposeAreas }: ProjectCodeFacts, { areas, potAreas, allocation }: ProjectCodeLookup): void {
  const own = allocation?.purposeAreas ?? [];
  const allowed = areas
    .filter((area) => potAreas === null || potAreas.includes(area))
    .filter((area) => own.length === 0 || own.includes(area));
  for (const { area } of purposeAreas) {
    if (!allowed.includes(area)) throw new DomainError('AREA_NOT_OF_ALLOCATION', { area, allowed });
  }
}

function evolve(code: ProjectCodeState, event: ProjectCodeEvent): ProjectCodeState {
  switch (event.type) {
    case 'ProjectCodeOpened':
    case 'ProjectCodeAmended':
      return { status: 'open', facts: event.data };
    case 'ProjectCodeClosed':
      return code.status === 'unopened' ? code : { status: 'closed', facts: code.facts, lastDay: event.data.lastDay };
  }
}

/** The grant's own code: opened, amended, closed. */
export const projectCodeDecider: Decider<ProjectCodeState, ProjectCodeCommand, ProjectCodeEvent> = {
  initial: { status: 'unopened' },
  decide,
  evolve,
};

/** A code that was opened as matching and posting see it. */
export function codeFacts(
  code: Exclude<ProjectCodeState, { readonly status: 'unopened' }>,
  { revision, pot }: Pick<CodeFacts, 'revision' | 'pot'>,
): CodeFacts {
  const lastDay = code.status === 'closed' ? code.lastDay.toString() : null;
  return { ...z.encode(ProjectCodeOpened.schema, code.facts), revision, pot, lastDay };
}
