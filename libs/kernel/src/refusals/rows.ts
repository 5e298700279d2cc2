import type { Refusal } from './refusal.js';

/** The rows that answer questions, where several programs keep them together. */
export const rows = {
  ROWS_OF_ANOTHER_PROGRAM: {
    kind: 'unavailable',
    says: 'Svaren i PostgreSQL är byggda av en annan version av Bidragsbok. Uppgradera alla program till samma version och starta om dem.',
  },
} as const satisfies Record<string, Refusal>;
