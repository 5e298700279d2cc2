import type { Refusal } from './refusal.js';

/** Packages of underlay. */
export const packages = {
  VOUCHER_NOT_IN_SELECTION: {
    kind: 'not-found',
    says: 'Verifikation {series} {number} i boken {book} har ingen rad som är kostnad för bidraget {grant} i urvalet. Se efter i ledger extract vilka som har det, eller vidga urvalet.',
  },
  PACKAGE_UNREADABLE: {
    kind: 'refused',
    says: 'Filen går inte att läsa som ett underlagspaket (ZIP). Hämta den på nytt, eller packa upp den och pröva med verify.py.',
  },
} as const satisfies Record<string, Refusal>;
