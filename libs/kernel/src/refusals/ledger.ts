import type { Refusal } from './refusal.js';

/** Books, project codes, vouchers and what of them is a cost of a grant. */
export const ledger = {
  BOOK_EXISTS: {
    kind: 'conflict',
    says: 'Boken {book} finns redan. Ändra den med AmendBook eller välj ett annat namn.',
  },
  BOOK_UNKNOWN: { kind: 'not-found', says: 'Boken {book} finns inte. Lägg upp den med OpenBook först.' },
  BOOK_FACT_FIXED: {
    kind: 'refused',
    says: 'Bokens uppgift {field} kan inte ändras när boken väl är öppnad. Öppna en ny bok i stället.',
  },
  ROLE_RANGE_MALFORMED: {
    kind: 'refused',
    says: 'Kontointervallet {from}–{to} går inte att följa. Skriv båda gränserna lika långa och den lägre först.',
  },
  ACCOUNT_LISTED_TWICE: {
    kind: 'refused',
    says: 'Konto {account} står två gånger i kontoplanen. Låt det stå en gång.',
  },
  OUTSIDE_FINANCIAL_YEAR: {
    kind: 'refused',
    says: 'Dagen {date} ligger utanför bokens räkenskapsår {from}–{to}. Välj en dag inom året eller rätt bok.',
  },
  PERIOD_ALREADY_LOCKED: {
    kind: 'refused',
    says: 'Boken är redan låst till och med {lockedThrough}. Lås till en senare dag, eller öppna perioden igen med ReopenPeriod.',
  },
  PERIOD_NOT_LOCKED: {
    kind: 'refused',
    says: 'Det finns inget lås efter {through} att flytta tillbaka. Ange en dag före bokens lås.',
  },
  PERIOD_LOCKED: {
    kind: 'refused',
    says: 'Perioden till och med {lockedThrough} är låst. Bokför på en senare dag eller öppna perioden igen med ReopenPeriod.',
  },
  BOOK_NOT_OWN: {
    kind: 'refused',
    says: 'Boken {book} förs i ett annat system. Bokför verifikationen där och läs in den.',
  },

  PROJECT_CODE_EXISTS: {
    kind: 'conflict',
    says: 'Projektkoden {projectCode} finns redan. Ändra den med AmendProjectCode eller välj ett annat namn.',
  },
  PROJECT_CODE_UNKNOWN: {
    kind: 'not-found',
    says: 'Projektkoden {projectCode} finns inte. Lägg upp den med OpenProjectCode först.',
  },
  PROJECT_CODE_CLOSED: {
    kind: 'refused',
    says: 'Projektkoden {projectCode} är avslutad den {lastDay} och ändras inte längre. Öppna en ny projektkod.',
  },
  MATCH_ON_PRIVATE_DIMENSION: {
    kind: 'refused',
    says: 'Dimension {dimension} är privat i boken {book} och får inte styra en projektkod. Välj en annan dimension.',
  },
  AREA_NOT_OF_ALLOCATION: {
    kind: 'refused',
    says: 'Område {area} ingår inte i det som medlen är fördelade till. Välj bland områdena {allowed}.',
  },
  ONWARD_NOT_OF_ALLOCATION: {
    kind: 'refused',
    says: 'Fördelningen {onward} är ingen vidarefördelning från projektkodens egen fördelning. Ange en sådan.',
  },

  VOUCHER_EXISTS: {
    kind: 'conflict',
    says: 'Verifikation {series} {number} finns redan i boken. Ge verifikationen ett nytt nummer.',
  },
  VOUCHER_UNKNOWN: {
    kind: 'not-found',
    says: 'Verifikation {series} {number} finns inte i boken {book}. Kontrollera serie och nummer.',
  },
  VOUCHER_WITHDRAWN: {
    kind: 'refused',
    says: 'Verifikation {series} {number} är återtagen och har inga rader kvar. Läs in den igen först.',
  },
  VOUCHER_WITHOUT_LINES: {
    kind: 'refused',
    says: 'En verifikation behöver minst två rader. Lägg till motkonteringen.',
  },
  OWN_VOUCHER_UNBALANCED: {
    kind: 'refused',
    says: 'Verifikationens debet och kredit skiljer {difference} kr. Rätta beloppen så att de tar ut varandra.',
  },
  ACCOUNT_WITHOUT_ROLE: {
    kind: 'refused',
    says: 'Konto {account} på rad {line} har ingen roll i boken. Ge kontot en roll eller välj ett annat konto.',
  },
  CODE_CLOSED: {
    kind: 'refused',
    says: 'Projektkoden {projectCode} är avslutad den {lastDay}, före verifikationens dag {date}. Välj en öppen projektkod.',
  },
  OUTSIDE_USE_PERIOD: {
    kind: 'refused',
    says: 'Dagen {date} ligger utanför bidragets användningstid {from}–{to}. Bokför på en dag inom den eller utan projektkoden.',
  },
  LINE_CLAIMED_TWICE: {
    kind: 'refused',
    says: 'Rad {line} hör till två projektkoder, {first} och {second}. Kontera raden så att bara en av dem gäller.',
  },
  LINE_UNKNOWN: {
    kind: 'not-found',
    says: 'Verifikationen har ingen rad {line}. Se raderna med voucher show.',
  },
  LINE_NOT_POSTABLE: {
    kind: 'refused',
    says: 'Rad {line} har ett konto med rollen {role} och kan inte vara en kostnad. Välj en kostnadsrad eller ändra kontots roll.',
  },
  LINE_SHARES_EXCEED_WHOLE: {
    kind: 'refused',
    says: 'Rad {line} skulle räknas mer än en gång: {taken} av den är redan förd på andra projektkoder. Minska andelen.',
  },
  COST_NOT_POSTED: {
    kind: 'refused',
    says: 'Verifikationen eller raden är inte förd som kostnad på bidraget. För den på en projektkod med PostCost först.',
  },
  COST_ALREADY_DISALLOWED: {
    kind: 'refused',
    says: 'Rad {line} är redan underkänd. Ta bort den ur listan.',
  },
  COST_NOT_DISALLOWED: {
    kind: 'refused',
    says: 'Rad {line} är inte underkänd, så det finns inget att ta tillbaka. Ta bort den ur listan.',
  },
} as const satisfies Record<string, Refusal>;
