import type { DoubleFunding, evidenceEventTypes } from '#evidence';
import { counted, type DocumentKind, type WireOf } from '#kernel';

import type { Sentences } from './sentence.js';

type EvidenceWire = WireOf<(typeof evidenceEventTypes)[number]>;

const named = (document: string): string => `dokumentet ${document.slice(0, 8)}`;
const documents = (count: number): string => counted(count, 'dokument', 'dokument');

/** What a document is, in Swedish. */
export const documentKindWords: Readonly<Record<DocumentKind, string>> = {
  'ledger-extract': 'huvudboksutdrag',
  activity: 'underlag om aktiviteter',
  invoice: 'faktura',
  payslip: 'lönespecifikation',
  'payroll-file': 'lönefil till bokföringen',
  'employment-contract': 'anställningsavtal',
  decision: 'beslut',
  agreement: 'avtal',
  procurement: 'upphandling',
  timesheet: 'tidrapport',
  certificate: 'intyg',
  payment: 'betalningsbevis',
  approval: 'attest',
};

/** What of an invoice or of pay could be paid for twice, in Swedish. */
export const doubleFundingWords: Readonly<Record<keyof DoubleFunding, string>> = {
  DOCUMENT_ABOVE_TOTAL: 'dokument över sin summa',
  INVOICE_LINKED_TWICE: 'samma faktura två gånger',
  PERSON_ABOVE_WHOLE: 'mer än hela lönen',
};

function blocking(rules: DoubleFunding): string {
  const kinds = (Object.keys(doubleFundingWords) as (keyof DoubleFunding)[]).filter((kind) => rules[kind] === 'block');
  return kinds.length === 0 ? '' : `, och att neka ${kinds.map((kind) => doubleFundingWords[kind]).join(', ')}`;
}

/** What happens to documents, persons and requirements, in words. */
export const evidenceSentences: Sentences<EvidenceWire> = {
  DocumentArchived: {
    one: ({ data: { document, format } }) => `lade in ${named(document)} (${format})`,
    many: (count) => `lade in ${documents(count)}`,
  },
  DocumentDescribed: {
    one: ({ data: { document, kind } }) =>
      `beskrev ${named(document)} som ${kind === null ? 'något okänt' : documentKindWords[kind]}`,
    many: (count) => `beskrev ${documents(count)}`,
  },
  DocumentRedacted: {
    one: ({ data: { document, copy } }) => `lade in en maskad kopia (${copy.slice(0, 8)}) av ${named(document)}`,
    many: (count) => `lade in maskade kopior av ${documents(count)}`,
    why: 'reason',
  },
  LegalHoldPlaced: {
    one: ({ data: { document } }) => `beslutade att ${named(document)} ska bevaras tills vidare`,
    many: (count) => `beslutade att bevara ${documents(count)} tills vidare`,
    why: 'reason',
  },
  LegalHoldLifted: {
    one: ({ data: { document } }) => `hävde bevarandet av ${named(document)}`,
    many: (count) => `hävde bevarandet av ${documents(count)}`,
    why: 'reason',
  },
  PersonRegistered: {
    one: () => 'registrerade en person vars lön belastar ett bidrag',
    many: (count) => `registrerade ${counted(count, 'person', 'personer')} vars lön belastar ett bidrag`,
  },
  PersonsTied: {
    one: () => 'kopplade samman en person som fanns under två nummer',
    many: (count) => `kopplade samman ${counted(count, 'person', 'personer')} som fanns under två nummer`,
    why: 'reason',
  },
  PersonsUntied: {
    one: () => 'tog bort kopplingen mellan två personer',
    many: (count) => `tog bort ${counted(count, 'koppling', 'kopplingar')} mellan personer`,
    why: 'reason',
  },
  RequirementsAdopted: {
    one: ({ data: { rules, doubleFunding } }) =>
      `antog ${counted(rules.length, 'regel', 'regler')} om vilka underlag som kostnader behöver${blocking(doubleFunding)}`,
    many: (count) => `antog regler om underlag ${counted(count, 'gång', 'gånger')}`,
    why: 'reason',
  },
};
