import type { SalaryReport } from '#intake';

import { heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish, counted } from '../swedish.js';

const columns = [
  { title: 'Verifikation' },
  { title: 'Personer', align: 'right' },
  { title: 'Rad', align: 'right' },
  { title: 'Löner', align: 'right' },
  { title: 'Saknas', align: 'right' },
  { title: '' },
] as const;

/** What became of a file of pay: the lines with their shares and gaps, and what was not taken. It names nobody. */
export function salaryReportText(report: SalaryReport): string {
  const { lines, totals, book, dryRun } = report;
  const rows = lines.map(({ series, number, line, persons, amount, linked, missing, known }) => [
    ...[`${series} ${number} rad ${line}`, countInSwedish(persons), amountInSwedish(amount)],
    ...[amountInSwedish(linked), amountInSwedish(missing), known ? 'känd sedan tidigare' : ''],
  ]);
  const sums = [
    'Summa',
    countInSwedish(report.persons),
    ...[totals.amount, totals.linked, totals.missing].map(amountInSwedish),
    '',
  ];
  return page(
    `${heading(`Löner i boken ${book}`)}${dryRun ? '\nProvkörning: inget är skrivet.' : ''}`,
    table(columns, [...rows, sums]),
    asides(report).join('\n'),
    report.refusals
      .map(({ line, field, message }) => `Rad ${line}${field === null ? '' : ` (${field})`}: ${message}`)
      .join('\n'),
  );
}

function asides({ registered, numbersOfTwo, absenceDropped, outside, refusals }: SalaryReport): readonly string[] {
  return [
    `${counted(registered, 'person', 'personer')} kom till.`,
    ...(numbersOfTwo > 0
      ? [
          `${counted(numbersOfTwo, 'anställningsnummer hör', 'anställningsnummer hör')} redan till ett annat personnummer. Kontrollera dem i lönesystemet.`,
        ]
      : []),
    ...(absenceDropped > 0 ? [`${counted(absenceDropped, 'rad', 'rader')} om frånvaro och hälsa lästes inte.`] : []),
    ...(outside > 0 ? [`${counted(outside, 'kontering', 'konteringar')} rör inget bidrag och sparades inte.`] : []),
    ...(refusals.length > 0 ? [`${counted(refusals.length, 'rad', 'rader')} togs inte in:`] : []),
  ];
}
