import type { ImportReport } from '#intake';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish, importLabels } from '../swedish.js';

const MOST_LISTED = 20;
type CountName = keyof typeof importLabels;
const countNames = Object.keys(importLabels) as CountName[];

/** What was read of a file and what became of it, for the accountant who exported it. */
export function importReportText(report: ImportReport): string {
  const title = report.dryRun ? 'Provläsning, inget är skrivet' : `Inläsning i ${report.book ?? ''}`;
  return page(
    heading(title),
    fileText(report),
    table(
      [{ title: 'Verifikationer' }, { title: 'Antal', align: 'right' }],
      countNames.map((name) => [importLabels[name], countInSwedish(report.vouchers[name])]),
    ),
    warningsText(report),
    refusalsText(report),
    changesText(report),
    unreconciledText(report),
  );
}

const fileText = ({ program, encoding, lines, debit, credit, import: id }: ImportReport): string =>
  facts([
    ['Program', program],
    ['Teckenkodning', encoding],
    ['Lästa rader', countInSwedish(lines.read)],
    ['Intagna rader', countInSwedish(lines.taken)],
    ['Debet', amountInSwedish(debit)],
    ['Kredit', amountInSwedish(credit)],
    ['Inläsning', id],
  ]);

const warningsText = ({ warnings }: ImportReport): string | null =>
  warnings.length === 0 ? null : warnings.map(({ message, code }) => `Obs: ${message} (${code})`).join('\n');

function refusalsText({ refusals }: ImportReport): string | null {
  if (refusals.length === 0) return null;
  const told = refusals.slice(0, MOST_LISTED).map(({ line, code, message }) => `rad ${line}: ${message} (${code})`);
  return ['Ej intaget', ...told, ...restOf(refusals.length)].join('\n');
}

function changesText({ changes, missing }: ImportReport): string | null {
  const changed = changes.map(({ series, number }) => `${series} ${number}: ändrad i källan`);
  const gone = missing.map(({ series, number, date }) => `${series} ${number} (${date}): saknas i filen`);
  const all = [...changed, ...gone];
  if (all.length === 0) return null;
  return ['Skiljer sig från liggaren', ...all.slice(0, MOST_LISTED), ...restOf(all.length)].join('\n');
}

const restOf = (count: number): string[] =>
  count > MOST_LISTED ? [`… och ${countInSwedish(count - MOST_LISTED)} till; se --json`] : [];

function unreconciledText({ unreconciledAccounts }: ImportReport): string | null {
  if (unreconciledAccounts.length === 0) return null;
  const rows = unreconciledAccounts
    .slice(0, MOST_LISTED)
    .map(({ account, expected, actual, difference }) => [
      account,
      amountInSwedish(expected),
      amountInSwedish(actual),
      amountInSwedish(difference),
    ]);
  const amounts = ['Saldo i filen', 'Summa av raderna', 'Skillnad'] as const;
  const columns = [{ title: 'Konto' }, ...amounts.map((title) => ({ title, align: 'right' as const }))];
  return ['Konton vars rader inte ger filens saldo', table(columns, rows), ...restOf(unreconciledAccounts.length)].join(
    '\n',
  );
}
