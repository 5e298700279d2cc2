import { z } from 'zod';

import { type EventOf, EventType, identifier } from '#kernel';

const plain = { plain: true } as const;
const names = z
  .strictObject({
    name: z.string(),
    /** Twelve digits. */
    personalIdentityNumber: z.string(),
    /** As the payroll system numbers its employees. */
    employmentNumber: z.string(),
  })
  .partial();
export type Names = z.output<typeof names>;

/** Somebody whose pay is charged to a grant. Who it is stands in the private part alone, and may be erased. */
export const PersonRegistered = EventType.v1('PersonRegistered', z.strictObject({ person: identifier }), {
  ...plain,
  private: names,
}).next(
  z.strictObject({
    person: identifier,
    /** The same of two persons who are called the same, and says nothing of what; null where no name is known. */
    nameKey: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable(),
  }),
  (v1) => ({ ...v1, nameKey: null }), // before version 2 nobody asked who is called the same
);

const tie = { person: identifier, sameAs: identifier };
/**
 * The two are one human being, under a number each: what is charged of them is charged of one. `basis`: a file that gives both numbers
 * of one person, or who says so.
 */
export const PersonsTied = EventType.v1(
  'PersonsTied',
  z.strictObject({
    ...tie,
    basis: z.union([z.strictObject({ file: identifier }), z.strictObject({ person: z.string() })]),
  }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);
/** They are two after all, whatever a file says of them. */
export const PersonsUntied = EventType.v1('PersonsUntied', z.strictObject(tie), {
  ...plain,
  private: z.strictObject({ reason: z.string() }).partial(),
});

export const personEventTypes = [PersonRegistered, PersonsTied, PersonsUntied] as const;
export type PersonRegistered = EventOf<typeof PersonRegistered>;
export type PersonsTied = EventOf<typeof PersonsTied>;
export type PersonEvent = EventOf<(typeof personEventTypes)[number]>;
