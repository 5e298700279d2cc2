import { counted } from '#kernel';

import type { Style } from './lettering.js';
import type { Paper, PaperBlock } from './paper.js';
import { TableOnPages } from './table-on-pages.js';
import { type Element, TaggedPages } from './tagged-pages.js';

const TITLE: Style = { weight: 'bold', size: 17 };
const HEADING: Style = { weight: 'bold', size: 11.5 };
const TEXT: Style = { weight: 'regular', size: 9.5 };
const LABEL: Style = { weight: 'bold', size: 9 };
const VALUE: Style = { weight: 'regular', size: 9 };
/** Lines of text are no longer than a reader's eye can follow, in points. */
const READABLE = 520;
const GAP = 12;

/**
 * A paper as the bytes of a PDF/A-2a file, tagged and in Swedish, with its fonts in it: made page by page while it is read. The same
 * paper gives the same bytes.
 */
export async function* pdf({ blocks, ...paper }: Paper): AsyncGenerator<Uint8Array> {
  const pages = new TaggedPages(paper);
  addText(pages, { text: paper.title, type: 'H1', style: TITLE, after: 8 });
  for await (const block of blocks) {
    yield* written(pages, block);
    yield* pages.made();
  }
  keepTogether(pages, pages.lettering.height(VALUE));
  const said = `Slut. Dokumentet har ${counted(pages.pageCount, 'sida', 'sidor')}.`;
  addText(pages, { text: said, type: 'P', style: VALUE, after: 0 });
  pages.end();
  yield* pages.made();
}

async function* written(pages: TaggedPages, block: PaperBlock): AsyncGenerator<Uint8Array> {
  switch (block.kind) {
    case 'heading':
      keepTogether(pages, 60);
      pages.y += 6;
      addText(pages, { text: block.text, type: 'H2', style: HEADING, after: 4 });
      break;
    case 'paragraph':
      addText(pages, { text: block.text, type: 'P', style: TEXT, after: 7 });
      break;
    case 'list':
      addList(pages, block.items);
      break;
    case 'facts':
      addFacts(pages, block.pairs);
      break;
    case 'table':
      yield* new TableOnPages(pages, block.columns).write(block);
  }
}

function keepTogether(pages: TaggedPages, points: number): void {
  if (pages.room < points) pages.turn();
}

interface Set {
  readonly text: string;
  readonly type: string;
  readonly style: Style;
  /** Points below it. */
  readonly after: number;
}

function addText(pages: TaggedPages, { text, type, style, after }: Set): void {
  const element = pages.element(type);
  const lines = pages.lettering.lines(text, Math.min(pages.width, READABLE), style);
  addLines(pages, lines, { x: pages.left, type, element, style });
  element.end();
  pages.y += after;
}

interface Placed {
  readonly x: number;
  readonly type: string;
  readonly element: Element;
  readonly style: Style;
}

/** Lines one below the other, going on to the next page where they must. */
function addLines(pages: TaggedPages, lines: readonly string[], { x, type, element, style }: Placed): void {
  const tall = pages.lettering.height(style);
  for (let from = 0; from < lines.length;) {
    if (pages.room < tall) pages.turn();
    const to = Math.min(lines.length, from + Math.floor(pages.room / tall));
    pages.mark(type, element, () => {
      for (const line of lines.slice(from, to)) {
        pages.lettering.write(line, { x, y: pages.y }, style);
        pages.y += tall;
      }
    });
    from = to;
  }
}

function addList(pages: TaggedPages, items: readonly string[]): void {
  const list = pages.element('L');
  for (const item of items) {
    keepTogether(pages, pages.lettering.height(TEXT));
    const element = pages.element('LI', list);
    const label = pages.element('Lbl', element);
    pages.mark('Lbl', label, () => {
      pages.lettering.write('–', { x: pages.left, y: pages.y }, TEXT);
    });
    const body = pages.element('LBody', element);
    const lines = pages.lettering.lines(item, Math.min(pages.width, READABLE) - GAP, TEXT);
    addLines(pages, lines, { x: pages.left + GAP, type: 'LBody', element: body, style: TEXT });
    pages.y += 2;
  }
  list.end();
  pages.y += 5;
}

/** Labels and what they stand for, as a table whose rows have the headings. */
function addFacts(pages: TaggedPages, pairs: readonly (readonly [label: string, value: string])[]): void {
  if (pairs.length === 0) return;
  const { lettering, left, width } = pages;
  const wide = Math.min(Math.max(...pairs.map(([label]) => lettering.width(label, LABEL))), width / 3);
  const tall = lettering.height(VALUE);
  const table = pages.element('Table');
  for (const [label, value] of pairs) {
    const labels = lettering.lines(label, wide, LABEL);
    const values = lettering.lines(value, width - wide - GAP, VALUE);
    keepTogether(pages, Math.min(Math.max(labels.length, values.length) * tall, pages.whole));
    const row = pages.element('TR', table);
    const [top, page] = [pages.y, pages.pageCount];
    addLines(pages, labels, { x: left, type: 'TH', element: pages.element('TH', row, 'Row'), style: LABEL });
    const below = pages.y;
    pages.y = top;
    const said = { x: left + wide + GAP, type: 'TD', element: pages.element('TD', row), style: VALUE };
    addLines(pages, values, said);
    pages.y = (pages.pageCount === page ? Math.max(pages.y, below) : pages.y) + 1.5;
    row.end();
  }
  table.end();
  pages.y += 8;
}
