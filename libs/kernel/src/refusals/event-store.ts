import type { Refusal } from './refusal.js';

/** The log in EventStoreDB or KurrentDB. */
export const eventStore = {
  EVENT_STORE_ADDRESS_MALFORMED: {
    kind: 'usage',
    says: 'Adressen till händelselagret går inte att läsa ({part}). Skriv den som esdb://användare:lösenord@värd:2113?tls=true.',
  },
  EVENT_STORE_UNREACHABLE: {
    kind: 'unavailable',
    says: 'Händelselagret svarar inte. Det är inte känt om det sista hann registreras: kör samma kommando igen, så skrivs inget två gånger.',
  },
  EVENT_STORE_DENIED: {
    kind: 'unavailable',
    says: 'Händelselagret nekar användaren åtkomst till {stream}. Kontrollera användare och lösenord, och att behörigheterna är uppsatta.',
  },
  APPEND_TOO_LARGE: {
    kind: 'refused',
    says: 'Kommandot skriver {size} byte i strömmen {stream}; händelselagret tar högst {limit} på en gång. Dela upp det.',
  },
  EVENT_FOREIGN: {
    kind: 'integrity',
    says: 'Händelse {revision} i strömmen {stream} är inte skriven av liggaren: {reason}. Skriv inget mer; ta reda på vem som skrev den.',
  },
  STREAM_CUT_OFF: {
    kind: 'integrity',
    says: 'Strömmen {stream} i händelselagret är avkortad eller borttagen. Skriv inget mer; återställ lagret från säkerhetskopian.',
  },
  STORE_POSITION_UNKNOWN: {
    kind: 'integrity',
    says: 'Händelselagret har ingen plats {position}: det är kortare än det var, eller ett annat. Skriv inget mer; återställ rätt lager.',
  },
} as const satisfies Record<string, Refusal>;
