import type { Refusal } from './refusal.js';

/** Lists of what evidence is missing, and what is read back of them. */
export const matching = {
  GAP_LIST_UNKNOWN: {
    kind: 'refused',
    says: 'Filen är ingen lista över saknade underlag: rubrikerna Bok, Serie, Nummer, Rad, Fil, Styrker och Kommentar hittas inte. Skriv en ny lista med evidence gaps --xlsx och fyll i den.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
