import type { Refusal } from './refusal.js';

/** What is refused of a return: its document and the answers to its form. */
export const ofReturns = {
  RETURN_STOPPED_BY_CHECKS: {
    kind: 'refused',
    says: 'Återrapporten stoppas av blankettens kontroller: {checks}. Se vad de säger med return show, och åtgärda dem först.',
  },
  RETURN_DOCUMENT_DIFFERS: {
    kind: 'refused',
    says: 'Återrapporten vid position {position} är en annan än den som granskades: dess kontrollsumma är {digest}. Bygg den på nytt med return build, granska den och ange dess kontrollsumma.',
  },
  RETURN_ANSWER_UNKNOWN: {
    kind: 'refused',
    says: 'Svaret {field} hör inte till något textfält i blanketten. Se fälten med return show, och rätta namnet.',
  },
  RETURN_ANSWER_TOO_LONG: {
    kind: 'refused',
    says: 'Svaret {field} är längre än de {maxLength} tecken som blanketten tar emot. Korta det.',
  },
  RETURN_ANSWER_MISSING: {
    kind: 'refused',
    says: 'Blanketten kräver ett svar på {field}. Lägg till det.',
  },
  RETURN_ANSWERS_UNREADABLE: {
    kind: 'refused',
    says: 'Filen med svar går inte att läsa. Lämna JSON med signatory och answers, eller bladet Svar ur den byggda arbetsboken med kolumnerna Fält och Svar.',
  },
} as const satisfies Record<string, Refusal>;
