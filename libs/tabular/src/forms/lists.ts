import { textCell } from '../written/written-cell.js';
import { type Filled, type Leaf, Unread, writtenIn } from './leaf.js';
import { shareIn, wholeNumber, writtenShare } from './values.js';

/** One side of a pair, or a member of a list: its text as JSON (undefined where it cannot be), and back. */
export interface Part {
  readonly read: (written: string) => unknown;
  readonly write: (value: unknown) => string;
}
export const plainPart: Part = { read: (written) => written, write: String };
export const wholePart: Part = { read: (written) => wholeNumber(written) ?? undefined, write: String };
export const sharePart: Part = { read: shareOf, write: (value) => writtenShare(String(value)) };

function shareOf(written: string): unknown {
  try {
    return shareIn(written)?.toString();
  } catch {
    return undefined; // The leaf says what was expected of the whole cell.
  }
}

/** Several short values in one cell: `1; 3; 8`, and of whole numbers `1–8` too. */
export const listLeaf = (part: Part, expects: string): Leaf => ({
  expects,
  column: 'text',
  read: (cell) => {
    const members = (writtenIn(cell) ?? '').split(/[;,\n]/).flatMap((member) => spelled(member.trim(), part));
    const values = members.map((member) => (member === '' ? undefined : part.read(member)));
    return values.includes(undefined) ? new Unread(expects) : values;
  },
  write: (value) => textCell((value as readonly unknown[]).map(part.write).join('; ')),
});

const LONGEST_SPAN = 1000;

/** `1–8` as its numbers. */
function spelled(member: string, part: Part): readonly string[] {
  const [, from = '', to = ''] = /^(\d{1,9}) ?[-–] ?(\d{1,9})$/.exec(member) ?? [];
  if (from === '' || part !== wholePart) return [member];
  const first = Number.parseInt(from, 10);
  const length = Number.parseInt(to, 10) - first + 1;
  if (length < 1 || length > LONGEST_SPAN) return [''];
  return Array.from({ length }, (_, index) => String(first + index));
}

/** What a list of pairs is made of, and what a first part means that stands alone. */
export interface Pairing {
  readonly first: { readonly field: string; readonly part: Part };
  readonly second: { readonly field: string; readonly part: Part };
  /** `8` alone means all of area 8. */
  readonly alone?: string;
}

/** Pairs in one cell: `1: 0,6; 2: 0,4`. A text with a semicolon or quotation mark in it stands in quotation marks. */
export const pairsLeaf = ({ first, second, alone }: Pairing, expects: string): Leaf => {
  const read = (written: string): unknown => {
    const [, key = '', value = alone] = /^([^:=]*?)\s*(?:[:=]\s*([^]*))?$/.exec(written) ?? [];
    const pair = { [first.field]: first.part.read(key), [second.field]: second.part.read(unquoted(value ?? '')) };
    return Object.values(pair).some((part) => part === undefined || part === '') ? undefined : pair;
  };
  return {
    expects,
    column: 'text',
    read: (cell: Filled) => {
      const members = membersOf(writtenIn(cell) ?? '').map(read);
      return members.length === 0 || members.includes(undefined) ? new Unread(expects) : members;
    },
    write: (value) =>
      textCell(
        (value as readonly Record<string, unknown>[])
          .map((pair) => `${first.part.write(pair[first.field])}: ${quoted(second.part.write(pair[second.field]))}`)
          .join('; '),
      ),
  };
};

/** Split at semicolons and line ends outside quotation marks. */
const membersOf = (written: string): readonly string[] =>
  (written.match(/(?:"(?:[^"]|"")*"|[^;\n])+/g) ?? []).map((member) => member.trim()).filter((member) => member !== '');

const quoted = (value: string): string => (/[;"\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const unquoted = (written: string): string =>
  /^"[^]*"$/.test(written) ? written.slice(1, -1).replaceAll('""', '"') : written;
