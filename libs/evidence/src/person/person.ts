import { z } from 'zod';

import { type Actor, type Decider, DomainError, identifier } from '#kernel';

import type { Names, PersonEvent, PersonRegistered, PersonsTied } from './person.events.js';

const pair = { person: identifier, sameAs: identifier };
/** What each command on persons carries. */
export const personCommands = {
  /** Somebody is in the ledger under two numbers. */
  TiePersons: z.strictObject({ ...pair, reason: z.string().min(1).optional() }),
  UntiePersons: z.strictObject({ ...pair, reason: z.string().min(1) }),
} as const;
type Data<Name extends keyof typeof personCommands> = z.output<(typeof personCommands)[Name]>;

/** What is known under one number. */
export interface KnownPerson {
  readonly person: string;
  /** Whether anybody's pay is known under it: a file may have said first whose number it is. */
  readonly isRegistered: boolean;
  /** As registered last; null where they are erased, or nobody is registered. */
  readonly names: Names | null;
  readonly nameKey: string | null;
  /** Who it is under another number; null where it is nobody else. */
  readonly sameAs: string | null;
  /** Whom somebody has said that it is not. */
  readonly apart: readonly string[];
}
/** Null where nothing is known under the number. */
export type PersonState = KnownPerson | null;

/** A command on a person. The first two are the system's own: who stands in a payroll list, and under which two numbers. */
export type PersonCommand =
  | {
      readonly type: 'RegisterPerson';
      readonly data: PersonRegistered['data'];
      readonly private: Names;
    }
  | {
      readonly type: 'TieByFile';
      readonly data: Pick<PersonsTied['data'], 'person' | 'sameAs'> & { readonly file: string };
    }
  | {
      readonly type: 'TiePersons';
      readonly data: Data<'TiePersons'>;
      readonly facts: { readonly other: PersonState; readonly by: Actor };
    }
  | { readonly type: 'UntiePersons'; readonly data: Data<'UntiePersons'> };

type CommandOf<Type extends PersonCommand['type']> = Extract<PersonCommand, { readonly type: Type }>;

function decide(state: PersonState, command: PersonCommand): readonly PersonEvent[] {
  switch (command.type) {
    case 'RegisterPerson':
      return register(state, command);
    case 'TieByFile':
      return tieByFile(state ?? nobody(command.data.person), command);
    case 'TiePersons':
      return tie(state, command);
    case 'UntiePersons':
      return untie(state ?? nobody(command.data.person), command);
  }
}

/** What is known is not said again, and what was erased never comes back. */
function register(state: PersonState, { data, private: given }: CommandOf<'RegisterPerson'>): readonly PersonEvent[] {
  if (state?.isRegistered === true) {
    const isSame = JSON.stringify(state.names) === JSON.stringify(given) && state.nameKey === data.nameKey;
    if (state.names === null || isSame) return [];
  }
  return [{ type: 'PersonRegistered', data, private: given }];
}

/** What a person has said of the number, and what another file has, is not taken back by a file. */
function tieByFile({ sameAs: known, apart }: KnownPerson, { data }: CommandOf<'TieByFile'>): readonly PersonEvent[] {
  const { file, ...tied } = data;
  if (tied.person === tied.sameAs || known !== null || apart.includes(tied.sameAs)) return [];
  return [{ type: 'PersonsTied', data: { ...tied, basis: { file } } }];
}

/** Refuses with PERSON_TIED_TO_ITSELF, PERSON_UNKNOWN and PERSON_TIED_ALREADY. */
function tie(state: PersonState, { data, facts: { other, by } }: CommandOf<'TiePersons'>): readonly PersonEvent[] {
  const { reason, ...tied } = data;
  const { person, sameAs } = tied;
  if (person === sameAs) throw new DomainError('PERSON_TIED_TO_ITSELF', { person });
  const [one, another] = [registered(state, person), registered(other, sameAs)];
  if (one.sameAs === sameAs || another.sameAs === person) return [];
  if (one.sameAs !== null) throw new DomainError('PERSON_TIED_ALREADY', { person, sameAs: one.sameAs });
  const because = reason === undefined ? {} : { private: { reason } };
  return [{ type: 'PersonsTied', data: { ...tied, basis: { person: by.subject } }, ...because }];
}

function registered(state: PersonState, person: string): KnownPerson {
  if (state?.isRegistered !== true) throw new DomainError('PERSON_UNKNOWN', { person });
  return state;
}

/** Refuses with PERSONS_NOT_TIED. */
function untie({ sameAs }: KnownPerson, { data }: CommandOf<'UntiePersons'>): readonly PersonEvent[] {
  const { reason, ...tied } = data;
  if (sameAs !== tied.sameAs) throw new DomainError('PERSONS_NOT_TIED', tied);
  return [{ type: 'PersonsUntied', data: tied, private: { reason } }];
}

const nobody = (person: string): KnownPerson => ({
  ...{ person, isRegistered: false, names: null, nameKey: null, sameAs: null, apart: [] },
});

function evolve(state: PersonState, event: PersonEvent): KnownPerson {
  const { person } = event.data;
  const before = state ?? nobody(person);
  switch (event.type) {
    case 'PersonRegistered': {
      const isErased = event.private == null || (before.isRegistered && before.names === null);
      return { ...before, isRegistered: true, names: isErased ? null : event.private, nameKey: event.data.nameKey };
    }
    case 'PersonsTied': {
      const { sameAs } = event.data;
      return { ...before, sameAs, apart: before.apart.filter((one) => one !== sameAs) };
    }
    case 'PersonsUntied':
      return { ...before, sameAs: null, apart: [...before.apart, event.data.sameAs] };
  }
}

/** One person, under one number. */
export const personDecider: Decider<PersonState, PersonCommand, PersonEvent> = { initial: null, decide, evolve };
