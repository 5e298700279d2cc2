import type { Refusal } from './refusal.js';

/** Where logs are kept: in files of a folder, or on servers. */
export const servers = {
  SERVERS_HALF_NAMED: {
    kind: 'usage',
    says: 'Inställningen {named} är angiven, men inte {missing}. Händelselagret och PostgreSQL hör ihop: ange båda, eller ingen av dem.',
  },
  SERVERS_NOT_NAMED: {
    kind: 'usage',
    says: 'Inga servrar är angivna. Ange händelselagret med --to eller BIDRAGSBOK_EVENTSTORE, och databasen med --postgres eller BIDRAGSBOK_POSTGRES.',
  },
  LOG_MOVED: {
    kind: 'conflict',
    says: 'Liggaren för organisation {organisation} är flyttad till servrar. Ange dem med BIDRAGSBOK_EVENTSTORE och BIDRAGSBOK_POSTGRES.',
  },
  LOG_GREW: {
    kind: 'conflict',
    says: 'Någon skrev i liggaren medan den flyttades: på servrarna slutar den vid position {position}. Stäng alla andra program och kör samma kommando igen.',
  },
} as const satisfies Record<string, Refusal>;
