import { counted, type WireOf } from '#kernel';
import type {
  bookEventTypes,
  ImportCounts,
  importEventTypes,
  mappingEventTypes,
  projectCodeEventTypes,
  salaryMappingEventTypes,
} from '#ledger';

import type { Sentences } from './sentence.js';

type BookWire = WireOf<(typeof bookEventTypes)[number]>;
type CodeWire = WireOf<(typeof projectCodeEventTypes)[number]>;
type ImportWire = WireOf<(typeof importEventTypes)[number]>;
type MappingWire = WireOf<(typeof mappingEventTypes | typeof salaryMappingEventTypes)[number]>;

const books = (count: number): string => counted(count, 'bok', 'böcker');
const codes = (count: number): string => counted(count, 'projektkod', 'projektkoder');

/** What happens to books, in words. */
export const bookSentences: Sentences<BookWire> = {
  BookOpened: {
    one: ({ data: { book, system, financialYear } }) =>
      `öppnade boken ${book} (${system}, ${financialYear.from}–${financialYear.to})`,
    many: (count) => `öppnade ${books(count)}`,
  },
  BookAmended: {
    one: ({ data: { book } }) => `ändrade uppgifterna om boken ${book}`,
    many: (count) => `ändrade uppgifterna om ${books(count)}`,
    why: 'reason',
  },
  ChartRegistered: {
    one: ({ data: { book, accounts } }) =>
      `registrerade ${counted(accounts.length, 'konto', 'konton')} i kontoplanen för ${book}`,
    many: (count) => `registrerade kontoplan ${counted(count, 'gång', 'gånger')}`,
  },
  PeriodLocked: {
    one: ({ data: { book, through } }) => `låste boken ${book} till och med ${through}`,
    many: (count) => `låste perioder ${counted(count, 'gång', 'gånger')}`,
  },
  PeriodReopened: {
    one: ({ data: { book, through } }) =>
      `öppnade en låst period i boken ${book}: ${through === null ? 'ingen dag är längre låst' : `nu låst till och med ${through}`}`,
    many: (count) => `öppnade låsta perioder ${counted(count, 'gång', 'gånger')}`,
    why: 'reason',
  },
};

/** What happens to project codes, in words. */
export const projectCodeSentences: Sentences<CodeWire> = {
  ProjectCodeOpened: {
    one: ({ data: { projectCode, grant } }) => `öppnade projektkoden ${projectCode} för bidraget ${grant}`,
    many: (count) => `öppnade ${codes(count)}`,
  },
  ProjectCodeAmended: {
    one: ({ data: { projectCode, grant } }) => `ändrade projektkoden ${projectCode} för bidraget ${grant}`,
    many: (count) => `ändrade ${codes(count)}`,
    why: 'reason',
  },
  ProjectCodeClosed: {
    one: ({ data: { projectCode, lastDay } }) => `avslutade projektkoden ${projectCode}, med ${lastDay} som sista dag`,
    many: (count) => `avslutade ${codes(count)}`,
  },
};

const countWords: readonly (readonly [keyof ImportCounts, one: string, many: string])[] = [
  ['taken', 'tagen', 'tagna'],
  ['returned', 'av dem åter', 'av dem åter'],
  ['extended', 'utökad', 'utökade'],
  ['known', 'redan känd', 'redan kända'],
  ['changed', 'ändrad', 'ändrade'],
  ['missing', 'saknas i filen', 'saknas i filen'],
  ['refused', 'ej läsbar', 'ej läsbara'],
  ['quarantined', 'i karantän', 'i karantän'],
  ['outOfScope', 'utanför urvalet', 'utanför urvalet'],
];

/** What became of a file's vouchers: `12 verifikationer lästa, 10 tagna, 2 redan kända`. */
export function vouchersInWords(vouchers: ImportCounts): string {
  const read = counted(vouchers.read, 'verifikation läst', 'verifikationer lästa');
  const rest = countWords.flatMap(([name, one, many]) => {
    const count = vouchers[name] ?? 0;
    return count === 0 ? [] : [counted(count, one, many)];
  });
  return [read, ...rest].join(', ');
}

/** What happens to files, in words. */
export const importSentences: Sentences<ImportWire> = {
  ImportStarted: {
    one: ({ data: { book, format }, private: part }) =>
      `läste in ${fileIn(part)} (${format.toUpperCase()}) i boken ${book}`,
    many: (count) => `läste in ${counted(count, 'fil', 'filer')}`,
  },
  ImportCompleted: {
    one: ({ data: { book, vouchers } }) => `läste klart en fil i boken ${book}: ${vouchersInWords(vouchers)}`,
    many: (count) => `läste klart ${counted(count, 'fil', 'filer')}`,
  },
  ImportUndone: {
    one: ({ data: { import: id, book, vouchers } }) =>
      `tog tillbaka inläsningen ${id} i boken ${book}: ${counted(vouchers.withdrawn, 'verifikation återtagen', 'verifikationer återtagna')}, ${vouchers.restored} återställda, ${vouchers.left} lämnade`,
    many: (count) => `tog tillbaka ${counted(count, 'inläsning', 'inläsningar')}`,
    why: 'reason',
  },
  QuarantineReleased: {
    one: ({ data: { book, series, number } }) => `släppte ${series} ${number} ur karantän i boken ${book}`,
    many: (count) => `släppte ${counted(count, 'verifikation', 'verifikationer')} ur karantän`,
    why: 'reason',
  },
  QuarantineRejected: {
    one: ({ data: { book, series, number } }) => `avvisade ${series} ${number} i karantän i boken ${book}`,
    many: (count) => `avvisade ${counted(count, 'verifikation', 'verifikationer')} i karantän`,
    why: 'reason',
  },
};

/** What happens to mappings, in words. */
export const mappingSentences: Sentences<MappingWire> = {
  MappingSaved: {
    one: ({ data: { mapping } }) => `sparade mappningen ${mapping}`,
    many: (count) => `sparade ${counted(count, 'mappning', 'mappningar')}`,
    why: 'reason',
  },
  SalaryMappingSaved: {
    one: ({ data: { mapping } }) => `sparade mappningen ${mapping} för lönelistor`,
    many: (count) => `sparade ${counted(count, 'mappning', 'mappningar')} för lönelistor`,
    why: 'reason',
  },
};

/** A file's name may name a person, so it stands in the private part. */
function fileIn(part: { readonly fileName?: string | undefined } | null | undefined): string {
  if (part === null) return 'en fil (namnet är raderat)';
  return part?.fileName === undefined ? 'en fil' : `filen ${part.fileName}`;
}
