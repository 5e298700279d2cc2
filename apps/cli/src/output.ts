/** One column of a table: its heading, and on which side its cells stand. Amounts stand to the right. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Longer cells are cut, with an ellipsis. */
  readonly max?: number;
}

const GAP = '  ';
// What a terminal shows as one letter is one element, in the composed form; tables hold no emoji.
const lettersOf = (text: string): string[] => Array.from(text.normalize('NFC'));
const lengthOf = (text: string): number => lettersOf(text).length;

/** A text that fits a width; what is cut off is marked. */
export const cut = (text: string, width: number): string =>
  lengthOf(text) <= width
    ? text
    : `${lettersOf(text)
        .slice(0, width - 1)
        .join('')}…`;

function padded(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return align === 'right' ? space + text : text + space;
}

// A terminal obeys escape sequences: text that came from a file must not carry any.
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

/** Rows in aligned columns under a rule, without spaces at the ends of lines. The last of `rows` may be a sum. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => columns.map(({ max = Infinity }, at) => cut(printable(row[at] ?? ''), max)));
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, at) => Math.max(...[titles, ...cells].map((row) => lengthOf(row[at] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0, columns[at]?.align))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  return [line(titles), rule, ...cells.map(line)].join('\n');
}

/** Labels with what they stand for, one a line, aligned; a label without a value is left out. */
export function facts(pairs: readonly (readonly [label: string, value: string | null | undefined])[]): string {
  const told = pairs.filter((pair): pair is readonly [string, string] => pair[1] != null);
  const width = Math.max(0, ...told.map(([label]) => lengthOf(label)));
  return told.map(([label, value]) => `${padded(label, width, 'left')}${GAP}${printable(value)}`.trimEnd()).join('\n');
}

const WIDTH = 110;

/** One item of a list as a paragraph with a dash before it, broken between words. */
export function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '-';
  for (const word of printable(text).split(' ')) {
    if (lengthOf(line) + 1 + lengthOf(word) > WIDTH) {
      lines.push(line);
      line = ` `;
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** A title underlined, for the head of a report. */
export const heading = (title: string): string => `${printable(title)}\n${'═'.repeat(lengthOf(title))}`;

/** Parts of a report with an empty line between them; a part that is empty is left out. */
export const page = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('\n\n');
