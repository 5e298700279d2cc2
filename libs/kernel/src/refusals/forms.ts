import type { Refusal } from './refusal.js';

/** Forms: commands as sheets of a workbook. */
export const forms = {
  FORM_KIND_UNKNOWN: {
    kind: 'usage',
    says: 'Det finns inget formulär som heter så. Se vilka som finns med: template list.',
  },
  FORM_UNKNOWN: {
    kind: 'usage',
    says: 'Arbetsboken är inget formulär härifrån, eller så är dess dolda blad borttaget. Skapa ett nytt med template och flytta över raderna.',
  },
  FORM_READ_ELSEWHERE: {
    kind: 'usage',
    says: 'Arbetsboken är ett formulär som läses av ett annat kommando. Läs den med: bidragsbok {command} FILEN.xlsx.',
  },
  FORM_VERSION_UNKNOWN: {
    kind: 'usage',
    says: 'Formuläret har version {version}, och här läses version {oldest} till {newest}. Skapa ett nytt med template och flytta över raderna.',
  },
  FORM_EMPTY: {
    kind: 'usage',
    says: 'Formuläret har inga ifyllda rader. Fyll i raderna under exemplet, och spara filen innan den läses.',
  },
  FORM_CELL_FAULTY: {
    kind: 'usage',
    says: 'Formuläret har {count} fel, och inget är utfört. Rätta cellerna, spara och läs filen igen.{cells}',
  },
} as const satisfies Record<string, Refusal>;
