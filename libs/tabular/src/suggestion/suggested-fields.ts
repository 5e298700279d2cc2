import type {
  AccountMapping,
  AmountMapping,
  DateForm,
  DimensionMapping,
  MappedColumn,
  VoucherMapping,
} from '../mapping/column-mapping.js';
import { accountOfHeading } from '../mapping/account-cell.js';
import { isEmpty, textOf } from '../mapping/text-cell.js';
import type { ChosenColumns } from './chosen-columns.js';
import { type ColumnProfile, type Divider, isMostly } from './column-profile.js';
import type { SampledColumn } from './sampled-sheet.js';

const DIVIDED: Readonly<Record<Divider, string>> = {
  blank: 'ett blanksteg mellan serie och nummer',
  hyphen: 'ett bindestreck mellan serie och nummer',
  digits: 'nummer direkt efter serien',
};
const WRITTEN: Readonly<Record<DateForm, string>> = {
  iso: 'ÅÅÅÅ-MM-DD eller ÅÅÅÅMMDD',
  swedish: 'ÅÅMMDD, D/M ÅÅÅÅ, D.M.ÅÅÅÅ eller DD-MM-ÅÅÅÅ',
  excel: 'Excels löpnummer',
};

/** Where the account stands: in its column, or in headings above the rows where there is no such column. */
export function accountIn(chosen: ChosenColumns, system: 1900 | 1904): AccountMapping | null {
  const [first] = chosen.saying('account');
  const inHeadings = hasGroupHeadings(chosen, system);
  // A general ledger may have a column for the account that only the headings of its groups fill.
  if (first !== undefined && !(inHeadings && first.profile.filled === 0)) {
    const withName = isMostly(first.profile.named, first.profile);
    const column = chosen.takeSaid('account', withName ? 'värdena är konto och namn' : '') as MappedColumn;
    return { form: 'column', column, ...(withName ? { withName } : {}) };
  }
  if (inHeadings) {
    if (first !== undefined) chosen.take(first, null, { why: 'kontot står i rubrikerna ovanför raderna' });
    chosen.ask('Ingen kolumn har kontot på raderna. Det tas ur rubrikerna ovanför raderna (4011 Inköp): stämmer det?');
    return { form: 'group-heading' };
  }
  chosen.ask('Ingen kolumn med konto hittades. Ange den i mappningen (account).');
  return null;
}

function hasGroupHeadings({ sheet }: ChosenColumns, system: 1900 | 1904): boolean {
  return sheet.below.some(
    ({ cells }) =>
      cells.filter((cell) => !isEmpty(cell)).length <= 2 &&
      cells.some((cell) => accountOfHeading(textOf(cell, system) ?? '') !== null),
  );
}

/** Where series and number stand. */
export function voucherIn(chosen: ChosenColumns): VoucherMapping {
  const [number] = [...chosen.saying('number'), ...chosen.saying('voucher')];
  if (number === undefined) {
    chosen.ask(
      'Ingen kolumn med verifikationsnummer hittades. Varje rad blir då en egen verifikation, vilket bara går i en bok som är ett utdrag. Ange kolumnen i mappningen (voucher) om den finns.',
    );
    return { form: 'none' };
  }
  const [series] = chosen.saying('series');
  const divider = series === undefined ? dividerOf(number.profile) : null;
  if (divider !== null) {
    const column = chosen.take(number, 'voucher', { why: `rubriken, och värdena har ${DIVIDED[divider]}` });
    return { form: 'combined', column, divider };
  }
  const column = chosen.take(number, 'number', { why: 'rubriken' });
  if (series !== undefined)
    return { form: 'columns', series: chosen.take(series, 'series', { why: 'rubriken' }), number: column };
  chosen.ask(
    'Ingen kolumn har serien: alla verifikationer får en tom serie. Ange serien i mappningen om den har ett namn.',
  );
  return { form: 'fixed-series', series: '', number: column };
}

const dividerOf = ({ dividers, ...profile }: ColumnProfile): Divider | null =>
  (Object.keys(DIVIDED) as Divider[]).find((one) => isMostly(dividers[one], { dividers, ...profile })) ?? null;

/** The days of a posting, and how they are written. */
export interface SuggestedDays {
  readonly dateForm: DateForm;
  readonly date: MappedColumn;
  readonly registered?: MappedColumn;
  readonly lineDate?: MappedColumn;
}

