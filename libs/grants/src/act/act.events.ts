import { z } from 'zod';

import { actor, type EventOf, EventType, identifier } from '#kernel';

/** One person proposed an act that needs two. The command waits here, whole: public fields in data, the rest private. */
export const ActProposed = EventType.v1(
  'ActProposed',
  z.strictObject({
    act: identifier,
    command: z.string(),
    /** The command's public fields as JSON. */
    of: z.record(z.string(), z.json()),
    by: actor,
  }),
  { private: z.record(z.string(), z.json()) },
);
/** Another person confirmed it; what it brings about stands in the same append. */
export const ActConfirmed = EventType.v1('ActConfirmed', z.strictObject({ act: identifier, by: actor }));
/** Turned down, or taken back by the one who proposed it. */
export const ActRejected = EventType.v1('ActRejected', z.strictObject({ act: identifier, by: actor }), {
  private: z.strictObject({ reason: z.string() }).partial(),
});

export const actEventTypes = [ActProposed, ActConfirmed, ActRejected] as const;
export type ActEvent = EventOf<(typeof actEventTypes)[number]>;
