import type { PlacedText } from './pdf-document.js';

/** Texts of one page that stand on one line, from left to right. */
export interface PlacedLine {
  readonly page: number;
  readonly texts: readonly PlacedText[];
}

/** Texts whose feet differ by less than this many points stand on one line. */
const SAME_LINE = 3;
/** Texts within so many points of each other were one text: producers cut words where they kern. */
const SAME_TEXT = 1.5;

/** The lines of a page from its top, `page` counted from 1. */
export function linesOf(texts: readonly PlacedText[], page: number): readonly PlacedLine[] {
  const lines: PlacedText[][] = [];
  for (const text of [...texts].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    if (line?.[0] !== undefined && line[0].y - text.y < SAME_LINE) line.push(text);
    else lines.push([text]);
  }
  return lines.map((line) => ({ page, texts: joined(line.sort((a, b) => a.x - b.x)) }));
}

function joined(line: readonly PlacedText[]): readonly PlacedText[] {
  const texts: PlacedText[] = [];
  for (const text of line) {
    const last = texts.at(-1);
    if (last !== undefined && text.x - last.x - last.width < SAME_TEXT) {
      texts[texts.length - 1] = { ...last, text: last.text + text.text, width: text.x + text.width - last.x };
    } else texts.push(text);
  }
  return texts;
}

/** All that the pages say, line by line, texts apart from each other by blanks. */
export const textOf = (pages: readonly (readonly PlacedText[])[]): string =>
  pages
    .flatMap((texts, at) => linesOf(texts, at + 1))
    .map(({ texts }) => texts.map(({ text }) => text).join('  '))
    .join('\n');
