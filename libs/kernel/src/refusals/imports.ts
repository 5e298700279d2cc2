import type { Refusal } from './refusal.js';

/** Files that are taken in: what they are, and what stands in them. */
export const imports = {
  NOT_SIE_FILE: {
    kind: 'refused',
    says: 'Filen är ingen SIE-fil: den börjar inte med #FLAGGA ({found}). Exportera en SIE 4-fil ur ekonomisystemet.',
  },
  SIE5_NOT_SUPPORTED: {
    kind: 'refused',
    says: 'Filen är SIE 5 (XML), som inte kan läsas in. Exportera bokföringen som SIE 4 i stället (filtyp .se eller .si).',
  },
  LINE_TOO_LONG: {
    kind: 'refused',
    says: 'Raden är längre än 1 MiB och kan inte vara en bokföringsrad. Exportera filen på nytt.',
  },
  FIELD_TOO_LONG: {
    kind: 'refused',
    says: 'Fältet är längre än vad liggaren tar emot. Rätta det i ekonomisystemet och exportera filen på nytt.',
  },
  ACCOUNT_MISSING: {
    kind: 'refused',
    says: 'Transaktionsraden saknar konto. Rätta verifikationen i ekonomisystemet och exportera filen på nytt.',
  },
  OBJECTS_MALFORMED: {
    kind: 'refused',
    says: 'Objektlistan ska vara par av dimension och objekt inom klamrar, som {6 "28101"}. Exportera filen på nytt.',
  },
  AMOUNT_MALFORMED: {
    kind: 'refused',
    says: 'Beloppet är inget tal med decimalpunkt, som -1234.50. Rätta exporten och läs in filen igen.',
  },
  AMOUNT_TOO_PRECISE: {
    kind: 'refused',
    says: 'Beloppet har fler än två decimaler, och öret avrundas aldrig här. Rätta verifikationen och exportera på nytt.',
  },
  AMOUNT_TOO_LARGE: {
    kind: 'refused',
    says: 'Beloppet, eller filens summa med det, har fler än 13 heltalssiffror. Kontrollera verifikationen i ekonomisystemet.',
  },
  BOOKED_DATE_MALFORMED: {
    kind: 'refused',
    says: 'Datumet saknas eller är ingen kalenderdag skriven som ÅÅÅÅMMDD. Rätta verifikationen och exportera på nytt.',
  },
  VOUCHER_NOT_OPENED: {
    kind: 'refused',
    says: 'Verifikationens rader börjar inte med {. Filen är skadad eller redigerad; exportera den på nytt.',
  },
  VOUCHER_NOT_CLOSED: {
    kind: 'refused',
    says: 'Verifikationen slutar inte med }. Filen är troligen avkortad; exportera den på nytt.',
  },
  VOUCHER_TOO_LARGE: {
    kind: 'refused',
    says: 'Verifikationen har fler än 250 000 rader eller 32 MiB. Dela den i ekonomisystemet och exportera på nytt.',
  },
  VOUCHER_NUMBER_TWICE: {
    kind: 'refused',
    says: 'Verifikationens nummer står redan tidigare i filen. Bara den första har tagits in; kontrollera med systemet som skrev filen, eller öppna boken med voucherIdentity number+date.',
  },
  VOUCHER_UNBALANCED: {
    kind: 'refused',
    says: 'Verifikationens debet och kredit skiljer {difference} kr. Den har ställts i karantän; rätta den i ekonomisystemet och läs in filen på nytt.',
  },
  LINE_OUTSIDE_VOUCHER: {
    kind: 'refused',
    says: 'Transaktionsraden hör inte till någon verifikation. Filen är skadad eller redigerad; exportera den på nytt.',
  },
  SIE_WITHOUT_VOUCHERS: {
    kind: 'refused',
    says: 'Filen är av slaget {kind} och har inga verifikationer. Be ekonomisystemet om en SIE 4-export.',
  },
  SIE_4I_IS_EVIDENCE: {
    kind: 'refused',
    says: 'Filen är vad ett försystem lämnar till bokföringen (SIE 4I). I boken {book} är den underlag, så inget i den förs in en gång till. Ska den vara bokföringsposter, ändra boken med AmendBook (preSystemFiles: postings).',
  },
  FILE_OLDER_THAN_LAST: {
    kind: 'refused',
    says: 'Filen är gjord före en fil som redan är inläst. Det som är nytt tas in; det som skiljer sig visas bara, om inte --accept-older anges.',
  },
  CONTROL_TOTAL_DIFFERS: {
    kind: 'refused',
    says: 'Filens rader summerar inte till kontrollsumman {stated} kr: {difference} kr skiljer. Kontrollera att hela exporten är med, eller rätta kontrollsumman.',
  },
  FILE_TOTAL_DIFFERS: {
    kind: 'refused',
    says: 'Summan på rad {line} skiljer {difference} kr från raderna den summerar; så många summor stämmer inte: {count}. Exportera filen på nytt, eller läs in den ändå med --accept-totals.',
  },
  OUTSIDE_STATED_COVERAGE: {
    kind: 'refused',
    says: 'Filen har rader utanför de dagar eller serier som den sägs omfatta, till antalet {rows}. Rätta uppgifterna eller välj rätt fil.',
  },
  IMPORT_UNKNOWN: {
    kind: 'not-found',
    says: 'Inläsningen {import} finns inte. Se inläsningarna med import list.',
  },
  IMPORT_ALREADY_UNDONE: {
    kind: 'refused',
    says: 'Inläsningen {import} är redan återtagen. Läs in filen igen om den ska gälla.',
  },
  QUARANTINE_LINE_UNKNOWN: {
    kind: 'not-found',
    says: 'I inläsningen {import} står ingen verifikation på rad {line} i karantän. Se dem med import quarantine list.',
  },
  QUARANTINE_ALREADY_DECIDED: {
    kind: 'refused',
    says: 'Vad som ska ske med verifikationen på rad {line} i inläsningen {import} är redan beslutat. Se import quarantine list.',
  },
  COVERAGE_UNCERTAIN: {
    kind: 'refused',
    says: 'Rader i filen kunde inte läsas, till antalet {rows}, så det går inte att säga vad som saknas i den. Inget räknas som borttaget; rätta exporten och läs in den på nytt.',
  },
} as const satisfies Record<string, Refusal>;
