import type { Refusal } from './refusal.js';

/** Originals and the keys that open them. */
export const vault = {
  KEYRING_MISSING: {
    kind: 'integrity',
    says: 'Nycklarna till dokumenten finns inte i {folder}, men det finns dokument som är låsta med dem. Lägg tillbaka nyckelmappen från dess kopia, eller ange rätt mapp i BIDRAGSBOK_KEYS.',
  },
  KEYRING_OPEN_TO_OTHERS: {
    kind: 'refused',
    says: 'Nyckelfilen {file} kan läsas av andra. Ta bort deras rättigheter med chmod 600 och försök igen.',
  },
  KEYRING_DAMAGED: {
    kind: 'integrity',
    says: 'Nyckelfilen {file} är skadad eller hör till en annan nyckelmapp. Lägg tillbaka nyckelmappen från dess kopia.',
  },
  KEYS_INSIDE_DATA: {
    kind: 'refused',
    says: 'Nyckelmappen {folder} ligger i datamappen, och då följer nycklarna med i varje säkerhetskopia. Ange en mapp utanför den i BIDRAGSBOK_KEYS.',
  },
  DOCUMENT_KEY_MISSING: {
    kind: 'integrity',
    says: 'Nyckeln till dokumentet {document} finns inte. Lägg tillbaka nyckelmappen från dess kopia, eller lägg in originalet igen med evidence add.',
  },
  DOCUMENT_BYTES_MISSING: {
    kind: 'integrity',
    says: 'Dokumentet {document} saknas i valvet. Lägg tillbaka det från en säkerhetskopia, eller lägg in originalet igen med evidence add.',
  },
  DOCUMENT_DAMAGED: {
    kind: 'integrity',
    says: 'Dokumentet {document} har ändrats eller kortats av i valvet och lämnas inte ut. Lägg tillbaka det från en säkerhetskopia, eller lägg in originalet igen med evidence add.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
