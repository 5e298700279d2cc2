import type { Refusal } from './refusal.js';

/** What a sample is drawn of. */
export const samples = {
  SAMPLE_UNIT_UNKNOWN: {
    kind: 'not-found',
    says: 'I listan är {count} av enheterna okända: de finns inte i det som urvalet görs ur. Kontrollera att id:na är skrivna som ett urval med all skriver dem, en per rad.',
  },
} as const satisfies Record<string, Refusal>;
