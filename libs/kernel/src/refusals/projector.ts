import type { Refusal } from './refusal.js';

/** The worker that follows the log into PostgreSQL. */
export const projector = {
  PROJECTOR_WITHOUT_STORES: {
    kind: 'usage',
    says:
      'Projektorn följer ett händelselager in i PostgreSQL och behöver veta var de finns: {missing} är inte satt. Sätt ' +
      'BIDRAGSBOK_EVENTSTORE till esdb://användare:lösenord@värd:2113?tls=true och BIDRAGSBOK_POSTGRES till ' +
      'postgres://användare:lösenord@värd:5432/databas, samma som för API:t. Utan dem behövs ingen projektor.',
  },
  LEASE_LOST: {
    kind: 'unavailable',
    says:
      'Arbetet ({role}, {part}) är inte längre den här processens: dess tid gick ut, och en annan kan ha tagit över. Inget mer har ' +
      'skrivits. Det ordnar sig av sig självt; kontrollera annars att datorn inte är överlastad.',
  },
} as const satisfies Record<string, Refusal>;
