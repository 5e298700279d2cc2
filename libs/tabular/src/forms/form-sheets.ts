import { textCell, type WrittenCell } from '../written/written-cell.js';
import type { SheetColumn, WrittenSheet } from '../written/written-sheet.js';
import { type LaidOut, laidOut, type SheetForm } from './form-sheet.js';
import type { Column } from './form-tree.js';
import { EXAMPLE, HELP, MARK } from './read-sheet.js';
import { rowsOf } from './write-rows.js';

/** A workbook that asks for something: a sheet per kind of row. */
export interface Form {
  /** Its name, as `template` takes it. */
  readonly kind: string;
  readonly title: string;
  readonly sheets: readonly SheetForm[];
  /** How the file is read, line by line, where `apply` is not what reads it. */
  readonly readBy?: readonly string[];
}
/** The versions of forms: what is written now, and the oldest that is still read. */
export interface FormVersions {
  readonly newest: number;
  readonly oldest: number;
}
/** What one copy of a form is: its number makes rows known again when the file is saved anew. */
export interface FormCopy {
  readonly version: number;
  readonly number: string;
}

export const INSTRUCTIONS = 'Läs mig';
export const IDENTITY = 'Formulär';
const MARK_WIDTH = 16;
const NARROWEST = 14;
const WIDEST = 34;
/** What Excel shows beside a cell. */
const LONGEST_HELP = 255;
const READABLE = 120;

/** The sheets of a form's workbook, ready to be filled in; `filled` are objects to write below the example, by the id of their sheet. */
export function formSheets(
  form: Form,
  copy: FormCopy,
  filled: ReadonlyMap<string, readonly unknown[]> = new Map(),
): readonly WrittenSheet[] {
  const sheets = form.sheets.map(laidOut);
  return [
    instructions(form),
    ...sheets.map((sheet) => page(sheet, filled.get(sheet.form.id) ?? [])),
    identity(form, copy),
  ];
}

function page(sheet: LaidOut, filled: readonly unknown[]): WrittenSheet {
  const marked = (mark: string, rows: readonly (readonly WrittenCell[])[]) =>
    rows.map((row) => [textCell(mark), ...row]);
  return {
    name: sheet.form.sheet,
    columns: [{ heading: MARK, width: MARK_WIDTH, holds: 'text' }, ...sheet.columns.map(sheetColumn)],
    rows: [
      ...marked(HELP, [sheet.columns.map((column) => textCell(helpOf(column)))]),
      ...marked(EXAMPLE, rowsOf(sheet, sheet.form.example)),
      ...filled.flatMap((value) => marked('', rowsOf(sheet, value))),
    ],
  };
}

const sheetColumn = (column: Column): SheetColumn => {
  const { wording, leaf } = column;
  const { heading } = wording;
  const help = helpOf(column);
  return {
    heading,
    holds: leaf.column,
    width: Math.min(WIDEST, Math.max(NARROWEST, heading.length + 2)),
    ...(leaf.choices === undefined ? {} : { choices: leaf.choices }),
    help: help.length > LONGEST_HELP ? `${help.slice(0, LONGEST_HELP - 1)}…` : help,
  };
};

/** What is meant, in which form, and whether it must be there. */
export function helpOf({ wording, leaf, required, requiredWithOthers, inList }: Column): string {
  const need = required ? 'Krävs.' : neededWithOthers(requiredWithOthers, inList);
  const rows = inList ? ' Flera: en på varje rad nedanför.' : '';
  return `${wording.help} ${upperFirst(leaf.expects)}. ${need}${rows}`;
}

function neededWithOthers(requiredWithOthers: boolean, inList: boolean): string {
  if (!requiredWithOthers) return 'Frivilligt.';
  return inList ? 'Krävs på varje rad i listan.' : 'Krävs om något annat i samma grupp fylls i.';
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const READ_BY_APPLY = [
  'bidragsbok apply FILEN.xlsx --dry-run säger vad som skulle göras, eller vilka celler som behöver rättas.',
  'bidragsbok apply FILEN.xlsx utför raderna: bladen från vänster till höger, raderna uppifrån och ned. Är någon cell fel utförs inget.',
  'Samma formulär får läsas flera gånger: rader som är utförda görs inte om. Börja på ett nytt formulär (template) för nästa omgång.',
];

function instructions({ title, sheets, readBy = READ_BY_APPLY }: Form): WrittenSheet {
  const lines = [
    '',
    'Så fyller du i',
    `Varje blad har en rad med rubriker, en rad som förklarar kolumnerna och ett exempel, märkt ${EXAMPLE}. Skriv under exemplet.`,
    'Exemplet läses inte så länge det står kvar orört. Det får också tas bort.',
    'En rad är en händelse. Har den en lista, till exempel belopp för flera potter, går listan vidare på raderna under: fyll där bara i listans kolumner.',
    'Kolumner hittas på sin rubrik. De får flyttas, och frivilliga får tas bort, men egna kolumner och blad får inte läggas till.',
    'Blad som inte behövs lämnas tomma eller tas bort.',
    '',
    'Så skrivs värden',
    'Datum: som datum i Excel, eller 2026-04-08, 8 april 2026 eller 8/4 2026.',
    'Belopp: som tal i Excel, eller 1 234,50. Högst två decimaler.',
    'Andelar: 0,6 eller 60 %.',
    'Id:n väljs av dig och står kvar för alltid: små bokstäver a–z, siffror och bindestreck, gärna efter namnet (primarvard-2026).',
    'En formel läses med det värde som Excel senast sparade.',
    '',
    'Så läses filen',
    ...readBy,
    '',
    'Bladen',
    ...sheets.map(({ sheet, meaning }) => `${sheet}: ${meaning}`),
  ];
  return {
    name: INSTRUCTIONS,
    columns: [{ heading: title, holds: 'text', width: READABLE }],
    rows: lines.map((line) => [textCell(line)]),
  };
}

function identity({ kind, sheets }: Form, { version, number }: FormCopy): WrittenSheet {
  const facts = [
    ['form', kind],
    ['version', String(version)],
    ['number', number],
    ...sheets.map(({ sheet, id }) => [sheet, id]),
  ];
  const columns = ['Uppgift', 'Värde'].map((heading) => ({ heading, holds: 'text' as const }));
  return { name: IDENTITY, hidden: true, columns, rows: facts.map((row) => row.map(textCell)) };
}
