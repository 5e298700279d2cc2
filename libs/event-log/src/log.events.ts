import { z } from 'zod';

import { dateText, type EventOf, EventType, identifier, organisationNumber } from '#kernel';

const opened = { organisation: organisationNumber, name: z.string().min(1), software: z.string() };
/** A C2SP verifier key, `name+id+key`. */
const verifierKey = z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/);

/** The genesis: index 1 of every log. */
export const LogOpened = EventType.v1('LogOpened', z.strictObject(opened)).next(
  /** `key`: the one that signs the log's checkpoints from the beginning. */
  z.strictObject({ ...opened, key: verifierKey.nullable() }),
  (v1) => ({ ...v1, key: null }), // before v2 no log was signed
);
/** The decision by which something goes (gallringsbeslut) or is given up: who decided it, when, and its number in the registry. */
const decision = z.strictObject({ body: z.string(), date: dateText, caseNumber: z.string() });
export type RecordedDecision = z.output<typeof decision>;

const handedOver = {
  /** Null where the log had no key before. */
  old: verifierKey.nullable(),
  new: verifierKey,
  /** A note by which the old key hands over to the new one (docs/export-format.md); null where there was none. */
  statement: z.string().nullable(),
};
/** Another key signs from here on. What the old one has signed stays valid. */
export const KeyRotated = EventType.v1('KeyRotated', z.strictObject(handedOver)).next(
  /** `decision`: by which a key that is lost was given up, and so could not hand over. Null where it was there, or none before. */
  z.strictObject({ ...handedOver, decision: decision.nullable() }),
  (v1) => ({ ...v1, decision: null }), // before v2 a key that was lost could not be replaced
);
const position = z.int().min(1);
/** A root as checkpoints print it. */
const ROOT = /^[A-Za-z0-9+/]{43}=$/;
/** First and last position, both included. */
const range = z.tuple([position, position]).refine(([first, last]) => first <= last, 'the first comes after the last');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The legal grounds on which texts may go, all of them after the time of retention (LKBR 3 kap. 13 §): it has ended;
 * a plan of disposal under the archives act says so (arkivlagen 10 §); a person asked for it (GDPR art. 17); an authority
 * ordered it (GDPR art. 58.2 g).
 */
export const ERASURE_GROUNDS = [
  'retention-ended',
  'archive-disposal',
  'data-subject-request',
  'authority-order',
] as const;

const erased = {
  /** The act of two persons that it took effect by; null where that was not yet asked for. */
  act: identifier.nullable(),
  ranges: z.array(range),
  decision,
  /** Null where an older decision did not say. */
  ground: z.enum(ERASURE_GROUNDS).nullable(),
  /** The paragraph that the ground stands in, without personal data. */
  paragraph: z.string().nullable(),
  /**
   * The kept files that were rewritten without the texts: of which import, and their SHA-256 before and after. `whole`:
   * every private field of the file went, not those of some vouchers alone.
   */
  files: z.array(z.strictObject({ import: identifier, before: sha256, after: sha256, whole: z.boolean() })),
};

/** The private parts of these positions are erased by a recorded decision (gallringsbeslut). */
export const PrivatePartErased = EventType.v1(
  'PrivatePartErased',
  z.strictObject({ positions: z.array(position).min(1), decision }),
)
  .next(z.strictObject(erased), ({ positions, decision: by }) => {
    const ranges = positions.map((one): [number, number] => [one, one]);
    return { act: null, ranges, decision: by, ground: null, paragraph: null, files: [] };
  })
  .next(
    /** `documents`: originals whose key and bytes go with their texts. */
    z.strictObject({ ...erased, documents: z.array(identifier) }),
    (v2) => ({ ...v2, documents: [] }), // before v3 no originals were sealed
  );
export type PrivatePartErased = EventOf<typeof PrivatePartErased>;

/** The grounds of `ERASURE_GROUNDS` on which a whole year may go: no person and no authority asks for that. */
export const PRUNING_GROUNDS = ['retention-ended', 'archive-disposal'] as const;

/**
 * A year is pruned by a recorded decision (gallringsbeslut): of the events at these positions nothing is left but their
 * leaves and where they stood. They are whole streams: vouchers, imports, books, and project codes of no other year's book.
 */
export const YearPruned = EventType.v1(
  'YearPruned',
  z.strictObject({
    /** The act of two persons that it took effect by. */
    act: identifier,
    /** The calendar year in which the financial years of the books ended. */
    year: z.int(),
    ranges: z.array(range).min(1),
    /** The books that went, and the imports into them. */
    books: z.array(identifier).min(1),
    imports: z.array(identifier),
    /** The codes that ever meant codings of these books; those that mean another year's too are still there. */
    projectCodes: z.array(identifier),
    /**
     * The grants of these codes, whose figures rest on what went, each with the positions where the streams begin that its
     * closing committed itself to: so their counts and last leaves can be worked out again from what stays.
     */
    grants: z.array(z.strictObject({ grant: identifier, streams: z.array(range) })),
    decision,
    ground: z.enum(PRUNING_GROUNDS),
    /** The paragraph that the ground stands in, without personal data. */
    paragraph: z.string().min(1),
    /** The SHA-256 of the kept files that go: no import that is left has taken them in. */
    files: z.array(sha256),
  }),
);
export type YearPruned = EventOf<typeof YearPruned>;
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
    root: z.string().regex(ROOT),
  }),
);
/**
 * What the signer had signed is gone, and nothing that was signed is left of the events after `after`: of them, up to this one, nothing
 * but the log itself says that they are those that were recorded.
 */
export const CheckpointsLost = EventType.v1(
  'CheckpointsLost',
  z.strictObject({
    /** How many events the largest checkpoint is of that somebody else had kept; 0 where nobody had any. */
    after: z.int().min(0),
    /** The last event before this one, and the root of all up to it, base64. */
    through: position,
    root: z.string().regex(ROOT),
    /** By which it was accepted that nobody has a checkpoint; null where one was taken up again. */
    decision: decision.nullable(),
  }),
  { private: z.strictObject({ reason: z.string().min(1) }) },
);
/**
 * An event was recorded by a rule that had looked at other streams, and one of those had moved on before the event came: where no
 * transaction holds several streams together, that can be. Somebody must look whether the rule still holds.
 */
export const GuardSlipped = EventType.v1(
  'GuardSlipped',
  z.strictObject({
    /** The last event of those that the rule let through. */
    position,
    /** Each stream that had moved, and the first event that came to it. */
    moved: z.array(z.strictObject({ stream: z.string().min(1), position })).min(1),
  }),
);
export type GuardSlipped = EventOf<typeof GuardSlipped>;
/** What the stream `log` holds; the one place where this room names events. */
export const logEventTypes = [
  LogOpened,
  KeyRotated,
  PrivatePartErased,
  YearPruned,
  EventsLost,
  CheckpointsLost,
  GuardSlipped,
] as const;
