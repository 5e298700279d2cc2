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
    says: 'Ett tecken i fältet {field} finns inte i teckenkoden CP437, som SIE 4 skrivs i: bok {book}, verifikation {series} {number}, rad {line}. Ingenting byts ut mot frågetecken; välj formatet xlsx, csv eller json, eller rätta texten i ekonomisystemet och läs in på nytt.',
  },
  FIELD_NOT_WRITABLE_AS_SIE: {
    kind: 'refused',
    says: 'Fältet {field} kan inte skrivas så att SIE 4 läser samma sak tillbaka (styrtecken, eller blanksteg, omvänt snedstreck eller ingenting där det inte får stå): bok {book}, verifikation {series} {number}, rad {line}. Välj formatet xlsx, csv eller json, eller rätta det i ekonomisystemet och läs in på nytt.',
  },
  EXTRACT_OF_SEVERAL_BOOKS: {
    kind: 'refused',
    says: 'Projektkodens rader finns i flera böcker ({books}), och en SIE-fil rymmer en. Ange vilken med --book, eller välj formatet xlsx, csv eller json.',
  },
  BOOK_WITHOUT_CONTRA_LINES: {
    kind: 'refused',
    says: 'Boken {book} är inläst som utdrag och har inga motrader, så verifikationerna går inte ihop i en SIE-fil. Välj formatet xlsx, csv eller json.',
  },
  VOUCHER_WITHOUT_CONTRA_LINES: {
    kind: 'refused',
    says: 'Verifikation {series} {number} i boken {book} lästes in utan alla motrader: debet och kredit skiljer {difference} kr, och SIE kräver att de går ihop. Läs in boken på nytt ur en hel fil, eller välj formatet xlsx, csv eller json.',
  },
} as const satisfies Record<string, Refusal>;