export function daysIn(chosen: ChosenColumns): SuggestedDays | null {
  const { columns } = chosen.sheet;
  const used = columns.filter(
    ({ meaning }) => meaning === 'date' || meaning === 'registered' || meaning === 'lineDate',
  );
  const dateForm = formOf(used.length > 0 ? used : columns);
  const why = `värdena är datum skrivna ${WRITTEN[dateForm]}`;
  const date = accountingDate(chosen, why);
  if (date === null) {
    chosen.ask('Ingen kolumn med bokföringsdatum hittades. Ange den i mappningen (date).');
    return null;
  }
  const registered = chosen.takeSaid('registered');
  const lineDate = chosen.takeSaid('lineDate');
  return {
    ...{ dateForm, date },
    ...(registered === undefined ? {} : { registered }),
    ...(lineDate === undefined ? {} : { lineDate }),
  };
}

/** By its heading; the day of the transaction where there is no other; else the one unknown column that holds days. */
function accountingDate(chosen: ChosenColumns, why: string): MappedColumn | null {
  const said = chosen.takeSaid('date', why);
  if (said !== undefined) return said;
  const [transaction] = chosen.saying('lineDate');
  const uncertain = 'kontrollera att det är bokföringsdatum';
  if (transaction !== undefined) return chosen.take(transaction, 'date', { why: `rubriken, och ${why}`, uncertain });
  const [looksSo] = chosen.unknown().filter(({ profile }) => isMostly(profile.dateCells + mostDays(profile), profile));
  return looksSo === undefined ? null : chosen.take(looksSo, 'date', { why, uncertain });
}

const mostDays = ({ days }: ColumnProfile): number => Math.max(days.iso, days.swedish);

/** The form that most of the values are written in. */
function formOf(columns: readonly SampledColumn[]): DateForm {
  const total = (form: DateForm) => columns.reduce((sum, { profile }) => sum + profile.days[form], 0);
  const forms: readonly DateForm[] = ['iso', 'swedish', 'excel'];
  return forms.reduce((best, form) => (total(form) > total(best) ? form : best));
}

/** Where the amount stands, and its decimal sign. */
export interface SuggestedAmount {
  readonly amount: AmountMapping;
  readonly decimalSign: ',' | '.';
}

export function amountIn(chosen: ChosenColumns): SuggestedAmount | null {
  const fields = ['amount', 'debit', 'credit'] as const;
  const columns = fields.flatMap((field) => chosen.saying(field));
  const count = (sign: ',' | '.') => columns.reduce((sum, { profile }) => sum + profile.decimals[sign], 0);
  const decimalSign = count('.') > count(',') ? '.' : ',';
  if (count('.') > 0 && count(',') > 0) {
    chosen.ask(
      'Beloppen har både decimalkomma och decimalpunkt. De som inte följer mappningen nekas: kontrollera exporten.',
    );
  }
  const why = `värdena är belopp med decimal${decimalSign === ',' ? 'komma' : 'punkt'}`;
  const amount = twoColumns(chosen, why) ?? oneColumn(chosen, why);
  if (amount === null) chosen.ask('Ingen kolumn med belopp hittades. Ange den i mappningen (amount).');
  return amount === null ? null : { amount, decimalSign };
}

function twoColumns(chosen: ChosenColumns, why: string): AmountMapping | null {
  const [credit] = chosen.saying('credit');
  if (credit === undefined || chosen.saying('debit').length === 0) return null;
  const creditNegative = credit.profile.negative > credit.profile.positive;
  const debit = chosen.takeSaid('debit', why) as MappedColumn;
  const minus = creditNegative ? `${why}, med minustecken i kredit` : why;
  const mapping = { form: 'debit-credit', debit, credit: chosen.takeSaid('credit', minus) as MappedColumn } as const;
  return { ...mapping, ...(creditNegative ? { creditNegative } : {}) };
}

function oneColumn(chosen: ChosenColumns, why: string): AmountMapping | null {
  const column = chosen.takeSaid('amount', why);
  if (column === undefined) return null;
  const side = chosen.takeSaid('side');
  if (side !== undefined) return { form: 'side', column, side };
  chosen.ask(
    'Beloppet antas vara plus i debet och minus i kredit. Ange positive: credit i mappningen om det är tvärtom.',
  );
  return { form: 'signed', column };
}

/** SIE reserves the numbers below 20. */
const isFree = (dimension: string): boolean => Number.parseInt(dimension, 10) >= 20;
const FREE = 'numret är fritt enligt SIE: förslag ger alltid samma';

/** The dimensions that the headings name, by their SIE numbers. */
export function dimensionsIn(chosen: ChosenColumns): readonly DimensionMapping[] {
  const said = chosen.sheet.columns.flatMap(({ meaning }) =>
    meaning?.startsWith('dimension ') === true ? [meaning] : [],
  );
  return [...new Set(said)].flatMap((meaning) => {
    const dimension = meaning.replace('dimension ', '');
    const column = chosen.takeSaid(`dimension ${dimension}`, isFree(dimension) ? FREE : '');
    return column === undefined ? [] : [{ dimension, column }];
  });
}
