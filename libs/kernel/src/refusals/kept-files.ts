import type { Refusal } from './refusal.js';

/** Files as they were taken in, read again. */
export const keptFiles = {
  KEPT_FILE_MISSING: {
    kind: 'integrity',
    says: 'Filen som inläsningen {import} läste finns inte bland de sparade filerna. Återställ katalogen files från säkerhetskopian.',
  },
  KEPT_FILE_DAMAGED: {
    kind: 'integrity',
    says: 'Den sparade filen från inläsningen {import} är inte den som lästes in. Återställ katalogen files från säkerhetskopian.',
  },
} as const satisfies Record<string, Refusal>;
