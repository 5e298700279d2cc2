import type { Suggestion } from '#intake';
import { LocalDate } from '#kernel';
import type { MappingRow, Moment } from '#read-models';

import { facts, heading, page, table } from '../output.js';
import { momentText } from './moment.js';

type Columns = NonNullable<Suggestion['mapping']>;
type Column = Columns['date'];

/** What a column of an exported ledger gives, by its name in the JSON. */
const fieldLabels: Readonly<Record<string, string>> = {
  account: 'Konto',
  voucher: 'Serie och nummer',
  series: 'Serie',
  number: 'Verifikationsnummer',
  date: 'Bokföringsdatum',
  registered: 'Registreringsdatum',
  amount: 'Belopp',
  debit: 'Debet',
  credit: 'Kredit',
  side: 'Debet eller kredit',
  text: 'Text',
  signature: 'Signatur',
  quantity: 'Antal',
  lineDate: 'Radens egen dag',
  balance: 'Saldo på rader med IB och UB',
};
/** SIE numbers 1 to 9; the others are those that a suggestion gives. */
const dimensionLabels: Readonly<Record<string, string>> = {
  '1': 'kostnadsställe',
  '6': 'projekt',
  '7': 'anställd',
  '8': 'kund',
  '9': 'leverantör',
  '20': 'motpart',
  '21': 'verksamhet',
  '22': 'aktivitet',
  '23': 'objekt',
};

/** A field or a dimension as an accountant reads it: `Konto`, `Dimension 6 (projekt)`. */
export function fieldText(field: string): string {
  const [, dimension] = /^dimension (.+)$/.exec(field) ?? [];
  if (dimension === undefined) return fieldLabels[field] ?? field;
  const label = dimensionLabels[dimension];
  return `Dimension ${dimension}${label === undefined ? '' : ` (${label})`}`;
}

const DATES = {
  iso: 'ÅÅÅÅ-MM-DD eller ÅÅÅÅMMDD',
  swedish: 'ÅÅÅÅ-MM-DD, ÅÅMMDD, D/M ÅÅÅÅ, D.M.ÅÅÅÅ eller DD-MM-ÅÅÅÅ',
  excel: 'Excels löpnummer',
} as const;
const DIVIDERS = { blank: 'blanksteg', hyphen: 'bindestreck', digits: 'där siffrorna börjar' } as const;

/** How the file writes what its columns hold. */
export const writtenText = (columns: Columns): string =>
  facts([
    ['Blad', columns.sheet ?? 'det första'],
    ['Decimaltecken', columns.decimalSign === ',' ? 'komma' : 'punkt'],
    ['Datum', DATES[columns.dateForm]],
    ['Konto', accountNote(columns)],
    ['Serie', voucherNote(columns)],
    ['Tecken', signNote(columns)],
  ]);

function accountNote({ account }: Columns): string | null {
  if (account.form === 'group-heading') return 'i rubriken ovanför raderna';
  return account.withName === true ? 'följt av kontots namn' : null;
}

function voucherNote({ voucher }: Columns): string | null {
  if (voucher.form === 'combined') return `skild från numret med ${DIVIDERS[voucher.divider]}`;
  if (voucher.form === 'none') return 'ingen; varje rad är en egen verifikation';
  if (voucher.form === 'columns') return null;
  return voucher.series === '' ? 'ingen' : `alltid ${voucher.series}`;
}

function signNote({ amount }: Columns): string | null {
  if (amount.form === 'signed') return amount.positive === 'credit' ? 'kredit är plus' : 'debet är plus';
  if (amount.form === 'debit-credit') return amount.creditNegative === true ? 'kredit står med minus' : null;
  const { debitWords = ['D', 'Debet', '+'], creditWords = ['K', 'Kredit', '-'] } = amount;
  return `debet: ${debitWords.join(', ')}; kredit: ${creditWords.join(', ')}`;
}

/** A saved mapping: its columns, and how they are written. */
export const mappingText = (row: MappingRow, moment: Moment): string =>
  page(
    `${heading(`Mappning ${row.mapping}`)}\n${momentText(moment)}`,
    facts([
      ['Version', String(row.revision + 1)],
      ['Sparad', LocalDate.ofInstant(row.savedAt).toString()],
    ]),
    table([{ title: 'Kolumn', max: 40 }, { title: 'Betyder' }], columnRows(row.columns)),
    writtenText(row.columns),
  );

function columnRows({ account, voucher, amount, dimensions, ...columns }: Columns): string[][] {
  const used: [field: string, column: Column | undefined][] = [
    ...ofForm({ account: 'column' in account ? account.column : undefined }),
    ...ofForm(voucher.form === 'combined' ? { voucher: voucher.column } : voucher),
    ...ofForm({ date: columns.date, registered: columns.registered }),
    ...ofForm(
      'column' in amount ? { amount: amount.column, side: 'side' in amount ? amount.side : undefined } : amount,
    ),
    ...ofForm({ text: columns.text, signature: columns.signature, quantity: columns.quantity }),
    ...ofForm({ lineDate: columns.lineDate, balance: columns.balance }),
    ...dimensions.map(({ dimension, column }): [string, Column] => [`dimension ${dimension}`, column]),
  ];
  return used.flatMap(([field, column]) => (column === undefined ? [] : [[columnText(column), fieldText(field)]]));
}

const ofForm = (form: object): [string, Column | undefined][] =>
  Object.entries(form).filter((entry): entry is [string, Column] => typeof entry[1] === 'object');

/** A column by its heading, and which one of several. */
export const columnText = ({
  heading: of,
  nth,
}: {
  readonly heading: string;
  readonly nth?: number | undefined;
}): string => (nth === undefined ? of : `${of} (nr ${nth})`);

/** The mappings, with how many columns each reads. */
export const mappingListText = (rows: readonly MappingRow[], moment: Moment): string =>
  page(
    `${heading('Kolumnmappningar')}\n${momentText(moment)}`,
    table(
      [
        { title: 'Mappning' },
        { title: 'Version', align: 'right' },
        { title: 'Sparad' },
        { title: 'Kolumner', align: 'right' },
      ],
      rows.map((row) => [
        ...[row.mapping, String(row.revision + 1), LocalDate.ofInstant(row.savedAt).toString()],
        String(columnRows(row.columns).length),
      ]),
    ),
  );
