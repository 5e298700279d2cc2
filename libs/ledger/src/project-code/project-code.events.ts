import { z } from 'zod';

import { date, type EventOf, EventType, identifier, purposeArea, share, Share } from '#kernel';

const coding = z.strictObject({ dimension: z.string().regex(/^\d{1,4}$/), code: z.string().min(1).max(60) });
/** Every coding of a line that must be there at once. */
const all = z.array(coding).min(1).max(8);

/** Purpose areas with shares that are together 1; none at all where they are not known. */
const purposeAreas = z
  .array(z.strictObject({ area: purposeArea, share }))
  .refine((areas) => new Set(areas.map(({ area }) => area)).size === areas.length, 'an area stands there twice')
  .refine((areas) => areas.length === 0 || isWhole(areas.map((area) => area.share)), 'the shares are not 1 together');

function isWhole(shares: readonly Share[]): boolean {
  try {
    return Share.sum(shares)?.isWhole ?? false;
  } catch {
    return false;
  }
}

/** Codings of one book, from–to by accounting date, both included; open where a day is left out. */
const match = z
  .strictObject({ book: identifier, all, from: date.optional(), to: date.optional() })
  .refine(({ from, to }) => from === undefined || !to?.isBefore(from), 'the match ends before it begins');

const facts = z.strictObject({
  projectCode: identifier,
  grant: identifier,
  /** The allocation that its costs are charged to; null while none is known. */
  allocation: identifier.nullable(),
  purposeAreas,
  /** Which codings of which book mean the code, from–to by accounting date. */
  matches: z.array(match).min(1),
  /** Which coding means which onward allocation, for money passed on to another legal person. The first match wins. */
  onward: z.array(z.strictObject({ all, allocation: identifier })),
});
export type ProjectCodeFacts = z.output<typeof facts>;

/**
 * A project code as matching and posting see it, in plain JSON: its facts, the revision of its stream that they are of,
 * the pot of its allocation, and its last day once it is closed.
 */
export type CodeFacts = z.input<typeof facts> & {
  readonly revision: number;
  readonly pot: string | null;
  readonly lastDay: string | null;
};
/** Every coding of the list must stand on the line. */
export type Codings = CodeFacts['matches'][number]['all'];

/** The grant's own code: what in the books is charged to it. */
export const ProjectCodeOpened = EventType.v1('ProjectCodeOpened', facts);
/** The code's facts as they hold from now on, whole. */
export const ProjectCodeAmended = EventType.v1('ProjectCodeAmended', facts, {
  private: z.strictObject({ reason: z.string() }).partial(),
});
/** Nothing dated after this day is a cost of the grant under the code. */
export const ProjectCodeClosed = EventType.v1(
  'ProjectCodeClosed',
  z.strictObject({ projectCode: identifier, lastDay: date }),
);

export const projectCodeEventTypes = [ProjectCodeOpened, ProjectCodeAmended, ProjectCodeClosed] as const;
export type ProjectCodeEvent = EventOf<(typeof projectCodeEventTypes)[number]>;

const opening = facts.extend({
  allocation: identifier.nullable().default(null),
  purposeAreas: purposeAreas.default([]),
  onward: facts.shape.onward.default([]),
});
/** What each command on a project code carries. */
export const projectCodeCommands = {
  OpenProjectCode: opening,
  AmendProjectCode: opening.extend({ reason: z.string().min(1).optional() }),
  CloseProjectCode: z.strictObject({ projectCode: identifier, lastDay: date }),
} as const;
