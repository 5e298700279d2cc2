import type { Refusal } from './refusal.js';

/** Files that come in over HTTP. */
export const uploads = {
  UPLOAD_TOO_LARGE: {
    kind: 'refused',
    says: 'Filen är större än {limit} och tas inte emot här. Dela upp den, eller läs in den från kommandoraden.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
