import type { Refusal } from './refusal.js';

/** Texts that are erased by a decision (gallring). */
export const erasures = {
  ERASURE_NAMES_NOTHING: {
    kind: 'refused',
    says: 'Det framgår inte vad som ska raderas. Ange minst en verifikation, inläsning, ström eller position, eller ett dokument.',
  },
  ERASURE_OF_NOTHING: {
    kind: 'refused',
    says: 'Det finns ingen text kvar att radera i det som anges. Kontrollera vad som är angivet med --dry-run.',
  },
  ERASURE_TOO_EARLY: {
    kind: 'refused',
    says: 'Bevarandetiden har inte gått ut (LKBR 3 kap. 13 §). Det som anges får raderas tidigast {allowedFrom}; vänta till dess.',
  },
  ERASURE_DURING_IMPORT: {
    kind: 'refused',
    says: 'Inläsningen {import} är inte färdig. Läs in samma fil igen så att den blir klar, eller ta tillbaka den, och radera sedan.',
  },
  KEPT_FILE_READ_OTHERWISE: {
    kind: 'refused',
    says: 'Den sparade filen från inläsningen {import} skulle läsas annorlunda utan texterna, så inget är raderat. Radera i stället hela inläsningen, eller ta tillbaka den och läs in en fil som är rätt skriven.',
  },
  DOCUMENT_HELD: {
    kind: 'refused',
    says: 'Dokumentet {document} ska bevaras tills vidare enligt ett beslut och får inte gallras. Häv beslutet först om det inte längre gäller.',
  },
  DOCUMENT_KEPT: {
    kind: 'refused',
    says: 'Dokumentet {document} är ett beslut och ska bevaras. Ange de andra dokumenten utan det.',
  },
  DOCUMENT_EMBEDDED: {
    kind: 'refused',
    says: 'Dokumentet {document} ligger också inbäddat i {parent} och skulle finnas kvar där. Ange {parent} i stället.',
  },
  STREAM_UNKNOWN: {
    kind: 'not-found',
    says: 'Det finns ingen ström {stream} i liggaren. Kontrollera namnet.',
  },
  POSITION_UNKNOWN: {
    kind: 'not-found',
    says: 'Det finns ingen händelse på position {position} i liggaren. Kontrollera positionen med history.',
  },
} as const satisfies Record<string, Refusal>;
