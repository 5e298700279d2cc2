import type { Refusal } from './refusal.js';

/** Vouchers that a file holds and that were held back. */
export const quarantine = {
  QUARANTINE_REPLACED: {
    kind: 'refused',
    says: 'En senare fil än inläsningen {import} omfattar verifikationen på rad {line}, och den filen gäller. Se vad som är kvar med import quarantine list.',
  },
  QUARANTINE_READ_OTHERWISE: {
    kind: 'refused',
    says: 'Verifikationen på rad {line} i inläsningen {import} läses inte längre som den lästes då; boken har ändrats sedan dess. Läs in filen på nytt och besluta om den på nytt.',
  },
  QUARANTINE_OUT_OF_SCOPE: {
    kind: 'refused',
    says: 'Inget på verifikationen på rad {line} i inläsningen {import} rör något bidrag, så det finns inget att föra in. Avvisa den med import quarantine reject.',
  },
} as const satisfies Record<string, Refusal>;
