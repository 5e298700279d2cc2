import type { Refusal } from './refusal.js';

/** Files that are handed out. */
export const outputs = {
  OUTPUT_EXISTS: {
    kind: 'conflict',
    says: 'Filen finns redan och lämnas orörd. Välj ett annat namn, eller skriv över den med --overwrite.',
  },
  OUTPUT_UNWRITABLE: {
    kind: 'unavailable',
    says: 'Filen går inte att skriva. Kontrollera att katalogen finns och får skrivas i.',
  },
  SHEET_TOO_LONG: {
    kind: 'refused',
    says: 'Bladet {sheet} har fler rader än de 1 048 576 som Excel öppnar. Välj formatet csv eller sie i stället.',
  },
  CELL_TEXT_TOO_LONG: {
    kind: 'refused',
    says: 'En text på rad {row} i bladet {sheet} är längre än de {longest} tecken som Excel öppnar. Välj formatet csv eller json i stället.',
  },
} as const satisfies Record<string, Refusal>;
