import { formSheets, type WrittenCell, type WrittenRow, type WrittenSheet } from '#tabular';

import { formKinds, formOf } from './command-forms.js';

/** A command as a JSON file has it. */
export interface CommandJson {
  readonly type: string;
  readonly on?: string;
  readonly by?: object;
  readonly data: Readonly<Record<string, unknown>>;
}
/** A form to be filled in with these rows. */
export interface Filling {
  readonly kind: string;
  readonly rows: readonly { readonly sheet: string; readonly value: unknown }[];
}

/** Which forms say these commands in this order: a new one where the next command stands on an earlier sheet. */
export function fillings(commands: readonly CommandJson[]): readonly Filling[] {
  const all: { kind: string; rows: { sheet: string; value: unknown }[] }[] = [];
  let last = -1;
  for (const { type, ...value } of commands) {
    const { kind, sheet, at } = placeOf(type, value.data);
    const current = all.at(-1);
    const row = { sheet, value };
    if (current?.kind === kind && at >= last) current.rows.push(row);
    else all.push({ kind, rows: [row] });
    last = at;
  }
  return all;
}

function placeOf(type: string, data: CommandJson['data']): { kind: string; sheet: string; at: number } {
  const ids = [type, `${type}/shipped`, type === 'AllocateFunds' && 'from' in data ? `${type}/onward` : `${type}/top`];
  const all = formKinds().flatMap(({ kind }) => sheetIds(kind).map((sheet, at) => ({ kind, sheet, at })));
  const found = all.find(({ sheet }) => ids.includes(sheet));
  if (found === undefined) throw new Error(`No form has ${type}`);
  return found;
}

const sheetIds = (kind: string): readonly string[] => (formOf(kind)?.sheets ?? []).map(({ id }) => id);

/** The form's sheets as a person fills them in: days and amounts now as Excel's, now as text in Swedish. */
export function filledByPerson({ kind, rows }: Filling, number: string): readonly WrittenSheet[] {
  const form = formOf(kind);
  if (form === undefined) throw new Error(kind);
  const filled = new Map<string, unknown[]>();
  for (const { sheet, value } of rows) filled.set(sheet, [...(filled.get(sheet) ?? []), value]);
  const pen = new Pen();
  return formSheets(form, { version: 1, number }, filled).map((sheet) => ({
    ...sheet,
    rows: [...(sheet.rows as Iterable<WrittenRow>)].map((row) =>
      row[0] === null ? row.map((cell) => pen.write(cell)) : row,
    ),
  }));
}

const MONTHS = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ');

class Pen {
  private strokes = 0;

  write(cell: WrittenCell): WrittenCell {
    if (cell === null || ++this.strokes % 2 === 0) return cell;
    if (cell.kind === 'date') return { kind: 'text', text: swedishDay(cell.date) };
    return cell.kind === 'amount' ? { kind: 'text', text: swedishAmount(cell.text) } : cell;
  }
}

const swedishDay = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day.replace(/^0/, '')} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
};
const swedishAmount = (amount: string): string => amount.replace('.', ',').replaceAll(/\B(?=(?:\d{3})+,)/g, '\u00a0');
