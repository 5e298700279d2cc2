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

  DOCUMENT_EMPTY: { kind: 'refused', says: 'Filen är tom. Spara den på nytt och lägg in den igen.' },
  DOCUMENT_TOO_LARGE: {
    kind: 'refused',
    says: 'Filen är större än {limit} byte. Dela upp den, eller skanna den med lägre upplösning, och lägg in delarna.',
  },
  DOCUMENT_TOO_LARGE_IN_ARCHIVE: {
    kind: 'refused',
    says: 'Filen i arkivet är större än 100 MiB uppackad. Dela upp den, eller skanna den med lägre upplösning, och lägg in delarna.',
  },
  DOCUMENT_TYPE_UNKNOWN: {
    kind: 'refused',
    says: 'Filen är av en typ som inte tas emot. Spara den som PDF, XML, SIE, CSV, Excel, Word, OpenDocument, PNG, JPEG eller TIFF.',
  },
  DOCUMENT_IS_ACTIVE: {
    kind: 'refused',
    says: 'Filen är en webbsida, en bild med kod eller ett skript och tas inte emot. Spara innehållet som PDF och lägg in det.',
  },
  FILE_NOT_WHAT_IT_SAYS: {
    kind: 'refused',
    says: 'Filen heter .{extension} men är av typen {format}. Kontrollera var den kommer från, ge den rätt ändelse och lägg in den igen.',
  },
  ARCHIVE_IN_ARCHIVE: {
    kind: 'refused',
    says: 'Filen är ett arkiv i ett annat arkiv eller saknar dokument. Packa upp det och lägg in filerna.',
  },
  DOCUMENT_HAS_MACROS: {
    kind: 'refused',
    says: 'Filen innehåller makron. Spara den utan makron, eller som PDF, och lägg in den igen.',
  },
  DOCUMENT_UNREADABLE: {
    kind: 'refused',
    says: 'Filen är skadad och går inte att öppna. Hämta den på nytt från den som skickade den.',
  },
  PDF_HAS_SCRIPTS: {
    kind: 'refused',
    says: 'PDF-filen innehåller skript eller startar något när den öppnas. Skriv ut den till en ny PDF och lägg in den.',
  },
  PDF_IS_ENCRYPTED: {
    kind: 'refused',
    says: 'PDF-filen är låst och går inte att granska. Spara den utan lösenord och skydd och lägg in den igen.',
  },
  PDF_CARRIES_PROGRAMS: {
    kind: 'refused',
    says: 'PDF-filen bär med sig ett program eller arkiv. Spara den utan bilagor och lägg in bilagorna var för sig.',
  },
  ARCHIVE_BROKEN: {
    kind: 'refused',
    says: 'Arkivet är skadat eller ofullständigt. Hämta det på nytt, eller packa upp det och lägg in mappen.',
  },
  ARCHIVE_TOO_LARGE: {
    kind: 'refused',
    says: 'Arkivet innehåller mer än {limit}. Dela upp det och lägg in delarna var för sig.',
  },
  ARCHIVE_BOMB: {
    kind: 'refused',
    says: 'Filen blir orimligt stor när den packas upp och togs inte emot. Kontrollera var arkivet kommer från.',
  },
  ARCHIVE_NAME_CLIMBS_OUT: {
    kind: 'refused',
    says: 'Filens namn i arkivet pekar utanför det och togs inte emot. Kontrollera var arkivet kommer från.',
  },
  ARCHIVE_HOLDS_LINK: {
    kind: 'refused',
    says: 'Posten i arkivet är en länk och ingen fil. Lägg in filen som den pekar på.',
  },
  ARCHIVE_HAS_PASSWORD: {
    kind: 'refused',
    says: 'Filen i arkivet är låst med lösenord. Packa upp den och lägg in den utan lösenord.',
  },
  ARCHIVE_NAME_TWICE: {
    kind: 'refused',
    says: 'Namnet står två gånger i arkivet, och det går inte att veta vilken fil som menas. Packa upp det och lägg in mappen.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
