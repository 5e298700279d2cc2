import type { ImportReport } from '#intake';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish, importLabels } from '../swedish.js';
import { postingText } from './posting.js';

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
    totalsText(report),
    differencesText(report),
    unreconciledText(report),
  );
}

const fileText = ({ program, encoding, lines, debit, credit, import: id, coverage }: ImportReport): string =>
  facts([
    ['Program', program],
    ['Teckenkodning', encoding],
    ['Lästa rader', countInSwedish(lines.read)],
    ['Intagna rader', countInSwedish(lines.taken)],
    ['Debet', amountInSwedish(debit)],
    ['Kredit', amountInSwedish(credit)],
    ['Omfattar', coverageText(coverage)],
    ['Inläsning', id],
  ]);

/** The days, series and codes that the file speaks of. */
function coverageText(coverage: ImportReport['coverage']): string | null {
  if (coverage === null) return null;
  const { from, to, series, codes } = coverage;
  const named = series.map((one) => (one === '' ? '(utan serie)' : one)).join(', ');
  const filtered = codes === null ? '' : `; utdrag på ${codes.map((pair) => pair.join(':')).join(', ') || 'okänd kod'}`;
  return `${from} – ${to}, serie ${named}${filtered}`;
}

const warningsText = ({ warnings }: ImportReport): string | null =>
  warnings.length === 0 ? null : warnings.map(({ message, code }) => `Obs: ${message} (${code})`).join('\n');

function refusalsText({ refusals }: ImportReport): string | null {
  if (refusals.length === 0) return null;
  const told = refusals.slice(0, MOST_LISTED).map(({ line, code, message }) => `rad ${line}: ${message} (${code})`);
  return ['Ej intaget', ...told, ...restOf(refusals.length)].join('\n');
}

function changesText({ changes, missing, acceptChanges }: ImportReport): string | null {
  const gone = missing.map(({ series, number, date }) => `${series} ${number} (${date}): saknas i filen`);
  const all = [...changes.map(changeText), ...gone];
  if (all.length === 0) return null;
  const title = acceptChanges
    ? 'Infört: filen säger annat än liggaren sade'
    : 'Inte infört: filen säger annat än liggaren. Granska, och läs in filen igen med --accept-changes';
  return [title, ...all.slice(0, MOST_LISTED), ...restOf(all.length)].join('\n');
}

/** What is recorded of a voucher and what the file has instead, line by line. */
function changeText({ series, number, difference: { date, removed, added } }: ImportReport['changes'][number]): string {
  const redated = date === null ? '' : `, ${date.recorded} i liggaren och ${date.now} i filen`;
  const lines = [
    ...removed.map((line) => `  i liggaren: ${postingText(line)}`),
    ...added.map(
      (line) => `  i filen:    ${postingText(line)}${line.fileLine === null ? '' : ` (rad ${line.fileLine})`}`,
    ),
  ];
  const more = lines.length > MOST_LISTED ? [`  … och ${countInSwedish(lines.length - MOST_LISTED)} rader till`] : [];
  return [`${series} ${number}: ändrad i källan${redated}`, ...lines.slice(0, MOST_LISTED), ...more].join('\n');
}

function totalsText({ totals }: ImportReport): string | null {
  if (totals.length === 0) return null;
  const told = totals.slice(0, MOST_LISTED).map(({ line, account, stated, difference }) => {
    const of = account === null ? '' : ` för konto ${account}`;
    return `rad ${line}: summan${of} är ${amountInSwedish(stated)}, raderna skiljer ${amountInSwedish(difference)}`;
  });
  return ['Summor i filen som inte stämmer', ...told, ...restOf(totals.length)].join('\n');
}

function differencesText({ differences }: ImportReport): string | null {
  if (differences.length === 0) return null;
  const rows = differences
    .slice(0, MOST_LISTED)
    .map(({ account, month, file, ledger }) => [account, month, amountInSwedish(file), amountInSwedish(ledger)]);
  const amounts = ['I filen', 'I liggaren'].map((title) => ({ title, align: 'right' as const }));
  const columns = [{ title: 'Konto' }, { title: 'Månad' }, ...amounts];
  return ['Verifikationer som inte stämmer, per konto', table(columns, rows), ...restOf(differences.length)].join('\n');
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
