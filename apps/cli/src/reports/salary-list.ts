import type { LinkedSalary, Moment } from '#read-models';

import { heading, page, table } from '../output.js';
import { amountInSwedish, counted } from '../swedish.js';
import { momentText } from './moment.js';

type Share = LinkedSalary['shares'][number];

const columns = [
  { title: 'Verifikation' },
  { title: 'Konto' },
  { title: 'Projektkod', max: 24 },
  { title: 'Person', max: 28 },
  { title: 'Period' },
  { title: 'Andel', align: 'right' },
  { title: 'Belopp', align: 'right' },
  { title: 'Saknas' },
] as const;

/** Lines with whose pay they are. A name stands there where it is still held; else the id, which says nothing. */
export const salaryListText = (
  lines: readonly LinkedSalary[],
  names: ReadonlyMap<string, string>,
  moment: Moment,
): string =>
  page(
    `${heading('Löner på bidragens kostnadsrader')}\n${momentText(moment)}`,
    table(
      columns,
      lines.flatMap((line) => [...line.shares.map((share) => cells(line, share, names)), gap(line)]),
    ),
    counted(lines.length, 'rad', 'rader'),
  );

function cells(
  { series, number, line, account, projectCodes }: LinkedSalary,
  share: Share,
  names: ReadonlyMap<string, string>,
) {
  const place = [`${series} ${number} rad ${line}`, account, projectCodes.join(', ')];
  const { person, from, to, amount } = share;
  return [
    ...place,
    names.get(person) ?? person,
    `${from}–${to}`,
    chargedOf(share),
    amountInSwedish(amount),
    missingOf(share),
  ];
}

/** What of a line is nobody's pay. */
const gap = ({ series, number, line, account, missing }: LinkedSalary): string[] => [
  ...[`${series} ${number} rad ${line}`, account, '', 'utan person', '', '', amountInSwedish(missing), ''],
];

const chargedOf = ({ charged }: Share): string =>
  charged.form === 'share' ? `${percent(charged.share)} %` : `${comma(charged.hours)} av ${comma(charged.of)} tim`;

const comma = (decimal: string): string => decimal.replace('.', ',');

/** A part of one as percent, by moving the point. */
function percent(part: string): string {
  const [whole = '0', decimals = ''] = part.split('.');
  const digits = `${whole}${decimals.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = decimals.slice(2);
  return rest === '' ? digits : `${digits},${rest}`;
}

/** The originals that a share should rest on and does not. */
function missingOf({ payslip, contract, support, charged }: Share): string {
  const needed = [
    [payslip, 'lönebesked'],
    [contract, 'anställningsavtal'],
    [support, charged.form === 'share' ? 'intyg' : 'tidrapport'],
  ] as const;
  return needed.flatMap(([document, name]) => (document === null ? [name] : [])).join(', ');
}
