import type { Refusal } from './refusal.js';

/** Payroll files and lists, and whose pay a line is. */
export const salaries = {
  NOT_PAXML: {
    kind: 'refused',
    says: 'Filen är ingen PAXml-fil. Exportera lönefilen som PAXml 2, eller läs in en lista (CSV eller Excel) med en mappning.',
  },
  PAXML_BROKEN: {
    kind: 'refused',
    says: 'PAXml-filen går inte att läsa vid rad {line}: den är avbruten, har en DOCTYPE, är för stor eller är inte skriven i den teckenkod som den anger. Exportera den på nytt.',
  },
  PAY_PERSON_MISSING: {
    kind: 'refused',
    says: 'Raden har varken anställningsnummer eller personnummer. Exportera med ett av dem.',
  },
  PAY_PERSONAL_NUMBER_MALFORMED: {
    kind: 'refused',
    says: 'Personnumret är inte tolv siffror. Exportera det med århundrade och utan bindestreck, eller ange anställningsnummer.',
  },
  PAY_AMOUNT_MALFORMED: {
    kind: 'refused',
    says: 'Beloppet är inget tal med decimalpunkt. Rätta det i lönesystemet, och exportera på nytt.',
  },
  PAY_AMOUNT_TOO_PRECISE: {
    kind: 'refused',
    says: 'Beloppet har fler än två decimaler. Rätta det i lönesystemet till hela ören, och exportera på nytt.',
  },
  PAY_NUMBER_MALFORMED: {
    kind: 'refused',
    says: 'Antalet, timmarna eller procenttalet är inget tal. Rätta det i lönesystemet, och exportera på nytt.',
  },
  PAY_DATE_MALFORMED: {
    kind: 'refused',
    says: 'Dagen är ingen kalenderdag. Rätta den i lönesystemet, och exportera på nytt.',
  },
  PAY_FIELD_MISSING: {
    kind: 'refused',
    says: 'Raden saknar en uppgift som behövs. Fyll i fältet i lönesystemet, och exportera på nytt.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
