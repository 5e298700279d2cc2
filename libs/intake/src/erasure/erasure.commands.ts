import { z } from 'zod';

import { ERASURE_GROUNDS } from '#event-log';
import { date, identifier } from '#kernel';

const voucher = z.strictObject({ book: identifier, series: z.string().max(40), number: z.string().min(1).max(80) });

/** What each command that takes something away carries. */
export const erasureCommands = {
  ErasePrivateParts: z.strictObject({
    act: identifier,
    /** Vouchers, each with all of its events and wherever a kept file says it. */
    vouchers: z.array(voucher).min(1).optional(),
    /** Imports, with all that came with them and every private field of their files. */
    imports: z.array(identifier).min(1).optional(),
    /** Whole streams. */
    streams: z.array(z.string().min(1).max(300)).min(1).optional(),
    /** Originals, each with what is embedded in it: their texts, their key and their bytes. */
    documents: z.array(identifier).min(1).optional(),
    /** Single events; one of a voucher stands for the voucher. */
    positions: z.array(z.int().min(1)).min(1).optional(),
    /** Who decided it (gallringsbeslut), when, and its number in the registry. */
    decision: z.strictObject({ body: z.string().min(1), date, caseNumber: z.string().min(1) }),
    ground: z.enum(ERASURE_GROUNDS),
    /** The paragraph of the ground, without personal data. */
    paragraph: z.string().min(1),
  }),
} as const;

export type ErasePrivateParts = z.output<(typeof erasureCommands)['ErasePrivateParts']>;
