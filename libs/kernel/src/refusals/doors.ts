import type { Refusal } from './refusal.js';

/** What a door or the intake behind it refuses before any rule of a domain is asked. */
export const doors = {
  CALL_MALFORMED: { kind: 'usage', says: 'Anropet går inte att följa: {fault}. Se hjälpen med --help.' },
  REQUEST_MALFORMED: {
    kind: 'usage',
    says: 'Anropets fält {field} går inte att läsa. {expected} Rätta fältet och försök igen.',
  },
  COMMAND_MALFORMED: {
    kind: 'usage',
    says: 'Kommandot {command} går inte att läsa vid {field}: {expected}. Rätta fältet.',
  },
  COMMAND_UNKNOWN: { kind: 'usage', says: 'Det finns inget kommando {command}. Se docs/commands.md.' },
  COMMAND_FILE_UNREADABLE: {
    kind: 'usage',
    says: 'Filen är ingen JSON-lista av kommandon. Skriv den som [{ "type": …, "data": … }].',
  },
  FILE_NOT_FOUND: { kind: 'refused', says: 'Filen finns inte eller får inte läsas. Kontrollera sökvägen.' },
  FILE_CHANGED: {
    kind: 'conflict',
    says: 'Filen ändrades medan den lästes. Vänta tills den är färdigskriven och läs in den igen.',
  },
  DATA_UNWRITABLE: {
    kind: 'unavailable',
    says: 'Datakatalogen går inte att skriva i. Kontrollera rättigheter och BIDRAGSBOK_DATA.',
  },
  ORGANISATION_NOT_CHOSEN: { kind: 'usage', says: 'Datakatalogen har flera organisationer. Ange vilken med --org.' },
  ORGANISATION_UNKNOWN: {
    kind: 'not-found',
    says: 'Ingen liggare är öppnad för organisationen. Kör först: init --org ORGNR --name NAMN.',
  },
  MOMENT_MALFORMED: {
    kind: 'usage',
    says: 'Tidpunkten ska vara en position (12), ett datum (2026-12-31) eller ett klockslag i UTC (2026-12-31T12:00:00.000Z).',
  },
  MOMENT_BEFORE_LOG: { kind: 'not-found', says: 'Liggaren hade inte öppnats då. Välj en senare tidpunkt.' },
  MOMENT_BEYOND_LOG: {
    kind: 'not-found',
    says: 'Liggaren slutar vid position {last}. Välj en position till och med den.',
  },
  VOUCHER_NOT_RECORDED: {
    kind: 'not-found',
    says: 'Verifikationen {voucher} finns inte i liggaren vid den tidpunkten. Kontrollera bok, serie och nummer.',
  },
  PROJECT_CODE_NOT_OPENED: {
    kind: 'not-found',
    says: 'Projektkoden {projectCode} fanns inte vid den tidpunkten. Kontrollera koden eller välj en senare tidpunkt.',
  },
  GRANT_NOT_ANNOUNCED: {
    kind: 'not-found',
    says: 'Bidraget {grant} fanns inte vid den tidpunkten. Kontrollera id:t eller välj en senare tidpunkt.',
  },
  PROGRAMME_NOT_ADOPTED: {
    kind: 'refused',
    says: 'Reglerna för {programme} är inte antagna. Anta dem först med AdoptProgramme.',
  },
  SIE_ORGANISATION_DIFFERS: {
    kind: 'refused',
    says: 'Filens organisationsnummer är inte organisationens. Kontrollera filen, eller ta in den ändå med --accept-org.',
  },
  SIE_YEAR_DIFFERS: {
    kind: 'refused',
    says: 'Filens räkenskapsår ({from}–{to}) är inte bokens. Välj rätt fil eller rätt bok.',
  },
  BOOK_IS_OWN: { kind: 'refused', says: 'Boken {book} förs här och tar inte in filer. Välj en bok av slaget erp.' },
  DEMO_NEEDS_OWN_FOLDER: {
    kind: 'conflict',
    says: 'Datakatalogen innehåller en annan liggare. Låt BIDRAGSBOK_DATA peka på en tom katalog, eller utelämna den.',
  },
} as const satisfies Record<string, Refusal>;
