import type { Refusal } from './refusal.js';

/** Values that are not what they must be. */
export const values = {
  MONEY_MALFORMED: { kind: 'refused', says: 'Beloppet är inte ett belopp med två decimaler. Skriv det som -1234.50.' },
  MONEY_OUT_OF_RANGE: {
    kind: 'refused',
    says: 'Beloppet är större än vad liggaren kan räkna exakt på. Kontrollera beloppet.',
  },
  AMOUNT_AMBIGUOUS: {
    kind: 'refused',
    says: 'Beloppet kan läsas på två sätt. Skriv det med två decimaler eller utan tusentalsavgränsare.',
  },
  AMOUNT_UNREADABLE: { kind: 'refused', says: 'Beloppet går inte att läsa. Skriv det som 1 234,50.' },
  WEIGHT_MALFORMED: {
    kind: 'refused',
    says: 'En vikt i fördelningen är inte ett tal från noll och uppåt. Rätta vikten.',
  },
  WEIGHTS_SUM_TO_ZERO: {
    kind: 'refused',
    says: 'Vikterna i fördelningen är noll tillsammans, så det finns inget att fördela efter. Ange minst en vikt.',
  },
  WEIGHTS_EXCEED_TOTAL: {
    kind: 'refused',
    says: 'Vikterna är tillsammans mer än den totala vikten, så mer än hela beloppet skulle delas ut. Rätta vikterna.',
  },
  SHARE_MALFORMED: {
    kind: 'refused',
    says: 'Andelen ska vara större än 0 och högst 1, utan avslutande nollor. Skriv den som 0.6.',
  },
  SHARES_EXCEED_WHOLE: { kind: 'refused', says: 'Andelarna är tillsammans mer än 1. Minska dem.' },
  DATE_MALFORMED: { kind: 'refused', says: 'Datumet är ingen kalenderdag. Skriv det som 2026-02-28.' },
  ORGANISATION_NUMBER_MALFORMED: {
    kind: 'refused',
    says: 'Organisationsnumret har inte tio siffror med rätt kontrollsiffra. Kontrollera numret.',
  },
} as const satisfies Record<string, Refusal>;
