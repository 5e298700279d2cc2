import type { Refusal } from './refusal.js';

/** Exports, proofs and backups as files. */
export const exports = {
  EVENT_UNKNOWN: {
    kind: 'not-found',
    says: 'Liggaren har ingen händelse {event}. Ange en position (17) eller en ström och dess revision (grant-…@3).',
  },
  FOLDER_NOT_EMPTY: {
    kind: 'conflict',
    says: 'Katalogen finns redan och är inte tom. Inget i den har ändrats; välj en annan.',
  },
  LOG_ALTERED: {
    kind: 'integrity',
    says: 'Händelsen vid position {position} är inte den som har signerats. Inget har lämnats ut; kör verify.',
  },
  PROOF_UNREADABLE: {
    kind: 'usage',
    says: 'Filen är inget bevis (tlog-proof), eller är ändrad ({fault}). Be om den igen.',
  },
  PROOF_FAILED: {
    kind: 'integrity',
    says: 'Beviset håller inte ({fault}). Händelsen i filen är inte bevisad; jämför nyckeln, och be om filen igen.',
  },
} as const satisfies Record<string, Refusal>;
