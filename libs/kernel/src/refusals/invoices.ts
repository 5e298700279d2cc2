import type { Refusal } from './refusal.js';

/** Invoices and PDFs that are read for what they say. */
export const invoices = {
  NOT_AN_INVOICE: {
    kind: 'refused',
    says: 'XML-filen är varken en faktura eller en kreditnota i UBL 2.1. Beskriv dokumentet för hand med evidence describe.',
  },
  INVOICE_FIELD_MALFORMED: {
    kind: 'refused',
    says: 'Fakturan går inte att läsa: uppgiften {term} i EN 16931 saknas eller är fel skriven. Be leverantören om en ny faktura, eller beskriv dokumentet för hand med evidence describe.',
  },
  DESCRIPTION_NOT_SUGGESTED: {
    kind: 'refused',
    says: 'Dokumentet {document} har ingen föreslagen beskrivning att bekräfta. Beskriv det med evidence describe --kind.',
  },
  PATIENTS_NOT_ASKED_ABOUT: {
    kind: 'refused',
    says: 'Ett underlag om aktiviteter får inte namnge patienter (OSL 25:1). Ord som kan tyda på det: {words}. Läs igenom det och svara med --names-patients no, eller maska det först.',
  },
  ACTIVITY_NAMES_PATIENTS: {
    kind: 'refused',
    says: 'Underlaget om aktiviteter namnger patienter ({personalNumbers} personnummer i texten) och får inte användas (OSL 25:1). Maska uppgifterna, lägg in den maskade filen och beskriv den i stället.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
