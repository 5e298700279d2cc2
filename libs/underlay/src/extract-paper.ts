import { amountInSwedish, countInSwedish, textToOre } from '#kernel';
import { amountCell, dateCell, integerCell, textCell, type WrittenRow } from '#tabular';

import {
  changesSheet,
  type Checkpointed,
  debitAndCredit,
  extractHead,
  factCells,
  readRows,
  type ReadRow,
  sheetHead,
  totals,
} from './extract-sheet.js';
import type { LedgerExtract } from './extract-of.js';
import type { Tally } from './output.js';
import type { Paper, PaperBlock, PaperColumn } from './paper/paper.js';
import { cellText } from './paper/table-columns.js';
import { dayOfPosition, pageFoot, type Source } from './source.js';

const BEFORE: readonly PaperColumn[] = [
  { heading: 'Bokförd', holds: 'date' },
  { heading: 'Verifikation', holds: 'text', width: 14 },
  { heading: 'Rad', holds: 'integer' },
  { heading: 'Konto', holds: 'text', width: 24 },
  { heading: 'Kst', holds: 'text', width: 8 },
  { heading: 'Motpart', holds: 'text', width: 14 },
  { heading: 'Text', holds: 'text', width: 38 },
  { heading: 'Område', holds: 'text', width: 8 },
  { heading: 'Underlag', holds: 'text', width: 9 },
];
const AMOUNTS: readonly PaperColumn[] = [
  { heading: 'Debet', holds: 'amount' },
  { heading: 'Kredit', holds: 'amount' },
  { heading: 'Saldo', holds: 'amount' },
];
const REGISTERED: PaperColumn = { heading: 'Registrerad', holds: 'date' };

/** An extract as it is read on paper: what it is of, what it comes to, its lines, the changes, and the checkpoint. */
export async function extractPaper(
  source: Source,
  { extract, checkpoint }: Checkpointed & { readonly extract: LedgerExtract },
  tally: Tally,
): Promise<Paper> {
  const { projectCode, order, rows, opening, debit, credit, closing, changes } = extract;
  const registered = order === 'grundbok';
  const columns = [...(registered ? [REGISTERED] : []), ...BEFORE, ...AMOUNTS];
  const head = await sheetHead(source, extractHead(extract), extract);
  const said = head
    .filter((row) => row.length > 0)
    .map(([label, value]): [string, string] => {
      return [cellText(label ?? null), cellText(value ?? null)];
    });
  const sums: [string, string][] = [
    ['Rader', countInSwedish(rows.length)],
    ['Ingående saldo', amountInSwedish(opening)],
    ['Debet', amountInSwedish(debit)],
    ['Kredit', amountInSwedish(credit)],
    ['Utgående saldo', amountInSwedish(closing)],
  ];
  const blocks: PaperBlock[] = [
    { kind: 'facts', pairs: [...said.filter(([label]) => label !== 'Ingående saldo'), ...sums] },
    { kind: 'heading', text: 'Rader' },
    { kind: 'table', columns, rows: rowsOf(source, extract, tally), foot: () => [totals(extract, columns.length)] },
    ...(changes === undefined ? [] : changesOf(extract)),
    ...(checkpoint == null
      ? []
      : [
          { kind: 'heading', text: 'Kontrollpunkt' } as const,
          { kind: 'paragraph', text: checkpoint.trimEnd() } as const,
        ]),
  ];
  return {
    title: `${registered ? 'Grundboksutdrag' : 'Huvudboksutdrag'}, projektkod ${projectCode}`,
    day: await dayOfPosition(source, extract),
    foot: await pageFoot(source, extract, checkpoint),
    isWide: true,
    blocks,
  };
}

function changesOf(extract: LedgerExtract): PaperBlock[] {
  const { columns, rows } = changesSheet(extract);
  return [
    { kind: 'heading', text: 'Ändringar av verifikationerna' },
    { kind: 'table', columns, rows },
  ];
}

async function* rowsOf(source: Source, extract: LedgerExtract, tally: Tally): AsyncGenerator<WrittenRow> {
  const several = new Set(extract.rows.map(({ book }) => book)).size > 1;
  for await (const read of readRows(source, extract)) {
    tally.add(textToOre(read.row.amount));
    const registered = extract.order === 'grundbok' ? [dateCell(read.row.registered)] : [];
    yield [...registered, ...cellsOf(read, several)];
  }
}

function cellsOf({ row, accountName, text, counterparty }: ReadRow, withBook: boolean): WrittenRow {
  const { book, series, number, line, date, account, amount, balance, costCentre, changedBy = [] } = row;
  const voucher = [...(withBook ? [book] : []), series, number].filter((part) => part !== '').join(' ');
  const pointer = changedBy.length === 0 ? '' : ` (ändrad, se position ${changedBy.join(', ')})`;
  return [
    ...[dateCell(date), textCell(voucher), integerCell(line), textCell(`${account} ${accountName}`.trim())],
    ...[textCell(costCentre), textCell(counterparty), textCell(`${text}${pointer}`), ...factCells(row)],
    ...debitAndCredit(textToOre(amount)),
    amountCell(balance),
  ];
}
