import { type Decider, DomainError } from '#kernel';

import { type ProgrammeAdopted } from './programme.events.js';
import { type ProgrammeRef, type ProgrammeRules } from './rules.js';

/** The programme as the recipient's own log knows it. */
export type Programme = { readonly status: 'absent' } | { readonly status: 'adopted'; readonly adopted: Adopted };
type Adopted = ProgrammeAdopted['data'];

/** Adopts these rules whole; `hash` is the hex SHA-256 of their canonical JSON (`canonicalRules`). */
export interface AdoptProgramme {
  readonly type: 'AdoptProgramme';
  readonly data: { readonly programme: ProgrammeRef; readonly rules: ProgrammeRules };
  readonly facts: { readonly hash: string };
}

/** The rules that a command on a grant is decided by, and their version. */
export type AdoptedRules = ProgrammeRules & { readonly version: number };

/** The write model of `programme-{id}-{year}`. Refuses with PROGRAMME_RULES_DIFFER. */
export const programmeDecider: Decider<Programme, AdoptProgramme, ProgrammeAdopted> = {
  initial: { status: 'absent' },
  decide: adopt,
  evolve: (_, { data }) => ({ status: 'adopted', adopted: data }),
};

function adopt(state: Programme, { data, facts }: AdoptProgramme): readonly ProgrammeAdopted[] {
  const { programme, rules } = data;
  if (rules.id !== programme.id || rules.year !== programme.year) {
    throw new DomainError('PROGRAMME_RULES_DIFFER', { programme: programme.id, year: programme.year });
  }
  // Adopting the same rules again is nothing new, so that a file of commands can be applied twice.
  if (state.status === 'adopted' && state.adopted.hash === facts.hash) return [];
  const version = state.status === 'adopted' ? state.adopted.version + 1 : 1;
  return [{ type: 'ProgrammeAdopted', data: { programme, version, hash: facts.hash, rules } }];
}

/** The adopted rules out of the programme's state. Refuses with PROGRAMME_NOT_ADOPTED. */
export function adoptedRules(state: Programme, programme: ProgrammeRef): AdoptedRules {
  if (state.status === 'absent') {
    throw new DomainError('PROGRAMME_NOT_ADOPTED', { programme: programme.id, year: programme.year });
  }
  return { ...state.adopted.rules, version: state.adopted.version };
}
