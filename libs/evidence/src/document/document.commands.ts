import { z } from 'zod';

import { identifier } from '#kernel';

import { DocumentRedacted } from './document.events.js';

const reason = z.string().min(1);

/** What each command on a document carries. */
export const documentCommands = {
  /** The copy was archived first, as any document is. */
  RedactDocument: DocumentRedacted.schema.extend({ reason: reason.optional() }),
  PlaceLegalHold: z.strictObject({ document: identifier, reason }),
  LiftLegalHold: z.strictObject({ document: identifier, reason }),
} as const;
