import { readFileSync } from 'node:fs';

import { DomainError } from '#kernel';
import type { GrantReturn } from '#read-models';
import { openTable, type TableRow } from '#tabular';

/** What a person means to answer in a return, before anything is submitted: by the ids of the form's fields. */
export interface DraftAnswers {
  readonly signatory?: string | undefined;
  readonly answers: Readonly<Record<string, string>>;
}
/** The sheet of a return's workbook that answers are typed into, and its columns. */
export const ANSWER_SHEET = 'Svar';
export const ANSWER_COLUMNS = { field: 'Fält', answer: 'Svar' } as const;

/** A draft in a file: JSON as the command has it, or the answer sheet of a workbook. Refuses with RETURN_ANSWERS_UNREADABLE. */
export async function readDraft(path: string, { form }: Pick<GrantReturn, 'form'>): Promise<DraftAnswers> {
  if (path.toLowerCase().endsWith('.json')) return ofJson(readFileSync(path, 'utf8'));
  const typed = await typedIn(path);
  const signatories = (form?.fields ?? []).filter(({ kind }) => kind === 'signatory').map(({ id }) => id);
  const [, signatory] = typed.find(([field]) => signatories.includes(field)) ?? [];
  const answers = Object.fromEntries(typed.filter(([field]) => !signatories.includes(field)));
  return { answers, ...(signatory === undefined ? {} : { signatory }) };
}

const unreadable = (): DomainError => new DomainError('RETURN_ANSWERS_UNREADABLE', {});
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofJson(text: string): DraftAnswers {
  const json = parsed(text);
  if (!isRecord(json)) throw unreadable();
  const { signatory, answers = {}, ...others } = json;
  if (Object.keys(others).length > 0 || !isRecord(answers)) throw unreadable();
  const typed = Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, textIn(answer)]));
  return { answers: typed, ...(signatory === undefined ? {} : { signatory: textIn(signatory) }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{feff}/u, ''));
  } catch {
    throw unreadable();
  }
}

function textIn(value: unknown): string {
  if (typeof value !== 'string') throw unreadable();
  return value;
}

/** Field and answer of every row below the headings; a row without an answer says nothing. */
async function typedIn(path: string): Promise<(readonly [field: string, answer: string])[]> {
  const file = await openTable(path);
  const sheet = file.sheets.find(({ name }) => name === ANSWER_SHEET)?.name;
  const rows: string[][] = [];
  for await (const batch of file.rows(sheet)) rows.push(...batch.map(textsOf));
  const head = rows.findIndex((row) => row.includes(ANSWER_COLUMNS.field) && row.includes(ANSWER_COLUMNS.answer));
  if (head < 0) throw unreadable();
  const [field, answer] = [ANSWER_COLUMNS.field, ANSWER_COLUMNS.answer].map(
    (title) => rows[head]?.indexOf(title) ?? -1,
  );
  return rows.slice(head + 1).flatMap((row) => {
    const [name, typed] = [row[field ?? -1] ?? '', row[answer ?? -1] ?? ''];
    return name === '' || typed === '' ? [] : [[name, typed] as const];
  });
}

const textsOf = ({ cells }: TableRow): string[] =>
  cells.map((cell) => (cell === null || cell.kind === 'fault' ? '' : cell.text.trim()));
