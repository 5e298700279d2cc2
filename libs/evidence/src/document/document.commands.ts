import { z } from 'zod';

import { documentKind, identifier } from '#kernel';

import { DocumentDescribed, DocumentRedacted, privateFacts } from './document.events.js';

const reason = z.string().min(1);

/** What each command on a document carries. */
export const documentCommands = {
  /** A person says what it is and what it says. Keys are made of the supplier's number and the invoice's, never given. */
  DescribeDocument: z.strictObject({
    document: identifier,
    kind: documentKind,
    facts: DocumentDescribed.schema.shape.facts
      .omit({ supplierKey: true, invoiceKey: true, precedingKey: true })
      .optional(),
    texts: privateFacts.optional(),
    /** Whether it names patients, which evidence of an activity may not do. */
    namesPatients: z.boolean().optional(),
  }),
  /** What a text suggested, or an invoice whose sums do not hold, is as it says. */
  ConfirmDescription: z.strictObject({ document: identifier }),
  /** The copy was archived first, as any document is. */
  RedactDocument: DocumentRedacted.schema.extend({ reason: reason.optional() }),
  PlaceLegalHold: z.strictObject({ document: identifier, reason }),
  LiftLegalHold: z.strictObject({ document: identifier, reason }),
} as const;
