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
  PERSON_UNKNOWN: {
    kind: 'not-found',
    says: 'Personen {person} har ingen lön på något bidrag. Se efter i salary list --json vilka personer som finns.',
  },
  PERSON_TIED_TO_ITSELF: {
    kind: 'refused',
    says: 'Personen {person} kan inte kopplas till sig själv. Ange den andra personens id.',
  },
  PERSON_TIED_ALREADY: {
    kind: 'refused',
    says: 'Personen {person} är redan samma person som {sameAs}. Koppla till den, eller ta bort kopplingen med salary untie.',
  },
  PERSONS_NOT_TIED: {
    kind: 'not-found',
    says: 'Personen {person} är inte kopplad till {sameAs}. Ange dem i den ordning som de kopplades.',
  },
  PAYROLL_FILE_NOT_SIE_4I: {
    kind: 'refused',
    says: 'Filen är {found}. Här väntas det som lönesystemet lämnar till bokföringen, SIE 4I (.SI) med bara verifikationer. Exportera den ur lönesystemet.',
  },
  PAYROLL_FILE_OF_ANOTHER: {
    kind: 'refused',
    says: 'Lönefilen gäller organisationsnummer {found}, men liggaren är för {organisation}. Välj rätt fil eller rätt liggare.',
  },
  PAYROLL_FILE_WITHOUT_VOUCHERS: {
    kind: 'refused',
    says: 'Lönefilen har inga verifikationer daterade till och med den dag som frågan gäller. Exportera löneperioden ur lönesystemet på nytt.',
  },
  PAYROLL_FILE_UNREADABLE: {
    kind: 'refused',
    says: 'Lönefilen jämförs inte, för rad {line} i den går inte att läsa. {fault} Rätta i lönesystemet och exportera filen på nytt.',
  },
  PAYROLL_FILE_GARBLED: {
    kind: 'refused',
    says: 'Lönefilen jämförs inte, för en kod på rad {line} har tecken som inte går att läsa. Exportera filen på nytt som PC8, och öppna den inte i något annat program på vägen.',
  },
  PAYROLL_VOUCHER_UNBALANCED: {
    kind: 'refused',
    says: 'Lönefilen jämförs inte, för debet och kredit i verifikationen på rad {line} skiljer {difference} kr. Rätta den i lönesystemet och exportera på nytt.',
  },
  PAYROLL_FILE_BOOK_UNCLEAR: {
    kind: 'refused',
    says: 'Ingen bok, eller flera, har lönefilens dagar {from}–{to} i sitt räkenskapsår. Ange boken med --book.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
