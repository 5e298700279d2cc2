import type { Bidragsbok } from '#intake';
import { LocalDate } from '#kernel';
import type { ImportRow, Moment } from '#read-models';

import { heading, page, table } from '../output.js';
import { countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

/** The files that were taken in, and what became of their vouchers. */
export async function importListText(book: Bidragsbok, imports: readonly ImportRow[], moment: Moment): Promise<string> {
  const rows: string[][] = [];
  for (const one of imports) rows.push(cells(one, await fileNameOf(book, one)));
  return page(
    `${heading('Inlästa filer')}\n${momentText(moment)}`,
    table(
      [
        { title: 'Dag' },
        { title: 'Bok' },
        { title: 'Fil', max: 32 },
        { title: 'Lästa', align: 'right' },
        { title: 'Intagna', align: 'right' },
        { title: 'Nekade', align: 'right' },
        { title: 'Läge' },
        { title: 'Inläsning' },
      ],
      rows,
    ),
  );
}

function cells({ import: id, startedAt, book, completed, undone }: ImportRow, fileName: string): string[] {
  const start = [LocalDate.ofInstant(startedAt).toString(), book, fileName];
  if (completed === null) return [...start, '', '', '', undone === null ? 'avbruten' : 'återtagen', id];
  const { read, taken, extended, refused, quarantined } = completed.vouchers;
  const counts = [read, taken + extended, refused + quarantined].map(countInSwedish);
  return [...start, ...counts, undone === null ? 'klar' : 'återtagen', id];
}

/** A file's name may name a person, so it stands in the private part alone. */
async function fileNameOf(book: Bidragsbok, { startedPosition }: ImportRow): Promise<string> {
  const [started] = await book.log.readAll(startedPosition - 1, 1);
  const { fileName = '' } = (started?.private ?? {}) as { readonly fileName?: string };
  return fileName;
}
