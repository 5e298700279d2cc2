import type { Refusal } from './refusal.js';

/** The database that one machine's files have grown into. */
export const postgres = {
  POSTGRES_ADDRESS_MALFORMED: {
    kind: 'usage',
    says: 'Adressen till PostgreSQL går inte att läsa. Skriv den som postgres://användare:lösenord@värd:5432/databas.',
  },
  POSTGRES_UNREACHABLE: {
    kind: 'unavailable',
    says: 'PostgreSQL svarar inte. Inget har skrivits till hälften: se till att servern är igång och kör samma kommando igen.',
  },
  POSTGRES_DENIED: {
    kind: 'unavailable',
    says: 'PostgreSQL nekar användaren åtkomst till databasen. Kontrollera användare, lösenord, databasens namn och rättigheter.',
  },
  POSTGRES_UNSUITED: {
    kind: 'unavailable',
    says: 'PostgreSQL {version} med teckenkodningen {encoding} går inte att använda: det ska vara version 14 eller senare och UTF8.',
  },
  POSTGRES_NEWER: {
    kind: 'unavailable',
    says: 'Databasens schema {schema} är gjort av ett annat, nyare program. Uppgradera Bidragsbok innan du går vidare.',
  },
} as const satisfies Record<string, Refusal>;
