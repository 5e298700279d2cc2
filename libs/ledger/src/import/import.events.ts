import { z } from 'zod';

import { amountText, dateText, type EventOf, EventType, identifier } from '#kernel';

const count = z.int().min(0);
/** What was read and what became of it: read = taken + extended + known + changed + refused + quarantined + outOfScope. */
const importCounts = z.strictObject({
  read: count,
  taken: count,
  extended: count,
  known: count,
  changed: count,
  /** Recorded vouchers inside the file's coverage that the file lacks; no part of `read`. */
  missing: count,
  refused: count,
  quarantined: count,
  outOfScope: count,
});
export type ImportCounts = z.output<typeof importCounts>;

/** Where a voucher or line was refused and why; never what stood there. */
const importRefusal = z.strictObject({ line: z.int().min(1), field: z.string().nullable(), code: z.string() });

const file = {
  import: identifier,
  book: identifier,
  /** SHA-256 of the file's bytes, under which it is kept. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
/** One file is being taken in. Its name is private: it may name a person. */
export const ImportStarted = EventType.v1(
  'ImportStarted',
  z.strictObject({
    ...file,
    format: z.enum(['sie']),
    bytes: z.int().min(0),
    scope: z.enum(['all', 'grant']),
    acceptChanges: z.boolean(),
    /** The file belongs to this organisation although its number is another. */
    acceptOrganisation: z.boolean(),
  }),
  { private: z.strictObject({ fileName: z.string() }).partial() },
);
export const ImportCompleted = EventType.v1(
  'ImportCompleted',
  z.strictObject({
    ...file,
    encoding: z.string(),
    program: z.string().nullable(),
    /** The days and series that the file speaks of; only inside it can a voucher be missing. */
    coverage: z.strictObject({ from: dateText, to: dateText, series: z.array(z.string()) }).nullable(),
    vouchers: importCounts,
    lines: z.strictObject({ read: count, taken: count }),
    /** Of all well-formed lines, both positive. */
    debit: amountText,
    credit: amountText,
    unreconciledAccounts: z.array(
      z.strictObject({ account: z.string(), expected: amountText, actual: amountText, difference: amountText }),
    ),
    /** The first two hundred; the counts are of all. */
    refusals: z.array(importRefusal).max(200),
  }),
);
export const importEventTypes = [ImportStarted, ImportCompleted] as const;
export type ImportStarted = EventOf<typeof ImportStarted>;
export type ImportCompleted = EventOf<typeof ImportCompleted>;
export type ImportEvent = EventOf<(typeof importEventTypes)[number]>;
