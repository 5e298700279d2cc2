import type { Refusal } from './refusal.js';

/** The log that lies in EventStoreDB, and its copy in PostgreSQL. */
export const copiedLog = {
  LOG_STOPPED: {
    kind: 'integrity',
    says: 'Liggaren för organisation {organisation} står stilla sedan {since}: händelse {revision} i strömmen {stream} kan inte tas emot ({reason}). Det som kom före går att läsa. Ta reda på vem som skrev den; uppgradera programmet om en nyare version gjorde det, eller återställ händelselagret.',
  },
  NOTARY_HOLDS: {
    kind: 'integrity',
    says: 'Händelselagret är inte det som det var (sedan {since}): liggarna är avskrivna till plats {had}, men lagret slutar vid {found} eller har en annan händelse där. Inget skrivs. Anslut rätt händelselager, eller återställ det från säkerhetskopian.',
  },
} as const satisfies Record<string, Refusal>;
