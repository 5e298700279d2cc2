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
export const ActConfirmed = EventType.v1('ActConfirmed', z.strictObject({ act: identifier, by: actor }));
export const ActRejected = EventType.v1('ActRejected', z.strictObject({ act: identifier, by: actor }), {
  private: z.strictObject({ reason: z.string() }).partial(),
});
export type ActEvent = EventOf<typeof ActProposed> | EventOf<typeof ActConfirmed> | EventOf<typeof ActRejected>;
