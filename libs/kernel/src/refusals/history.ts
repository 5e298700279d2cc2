import type { Refusal } from './refusal.js';

/** What has happened, and between which moments. */
export const history = {
  MOMENTS_REVERSED: {
    kind: 'usage',
    says: 'Perioden börjar vid position {from}, som ligger efter dess slut vid position {to}. Byt plats på --from och --to.',
  },
} as const satisfies Record<string, Refusal>;
