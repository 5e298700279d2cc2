import type { Refusal } from './refusal.js';

/** Files of rows and columns (CSV, Excel): what they are, and whether they can be read. */
export const tables = {
  NOT_TABLE_FILE: {
    kind: 'refused',
    says: 'Filen är ingen tabell ({found}). Exportera posterna som CSV eller spara dem som .xlsx, och läs in den filen.',
  },
  TABLE_IS_SIE: {
    kind: 'refused',
    says: 'Filen är en SIE-fil och ingen tabell. Läs in den med import sie.',
  },
  TABLE_IS_OLD_EXCEL: {
    kind: 'refused',
    says: 'Filen är sparad i Excels gamla format (.xls). Öppna den i Excel, spara som .xlsx och läs in den filen.',
  },
  TABLE_HAS_PASSWORD: {
    kind: 'refused',
    says: 'Filen är skyddad med lösenord. Öppna den i Excel, spara utan lösenord och läs in den filen.',
  },
  WORKBOOK_NOT_XLSX: {
    kind: 'refused',
    says: 'Arbetsboken är sparad som {format}, som inte kan läsas in. Öppna den, spara som .xlsx och läs in den filen.',
  },
  WORKBOOK_HAS_MACROS: {
    kind: 'refused',
    says: 'Arbetsboken innehåller makron. Spara den som Excel-arbetsbok utan makron (.xlsx) och läs in den filen.',
  },
  WORKBOOK_HAS_EXTERNAL_LINKS: {
    kind: 'refused',
    says: 'Arbetsboken hämtar värden ur andra filer. Bryt länkarna i Excel (Data, Redigera länkar), spara och läs in på nytt.',
  },
  WORKBOOK_BROKEN: {
    kind: 'refused',
    says: 'Arbetsboken är skadad eller avkortad och kan inte läsas ({part}). Öppna den i Excel och spara på nytt, eller exportera den på nytt.',
  },
  WORKBOOK_TOO_LARGE: {
    kind: 'refused',
    says: 'Arbetsbokens del {part} är mer än {limit} uppackad. Dela upp arbetsboken, eller exportera den som CSV.',
  },
  SHEET_UNKNOWN: {
    kind: 'refused',
    says: 'Filen har inget blad med det namnet. Kontrollera namnet, eller ange inget blad för att läsa det första.',
  },
  TABLE_IS_PIVOT: {
    kind: 'refused',
    says: 'Bladet är en pivottabell, vars rader är summor och inga poster. Ange bladet som posterna står på.',
  },
  TABLE_ROW_TOO_LONG: {
    kind: 'refused',
    says: 'Raden som börjar på rad {line} är för lång för en tabellrad, eller har ett citattecken som aldrig stängs. Rätta raden eller exportera filen på nytt.',
  },
  TABLE_QUOTE_UNCLOSED: {
    kind: 'refused',
    says: 'Raden som börjar på rad {line} har ett citattecken som inte stängs innan filen slutar. Filen är troligen avkortad; exportera den på nytt.',
  },
} as const satisfies Record<string, Refusal>;
