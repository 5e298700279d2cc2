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
  PRUNED_LOG_STAYS: {
    kind: 'refused',
    says: 'Liggaren är gallrad (beslut på position {decision}), och gallrade händelser går inte att skriva i händelselagret: deras innehåll finns inte kvar. Låt liggaren ligga kvar i sin fil.',
  },
  LOG_DIFFERS_THERE: {
    kind: 'conflict',
    says: 'Händelselagret har redan en annan liggare för organisation {organisation}: de {events} första händelserna där är inte desamma som här. Inget mer flyttas; ange rätt händelselager och rätt databas.',
  },
} as const satisfies Record<string, Refusal>;
