import type { Refusal } from './refusal.js';

/** Where sealed documents lie that have outgrown one machine's disk. */
export const objectStore = {
  OBJECT_STORE_ADDRESS_MALFORMED: {
    kind: 'usage',
    says: 'Adressen i BIDRAGSBOK_S3 går inte att läsa vid {part}. Skriv den som s3://hink/mapp?endpoint=https://värd&region=region; användare och lösenord ska inte stå i den.',
  },
  OBJECT_STORE_UNREACHABLE: {
    kind: 'unavailable',
    says: 'Lagringen av dokument svarar inte. Inget har skrivits till hälften: se till att den är igång och kör samma kommando igen.',
  },
  OBJECT_STORE_DENIED: {
    kind: 'unavailable',
    says: 'Lagringen av dokument nekar åtkomst. Kontrollera AWS_ACCESS_KEY_ID och AWS_SECRET_ACCESS_KEY eller inloggningsfilen, och vad användaren får göra i hinken.',
  },
  OBJECT_STORE_BUCKET_MISSING: {
    kind: 'unavailable',
    says: 'Hinken {bucket} finns inte i lagringen. Skapa den, eller rätta adressen i BIDRAGSBOK_S3.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
