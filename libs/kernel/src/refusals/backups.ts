import type { Refusal } from './refusal.js';

/** Backups, and logs that are put back from them. */
export const backups = {
  BACKUP_UNREADABLE: {
    kind: 'not-found',
    says: 'Katalogen är ingen säkerhetskopia: den har ingen fil manifest. Ange katalogen som backup skrev.',
  },
  BACKUP_DAMAGED: {
    kind: 'integrity',
    says:
      'Filen {file} i säkerhetskopian saknas eller är inte den som signerades. Inget har återställts; hämta filen från ett annat ' +
      'exemplar, eller ta en annan säkerhetskopia.',
  },
  BACKUP_NOT_INTACT: {
    kind: 'integrity',
    says:
      'Det som skulle kopieras är inte som det har signerats: {what}. Inget har lagts på plats; kör verify på liggaren, eller ta ' +
      'en annan säkerhetskopia.',
  },
  RESTORE_PLACE_TAKEN: {
    kind: 'conflict',
    says:
      'I organisationens mapp ligger rester av en annan liggare ({names}). Inget har ändrats; flytta undan dem. ' +
      'Mappen signer ska ligga kvar.',
  },
  CHECKPOINT_NOT_FOUND: {
    kind: 'usage',
    says: 'I filen finns ingen kontrollpunkt. Ange en kontrollpunkt, eller en rapport eller ett svar som bär en.',
  },
  CHECKPOINT_NOT_OURS: {
    kind: 'integrity',
    says:
      'Kontrollpunkten över {size} händelser är inte signerad av en nyckel som liggaren nämner: den är ändrad, eller en annan liggares. ' +
      'Be om den igen. Är nyckeln nyare än säkerhetskopian som ska återställas, ange den med --key.',
  },
  HISTORY_DIFFERS: {
    kind: 'integrity',
    says:
      'Säkerhetskopians första {size} händelser är inte de som har signerats. Det är en annan historia och återställs aldrig; ta ' +
      'en annan säkerhetskopia, och ta reda på hur den här har kommit till.',
  },
  EVENTS_MISSING: {
    kind: 'integrity',
    says:
      'Säkerhetskopian är äldre än det som har signerats: händelserna på position {from}–{to}, skrivna efter {since}, saknas. Ta en ' +
      'nyare säkerhetskopia. Finns ingen, återställ med --accept-loss; förlusten skrivs då in i liggaren.',
  },
  KEY_MALFORMED: {
    kind: 'usage',
    says: 'Nyckeln går inte att läsa. Ange den hel, som key show skriver den.',
  },
} as const satisfies Record<string, Refusal>;
