import type { Refusal } from './refusal.js';

/** Files of the payroll system, and whose pay a cost is. */
export const payroll = {
  NOT_PAXML: {
    kind: 'refused',
    says: 'Filen är ingen lönefil i PAXml 2. Exportera lönebeskeden som PAXml 2.0 ur lönesystemet.',
  },
  SALARY_MAPPING_UNKNOWN: {
    kind: 'not-found',
    says: 'Mappningen {mapping} för lönelistor är inte sparad. Se vilka som finns med salary mapping list, eller spara den med salary mapping save.',
  },
  PERSON_NOT_NAMED: {
    kind: 'refused',
    says: 'Raden säger inte vem den gäller. Lägg till anställningsnummer eller personnummer i exporten.',
  },
  PERSONAL_NUMBER_MALFORMED: {
    kind: 'refused',
    says: 'Personnumret är inte tolv siffror med ett datum som finns. Rätta det i lönesystemet och exportera på nytt.',
  },
  HOURS_MALFORMED: {
    kind: 'refused',
    says: 'Timmarna är inget tal från noll och uppåt. Rätta dem och läs filen igen.',
  },
  PERIOD_MALFORMED: {
    kind: 'refused',
    says: 'Perioden eller dagen finns inte eller går inte att läsa. Skriv månaden som 2026-03 och dagen som 2026-03-25.',
  },
  RATE_MALFORMED: {
    kind: 'refused',
    says: 'Procenttalet går inte att läsa. Skriv det som 46,15 eller 46,15 %.',
  },
  SALARY_LINE_NOT_FOUND: {
    kind: 'refused',
    says: 'Ingen kostnadsrad för ett bidrag har det kontot, den projektkoden, den månaden och det beloppet. Läs in verifikationen först, ange den i listan, eller rätta beloppet.',
  },
  SALARY_LINE_AMBIGUOUS: {
    kind: 'refused',
    says: 'Flera kostnadsrader kan vara den som lönen är bokförd på. Ange verifikation, konto och projektkod i listan.',
  },
  SALARY_AMOUNT_NOT_AS_CHARGED: {
    kind: 'refused',
    says: 'Beloppet är varken andelen av lönen, av påslaget eller av båda. Rätta andelen, timmarna eller beloppet i listan.',
  },
  PAYSLIP_OF_UNKNOWN_PERSON: {
    kind: 'refused',
    says: 'Lönebeskedet gäller någon vars lön inte är förd på något bidrag. Läs in lönelistan för personen först, eller ta bort lönebeskedet ur filen.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
