import { z } from 'zod';

import { type Decider, type EventOf, EventType, identifier } from '#kernel';

const names = z
  .strictObject({
    name: z.string(),
    /** Twelve digits. */
    personalIdentityNumber: z.string(),
    /** As the payroll system numbers its employees. */
    employmentNumber: z.string(),
  })
  .partial();
type Names = z.output<typeof names>;

/** Somebody whose pay is charged to a grant. Who it is stands in the private part alone, and may be erased. */
export const PersonRegistered = EventType.v1('PersonRegistered', z.strictObject({ person: identifier }), {
  plain: true,
  private: names,
});
export const personEventTypes = [PersonRegistered] as const;
export type PersonRegistered = EventOf<typeof PersonRegistered>;

/** A person as registered last; null where it was never, and names null where they are erased. */
export type PersonState = { readonly person: string; readonly names: Names | null } | null;

/** The system's own: who stands in a payroll list. */
export interface PersonCommand {
  readonly type: 'RegisterPerson';
  readonly data: PersonRegistered['data'];
  readonly private: Names;
}

/** What is known is not said again, and what was erased never comes back. */
function decide(state: PersonState, { data, private: given }: PersonCommand): readonly PersonRegistered[] {
  if (state !== null && (state.names === null || JSON.stringify(state.names) === JSON.stringify(given))) return [];
  return [{ type: 'PersonRegistered', data, private: given }];
}

/** One person. */
export const personDecider: Decider<PersonState, PersonCommand, PersonRegistered> = {
  initial: null,
  decide,
  evolve: (state, { data: { person }, private: given }) => ({
    person,
    names: given === null || given === undefined || state?.names === null ? null : given,
  }),
};
