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
} as const satisfies Record<string, Refusal>;
