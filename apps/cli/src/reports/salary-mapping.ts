import { LocalDate } from '#kernel';
import type { Moment, salaryMappings } from '#read-models';

import { facts, heading, page, table } from '../output.js';
import { columnText } from './mapping.js';
import { momentText } from './moment.js';

type Row = Awaited<ReturnType<typeof salaryMappings>>[number];
type Column = Row['columns']['gross'];

/** What a column of a list of pay gives, by its name in the JSON. */
const labels: Readonly<Record<string, string>> = {
  ...{ employmentNumber: 'Anställningsnummer', personalNumber: 'Personnummer', name: 'Namn', gross: 'Lön' },
  ...{ amount: 'Belopp', account: 'Konto', projectCode: 'Projektkod', payslip: 'Lönebeskedets fil', period: 'Månad' },
  ...{
    onCost: 'Påslag',
    charged: 'Andel',
    voucher: 'Serie och nummer',
    series: 'Serie',
    number: 'Verifikationsnummer',
  },
  ...{ from: 'Första dag', to: 'Sista dag', hours: 'Timmar i insatsen', of: 'Timmar i allt' },
};

/** A saved mapping of a list of pay: which column gives what. */
export const salaryMappingText = ({ mapping, revision, savedAt, columns }: Row, moment: Moment): string =>
  page(
    `${heading(`Mappning ${mapping} för lönelistor`)}\n${momentText(moment)}`,
    facts([
      ['Version', String(revision + 1)],
      ['Sparad', LocalDate.ofInstant(savedAt).toString()],
      ['Påslag', columns.onCost.basis === 'flat' ? 'schablon' : 'som det betalades'],
    ]),
    table([{ title: 'Kolumn', max: 40 }, { title: 'Betyder' }], columnRows(columns)),
  );

/** The saved mappings of lists of pay. */
export const salaryMappingListText = (rows: readonly Row[], moment: Moment): string =>
  page(
    `${heading('Mappningar för lönelistor')}\n${momentText(moment)}`,
    table(
      [{ title: 'Mappning' }, { title: 'Version', align: 'right' }, { title: 'Sparad' }],
      rows.map(({ mapping, revision, savedAt }) => [
        ...[mapping, String(revision + 1), LocalDate.ofInstant(savedAt).toString()],
      ]),
    ),
  );

/** A field is a column, or has columns in it. */
const columnRows = (columns: Row['columns']): string[][] =>
  Object.entries(columns).flatMap(([field, of]) => {
    if (typeof of !== 'object') return [];
    const inside = 'heading' in of ? [[field, of] as const] : Object.entries(of).map(named(field));
    return inside.flatMap(([name, column]) => (isColumn(column) ? [[columnText(column), labels[name] ?? name]] : []));
  });

const named =
  (field: string) =>
  ([name, column]: [string, unknown]): readonly [string, unknown] => [name === 'column' ? field : name, column];

const isColumn = (value: unknown): value is Column => typeof value === 'object' && value !== null && 'heading' in value;
