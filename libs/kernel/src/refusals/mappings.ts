import type { Refusal } from './refusal.js';

/** Exported ledgers that are read by a column mapping: the mapping itself, and what the rows of the file say. */
export const mappings = {
  MAPPING_UNKNOWN: {
    kind: 'not-found',
    says: 'Mappningen {mapping} fanns inte vid den tidpunkten. Se vilka som finns med mapping list, eller spara den med mapping save.',
  },
  MAPPING_FILE_UNREADABLE: {
    kind: 'usage',
    says: 'Filen innehåller ingen kolumnmappning i JSON. Skapa den med: mapping suggest FIL --json.',
  },
  MAPPING_COLUMN_TWICE: {
    kind: 'refused',
    says: 'Kolumnen ”{heading}” är mappad två gånger, till {field} och till {other}. Ta bort den ena ur mappningen.',
  },
  MAPPING_DIMENSION_TWICE: {
    kind: 'refused',
    says: 'Mappningen hämtar dimension {dimension} ur två kolumner. Ge den ena kolumnen en annan dimension.',
  },
  MAPPING_HEADINGS_MISSING: {
    kind: 'refused',
    says: 'Filen har ingen rubrikrad med alla mappningens kolumner; det som saknas är {headings}. Välj mappningen för det system som filen kommer ur.',
  },
  MAPPING_HEADING_AMBIGUOUS: {
    kind: 'refused',
    says: 'Rubriken ”{heading}” står över flera kolumner. Ange i mappningen vilken av dem som menas med nth, räknat från 1.',
  },
  TABLE_WITHOUT_POSTINGS: {
    kind: 'refused',
    says: 'Filen har inga konteringsrader under rubrikraden. Exportera verifikationslistan på nytt, eller välj ett annat blad.',
  },
  TABLE_WITHOUT_HEADINGS: {
    kind: 'refused',
    says: 'Bladet har ingen rubrikrad som går att känna igen bland de första hundra raderna. Välj ett annat blad med --sheet, eller skriv mappningen själv.',
  },
  LEDGER_WITHOUT_VOUCHERS: {
    kind: 'refused',
    says: 'Mappningen säger att filen saknar verifikationsnummer, och då är boken aldrig hel. Läs in filen i en bok som är öppnad som utdrag (form extract), eller exportera med verifikationsnummer.',
  },
  ROW_NOT_UNDERSTOOD: {
    kind: 'refused',
    says: 'Raden är varken kontering, rubrik eller summa. Ta bort den ur filen, eller rätta exporten.',
  },
  CELL_FAULTY: {
    kind: 'refused',
    says: 'Cellen innehåller ett felvärde eller en formel utan beräknat värde. Öppna arbetsboken, räkna om den och spara den.',
  },
  ACCOUNT_UNREADABLE: {
    kind: 'refused',
    says: 'Kontot är inget kontonummer. Rätta exporten, eller ange i mappningen att kolumnen också har kontots namn (withName).',
  },
  AMOUNT_MISSING: {
    kind: 'refused',
    says: 'Konteringsraden saknar belopp. Rätta exporten och läs in filen igen.',
  },
  AMOUNT_NOT_AS_MAPPED: {
    kind: 'refused',
    says: 'Beloppet är inte skrivet med mappningens decimaltecken och tusental i grupper om tre. Rätta exporten eller mappningen.',
  },
  AMOUNT_DEBIT_AND_CREDIT: {
    kind: 'refused',
    says: 'Raden har belopp både i debet och i kredit. Dela den i två rader i ekonomisystemet, och exportera på nytt.',
  },
  AMOUNT_SIDE_UNKNOWN: {
    kind: 'refused',
    says: 'Kolumnen för debet och kredit har inget av mappningens ord. Rätta exporten, eller ange orden i mappningen.',
  },
  ROW_DATE_MALFORMED: {
    kind: 'refused',
    says: 'Datumet saknas eller är ingen kalenderdag skriven så som mappningen säger. Rätta exporten eller mappningen.',
  },
  VOUCHER_NUMBER_MISSING: {
    kind: 'refused',
    says: 'Konteringsraden saknar verifikationsnummer. Rätta exporten och läs in filen igen.',
  },
  VOUCHER_NUMBER_NOT_AS_MAPPED: {
    kind: 'refused',
    says: 'Serie och nummer är inte skrivna så som mappningen säger. Rätta exporten, eller mappningens voucher.',
  },
} as const satisfies Record<string, Refusal>;
