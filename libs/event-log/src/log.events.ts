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
/** What the stream `log` holds; the one place where this room names events. */
export const logEventTypes = [LogOpened, KeyRotated, PrivatePartErased] as const;
