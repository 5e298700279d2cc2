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
  CHARACTER_NOT_IN_CP437: {
    kind: 'refused',
    says: 'Ett tecken i fältet {field} finns inte i teckenkoden CP437, som SIE 4 skrivs i: verifikation {series} {number}, rad {line}. Ingenting byts ut mot frågetecken; välj formatet xlsx, csv eller json, eller rätta texten i ekonomisystemet och läs in på nytt.',
  },
  FIELD_NOT_WRITABLE_AS_SIE: {
    kind: 'refused',
    says: 'Fältet {field} kan inte skrivas så att SIE 4 läser samma sak tillbaka (styrtecken, eller blanksteg, omvänt snedstreck eller ingenting där det inte får stå): verifikation {series} {number}, rad {line}. Välj formatet xlsx, csv eller json, eller rätta det i ekonomisystemet och läs in på nytt.',
  },
} as const satisfies Record<string, Refusal>;
