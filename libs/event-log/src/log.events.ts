import { z } from 'zod';

import { dateText, EventType, organisationNumber } from '#kernel';

const opened = { organisation: organisationNumber, name: z.string().min(1), software: z.string() };
/** A C2SP verifier key, `name+id+key`. */
const verifierKey = z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/);

/** The genesis: index 1 of every log. */
export const LogOpened = EventType.v1('LogOpened', z.strictObject(opened)).next(
  /** `key`: the one that signs the log's checkpoints from the beginning. */
  z.strictObject({ ...opened, key: verifierKey.nullable() }),
  (v1) => ({ ...v1, key: null }), // before v2 no log was signed
);
/** Another key signs from here on. What the old one has signed stays valid. */
export const KeyRotated = EventType.v1(
  'KeyRotated',
  z.strictObject({
    /** Null where the log had no key before. */
    old: verifierKey.nullable(),
    new: verifierKey,
    /** A note by which the old key hands over to the new one (docs/export-format.md); null where there was none. */
    statement: z.string().nullable(),
  }),
);
/** The private parts of these positions are erased by a recorded decision (gallringsbeslut). */
export const PrivatePartErased = EventType.v1(
  'PrivatePartErased',
  z.strictObject({
    positions: z.array(z.int().min(1)).min(1),
    decision: z.strictObject({ body: z.string(), date: dateText, caseNumber: z.string() }),
  }),
);
/**
 * An older copy was put back, and the signed events after it are gone for good. Checkpoints of more than `after` events that
 * were signed before this event do not hold any more.
 */
export const EventsLost = EventType.v1(
  'EventsLost',
  z.strictObject({
    /** The last event that was left. */
    after: z.int().min(1),
    /** How many events the last known checkpoint spoke of, and the root that it gave them, base64. */
    signed: z.int().min(2),
    root: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  }),
);
/** What the stream `log` holds; the one place where this room names events. */
export const logEventTypes = [LogOpened, KeyRotated, PrivatePartErased, EventsLost] as const;
