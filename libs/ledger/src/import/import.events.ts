import { z } from 'zod';

import { amountText, dateText, type EventOf, EventType, identifier } from '#kernel';

const count = z.int().min(0);
const counts = {
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
};
/** What was read and what became of it: read = taken + extended + known + changed + refused + quarantined + outOfScope. */
const importCounts = z.strictObject({
  ...counts,
  /** Of those taken, the vouchers that had been withdrawn and are back; null where that was not yet counted. */
  returned: count.nullable(),
});
export type ImportCounts = z.output<typeof importCounts>;

/** Where a voucher or line was refused and why; never what stood there. */
const importRefusal = z.strictObject({ line: z.int().min(1), field: z.string().nullable(), code: z.string() });
const MOST = 200;

const file = {
  import: identifier,
  book: identifier,
  /** SHA-256 of the file's bytes, under which it is kept. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
const started = {
  ...file,
  format: z.enum(['sie']),
  bytes: z.int().min(0),
  scope: z.enum(['all', 'grant']),
  acceptChanges: z.boolean(),
  /** The file belongs to this organisation although its number is another. */
  acceptOrganisation: z.boolean(),
};
/** Dimension and object that an extract is filtered on. */
const coding = z.tuple([z.string(), z.string()]);
const span = { from: dateText, to: dateText, series: z.array(z.string()) };

/** One file is being taken in. Its name is private: it may name a person. */
export const ImportStarted = EventType.v1('ImportStarted', z.strictObject(started), {
  private: z.strictObject({ fileName: z.string() }).partial(),
}).next(
  z.strictObject({
    ...started,
    format: z.enum(['sie', 'csv', 'xlsx']),
    /** The column mapping that it is read by, and the revision of its stream; null for a format that needs none. */
    mapping: z.strictObject({ mapping: identifier, revision: count }).nullable(),
    /** What the caller says that the file speaks of, where it says more than its rows do; null where nothing was said. */
    covers: z
      .strictObject({ ...span, codes: z.array(coding), controlTotal: amountText })
      .partial()
      .nullable(),
    /** Control totals in the file that do not agree with its rows were accepted. */
    acceptTotals: z.boolean(),
    /** Changes were accepted although a newer file had been taken in before. */
    acceptOlder: z.boolean(),
  }),
  (v1) => ({ ...v1, mapping: null, covers: null, acceptTotals: false, acceptOlder: false }),
);

const completed = {
  ...file,
  encoding: z.string(),
  program: z.string().nullable(),
  lines: z.strictObject({ read: count, taken: count }),
  /** Of all well-formed lines, both positive. */
  debit: amountText,
  credit: amountText,
  unreconciledAccounts: z.array(
    z.strictObject({ account: z.string(), expected: amountText, actual: amountText, difference: amountText }),
  ),
  /** The first two hundred; the counts are of all. */
  refusals: z.array(importRefusal).max(MOST),
};
export const ImportCompleted = EventType.v1(
  'ImportCompleted',
  z.strictObject({
    ...completed,
    vouchers: z.strictObject(counts),
    /** The days and series that the file speaks of; only inside it can a voucher be missing. */
    coverage: z.strictObject(span).nullable(),
  }),
).next(
  // What an older import did not say is null: nobody counted it.
  z.strictObject({
    ...completed,
    vouchers: importCounts,
    /** `SIE4E`, `SIE4I`, `CSV`, `XLSX` …; null where no kind was told. */
    kind: z.string().nullable(),
    /** The day that the file says it was made; null where it does not say. */
    generated: dateText.nullable(),
    /**
     * The days, series and codes that the file speaks of; only inside it can a voucher, or a line of an extract, be
     * missing. `codes` null: every code, as in a file of whole vouchers.
     */
    coverage: z.strictObject({ ...span, codes: z.array(coding).nullable() }).nullable(),
    /** Vouchers held back, found again in the kept file by their line; `digest` is of what they say. The first two hundred. */
    quarantine: z
      .array(
        z.strictObject({
          line: z.int().min(1),
          code: z.string(),
          series: z.string(),
          number: z.string(),
          date: dateText,
          digest: z.string(),
        }),
      )
      .max(MOST)
      .nullable(),
    /** Per account and month what the file's rows sum to and what the ledger holds of them, where the two differ. */
    differences: z
      .array(z.strictObject({ account: z.string(), month: z.string(), file: amountText, ledger: amountText }))
      .max(MOST)
      .nullable(),
    /** Balances that the file states for accounts of grant income and grant liability (#IB, #UB, #RES, #OIB, #OUB). */
    balances: z
      .array(
        z.strictObject({
          label: z.enum(['IB', 'UB', 'RES', 'OIB', 'OUB']),
          account: z.string(),
          objects: z.array(coding),
          amount: amountText,
        }),
      )
      .nullable(),
    /** Control totals of the file that its rows do not sum to: where, of which account, what it states. */
    totals: z
      .array(
        z.strictObject({
          line: z.int().min(1),
          account: z.string().nullable(),
          stated: amountText,
          difference: amountText,
        }),
      )
      .max(MOST)
      .nullable(),
  }),
  (v1) => ({
    ...v1,
    vouchers: { ...v1.vouchers, returned: null },
    coverage: v1.coverage === null ? null : { ...v1.coverage, codes: null },
    ...{ kind: null, generated: null, quarantine: null, differences: null, balances: null, totals: null },
  }),
);

const because = { private: z.strictObject({ reason: z.string() }).partial() };
const held = { import: identifier, book: identifier, line: z.int().min(1), series: z.string(), digest: z.string() };
/** What the import took in was taken back as far as nobody had built on it. */
export const ImportUndone = EventType.v1(
  'ImportUndone',
  z.strictObject({
    import: identifier,
    book: identifier,
    /** Withdrawn: recorded by it alone. Restored: as they were before it. Left: others have built on them. */
    vouchers: z.strictObject({ withdrawn: count, restored: count, left: count }),
  }),
  because,
);
/** A person let a voucher out of quarantine: it was recorded as the file has it, under `number`. */
export const QuarantineReleased = EventType.v1(
  'QuarantineReleased',
  z.strictObject({ ...held, number: z.string() }),
  because,
);
/** A person decided that a voucher in quarantine is not to be recorded. */
export const QuarantineRejected = EventType.v1(
  'QuarantineRejected',
  z.strictObject({ ...held, number: z.string() }),
  because,
);

export const importEventTypes = [
  ImportStarted,
  ImportCompleted,
  ImportUndone,
  QuarantineReleased,
  QuarantineRejected,
] as const;
export type ImportStarted = EventOf<typeof ImportStarted>;
export type ImportCompleted = EventOf<typeof ImportCompleted>;
export type ImportUndone = EventOf<typeof ImportUndone>;
export type QuarantineReleased = EventOf<typeof QuarantineReleased>;
export type QuarantineRejected = EventOf<typeof QuarantineRejected>;
export type ImportEvent = EventOf<(typeof importEventTypes)[number]>;
