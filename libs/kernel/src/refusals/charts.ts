import type { Refusal } from './refusal.js';

/** Charts of accounts that are read out of a file, and books that are held against their files. */
export const charts = {
  CHART_COLUMNS_UNKNOWN: {
    kind: 'refused',
    says: 'Filen har ingen rubrikrad med kolumnen Konto bland de första raderna. Skriv rubrikerna Konto, Benämning, Kontotyp och Roll över kolumnerna; bara Konto måste finnas.',
  },
  CHART_FIELD_MALFORMED: {
    kind: 'refused',
    says: 'Kontoplanen går inte att läsa på rad {line}, fältet {field}: där ska stå {expected}. Rätta raden och läs in filen igen.',
  },
  CHART_WITHOUT_ACCOUNTS: {
    kind: 'refused',
    says: 'Filen har inga konton. Exportera kontoplanen som SIE (#KONTO), eller som en tabell med kolumnen Konto.',
  },
  BOOK_WITHOUT_FILES: {
    kind: 'not-found',
    says: 'Boken {book} har ingen fil inläst som gäller, så det finns inget att stämma av den mot. Läs in bokföringen med import sie eller import ledger.',
  },
} as const satisfies Record<string, Refusal>;
