import { z } from 'zod';

import { dateText, EventType, organisationNumber } from '#kernel';

/** The genesis: index 1 of every log. */
export const LogOpened = EventType.v1(
  'LogOpened',
  z.strictObject({ organisation: organisationNumber, name: z.string().min(1), software: z.string() }),
);
/** The private parts of these positions are erased by a recorded decision (gallringsbeslut). */
export const PrivatePartErased = EventType.v1(
  'PrivatePartErased',
  z.strictObject({
    positions: z.array(z.int().min(1)).min(1),
    decision: z.strictObject({ body: z.string(), date: dateText, caseNumber: z.string() }),
  }),
);
/** What the stream `log` holds; the one place where this room names events. */
export const logEventTypes = [LogOpened, PrivatePartErased] as const;
