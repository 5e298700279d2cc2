import type { Refusal } from './refusal.js';

/** What supports the costs: documents, links, salaries, requirements. */
export const evidence = {
  LINK_EXCEEDS_LINE: {
    kind: 'refused',
    says: 'Underlaget skulle styrka {linked} kr av rad {line}, som är på {amount} kr. Ange ett belopp med radens tecken som inte är större än raden.',
  },
  LINK_TO_ITSELF: {
    kind: 'refused',
    says: 'Rad {line} kan inte styrkas av sin egen verifikation. Ange den verifikation som kostnaden kommer från, eller ett dokument.',
  },
  EVIDENCE_NOT_LINKED: {
    kind: 'not-found',
    says: 'Rad {line} är inte kopplad till det underlaget. Se efter i voucher show vilka underlag den har.',
  },
  SALARY_NOT_LINKED: {
    kind: 'not-found',
    says: 'Rad {line} har inga löneandelar att ta bort. Se efter i salary list vilka rader som har det.',
  },
  DOCUMENT_UNKNOWN: {
    kind: 'not-found',
    says: 'Dokumentet {document} finns inte. Lägg in det med evidence add, eller se efter i evidence list vad som finns.',
  },
  DOCUMENT_ERASED: {
    kind: 'refused',
    says: 'Dokumentet {document} har gallrats genom ett beslut och kan inte längre användas. Lägg in ett annat underlag.',
  },
  DOCUMENT_NOT_HELD: {
    kind: 'not-found',
    says: 'Dokumentet {document} har inget beslut om bevarande att häva.',
  },
  REDACTED_COPY_IS_ORIGINAL: {
    kind: 'refused',
    says: 'Dokumentet {document} kan inte vara en maskad kopia av sig självt. Lägg in den maskade filen och ange den.',
  },
  REDACTED_COPY_OF_ANOTHER: {
    kind: 'refused',
    says: 'Dokumentet {copy} är redan en maskad kopia av ett annat dokument eller har egna kopior. Lägg in en egen fil för den här kopian.',
  },
  REQUIREMENT_LISTED_TWICE: {
    kind: 'refused',
    says: 'Regeln {rule} står två gånger. Låt den stå en gång, eller ge den ena ett annat namn.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
